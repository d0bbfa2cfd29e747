"""Crawls of sites that go wrong as they are told to, with a clock that stands still but for waits.

A site and the crawl of it share one process and one clock, so that five minutes pass at once and the site's own log holds the
very time of each request. Scrapy's event loop can be started once a process, so each crawl is a process of its own, forked
from one that has imported all there is to import.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from socket import create_server, socket
from threading import Timer
from typing import Any, Protocol

from crawler.clock import VirtualClock
from crawler.run import CrawlOptions, Summary, crawl, sources
from tenders.errors import RiffleError
from tenders.store import open_store
from tests.conftest import ROOT
from tests.servers import LOOPBACK, Asked, Reply, served

NOW = datetime(2024, 3, 14, 12, tzinfo=UTC)
CONTACT = "https://example.org/us"
TIMEOUT = 0.75  # seconds, of the real clock: what a stalled answer costs a test; a busy machine answers later than 0.25
PATIENCE = 60  # seconds: a crawl that takes longer hangs
FULL = "create trigger full before insert on version begin select raise(abort, 'database or disk is full'); end"


class Answering(Protocol):
    """A site: what it answers to a request; None is a 404. It can be pickled, and may change with each request."""

    def answer(self, asked: Asked) -> Reply | None: ...


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong: an answer in the place of the site's own, or something that happens to the site at that moment
    and gives an answer or None, after which the site answers itself.

    It happens to requests whose target `at` is found in and that no fault before this one has answered: from the `first` of
    them on, to so many; None means all.
    """

    does: Reply | Callable[[Any, Asked], Reply | None]
    at: str = r"^/(?!robots\.txt)"
    first: int = 1
    times: int | None = 1


@dataclass(kw_only=True)
class Faulty:
    """A site with faults."""

    site: Answering
    faults: tuple[Fault, ...]
    met: Counter[int] = field(default_factory=Counter)

    def answer(self, asked: Asked) -> Reply | None:
        """The answer of the first fault that has one, else the site's own."""
        for number, fault in enumerate(self.faults):
            if not re.search(fault.at, asked.target):
                continue
            self.met[number] += 1
            if self.met[number] < fault.first or (fault.times is not None and self.met[number] >= fault.first + fault.times):
                continue
            reply = fault.does if isinstance(fault.does, Reply) else fault.does(self.site, asked)
            if reply is not None:
                return reply
        return self.site.answer(asked)


@dataclass(frozen=True, kw_only=True)
class Went:
    """How a crawl went: its summary or what it ended for (both None where it was killed), the site's log, the site as it
    is now, and the time.
    """

    summary: Summary | None = None
    error: str | None = None
    log: tuple[Asked, ...] = ()
    site: Any = None
    now: datetime

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """New, changed, unchanged, failed."""
        assert self.summary is not None, self.error
        return (self.summary.new, self.summary.changed, self.summary.unchanged, self.summary.failed)

    @property
    def failures(self) -> tuple[str, ...]:
        """What failed, one line each."""
        assert self.summary is not None, self.error
        return self.summary.failures

    @property
    def asked(self) -> list[Asked]:
        """The requests but for robots.txt."""
        return [request for request in self.log if request.target != "/robots.txt"]

    @property
    def gaps(self) -> list[float]:
        """The seconds between one request and the next."""
        return [(after.at - before.at).total_seconds() for before, after in zip(self.log, self.log[1:], strict=False)]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A crawl to be run in a process of its own."""

    site: Any
    faults: tuple[Fault, ...]
    listening: socket
    options: CrawlOptions
    store: Path
    now: datetime


@dataclass(kw_only=True)
class Scene:
    """A site that is crawled, again and again perhaps, into one store. Its clock goes on from crawl to crawl."""

    site: Any
    source: str
    store: Path
    listening: socket
    now: datetime = NOW

    @property
    def url(self) -> str:
        """The site's address."""
        return f"http://{LOOPBACK}:{self.listening.getsockname()[1]}"

    def crawl(self, *faults: Fault, **options: Any) -> Went:
        """A crawl to its end, with full manners unless a delay is given."""
        chosen = {"delay": 1.0, "contact": CONTACT, **options}
        chosen = CrawlOptions(source=self.source, base_url=self.url, **chosen)
        job = Job(site=self.site, faults=faults, listening=self.listening, options=chosen, store=self.store, now=self.now)
        went = forked(job)
        self.site, self.now = went.site, went.now
        return went

    def kept(self) -> dict[str, bytes]:
        """The raw bytes of the latest version of each notice in the store."""
        with open_store(str(self.store)) as opened:
            return {version.notice.notice_id: opened.raw(version.notice.sha256) for version in opened.latest()}


@contextmanager
def scene(site: Answering, source: str, folder: Path) -> Iterator[Scene]:
    """A site at an address that stays its own while the `with` block runs."""
    with create_server((LOOPBACK, 0)) as listening:
        yield Scene(site=site, source=source, store=folder / "riffle.db", listening=listening)


def forked(job: Job) -> Went:
    """A crawl in a process of its own."""
    here, there = CONTEXT.Pipe()
    process = CONTEXT.Process(target=carry_out, args=(job, there))
    with fixed_path():
        process.start()
    there.close()
    try:
        with here:
            if not here.poll(PATIENCE):
                raise AssertionError(f"a crawl takes more than {PATIENCE} seconds")
            try:
                went: Went = here.recv()
            except EOFError:
                went = Went(site=job.site, now=job.now)
        process.join(PATIENCE)
        assert process.exitcode == (-signal.SIGKILL if went.summary is went.error is None else 0)
    finally:
        process.kill()
        process.join()
        process.close()
    return went


def carry_out(job: Job, there: Connection) -> None:
    """Crawl a site that is served by this very process, and tell how it went."""
    clock = VirtualClock(job.now)
    source = sources()[job.options.source]
    source.manners = replace(source.manners, timeout=TIMEOUT)
    faulty = Faulty(site=job.site, faults=job.faults)
    summary = error = None
    with served(faulty.answer, job.listening, clock.now) as running:
        try:
            summary = crawl(job.options, str(job.store), clock=clock)
        except (RiffleError, KeyboardInterrupt) as ended:
            error = f"{type(ended).__name__}: {ended}"
    there.send(Went(summary=summary, error=error, log=tuple(running.asked), site=job.site, now=clock.now()))
    there.close()


def killed(site: Answering, asked: Asked, after: float = 0.0) -> None:
    """The power goes, so many seconds after a request came."""
    if after:
        Timer(after, os.kill, (os.getpid(), signal.SIGKILL)).start()
    else:
        os.kill(os.getpid(), signal.SIGKILL)


def told_to_end(site: Answering, asked: Asked) -> None:
    """Someone ends the crawl in good order: Ctrl-C, or a machine that shuts down."""
    os.kill(os.getpid(), signal.SIGTERM)


def full_disk(store: Path, site: Answering, asked: Asked) -> None:
    """The disk is full from now on."""
    with open_store(str(store)) as opened, opened.engine.begin() as connection:
        connection.exec_driver_sql(FULL)


def room_again(store: Path) -> None:
    """The disk has room again."""
    with open_store(str(store)) as opened, opened.engine.begin() as connection:
        connection.exec_driver_sql("drop trigger full")


@contextmanager
def fixed_path() -> Iterator[None]:
    """The process that others are forked from finds this project, wherever the tests are run from."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT) if before is None else f"{ROOT}{os.pathsep}{before}"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


CONTEXT: ForkServerContext = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["pytest", "tests.warm"])
