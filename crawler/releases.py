"""Sources that publish OCDS releases by the time of publishing, in pages with a cursor.

The time asked for is walked in windows. A window is marked whole in the store only when all of it has come: one of a
single page at once, one of several when it reads the same twice (a release that is added or moved while pages are turned
shifts the others past us). A page whose cursor leads nowhere, or that is full and leads no further, parts its window in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import ClassVar

from scrapy.http import Response
from w3lib.url import canonicalize_url

from crawler.barriers import barrier
from crawler.base import FIRST, TaskSpider, Trouble
from crawler.packages import gist, package_in
from crawler.place import OffSiteError, Place
from crawler.settings import CrawlOptions
from crawler.windows import Stretch, gaps, halves, pieces
from tenders.collections import Captured
from tenders.errors import SettingsError, UnreadableError
from tenders.frontier import Step, Task, Window
from tenders.notice import Fetched, digest
from tenders.ocds.links import attachments_of
from tenders.preparing import Failed, fetched
from tenders.relevance import relevant

WINDOW, LAST, EMPTY = "window", "last", "empty"
EVERYTHING = "everything"  # the reach of a crawl that is not only after digital work
BY_DEFAULT = timedelta(days=30)  # what an invitation stays open for, about: a first crawl finds what is open
# What is newer than this is read again by the next crawl: releases come some minutes after the time they carry, and whether
# a source means London's time or UTC is not said, so that in summer its window may end an hour before ours.
SETTLED = timedelta(hours=2)
SUMMER = timedelta(hours=1)
CATCH_UP = timedelta(minutes=1)  # a crawl that took longer than this has a last look at what came meanwhile
PASSES = 4  # a window that still reads differently then changes faster than it can be read
MOST_PAGES = 500  # of a window: a cursor that never ends is a fault, not fifty thousand releases
PARTINGS = 4  # how often a window is parted in two: sixteen pieces; past that it is not the window's length that is at fault


class ReleaseSpider(TaskSpider):
    """A source of releases. `longest` is the longest window that it answers in full; `since_name` and `until_name` are its
    query parameters, `fixed` those that never change, `page_size` how many releases a page holds at most.
    """

    leading = WINDOW
    accept = "application/json"
    longest: ClassVar[timedelta]
    since_name: ClassVar[str]
    until_name: ClassVar[str]
    fixed: ClassVar[Mapping[str, str]] = {}
    page_size: ClassVar[int] = 100

    @classmethod
    def place_of(cls, options: CrawlOptions) -> Place:
        if options.limit is not None:
            raise SettingsError(f"{cls.name} is read by stretches of time, so --limit does not fit it: use --since and --until")
        return super().place_of(options)

    @property
    def reach(self) -> str:
        """What the crawl is after, by which windows that were read whole are kept apart."""
        return EVERYTHING if self.options.everything else ""

    def first(self) -> Iterable[Task]:
        now = self.clock.now().replace(microsecond=0)
        read = self.store.windows(self.name, self.place.address) if self.options.new else ()
        # What was read for digital work alone is still to be read for everything; the other way round it is not.
        whole = [window for window in read if window.stage in (EVERYTHING, self.reach)]
        begun = min((window.start for window in whole), default=now - BY_DEFAULT)
        start = datetime.combine(self.options.since, time(), UTC) - SUMMER if self.options.since else begun
        until = datetime.combine(self.options.until + timedelta(days=1), time(), UTC) if self.options.until else now
        stretches = [piece for gap in gaps(Stretch(start, min(until, now)), whole) for piece in pieces(gap, self.longest)]
        for number, stretch in enumerate(stretches, 1):
            # A crawl that reads up to the present looks at the end what came while it ran.
            last = {LAST: "yes"} if number == len(stretches) and until >= now else {}
            yield self.window(stretch, {**({FIRST: "yes"} if number == 1 else {}), **last})

    def window(self, stretch: Stretch, data: Mapping[str, str] | None = None) -> Task:
        """The first page of a window."""
        data = {"parted": "0", "pass": "1", **(data or {})}
        times = {"start": stretch.start.isoformat(), "end": stretch.end.isoformat()}
        url = self.place.listing({**self.fixed, self.since_name: written(stretch.start), self.until_name: written(stretch.end)})
        return Task(key=f"{WINDOW} {times['start']} {times['end']} {data['pass']}", kind=WINDOW, url=url, data={**times, **data})

    async def read(self, task: Task, response: Response) -> Step:
        try:
            package = package_in(response.body)
        except UnreadableError as error:
            # HTML where JSON should be, half a body: the service is not itself, and may be in a moment.
            barred = barrier(response)
            raise Trouble(barred or str(error), passing=True, barred=barred is not None, answered=False) from error
        for broken in package.broken:
            self.tally.fail(f"{task.url} release {broken.place}", broken.error)
        sealed = seal(package.releases, int(task.data.get("seal", 0)))
        fetched = tuple(self.wanted(package.releases, response.url))
        return self.step(task, fetched, len(package.releases) + len(package.broken), sealed, package.following)

    def wanted(self, releases: Iterable[Captured], url: str) -> Iterator[Fetched]:
        """The releases to keep: of digital work, unless everything is asked for."""
        for release in releases:
            if not self.options.everything and not self.is_digital(release):
                self.tally.passed_over += 1
                continue
            ready = fetched(release, self.clock.now(), url)
            if isinstance(ready, Failed):
                self.tally.fail(f"{url} release {ready.place}", ready.error)
            else:
                yield replace(ready, attachments=tuple(attachments_of(release.value)))

    def is_digital(self, release: Captured) -> bool:
        """Whether a release is of digital work, or a later version of one that is kept."""
        title, codes, text = gist(release.value)
        return relevant(codes, title, text).verdict or self.store.holds(release.source, release.notice_id)

    def step(self, task: Task, fetched: tuple[Fetched, ...], number: int, sealed: int, following: str | None) -> Step:
        """What a page comes to: its releases, and the next page, the window whole, or the window parted."""
        arrived = int(task.data.get("arrived", 0)) + number
        # A page with nothing on it may still lead further; after a second one that would be endless.
        if following is not None and (number or EMPTY not in task.data):
            url = self.next_url(following)
            carried = {name: value for name, value in task.data.items() if name not in (FIRST, EMPTY)}
            if not number:
                carried[EMPTY] = "yes"
            pages = int(task.data.get("pages", 1)) + 1
            if pages > MOST_PAGES:
                raise Trouble("leads on without end: crawl again later", answered=False)
            data = {**carried, "arrived": str(arrived), "seal": str(sealed), "pages": str(pages)}
            further = Task(key=f"{WINDOW} {task.data['pass']} {canonicalize_url(url)}", kind=WINDOW, url=url, data=data)
            if not self.store.known(self.run, [further.key]):
                return Step(done=task, fetched=fetched, found=(further,))
            return self.parted(task, fetched, "has a cursor that leads back")
        if following is None and number >= self.page_size:
            return self.parted(task, fetched, "is full and leads no further")
        return self.ended(task, fetched, arrived, sealed)

    def next_url(self, following: str) -> str:
        """The address of the next page, by the source's own link. Raises Trouble where it leaves the site."""
        try:
            return self.place.resolve(following)
        except OffSiteError as error:
            raise Trouble(f"has a next link that leads off the site, to {error}: not followed", answered=False) from error

    def ended(self, task: Task, fetched: tuple[Fetched, ...], arrived: int, sealed: int) -> Step:
        """The last page of a window: it is whole, or to be read again."""
        stretch = Stretch(datetime.fromisoformat(task.data["start"]), datetime.fromisoformat(task.data["end"]))
        passed = int(task.data["pass"])
        if "pages" in task.data and task.data.get("before") != str(sealed):
            if passed == PASSES:
                raise Trouble(f"changes while it is read, {PASSES} times over: crawl again later", answered=False)
            kept = {name: value for name, value in task.data.items() if name in (LAST, "parted")}
            again = self.window(stretch, {**kept, "pass": str(passed + 1), "before": str(sealed)})
            return Step(done=task, fetched=fetched, found=(again,))
        settled = min(stretch.end, self.run.started - SETTLED)
        whole = (Window(start=stretch.start, end=settled, stage=self.reach, arrived=arrived),) if settled > stretch.start else ()
        since = Stretch(stretch.end, self.clock.now().replace(microsecond=0))
        late = (self.window(since, {LAST: "yes"}),) if LAST in task.data and since.end - since.start > CATCH_UP else ()
        return Step(done=task, fetched=fetched, windows=whole, found=late)

    def given_up(self, task: Task, reason: str) -> Step:
        # A whole window of no length: a crawl of what is new begins with the first window that is whole, and this one was
        # to be read too.
        start = datetime.fromisoformat(task.data["start"])
        return Step(done=task, failed=reason, windows=(Window(start=start, end=start, stage=self.reach),))

    def parted(self, task: Task, fetched: tuple[Fetched, ...], why: str) -> Step:
        """A window in two, each read from its start. Raises Trouble where it has been parted often enough."""
        stretch = Stretch(datetime.fromisoformat(task.data["start"]), datetime.fromisoformat(task.data["end"]))
        depth = int(task.data["parted"])
        if depth == PARTINGS or stretch.end - stretch.start < timedelta(seconds=2):
            raise Trouble(f"{why}, however short the time asked for: crawl again later", answered=False)
        earlier, later = halves(stretch)
        last = {LAST: "yes"} if LAST in task.data else {}
        parted = {"parted": str(depth + 1)}
        found = (self.window(earlier, parted), self.window(later, {**parted, **last}))
        return Step(done=task, fetched=fetched, found=found)


def written(moment: datetime) -> str:
    """A moment as the sources take it: to the second, without a zone. In UTC, which no hour is missing from and none twice in."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def seal(releases: Iterable[Captured], before: int) -> int:
    """A sum over what came, in whatever order: two readings of a window that agree in it are the same."""
    return before + sum(int(digest(release.raw)[:15], 16) for release in releases)
