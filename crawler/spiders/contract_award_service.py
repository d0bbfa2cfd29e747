"""The Contract Award Service: Digital Outcomes since 2022, in its pages of 2024 and of 2026, from the live site or a replica."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from scrapy.http import Response
from w3lib.url import canonicalize_url

from crawler import listing
from crawler.barriers import barrier
from crawler.base import FIRST, Trouble, validators_of
from crawler.entries import Listed, Progress, leads_on, listed, turns, without_port
from crawler.listings import BARREN_PAGES, LISTING, NOTICE, WALKS, ListingSpider, notice_key
from crawler.manners import Manners
from crawler.place import OffSiteError
from tenders import readers
from tenders.award_service.kinds import Kind
from tenders.award_service.listing import PROJECT, Listing, read_listing, tidy
from tenders.award_service.page import view
from tenders.award_service.record import lot_named
from tenders.bundle import MEDIA_TYPE, Page, pack
from tenders.card import card_of
from tenders.collections import Captured
from tenders.collections.contract_award_service_csv import COLLECTION as DOWNLOADED
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.extractors.notice_facts import read_moment
from tenders.frontier import Step, Task, Validators
from tenders.notice import Attachment, Fetched, Notice, digest
from tenders.readers.contract_award_service import capture
from tenders.readers.contract_award_service_row import READER as ROW
from tenders.readers.marketplace import cut_off

PAGES = "/digital-outcomes"
# Where the service keeps its own pages: an archive's prefix goes before these.
OWN_PATHS = (f"{PAGES}/", "/opportunities/")
DETAILS, QUESTIONS = "opportunitiesDetails", "questions-and-Clarifications"
LOTS = {"digital-outcomes": "1", "user-research-participants": "3"}
GUESSED = "guessed"  # in a task's data: no link leads to its page; and the address to try if it is none
DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|ods|xlsx?|zip|rtf|txt|csv)$", re.IGNORECASE)


class ContractAwardService(ListingSpider):
    """Opportunities of Digital Outcomes, open and closed. One of 2024 is kept as a bundle of its three pages, one of 2026 as a
    bundle of its one; both with their entry of the listing and their row of the downloaded list.
    """

    name = "contract-award-service"
    site = "https://redirect.contractawardservice.gca.gov.uk"  # the address of 2024 leads here
    path = f"{PAGES}/opportunities"
    link = PROJECT
    choices: ClassVar = {"status": ("open", "closed"), "lot": tuple(LOTS)}
    # A page whose upstream fails is never answered: 20 seconds tell. Some details fail for good: two tries are enough.
    manners = Manners(delay=1.0, tries=2, timeout=20.0)
    advice = "The Contract Award Service may be busy or changed: run the same command later, and it goes on from here"

    def walk(self, number: int) -> Task:
        given = {"status": self.options.status, "lot": LOTS.get(self.options.lot or "")}
        url = self.place.listing({name: value for name, value in given.items() if value})
        data = {FIRST: "yes"} if number == 1 else {}
        return Task(key=listing_key(number, url), kind=LISTING, url=url, data={**Progress(walk=number).data, **data})

    async def read(self, task: Task, response: Response) -> Step:
        if task.kind == LISTING:
            page = read_entries(response)
            return self.read_entries(task, response, page, await self.rows(page))
        return await super().read(task, response)

    # The listing

    def read_entries(self, task: Task, response: Response, page: Listing, rows: Mapping[str, str]) -> Step:
        """Each notice that a listing names and that is not asked for yet, then its next page. Raises Trouble."""
        if not page.entries and GUESSED not in task.data:
            raise self.empty(task, response)
        if cut_off(response.body, b"<main" in response.body.lower()):
            self.tally.fail(task.url, "is cut off: the rest of the listing may be missing")
        items = [listed(entry, urljoin(response.url, tidy(entry.link))) for entry in page.entries]
        known = self.store.known(self.run, [notice_key(item) for item in items])
        fresh = [item for item in items if notice_key(item) not in known]
        found, seen = list[Task](), list[str]()
        for item in self.wanted([item for item in fresh if self.of_lot(item)]):
            assert isinstance(item, Listed)
            if self.unmoved(item):
                seen.append(item.number)
                continue
            try:
                url = self.here(item.link)
            except OffSiteError as error:
                self.tally.fail(item.link, f"leads off the site, to {error}: not followed")
                continue
            data = {"number": item.number, "listed": item.shown, "entry": item.entry.markup.decode()}
            found.append(Task(key=notice_key(item), kind=NOTICE, url=url, data={**data, "row": rows.get(item.number, "")}))
        further = () if self.enough(len(found)) else self.further_pages(task, page, response.url, len(fresh))
        return Step(done=task, found=(*found, *further), seen=tuple(seen))

    def of_lot(self, item: Listed) -> bool:
        """Whether an entry is of the lot that is asked for: the listing of 2026 takes no such filter."""
        return self.options.lot is None or not item.entry.lot or lot_named(item.entry.lot) == self.options.lot

    def unmoved(self, item: listing.Item) -> bool:
        # The listing shows neither dates nor questions: of what is still open, that it looks the same says nothing.
        is_open = isinstance(item, Listed) and item.entry.status.lower().startswith("open")
        return not is_open and super().unmoved(replace(item, link=self.here(item.link)))

    def further_pages(self, task: Task, page: Listing, url: str, fresh: int) -> Iterator[Task]:
        """The next page of the listing; at its end another walk where some notices slipped by."""
        if GUESSED in task.data and not fresh:
            yield from self.guessed_wrong(task)
            return
        progress = Progress.of(task.data).after(page, fresh)
        ways = turns(page, without_port(url), progress)
        if not ways:
            yield from self.walk_again(task, progress)
            return
        guessed = {} if leads_on(page, without_port(url)) else {GUESSED: " ".join(ways[1:])}
        yield from self.following(task, ways[0], progress, guessed)

    def guessed_wrong(self, task: Task) -> Iterator[Task]:
        """What to do where a guessed address names nothing new: try the other one, else end the walk."""
        progress = Progress.of(task.data)
        if task.data[GUESSED]:
            yield from self.following(task, task.data[GUESSED], progress, {GUESSED: ""})
        else:
            yield from self.walk_again(task, progress)

    def following(self, task: Task, link: str, progress: Progress, guessed: Mapping[str, str]) -> Iterator[Task]:
        """The task of a next page; none, and said so, where it leads nowhere."""
        try:
            url = self.here(link)
        except OffSiteError as error:
            self.tally.fail(task.url, f"has a next link that leads off the site, to {error}: not followed")
            return
        key = listing_key(progress.walk, url)
        if self.store.known(self.run, [key]):
            self.tally.fail(task.url, f"has a next link that leads back to {url}: stopped there")
        elif progress.barren >= BARREN_PAGES:
            self.tally.fail(task.url, f"is the last of {BARREN_PAGES} listing pages with nothing new: stopped there")
        else:
            yield Task(key=key, kind=LISTING, url=url, data={**progress.data, **guessed})

    def walk_again(self, task: Task, progress: Progress) -> Iterator[Task]:
        """Another walk through a listing that named fewer notices than it says it has; said where that does not help."""
        if progress.is_whole:
            return
        if progress.walk < WALKS:
            again = self.walk(progress.walk + 1)
            yield replace(again, data=Progress(walk=progress.walk + 1, named=progress.named).data)
        else:
            said = f"says that there are {progress.stated} opportunities, but names {progress.named}: crawl again later"
            self.tally.fail(task.url, said)

    async def rows(self, page: Listing) -> Mapping[str, str]:
        """The rows of the list that the service offers for download, by project; none where it offers none, or fails to give it."""
        if self._rows is None and page.downloads:
            self._rows = {}
            try:
                response = await self.get(self.here(page.downloads[0]))
                rows = DOWNLOADED.notices(io.BytesIO(response.body)) if DOWNLOADED.recognises(response.body[:65536]) else ()
                self._rows = {row.notice_id: row.raw.decode() for row in rows if isinstance(row, Captured)}
            except (Trouble, OffSiteError) as error:
                self.tally.fail(page.downloads[0], f"{error}: its facts are left out")
        return self._rows or {}

    _rows: Mapping[str, str] | None = None

    # Notices

    def known(self, task: Task) -> Validators | None:
        # One page of several says nothing of the others, nor does a page of what the listing shows.
        found = super().known(task) if "/project/" in task.url else None
        return found if found is not None and found.listed == task.data["listed"] else None

    async def read_notice(self, task: Task, response: Response) -> Step:
        pages = [Page(url=without_port(response.url), body=response.body)]
        try:
            kind = capture(pages[0]).kind
        except UnreadableError as error:
            raise Trouble(barrier(response) or str(error), answered=False) from error
        if kind is Kind.SUMMARY:
            for link in self.other_pages(task, response):
                page = await self.part(link)
                pages += [page] if page else []
        raw = self.bundled(task, pages)
        document = readers.read(raw)
        if self.outside(self.published(document)):
            self.tally.passed_over += 1
            return Step(done=task)
        if document.not_read and self.holds_whole(task):
            return Step(done=task, failed=f"{' and '.join(document.not_read)} could not be had: kept as it was")
        whole = validators_of(response, task.url, task.data["listed"]) if not document.not_read else None
        fetched = self.kept(task, raw, document, attachments=tuple(self.documents(task, pages, document)))
        return Step(done=task, fetched=(fetched,), validators=(whole,) if whole else ())

    def other_pages(self, task: Task, response: Response) -> Iterator[str]:
        """The addresses of the details and of the questions: as the summary links to them; the details are known without."""
        links = [urljoin(response.url, tidy(link)) for link in view(response.body).links]
        details = next((link for link in links if DETAILS in link), None)
        lot = re.search(r"[?&]lot=(\d)", task.url)
        if details is None and lot:
            details = urljoin(response.url, f"{DETAILS}?projectId={task.data['number']}&lot={lot[1]}")
        yield from filter(None, (details, next((link for link in links if QUESTIONS in link), None)))

    async def part(self, link: str) -> Page | None:
        """One more page of a notice; None, and said so, where it cannot be had. Raises Trouble where the site asks to wait."""
        try:
            url = self.here(link)
            for left in reversed(range(self.pace.manners.tries)):
                try:
                    response = await self.get(url)
                    break
                except Trouble as trouble:
                    if trouble.wait is not None:
                        raise
                    if not (trouble.passing and left):
                        self.tally.fail(url, str(trouble))
                        return None
                    await self.wait(self.pace.manners.pause)
            page = Page(url=without_port(response.url), body=response.body)
            capture(page)
        except (OffSiteError, UnreadableError) as error:
            self.tally.fail(
                link, f"leads off the site, to {error}: not followed" if isinstance(error, OffSiteError) else str(error)
            )
            return None
        return page

    def given_up(self, task: Task, reason: str) -> Step:
        """What the listing says of a notice whose page cannot be had, unless more of it is here already."""
        if GUESSED in task.data:
            return Step(done=task, failed=reason, found=tuple(self.guessed_wrong(task)))
        if task.kind != NOTICE or self.holds_whole(task):
            return Step(done=task, failed=reason)
        raw = self.bundled(task, [])
        return Step(done=task, failed=reason, fetched=(self.kept(task, raw, readers.read(raw)),))

    def holds_whole(self, task: Task) -> bool:
        """Whether all pages of a notice are in the store already."""
        versions = [version.notice for version in self.store.versions(task.data["number"]) if version.notice.source == self.name]
        return bool(versions) and not readers.read(self.store.raw(versions[-1].sha256)).not_read

    def kept(self, task: Task, raw: bytes, document: Document, attachments: tuple[Attachment, ...] = ()) -> Fetched:
        """A notice as it goes into the store."""
        notice = Notice(
            source=self.name,
            notice_id=task.data["number"],
            url=task.url,
            fetched_at=self.clock.now(),
            media_type=MEDIA_TYPE,
            sha256=digest(raw),
        )
        return Fetched(notice=notice, raw=raw, fingerprint=document.fingerprint, card=card_of(document), attachments=attachments)

    def bundled(self, task: Task, pages: list[Page]) -> bytes:
        """The pages of a notice, its entry of the listing (wherever in that it stood), and its row of the downloaded list."""
        parts = [*pages, Page(url=self.place.address, body=task.data["entry"].encode())]
        if task.data["row"]:
            parts.append(Page(url="", media_type=ROW.media_type, body=task.data["row"].encode()))
        return pack(parts)

    def documents(self, task: Task, pages: list[Page], document: Document) -> Iterator[Attachment]:
        """The documents of a notice: the archive that 2024's service makes of them all, which takes the OCID and which no page
        links to; and whatever its pages link to.
        """
        ocid = document.get("ocid")
        if ocid is not None:
            query = f"prId={task.data['number']}&id={ocid.text}&download=1"
            url = urljoin(task.url, f"downloadDetails?{query}")
            yield Attachment(url=url, name=f"{task.data['number']}-attachments.zip", media_type="application/zip")
        links = (urljoin(page.url, tidy(link)) for page in pages for link in view(page.body).links)
        for link in dict.fromkeys(link for link in links if DOCUMENT.search(urlsplit(link).path)):
            yield Attachment(url=link, name=unquote(urlsplit(link).path.rpartition("/")[2]))

    def published(self, document: Document) -> date | None:
        section = document.get("publishedAt")
        moment = read_moment(section.text) if section else None
        return moment.date() if moment else None

    def here(self, link: str) -> str:
        """The address that a link of the service stands for here. Raises OffSiteError."""
        url = urlsplit(without_port(self.place.resolve(link)))
        if self.place.prefix and url.path.startswith(OWN_PATHS):
            url = url._replace(path=self.place.prefix + url.path)
        return urlunsplit(url)


def read_entries(response: Response) -> Listing:
    """What a listing shows. Raises Trouble."""
    try:
        return read_listing(response.body, without_port(response.url))
    except UnreadableError as error:
        raise Trouble(barrier(response) or str(error), answered=False) from error


def listing_key(walk: int, url: str) -> str:
    """The key of the task of a listing's page."""
    return f"{LISTING} {walk} {canonicalize_url(url)}"
