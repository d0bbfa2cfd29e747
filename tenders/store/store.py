"""The store, as the rest of Riffle sees it: one object whose methods each do one thing, whole or not at all."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.frontier import Crawl, Step, Task, Validators, Window
from tenders.kept import Kept, packed
from tenders.notice import Card, Fetched, Notice, digest
from tenders.store import attachments, crawls, decisions, matches, notices
from tenders.store.attachments import Attached
from tenders.store.decisions import Decided
from tenders.store.matches import Match, Origin
from tenders.store.notices import Counts, Outcome, Stored
from tenders.store.opening import Database

if TYPE_CHECKING:
    from tenders.store.health import Info


class Store:
    """Notices and their raw bytes, crawls, decisions. Use it in a `with` statement, or `close()` it. Every failure is a
    StoreError.

    Many processes may read and write one store at once.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.where = database.where
        self.held: set[int] = set()  # the crawls that are begun here and not finished

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and of the crawls that were begun here: the next crawl goes on with them."""
        if self.held:
            with suppress(StoreError), self.database.writing() as connection:  # what cannot be said, a dead process says
                crawls.let_go(connection, self.held)
        self.database.close()

    # Notices

    def add(self, notice: Notice, raw: bytes, fingerprint: str, card: Card | None = None) -> Outcome:
        """Keep one capture. `fingerprint` is the hash of what was read in it; `notice.sha256` that of `raw`.

        "new": the notice was not here; "changed": it was, but did not say this; "unchanged": it said just this, and
        only the times it was seen are noted. All of it happens in one transaction, or none of it does.
        """
        return self.add_fetched(Fetched(notice=notice, raw=raw, fingerprint=fingerprint, card=card or Card()))

    def add_fetched(self, fetched: Fetched) -> Outcome:
        """`add`, with all that is known of the capture."""
        checked(fetched)
        with self.database.writing() as connection:
            return notices.keep_fetched(connection, [fetched])[0]

    def load(self, items: Iterable[Kept], progress: Callable[[Counts], None] = lambda so_far: None) -> Counts:
        """Keep many captures (`tenders.kept.kept` makes them), as `add` would one after the other, at a fraction of its price:
        a transaction holds 10,000. `progress` is told after each what it came to so far.

        The hashes of the raw bytes are taken on trust (`check` would find a wrong one). What was loaded before a failure
        stays; loading the same again makes no difference.
        """
        total = Counts()
        # While a transaction is written to the disk, the next batch is gathered.
        with uncollected(), ThreadPoolExecutor(1) as beside:
            written: Future[None] | None = None
            for batch in notices.batches(items):
                if written is not None:
                    written.result()
                with ExitStack() as transaction:
                    outcomes = notices.keep(transaction.enter_context(self.database.writing(riffle_refers_rightly=True)), batch)
                    written = beside.submit(transaction.pop_all().close)
                total += Counts(**{outcome: outcomes.count(outcome) for outcome in ("new", "changed", "unchanged")})
                progress(total)
            if written is not None:
                written.result()
        return total

    def latest(
        self, open_after: datetime | None = None, *, added_after: int | None = None, added_until: int | None = None
    ) -> Iterator[Stored]:
        """The latest version of every notice, in the order of source and number, read as it is asked for.

        `open_after` leaves out those that closed before that moment. A notice whose closing time is not known is given.
        `added_after` and `added_until` leave out versions that were added up to, or after, the one of that number (`newest`).
        """
        with self.database.reading() as connection:
            yield from notices.latest(connection, open_after, added_after, added_until)

    def newest(self) -> int:
        """The number of the version that was added last, 0 in an empty store."""
        with self.database.reading() as connection:
            return notices.newest(connection)

    def sources(self) -> tuple[str, ...]:
        """The sources of the notices that are here, by name."""
        with self.database.reading() as connection:
            return notices.sources(connection)

    def find(self, notice_id: str) -> Stored | None:
        """The latest version of the notice with this number, or None. Leading zeros make no difference."""
        with self.database.reading() as connection:
            return notices.find(connection, notice_id)

    def holds(self, source: str, notice_id: str) -> bool:
        """Whether any version of a source's notice is here."""
        with self.database.reading() as connection:
            return notices.holds(connection, source, notice_id)

    def versions(self, notice_id: str) -> tuple[Stored, ...]:
        """Every version of the notice with this number, the oldest first."""
        with self.database.reading() as connection:
            return notices.every(connection, notice_id)

    def raw(self, sha256: str) -> bytes:
        """The raw bytes with this hash, just as they were received."""
        with self.database.reading() as connection:
            return notices.raw(connection, self.where, sha256)

    # Crawls

    def begin(self, source: str, place: str, scope: str, at: datetime) -> Crawl:
        """Begin a crawl, or go on with an unfinished one of the same source, place and scope that nobody works on.

        One that is gone on with has its failed tasks to do again. A crawl is held by the process that began it until
        `finish` or `close`; a dead process holds nothing, and one on another host no longer than 15 minutes after its
        last `record`.
        """
        with self.database.writing() as connection:
            crawl = crawls.begin(connection, source, place, scope, at)
        self.held.add(crawl.id)
        return crawl

    def todo(self, crawl: Crawl, among: Iterable[Task] | None = None) -> Iterator[Task]:
        """The tasks of a crawl that are still to be done, in their order: those there when it was asked, less those done
        meanwhile. `among`: of these only, so that what a page names again need not be fetched again.
        """
        return crawls.todo(self.database, crawl, among)

    def next_task(self, crawl: Crawl) -> Task | None:
        """The first of `todo`, None where nothing is left to do."""
        with self.database.reading() as connection:
            return crawls.following(connection, crawl)

    def known(self, crawl: Crawl, keys: Iterable[str]) -> frozenset[str]:
        """Which of these keys the crawl has a task of, done or not."""
        with self.database.reading() as connection:
            return crawls.known(connection, crawl, keys)

    def asked(self, crawl: Crawl, kind: str) -> int:
        """How many tasks of a kind the crawl has, done or not."""
        with self.database.reading() as connection:
            return crawls.asked(connection, crawl, kind)

    def record(self, crawl: Crawl, step: Step, at: datetime) -> tuple[Outcome, ...]:
        """Keep all that one answer came to, in one transaction, and say of each capture what it was.

        A task that is there already, done or not, is not added again. Raises StoreError where another process has taken
        the crawl over.
        """
        for fetched in step.fetched:
            checked(fetched)
        with self.database.writing() as connection:
            return tuple(crawls.record(connection, self.where, crawl, step, at))

    def finish(self, crawl: Crawl, at: datetime) -> None:
        """End a crawl: its tasks go, and the next `begin` begins a new one."""
        with self.database.writing() as connection:
            crawls.finish(connection, self.where, crawl, at)
        self.held.discard(crawl.id)

    def windows(self, source: str, place: str) -> tuple[Window, ...]:
        """The windows of a place that were read whole, by stage, the oldest first."""
        with self.database.reading() as connection:
            return crawls.windows_read(connection, source, place)

    def validators(self, url: str) -> Validators | None:
        """What a site gave with its last answer from an address; None where it was never asked."""
        with self.database.reading() as connection:
            return crawls.validators_of(connection, url)

    def last_finished(self, source: str, place: str, scope: str) -> datetime | None:
        """When the last crawl of the same that was finished BEGAN: what was published since then may be missing."""
        with self.database.reading() as connection:
            return crawls.last_finished(connection, source, place, scope)

    # Attachments

    def attach(self, source: str, notice_id: str, attached: Attached, raw: bytes | None, at: datetime) -> None:
        """Say what became of a document that a notice links to; `raw` is the bytes of one that is kept."""
        if (attached.sha256 is None) != (raw is None) or (raw is not None and attached.sha256 != digest(raw)):
            raise ValueError(f"attachment {attached.url}: sha256 is not that of the raw bytes")
        with self.database.writing() as connection:
            if raw is not None and attached.sha256 is not None:
                notices.keep_raws(connection, [(attached.sha256, *packed(raw))])
            attachments.attach(connection, source, notice_id, attached, at)

    def attached(self, source: str, notice_id: str) -> tuple[Attached, ...]:
        """The documents that a notice links to, and what became of each."""
        with self.database.reading() as connection:
            return attachments.of_notice(connection, source, notice_id)

    def wanted(self, failed_before: datetime | None = None) -> Iterator[tuple[str, str, Attached]]:
        """The documents that no one has tried to fetch yet, and those that could not be had before a time, each with its
        notice's source and number.
        """
        with self.database.reading() as connection:
            yield from attachments.wanted(connection, failed_before)

    # Decisions and matches

    def decide(self, decided: Decided) -> None:
        """Keep what a person decided of a notice, beside what was decided before."""
        with self.database.writing() as connection:
            decisions.decide(connection, decided)

    def decisions(self, source: str | None = None, notice_id: str | None = None) -> tuple[Decided, ...]:
        """What was decided, of all notices or of these, the oldest first: the last of a notice counts."""
        with self.database.reading() as connection:
            return decisions.decided(connection, source, notice_id)

    def compared(self) -> int:
        """Up to which version (`newest`) notices have been compared with those of other sources."""
        with self.database.reading() as connection:
            return matches.compared(connection)

    def match_up_to(self, newest: int, *found: Match) -> None:
        """Keep what a comparison of all versions up to one found, and that they were compared, in one transaction."""
        with self.database.writing() as connection:
            matches.keep(connection, found)
            matches.compare(connection, newest)

    def match(self, *found: Match) -> None:
        """Keep what was found of pairs of notices, in one transaction, beside what was found before."""
        with self.database.writing() as connection:
            matches.keep(connection, found)

    def matches(self, *, history: bool = False) -> tuple[Match, ...]:
        """What counts of each pair: a person's last word, else Riffle's. `history`: all that was ever said, in its order."""
        with self.database.reading() as connection:
            said = matches.said(connection)
        return said if history else matches.in_force(said)

    def groups(self) -> tuple[tuple[Origin, ...], ...]:
        """The notices that are one opportunity: each group in order, and the groups in order."""
        return matches.groups(self.matches())

    # Upkeep

    def info(self) -> Info:
        """What the store holds, in numbers."""
        from tenders.store import health

        return health.info(self.database)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the store, in plain words; nothing where all is well. Reads every byte of it."""
        from tenders.store import health

        return tuple(health.findings(self.database))

    def vacuum(self) -> int:
        """Drop the raw bytes that nothing refers to, give free space back, and say how many pieces were dropped."""
        from tenders.store import health

        return health.vacuum(self.database)

    def export(self, path: Path) -> int:
        """Write a copy of the store as it is at this moment, while others go on writing, and say how many lines it has."""
        from tenders.store import transfer

        return transfer.export(self.database, path)

    def import_(self, path: Path) -> int:
        """Take in a copy made by `export`, and say how many lines it had. What is here already stays; doing it twice makes
        no difference.
        """
        from tenders.store import transfer

        return transfer.import_(self.database, path)

    @property
    def engine(self) -> sa.Engine:
        """The connections, for tests."""
        return self.database.engine


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for garbage, which would look through a batch many times over and take a tenth of a load."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def checked(fetched: Fetched) -> None:
    """Refuse a capture whose parts do not belong together: that is a mistake of ours, not of a source."""
    notice = fetched.notice
    if notice.sha256 != digest(fetched.raw):
        raise ValueError(f"notice {notice.notice_id}: sha256 is not that of the raw bytes")
    if notice.fetched_at.tzinfo is None:
        raise ValueError(f"notice {notice.notice_id}: fetched_at has no time zone")
