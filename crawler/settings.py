"""What a crawl may be told, and how it behaves towards the site: every value that is not Scrapy's own has its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import metadata
from ipaddress import ip_address

from tenders.errors import SettingsError

PRODUCT = "riffle-tenders"  # the name that a site's robots.txt may address
DISTRIBUTION = "riffle-tenders"
NO_CONTACT = "no contact given"

# Seconds between two requests, at least. A listing of 30 is done in a minute, and no one needs it sooner.
POLITE_DELAY = 1.0
# AutoThrottle's first guess, before it has seen how fast the site answers: start slowly, then go as the site bears.
START_DELAY = 2.0
# A replica on this machine is nobody's site: there is no one to be slow for.
LOOPBACK_DELAY = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """What to crawl.

    `base_url` lets an archive or a replica stand in for the site; it may hold a path, even the listing's own.
    `since` is the first day of publishing that counts; `limit` the most notices to look at. `contact` (a web or
    e-mail address) goes into the user agent. `delay` is the least number of seconds between two requests: None
    means POLITE_DELAY, or LOOPBACK_DELAY where the base URL is on this machine.
    """

    source: str = "digital-marketplace"
    base_url: str | None = None
    status: str | None = None
    lot: str | None = None
    since: date | None = None
    limit: int | None = None
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
    local = is_loopback(host)
    delay = options.delay if options.delay is not None else LOOPBACK_DELAY if local else POLITE_DELAY
    if delay < 0 or (delay < POLITE_DELAY and not local):
        raise SettingsError(f"a delay of {delay:g} seconds is too short for {host}: give {POLITE_DELAY:g} or more")
    return {
        "USER_AGENT": user_agent(options.contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": PRODUCT,  # robots.txt addresses a product, not its version and contact
        "AUTOTHROTTLE_ENABLED": True,  # slower when the site is slow
        "AUTOTHROTTLE_START_DELAY": delay if local else max(delay, START_DELAY),
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,  # a delay is a promise, not an average (Scrapy before 2.19 spreads it by half)
        "CONCURRENT_REQUESTS": 1,  # one at a time: as one reader would
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "RETRY_TIMES": 3,  # a short fault passes in four tries; a longer one is for another day
        "DOWNLOAD_TIMEOUT": 60,  # an archive can take half a minute; Scrapy's three minutes would hide a dead site
        "DOWNLOAD_MAXSIZE": 20 * 1024 * 1024,  # the largest page seen is 140 KB: past this it is not a page
        "DOWNLOAD_FAIL_ON_DATALOSS": True,  # half a page is not to be kept as a whole one
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # raw pages are the truth here, so be sure whose they are
        "COOKIES_ENABLED": False,  # no session is needed, so none is kept
        "METAREFRESH_ENABLED": False,  # challenge pages reload themselves; the listing never does
        # A proxy that the environment names cannot reach this machine's own loopback.
        "HTTPPROXY_ENABLED": not local,
        # Retry-After is heeded before Scrapy's retry (550) sees the answer; a robots.txt is judged when retries are over.
        "DOWNLOADER_MIDDLEWARES": {"crawler.manners.WaitAsAsked": 560, "crawler.manners.UnreachableRobots": 540},
        "ITEM_PIPELINES": {"crawler.pipeline.StorePipeline": 100},
        # No back doors into the process, and no output but Riffle's own.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    }
