"""The connection to a site: Scrapy's own, but that nothing goes out on it that the crawl did not ask for."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler


class Connection(HTTP11DownloadHandler):
    """Twisted sends a request again, at once and unseen, where a kept connection ends without an answer. The crawl asks
    again by itself, when it is its turn.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False
