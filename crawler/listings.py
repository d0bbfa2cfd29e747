"""Sources that list their notices on web pages, a link to each and a link to the next page of the listing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

from scrapy.http import HtmlResponse, Response
from w3lib.url import canonicalize_url

from crawler import listing
from crawler.barriers import barrier
from crawler.base import FIRST, TaskSpider, Trouble, validators_of
from crawler.place import OffSiteError
from tenders import readers
from tenders.card import card_of
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.frontier import Step, Task, Validators
from tenders.notice import Attachment, Fetched, Notice, digest
from tenders.readers.marketplace import cut_off

LISTING, NOTICE = "listing", "notice"
# Listing pages in a row that name nothing new: past this, the "next" links lead nowhere (a page repeated under ever new numbers).
BARREN_PAGES = 10
# How often a listing is walked that named fewer notices than it says it has: some slipped by while pages were turned.
WALKS = 3


class ListingSpider(TaskSpider):
    """A listing and its notices. `link` finds a notice's number in a link, `filters` gives the query parameter of an option."""

    leading = LISTING
    link: ClassVar[re.Pattern[str]]
    filters: ClassVar[Mapping[str, str]] = {}

    def first(self) -> Iterable[Task]:
        yield self.walk(1)

    def walk(self, number: int) -> Task:
        """The first page of the listing, to be walked for this time."""
        values = ((parameter, getattr(self.options, option)) for option, parameter in self.filters.items())
        url = self.place.listing({parameter: value for parameter, value in values if value is not None})
        data = {FIRST: "yes"} if number == 1 else {}
        return Task(key=f"{LISTING} {number} {canonicalize_url(url)}", kind=LISTING, url=url, data={"walk": str(number), **data})

    async def read(self, task: Task, response: Response) -> Step:
        if task.kind == LISTING:
            return self.read_listing(task, response)
        if response.status == 304:
            return Step(done=task, seen=(task.data["number"],))
        return await self.read_notice(task, response)

    def known(self, task: Task) -> Validators | None:
        # Only what is in the store need not be sent again.
        held = task.kind == NOTICE and self.store.holds(self.name, task.data["number"])
        return self.store.validators(task.url) if held else None

    def read_listing(self, task: Task, response: Response) -> Step:
        """Each notice that a listing names and that is not asked for yet, then its next page. Raises Trouble."""
        page = response if isinstance(response, HtmlResponse) else None
        items = list(listing.items(page, self.link)) if page is not None else []
        if page is None or not items:
            raise self.empty(task, response)
        if cut_off(page.body, bool(page.xpath("//main"))):
            self.tally.fail(task.url, "is cut off: the rest of the listing may be missing")
        known = self.store.known(self.run, [notice_key(item) for item in items])
        fresh = [item for item in items if notice_key(item) not in known]
        walked = int(task.data.get("listed", 0)) + len(fresh)
        found, seen = list[Task](), list[str]()
        for item in self.wanted(fresh):
            if self.unmoved(item):
                seen.append(item.number)
                continue
            try:
                url = self.place.resolve(item.link)
            except OffSiteError as error:
                self.tally.fail(item.link, f"leads off the site, to {error}: not followed")
                continue
            data = {"number": item.number, "listed": item.shown}
            found.append(Task(key=notice_key(item), kind=NOTICE, url=url, data=data))
        # What the site said it has when the walk began: of what came since, the next crawl will tell.
        stated = task.data.get("stated") or str(listing.total(page) or 0)
        names = digest(" ".join(item.number for item in items).encode())
        carried = {
            "walk": task.data["walk"],
            "listed": str(walked),
            # What is in the store and has not moved is never asked for, so it stays fresh, on the same page again too.
            "barren": "0" if fresh and names != task.data.get("names") else str(barren(task) + 1),
            "stated": stated,
            "names": names,
        }
        if self.enough(len(found)) or self.past_since(items):
            return Step(done=task, found=tuple(found), seen=tuple(seen))
        further = self.further(task, page, carried)
        return Step(done=task, found=(*found, *further), seen=tuple(seen))

    def wanted(self, items: list[listing.Item]) -> Iterator[listing.Item]:
        """The items that are to be asked for: not too old, and no more than the limit leaves."""
        left = None if self.options.limit is None else self.options.limit - self.store.asked(self.run, NOTICE)
        for item in items:
            if left is not None and left <= 0:
                return
            if self.outside(item.published):
                self.tally.passed_over += 1
                continue
            yield item
            left = None if left is None else left - 1

    def unmoved(self, item: listing.Item) -> bool:
        """Whether only news is wanted, and the listing shows of a notice in the store just what it showed before."""
        if not self.options.new or not self.store.holds(self.name, item.number):
            return False
        before = self.store.validators(self.place.resolve(item.link))
        return before is not None and before.listed == item.shown

    def empty(self, task: Task, response: Response) -> Trouble:
        """A listing that names nothing: the way may be barred, or there may be nothing, but it is never a success."""
        barred = barrier(response)
        if barred:
            return Trouble(barred, barred=True, answered=False)
        if FIRST in task.data:
            return Trouble("lists no opportunities", answered=False)
        return Trouble("lists no opportunities, though a page before it leads here", passing=True, answered=False)

    def further(self, task: Task, page: HtmlResponse, carried: Mapping[str, str]) -> Iterator[Task]:
        """The next page of a listing, by the page's own link; at its end another walk where some notices slipped by."""
        link = self.next_page(task, page)
        if link is None:
            yield from self.again(task, carried)
            return
        try:
            url = self.place.resolve(link)
        except OffSiteError as error:
            self.tally.fail(task.url, f"has a next link that leads off the site, to {error}: not followed")
            return
        following = Task(key=f"{LISTING} {task.data['walk']} {canonicalize_url(url)}", kind=LISTING, url=url, data=carried)
        if self.store.known(self.run, [following.key]):
            yield from self.again(task, carried, f"has a next link that leads back to {url}: stopped there")
        elif int(carried["barren"]) >= BARREN_PAGES:
            yield from self.again(task, carried, f"is the last of {BARREN_PAGES} listing pages with nothing new: stopped there")
        else:
            yield following

    def next_page(self, task: Task, page: HtmlResponse) -> str | None:
        """The absolute link to the next page of a listing, None on its last."""
        return listing.next_link(page, self.link)

    def again(self, task: Task, carried: Mapping[str, str], why: str | None = None) -> Iterator[Task]:
        """Another walk through a listing that named fewer notices than it says it has; said where that does not help.

        `why` is what is said of a listing that came to an end before its last page.
        """
        walk, listed, stated = int(task.data["walk"]), int(carried["listed"]), int(carried["stated"])
        if listed < stated and walk < WALKS:
            yield replace(self.walk(walk + 1), data={"walk": str(walk + 1), "listed": str(listed)})
            return
        if why is not None:
            self.tally.fail(task.url, why)
        if listed < stated:
            self.tally.fail(task.url, f"says that there are {stated} opportunities, but names {listed}: crawl again later")

    async def read_notice(self, task: Task, response: Response) -> Step:
        """A notice that can be read. Raises Trouble."""
        try:
            document = readers.read(response.body)
        except UnreadableError as error:
            # An error page, half a page: the site is not itself, and may be in a moment.
            barred = barrier(response)
            raise Trouble(barred or str(error), passing=barred is None, answered=False) from error
        if self.outside(self.published(document)):
            self.tally.passed_over += 1
            return Step(done=task)
        fetched = self.fetched(task, response, response.body, document)
        validators = validators_of(response, task.url, task.data.get("listed"))
        return Step(done=task, fetched=(fetched,), validators=(validators,) if validators else ())

    def fetched(
        self, task: Task, response: Response, raw: bytes, document: Document, attachments: tuple[Attachment, ...] = ()
    ) -> Fetched:
        """A notice as it goes into the store."""
        media_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").partition(";")[0].strip().lower()
        notice = Notice(
            source=self.name,
            notice_id=document.notice_id or task.data["number"],
            url=response.url,
            fetched_at=self.clock.now(),
            media_type=media_type,
            sha256=digest(raw),
        )
        card = card_of(document)
        return Fetched(notice=notice, raw=raw, fingerprint=document.fingerprint, card=card, attachments=attachments)

    def published(self, document: Document) -> date | None:
        """The day a notice was published, or None where it does not say."""
        section = document.get("publishedAt")
        return listing.day_in(section.text) if section else None

    def enough(self, found: int) -> bool:
        """Whether as many notices have been asked for as were wanted."""
        return self.options.limit is not None and self.store.asked(self.run, NOTICE) + found >= self.options.limit

    def too_old(self, published: date | None) -> bool:
        """Whether a day of publishing is known and too early."""
        return self.options.since is not None and published is not None and published < self.options.since

    def outside(self, published: date | None) -> bool:
        """Whether a day of publishing is known and too early or too late."""
        late = self.options.until is not None and published is not None and published > self.options.until
        return late or self.too_old(published)

    def past_since(self, items: list[listing.Item]) -> bool:
        """Whether a listing of open notices, newest first, has come to those that are too early to count."""
        return self.options.status == "open" and self.too_old(items[-1].published)


def notice_key(item: listing.Item) -> str:
    """The key of a notice's task."""
    return f"{NOTICE} {item.number}"


def barren(task: Task) -> int:
    """How many listing pages in a row had named nothing new."""
    return int(task.data.get("barren", 0))
