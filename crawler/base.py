"""What every spider does: take a task, ask politely, read the answer, keep what it came to in one transaction, and go on.

The tasks are in the store (tenders.frontier), not in Scrapy's queue. However a crawl ends (a signal, a crash, a full disk),
the next crawl of the same place goes on with the tasks that are left: an answer is either kept with all that it came to, or
asked for again. Scrapy fetches: robots.txt, connections, compression, limits of size and time are its own.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import CloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response

from crawler.barriers import LOGIN_PATH, barrier
from crawler.clock import Clock
from crawler.guard import Refused
from crawler.manners import Manners, NoRobots, Pace
from crawler.place import OffSiteError, Place
from crawler.settings import CrawlOptions, is_loopback
from crawler.tally import Tally
from tenders.attached import linked
from tenders.errors import CrawlError, RiffleError, SettingsError
from tenders.frontier import Step, Task, Validators
from tenders.store import Store

T = TypeVar("T")
REDIRECTS = 5  # as many as a search engine follows
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
# A fault of the server's own, or a request that came at a bad moment: the same request may succeed a little later.
PASSING = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
FIRST = "first"  # what a task's data holds where a crawl begins with it


class Trouble(Exception):
    """Why a task came to nothing, in words that follow its address.

    `passing`: it may go well a little later; `wait`: the site asks to wait so many seconds first; `barred`: the site turns
    us away; `final`: there is no sense in asking for anything more; `answered`: it did answer.
    """

    def __init__(
        self, reason: str, *, passing: bool = False, wait: float | None = None, barred: bool = False, answered: bool = True
    ) -> None:
        super().__init__(reason)
        self.passing, self.wait, self.barred, self.answered = passing, wait, barred, answered
        self.final = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a crawl works with: what it may be told, where it keeps things, what it counts, and the time."""

    options: CrawlOptions
    tally: Tally
    store: Store
    clock: Clock


class TaskSpider(scrapy.Spider):
    """A source: declarations, where a crawl begins (`first`), and what an answer comes to (`read`).

    `site` is its address and `path` the first path on it, `manners` how it wants to be asked. Tasks of the kind `leading` lead
    to all others: where the first of them fails, or the site bars the way to one, the crawl ends. `choices` are the options
    that it takes and what they may be, None for anything. `advice` ends the message of a crawl that found nothing.
    """

    site: ClassVar[str]
    path: ClassVar[str]
    leading: ClassVar[str]
    manners: ClassVar[Manners] = Manners()
    choices: ClassVar[Mapping[str, tuple[str, ...] | None]] = {}
    advice: ClassVar[str] = ""
    accept: ClassVar[str] = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"

    def __init__(self, *, surroundings: Surroundings, **rest: Any) -> None:
        super().__init__(**rest)
        self.options, self.tally = surroundings.options, surroundings.tally
        self.store, self.clock = surroundings.store, surroundings.clock
        self.place = self.place_of(self.options)
        self.pace = Pace(self.manners_of(self.options), self.clock)

    @classmethod
    def place_of(cls, options: CrawlOptions) -> Place:
        """Where to crawl. Raises SettingsError for an option that this source does not take."""
        for option in ("status", "lot"):
            given, choices = getattr(options, option), cls.choices.get(option, ())
            if given is not None and choices is not None and given not in choices:
                instead = f"give {' or '.join(choices)}" if choices else f"leave --{option} out"
                raise SettingsError(f"{option} {given!r} is not one of {cls.name}'s: {instead}")
        if options.limit is not None and options.limit < 1:
            raise SettingsError(f"a limit of {options.limit} leaves nothing to crawl: give 1 or more")
        return Place.at(options.base_url or cls.site, cls.path)

    @classmethod
    def manners_of(cls, options: CrawlOptions) -> Manners:
        """How to ask: as the source wants it, no sooner than is asked for, and at once where it is on this machine.

        Raises SettingsError for a delay that is shorter than the source's own.
        """
        host = cls.place_of(options).host
        if options.delay is None:
            # A replica on this machine is nobody's site: there is no one to be slow for. What it asks for itself is heeded.
            return replace(cls.manners, delay=0.0, pause=0.0, most=None) if is_loopback(host) else cls.manners
        if options.delay < 0 or (options.delay < cls.manners.delay and not is_loopback(host)):
            raise SettingsError(f"a delay of {options.delay:g} seconds is too short for {host}: give {cls.manners.delay:g} or more")
        return replace(cls.manners, delay=options.delay)

    def first(self) -> Iterable[Task]:
        """Where a crawl begins."""
        raise NotImplementedError

    async def read(self, task: Task, response: Response) -> Step:
        """What an answer comes to. Raises Trouble."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """The crawl: each task in turn, to the last."""
        try:
            await self.work()
        except RiffleError as error:
            self.tally.fatal = error
            raise CloseSpider("fatal") from error
        except Exception as error:  # Scrapy would end the crawl as if someone had stopped it
            self.tally.fatal = CrawlError(f"{self.place.address} {broken(error)}: report it, and run the command again to go on")
            raise CloseSpider("fatal") from error
        nothing: tuple[Any, ...] = ()
        for request in nothing:  # nothing goes to Scrapy's own queue
            yield request

    async def work(self) -> None:
        """Begin a crawl, or go on with the one that did not end, and carry out its tasks."""
        self.run = self.store.begin(self.name, self.place.address, self.scope(), self.clock.now())
        self.tally.resumed = self.run.resumed
        if not self.run.resumed:
            self.keep(Step(found=tuple(self.first())))
        while (task := self.store.next_task(self.run)) is not None:
            self.keep(await self.carried_out(task))
        if self.options.attachments is not None:
            from crawler.fetching import Fetching  # it works with this module

            await Fetching(self, self.options.attachments).all()
        self.store.finish(self.run, self.clock.now())

    def scope(self) -> str:
        """The options that choose what is crawled: a crawl is gone on with only by one that asks for the same."""
        chosen = {name: getattr(self.options, name) for name in ("status", "lot", "since", "until", "limit", "new", "everything")}
        return json.dumps({name: str(value) for name, value in chosen.items() if value}, sort_keys=True)

    def keep(self, step: Step) -> None:
        """Put what an answer came to into the store, all of it or nothing, and count it."""
        fetched = tuple(replace(one, attachments=linked(one.notice.url, one.attachments)) for one in step.fetched)
        outcomes = self.store.record(self.run, replace(step, fetched=fetched), self.clock.now())
        self.tally.keep(outcomes)

    async def carried_out(self, task: Task) -> Step:
        """What a task comes to, when it has been tried as often as is sensible. Raises CrawlError where the site bars the way."""
        try:
            return await self.tried(task)
        except Trouble as trouble:
            if trouble.answered:
                self.tally.answered()
            self.tally.fail(task.url, str(trouble))
            if trouble.final or (task.kind == self.leading and (trouble.barred or FIRST in task.data)):
                raise CrawlError(self.with_advice(f"{task.url} {trouble}")) from trouble
            return self.given_up(task, str(trouble))
        except (RiffleError, CloseSpider):
            raise
        except Exception as error:
            reason = f"{broken(error)}: report it with the page"
            self.tally.fail(task.url, reason)
            return self.given_up(task, reason)

    def given_up(self, task: Task, reason: str) -> Step:
        """What is kept of a task that came to nothing."""
        return Step(done=task, failed=reason)

    async def tried(self, task: Task) -> Step:
        """What a task comes to; asked for again as long as the trouble may pass. Raises Trouble."""

        async def attempt() -> Step:
            return await self.read(task, await self.get(task.url, self.known(task)))

        return await self.persisted(attempt)

    async def persisted(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What comes of an attempt, made again as long as the trouble may pass. Raises Trouble."""
        tries = waits = 0
        while True:
            try:
                return await attempt()
            except Trouble as trouble:
                if trouble.wait is not None and waits < self.pace.manners.waits:
                    waits += 1
                    await self.wait(trouble.wait)
                elif trouble.wait is None and trouble.passing and tries + 1 < self.pace.manners.tries:
                    await self.wait(self.pace.manners.pause * 2**tries)
                    tries += 1
                else:
                    # A site that keeps asking us to wait is to be left alone: the next crawl goes on from here.
                    trouble.final = trouble.wait is not None
                    raise

    async def wait(self, seconds: float) -> None:
        """Wait, and let it be seen."""
        if seconds > 0:
            self.tally.wait(seconds)
            await self.clock.sleep(seconds)
            self.tally.wait(0.0)

    def known(self, task: Task) -> Validators | None:
        """What the site gave with its last answer for a task, so that it need not send the same again."""
        return None

    async def get(self, url: str, known: Validators | None = None) -> Response:
        """The answer at an address, redirects followed: its status is 200, or 304 where it is `known`. Raises Trouble."""
        here = url
        for _ in range(REDIRECTS + 1):
            response = await self.asked(here, known)
            target = response.headers.get("Location")
            if not (300 <= response.status < 400 and response.status != 304 and target):
                break
            here = self.followed(response.urljoin(target.decode("latin-1")))
        else:
            raise Trouble(f"redirects more than {REDIRECTS} times: not followed", answered=False)
        if response.status == 200 or (response.status == 304 and known is not None):
            self.tally.answered()
            return response
        refused, wait = barrier(response), self.pace.wait_asked(response)
        reason = STATUSES.get(response.status) or refused or f"answered with an error ({response.status})"
        raise Trouble(reason, passing=response.status in PASSING, wait=wait, barred=refused is not None)

    async def asked(self, url: str, known: Validators | None) -> Response:
        """One request and its answer, whatever it says. Raises Trouble where none comes."""
        headers = {"Accept": self.accept}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        try:
            return await self.sent(url, headers)
        except Exception as error:
            final = isinstance(error, IgnoreRequest | DownloadCancelledError)
            raise Trouble(reason_of(error), passing=not final, answered=False) from error

    async def sent(self, url: str, headers: Mapping[str, str], **meta: object) -> Response:
        """One request and its answer, whatever it says; crawler.manners sees to it that its turn has come. Raises what Scrapy
        raises where none comes.
        """
        # Redirects and errors come here, to be judged. What may go well later is tried again here too, by the crawl's own clock.
        own = {"dont_redirect": True, "download_timeout": self.pace.manners.timeout}
        request = Request(url, headers=dict(headers), meta={**own, **meta}, dont_filter=True)
        return await self.crawler.engine.download_async(request)

    def followed(self, target: str) -> str:
        """Where a redirect leads. Raises Trouble where it leaves the site, or leads to a login."""
        try:
            url = self.place.resolve(target)
        except OffSiteError as error:
            raise Trouble(f"leads off the site, to {error}: not followed", answered=False) from error
        if LOGIN_PATH.search(urlsplit(url).path):
            raise Trouble("asks for a login", barred=True, answered=False)
        return url

    def with_advice(self, message: str) -> str:
        """A message and the source's next step, on one line."""
        return f"{message}. {self.advice}" if self.advice else message

    def closed(self, reason: str) -> None:
        """Scrapy's word on how the crawl ended, for `crawler.run`."""
        self.tally.ended = reason


def broken(error: Exception) -> str:
    """What a fault of our own is called, in words that follow an address."""
    return " ".join(f"made Riffle fail ({type(error).__name__}: {error})".split())


def reason_of(error: Exception) -> str:
    """Why a request brought no answer, in words that follow its address."""
    name, said = type(error).__name__, str(error)
    if isinstance(error, Refused | NoRobots):
        return said
    if isinstance(error, IgnoreRequest):
        return "is closed to robots by the site's robots.txt" if "robots.txt" in said else f"could not be got ({said})"
    return next((words for part, words in ERRORS if part in name), f"could not be got ({said or name})")


def validators_of(response: Response, url: str, listed: str | None = None) -> Validators | None:
    """What an answer gives to be asked for again with, None where it gives nothing."""
    etag, modified = (
        value.decode("latin-1") if (value := response.headers.get(name)) else None for name in ("ETag", "Last-Modified")
    )
    return Validators(url=url, etag=etag, last_modified=modified, listed=listed) if etag or modified or listed else None
