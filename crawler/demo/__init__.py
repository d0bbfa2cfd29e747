"""A replica of the Digital Marketplace, served on loopback, with opportunities and buyers that are all invented."""

from crawler.demo.replica import Answer, Replica, build
from crawler.demo.server import serve

__all__ = ["Answer", "Replica", "build", "serve"]
