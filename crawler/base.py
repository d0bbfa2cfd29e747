"""What every spider does: ask politely, stay on the site, follow the listing, and count what fails."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure
from w3lib.url import canonicalize_url

from crawler import listing
from crawler.barriers import barrier
from crawler.pipeline import Fetched, Tally
from crawler.place import OffSiteError, Place
from crawler.settings import CrawlOptions
from tenders import readers
from tenders.document import Document
from tenders.errors import CrawlError, RiffleError, SettingsError, UnreadableError
from tenders.notice import Notice, digest
from tenders.readers.marketplace import cut_off
from tenders.store import Store

REDIRECTS = 5  # as many as a search engine follows
# Listing pages in a row that name nothing new: past this, the "next" links lead nowhere (a page repeated under ever new numbers).
BARREN_PAGES = 10
# Words in the name of a download error, and what they mean to a person.
ERRORS: tuple[tuple[str, str], ...] = (
    ("DataLoss", "was cut off on its way: try again later"),
    ("ResponseFailed", "was cut off on its way: try again later"),
    ("DownloadFailed", "was cut off on its way: try again later"),
    ("ConnectionLost", "was cut off on its way: try again later"),
    ("ConnectionDone", "was cut off on its way: try again later"),
    ("Timeout", "did not answer in time: try again later"),
    ("Refused", "refused the connection: check the address"),
    ("Resolve", "has a host that is not known: check the address"),
    ("DNSLookup", "has a host that is not known: check the address"),
    ("Cancelled", "is too large for a page"),
)
STATUSES: Mapping[int, str] = {404: "is not there (404)", 410: "is gone (410)", 429: "is asked for too often (429)"}

LOGIN_PATH = re.compile(r"/(?:log|sign)[_-]?in\b", re.IGNORECASE)

Results = Iterator[Any]  # requests and Fetched, as Scrapy takes them


class NoticeSpider(scrapy.Spider):
    """A source: declarations, and one or two short methods where it differs.

    `site` is its address, `listing_path` the listing's path on it, `link` finds a notice's number in a link, and
    `filters` gives the query parameter of an option. `advice` ends the message of a crawl that found nothing.
    """

    site: ClassVar[str]
    listing_path: ClassVar[str]
    link: ClassVar[re.Pattern[str]]
    filters: ClassVar[Mapping[str, str]] = {}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    advice: ClassVar[str] = ""

    def __init__(self, *, options: CrawlOptions, tally: Tally, store: Store, **rest: Any) -> None:
        super().__init__(**rest)
        self.options, self.tally, self.store = options, tally, store
        self.place = self.place_of(options)
        self.seen_notices: set[str] = set()
        self.seen_listings: set[str] = set()
        self.asked = self.barren = 0

    @classmethod
    def place_of(cls, options: CrawlOptions) -> Place:
        """Where to crawl. Raises SettingsError for an option that this source does not take."""
        for option, choices in cls.choices.items():
            given = getattr(options, option)
            if given is not None and given not in choices:
                raise SettingsError(f"{option} {given!r} is not one of {cls.name}'s: give {' or '.join(choices)}")
        if options.limit is not None and options.limit < 1:
            raise SettingsError(f"a limit of {options.limit} leaves nothing to crawl: give 1 or more")
        return Place.at(options.base_url or cls.site, cls.listing_path)

    def published(self, document: Document) -> date | None:
        """The day a notice was published, or None where it does not say."""
        section = document.get("publishedAt")
        return listing.day_in(section.text) if section else None

    async def start(self) -> AsyncIterator[Any]:
        values = ((parameter, getattr(self.options, option)) for option, parameter in self.filters.items())
        url = self.place.listing({parameter: value for parameter, value in values if value is not None})
        self.seen_listings.add(canonicalize_url(url))
        yield self.ask(url, kind="listing")

    def ask(self, url: str, *, kind: str, origin: str | None = None, hops: int = 0) -> Request:
        """A request. `kind` is "listing" or "notice"; `origin` the address that redirects led away from."""
        return Request(
            url,
            callback=self.answered,
            errback=self.unanswered,
            cb_kwargs={"kind": kind, "origin": origin or url, "hops": hops},
            # Redirects and errors come here, to be counted. Repeats are kept out by number and by address before they are
            # asked for: Scrapy's own filter would drop them without a word.
            meta={"dont_redirect": True, "handle_httpstatus_all": True},
            dont_filter=True,
        )

    def answered(self, response: Response, kind: str, origin: str, hops: int) -> Results:
        """Sort an answer: a redirect, a refusal, a listing or a notice."""
        if self.tally.fatal is not None:
            raise CloseSpider("fatal")
        target = response.headers.get("Location")
        if 300 <= response.status < 400 and target:
            yield from self.redirected(response.urljoin(target.decode("latin-1")), kind, origin, hops)
            return
        self.tally.answered()
        if response.status != 200:
            refused = barrier(response)
            reason = STATUSES.get(response.status) or refused or f"answered with an error ({response.status})"
            self.failed(origin, reason, kind, fatal=refused is not None)
        elif kind == "listing":
            yield from self.read_listing(response, origin)
        else:
            yield from self.read_notice(response, origin)

    def unanswered(self, failure: Failure) -> None:
        """Count a request that brought no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        name, said = type(failure.value).__name__, failure.getErrorMessage()
        if "robots.txt" in said:
            reason = "is closed to robots by the site's robots.txt"
        else:
            reason = next((words for part, words in ERRORS if part in name), f"could not be got ({said or name})")
        self.failed(request.cb_kwargs["origin"], reason, request.cb_kwargs["kind"])

    def redirected(self, target: str, kind: str, origin: str, hops: int) -> Results:
        """Follow a redirect, if it stays on the site."""
        try:
            url = self.place.resolve(target)
        except OffSiteError as error:
            self.failed(origin, f"leads off the site, to {error}: not followed", kind)
            return
        if LOGIN_PATH.search(urlsplit(url).path):
            self.failed(origin, "asks for a login", kind, fatal=True)
            return
        if hops >= REDIRECTS:
            self.failed(origin, f"redirects more than {REDIRECTS} times: not followed", kind)
            return
        yield self.ask(url, kind=kind, origin=origin, hops=hops + 1)

    def failed(self, url: str, reason: str, kind: str, *, fatal: bool = False) -> None:
        """Count a failure. A listing that cannot be had ends the crawl if it is the first, or if the site turns us away."""
        self.tally.fail(url, reason)
        if kind == "listing" and (fatal or len(self.seen_listings) == 1):
            self.stop(CrawlError(self.with_advice(f"{url} {reason}")))

    def stop(self, error: RiffleError) -> None:
        """End the crawl with an error."""
        self.tally.fatal = error
        raise CloseSpider("fatal")

    def with_advice(self, message: str) -> str:
        """A message and the source's next step, on one line."""
        return f"{message}. {self.advice}" if self.advice else message

    def read_listing(self, response: Response, origin: str) -> Results:
        """Ask for each notice that a listing names and is not yet asked for, then for its next page."""
        page = response if isinstance(response, HtmlResponse) else None
        items = list(listing.items(page, self.link)) if page is not None else []
        if page is None or not items:
            self.empty(response, origin)
            return
        if cut_off(page.body, bool(page.xpath("//main"))):
            self.tally.fail(origin, "is cut off: the rest of the listing may be missing")
        fresh = [item for item in items if item.number not in self.seen_notices]
        self.barren = 0 if fresh else self.barren + 1
        for item in fresh:
            if self.enough():
                return
            self.seen_notices.add(item.number)
            self.tally.listed += 1
            if self.too_old(item.published):
                self.tally.older += 1
                continue
            self.asked += 1
            try:
                yield self.ask(self.place.resolve(item.link), kind="notice")
            except OffSiteError as error:
                self.tally.fail(item.link, f"leads off the site, to {error}: not followed")
        if not self.enough() and not self.past_since(items):
            yield from self.turn_page(page, origin)

    def empty(self, response: Response, origin: str) -> None:
        """A listing that names nothing: the way may be barred, or there may be nothing, but it is never a success."""
        barred = barrier(response)
        if barred:
            self.failed(origin, barred, "listing", fatal=True)
        elif len(self.seen_listings) == 1:
            self.failed(origin, "lists no opportunities", "listing")
        else:
            self.tally.fail(origin, "lists no opportunities, though a page before it leads here")

    def turn_page(self, page: HtmlResponse, origin: str) -> Results:
        """Ask for the next page of a listing, by the page's own link."""
        link = listing.next_link(page, self.link)
        if link is None:
            return
        try:
            url = self.place.resolve(link)
        except OffSiteError as error:
            self.tally.fail(origin, f"has a next link that leads off the site, to {error}: not followed")
            return
        if canonicalize_url(url) in self.seen_listings:
            self.tally.fail(origin, f"has a next link that leads back to {url}: stopped there")
        elif self.barren >= BARREN_PAGES:
            self.tally.fail(origin, f"is the last of {BARREN_PAGES} listing pages with nothing new: stopped there")
        else:
            self.seen_listings.add(canonicalize_url(url))
            yield self.ask(url, kind="listing")

    def read_notice(self, response: Response, origin: str) -> Results:
        """Bring a notice that can be read; count one that cannot."""
        try:
            document = readers.read(response.body)
        except UnreadableError as error:
            self.failed(origin, barrier(response) or str(error), "notice")
            return
        if self.too_old(self.published(document)):
            self.tally.older += 1
            return
        linked = self.link.search(origin)
        media_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").partition(";")[0].strip().lower()
        notice = Notice(
            source=self.name,
            notice_id=document.notice_id or (linked[1] if linked else origin),
            url=response.url,
            fetched_at=datetime.now(UTC),
            media_type=media_type,
            sha256=digest(response.body),
        )
        yield Fetched(notice=notice, raw=response.body, fingerprint=document.fingerprint)

    def enough(self) -> bool:
        """Whether as many notices have been asked for as were wanted."""
        return self.options.limit is not None and self.asked >= self.options.limit

    def too_old(self, published: date | None) -> bool:
        """Whether a day of publishing is known and too early."""
        return self.options.since is not None and published is not None and published < self.options.since

    def past_since(self, items: list[listing.Item]) -> bool:
        """Whether a listing of open notices, newest first, has come to those that are too early to count."""
        return self.options.status == "open" and self.too_old(items[-1].published)

    def closed(self, reason: str) -> None:
        """Scrapy's word on how the crawl ended, for `crawler.run`."""
        self.tally.ended = reason
