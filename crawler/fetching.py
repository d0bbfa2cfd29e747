"""Fetching attachments: after a crawl has what notices say, what they link to, one document at a time.

What is still to be fetched is in the store, where each attachment is "wanted" from the transaction that kept its notice until
the one that says what became of it: that is its task, and no other is needed. However a crawl ends, the next one with
--attachments goes on from there; what failed in an earlier crawl is tried once more.

It goes through Scrapy's own downloader, as pages do, rather than through a client of its own: robots.txt, limits of size and
the guard of addresses (`crawler.guard`) then hold for both in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.attachments import address_of, ended, judged, next_hop, refusal, request_meta, room, too_large, unanswered
from crawler.base import PASSING, STATUSES, Trouble, reason_of
from crawler.guard import Refused, host_and_port
from crawler.permits import permitted, ports_of
from tenders.config import Attachments
from tenders.errors import RiffleError
from tenders.store import Attached

if TYPE_CHECKING:
    from crawler.base import TaskSpider

HEADERS = {"Accept": "*/*"}
DOWN = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)  # what a host does that is not there
Outcome = tuple[Attached, bytes | None]  # the bytes where they are to be kept


class LeftAlone(Exception):
    """A host that is not ours to be patient with asked us to wait: its documents stay wanted."""


class Fetching:
    """Fetches the attachments of a source's notices that are wanted."""

    def __init__(self, spider: TaskSpider, limits: Attachments) -> None:
        self.spider, self.limits = spider, limits
        self.own = ports_of(spider.place)
        self.permits = permitted(spider.place, named=spider.options.base_url is not None)
        self.left_alone: set[str] = set()  # hosts that are not asked again in this crawl

    async def all(self) -> None:
        """Fetch each, and say in the store what became of it. Raises StoreError."""
        store, tally = self.spider.store, self.spider.tally
        for source, notice_id, wanted in tuple(store.wanted(failed_before=self.spider.run.started)):
            if source != self.spider.name or self.host(wanted) in self.left_alone:
                continue
            try:
                attached, raw = await self.one(wanted, store.attached(source, notice_id))
            except LeftAlone as error:
                self.left_alone.add(self.host(wanted))
                tally.fail(wanted.url, str(error))
                continue
            store.attach(source, notice_id, attached, raw, self.spider.clock.now())
            if attached.state == "failed":
                tally.fail(wanted.url, attached.why)
            elif attached.state == "kept":
                tally.attach()

    def host(self, wanted: Attached) -> str:
        """The host that an attachment is on."""
        try:
            return host_and_port(address_of(wanted))[0]
        except Refused:
            return ""

    async def one(self, wanted: Attached, siblings: Iterable[Attached]) -> Outcome:
        """What becomes of an attachment. `siblings` are all of its notice. Raises LeftAlone."""
        siblings = tuple(siblings)
        asked = sum(sibling.state in ("kept", "failed") for sibling in siblings)
        if why := refusal(wanted, asked, self.limits, self.permits):
            return ended(wanted, "refused", why), None
        # The store does not keep sizes: notices with attachments have a few, and this is asked once for each of them.
        kept = sum(len(self.spider.store.raw(sibling.sha256)) for sibling in siblings if sibling.sha256)
        left = room(self.limits, kept)
        if left < 1:
            return too_large(wanted, left), None
        try:
            return await self.spider.persisted(lambda: self.attempt(wanted, left))
        except Trouble as trouble:
            if trouble.final:
                raise LeftAlone(str(trouble)) from trouble
            if not trouble.answered:
                self.left_alone.add(self.host(wanted))  # it is down: the others on it need not wait for that, one by one
            return ended(wanted, "failed", str(trouble)), None
        except (RiffleError, CloseSpider, LeftAlone):
            raise
        except Exception as error:
            reason = f"made Riffle fail ({type(error).__name__}: {error}): report it with the address"
            return ended(wanted, "failed", reason), None

    async def attempt(self, wanted: Attached, left: int) -> Outcome:
        """Ask once, redirects followed, each judged. Raises Trouble where it may go well later, and LeftAlone."""
        try:
            response, url = await self.arrived(address_of(wanted), left)
        except (IgnoreRequest, DownloadCancelledError) as error:
            return unanswered(wanted, error, left, reason_of(error)), None
        except Exception as error:
            raise Trouble(reason_of(error), passing=True, answered=not isinstance(error, DOWN)) from error
        self.spider.tally.answered()
        reason = STATUSES.get(response.status) or f"answered with an error ({response.status}): try again later"
        if host_and_port(url) in self.own:
            wait = self.spider.pace.wait_asked(response)
        elif response.status == 429 or "Retry-After" in response.headers:
            raise LeftAlone(f"{reason}: left for the next crawl")
        else:
            wait = None
        if response.status in PASSING or wait is not None:
            raise Trouble(reason, passing=response.status in PASSING, wait=wait)
        found = judged(wanted, response, left)
        return found, response.body if found.state == "kept" else None

    async def arrived(self, url: str, left: int) -> tuple[Response, str]:
        """The answer at the end of all redirects, and whose it is. Raises Refused and what Scrapy raises."""
        hops = 0
        while True:
            response = await self.spider.sent(url, HEADERS, **request_meta(left))
            target = next_hop(response, hops, self.permits)
            if target is None:
                return response, url
            url, hops = target, hops + 1
