"""What a crawl may be told, and how it behaves towards the site: every value that is not Scrapy's own has its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import metadata
from ipaddress import ip_address

from tenders.config import Attachments
from tenders.errors import SettingsError

PRODUCT = "riffle-tenders"  # the name that a site's robots.txt may address
DISTRIBUTION = "riffle-tenders"
NO_CONTACT = "no contact given"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """What to crawl.

    `base_url` lets an archive or a replica stand in for the site; it may hold a path, even the listing's own.
    `since` and `until` are the first and the last day of publishing that count; `limit` is the most notices to look at.
    `new`: only what changed since the last crawl. `everything`: of a source of all kinds of work, not only the digital.
    `attachments`: fetch what notices link to, within these limits. `contact` (a web or e-mail address) goes into the user
    agent. `delay` is the least number of seconds between two requests: None means the source's own, or none at all where the
    base URL is on this machine.
    """

    source: str = "digital-marketplace"
    base_url: str | None = None
    status: str | None = None
    lot: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    new: bool = False
    everything: bool = False
    attachments: Attachments | None = None
    contact: str | None = None
    delay: float | None = None


def user_agent(contact: str | None = None) -> str:
    """What a crawl calls itself: the product, its version and whom to write to. Raises SettingsError."""
    contact = (contact or "").strip()
    if not contact.isprintable() or not contact.isascii() or any(mark in contact for mark in "()"):
        raise SettingsError(f"the contact {contact!r} cannot stand in a user agent: give a plain web or e-mail address")
    try:
        version = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        version = "0"
    return f"{PRODUCT}/{version} ({f'+{contact}' if contact else NO_CONTACT})"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def scrapy_settings(options: CrawlOptions, host: str) -> dict[str, object]:
    """Scrapy's settings for a crawl of a host. Raises SettingsError."""
    return {
        "USER_AGENT": user_agent(options.contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": PRODUCT,  # robots.txt addresses a product, not its version and contact
        # How often to ask, how long to wait and what to try again are the crawl's own matter (crawler.manners): one request at
        # a time, by a clock that tests can move.
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "RETRY_ENABLED": False,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.connection.Connection"),
        "DOWNLOAD_MAXSIZE": 20 * 1024 * 1024,  # the largest page seen is 140 KB: a package of 100 releases 2 MB
        "DOWNLOAD_FAIL_ON_DATALOSS": True,  # half a page is not to be kept as a whole one
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # raw pages are the truth here, so be sure whose they are
        "COOKIES_ENABLED": False,  # no session is needed, so none is kept
        "METAREFRESH_ENABLED": False,  # challenge pages reload themselves; the listing never does
        # A proxy that the environment names cannot reach this machine's own loopback.
        "HTTPPROXY_ENABLED": not is_loopback(host),
        # What the guard decides of proxies comes before Scrapy's own (750); manners are the last before a request goes out.
        "DOWNLOADER_MIDDLEWARES": {"crawler.guard.Guard": 570, "crawler.manners.Courtesy": 950},
        # No back doors into the process, and no output but Riffle's own.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    }
