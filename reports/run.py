"""A run: from paths or the store to assessments, and which of them are open and in what order.

What time it is is an argument (reports/clock.py asks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reports.formats import Checked
from reports.lines import Source
from scoring.assess import OF_A_RECORD, Assessment, assess, day_of
from scoring.engine import lint
from scoring.finding import LintResult
from scoring.profile import Profile
from tenders import attached, collections, readers, worker
from tenders.errors import StoreError, UnreadableError
from tenders.intake import Read, collection_of, fault, latest, tenders_in
from tenders.origins import named, origin_of, together
from tenders.parse import NO_MORE_THAN, Unread, load, parse, tender_from
from tenders.tender import Tender
from tenders.worker import Limits

if TYPE_CHECKING:  # what a database needs takes long to load, and who reads a file needs none
    from tenders.store import Decided, Origin, Store, Stored

T = TypeVar("T")
# Whom a record is judged for: nothing in it depends on who asks.
NOBODY = Profile()
EPOCH = datetime.fromtimestamp(0, UTC)
MANY = "holds many notices: add it and give one's number, or name its line, such as FILE:2"
LAST = datetime.max.replace(tzinfo=UTC)


def from_paths(
    paths: Iterable[Path], profile: Profile, as_of: datetime, limits: Limits = NO_MORE_THAN
) -> Iterator[Checked | Unread]:
    """Each notice in files and folders, judged in turn; of several captures of one in a folder, the latest."""

    def judged(read: Read) -> Checked:
        return checked(str(read.path), read.tender, profile, as_of)

    return each(latest(paths, limits), judged)


def checked(place: str, tender: Tender, profile: Profile, as_of: datetime) -> Checked:
    """A tender judged by the profile's policy, with what is to be said of its waivers."""
    policy = profile.policy.of(place, tender)
    found = assess(tender, profile, as_of, policy, place)
    notes = policy.notes(found.lint, place, day_of(as_of))
    return Checked(place=place, assessment=found, shown=policy.check, notes=notes, source=Source(Path(place)))


def records(paths: Iterable[Path], limits: Limits = NO_MORE_THAN) -> Iterator[dict[str, Any] | Unread]:
    """The record of each notice in files and folders, in turn: nothing in it depends on who asks, or when."""
    return each(latest(paths, limits), lambda read: recorded(read.tender))


def recorded(tender: Tender) -> dict[str, Any]:
    """The record of a tender, judged as on the day it was published, by the rules that a record tells of."""
    from reports.record import record

    return record(assess(tender, NOBODY, tender.published.value if tender.published else EPOCH, OF_A_RECORD))


def each(found: Iterable[Read | Unread], work: Callable[[Read], T]) -> Iterator[T | Unread]:
    """What comes of each file that was read; one that Riffle fails on is among those that were not."""
    for read in found:
        if isinstance(read, Unread):
            yield read
            continue
        try:
            done = work(read)
        except Exception as error:
            yield fault(read.path, error)
        else:
            yield done


def from_store(
    store: Store, profile: Profile, as_of: datetime, limits: Limits = NO_MORE_THAN, open_after: datetime | None = None
) -> Iterator[Assessment | Unread]:
    """The latest version of each opportunity in the store, read again from its raw bytes and judged in turn.

    One that is published on several sources comes once, by the fullest of them. `open_after` leaves out what is known to have
    closed before that moment. Raises StoreError.
    """
    about = People(store)
    for stored in store.latest(open_after):
        if about.origins(stored)[:1] not in ((), (origin_of(stored),)):
            continue
        try:
            done = about.told(stored, assess(tender_of(stored, store, limits), profile, as_of, profile.policy))
        except StoreError:
            raise
        except UnreadableError as error:
            yield Unread(path=Path(stored.notice.notice_id), error=str(error))
        except Exception as error:
            yield fault(Path(stored.notice.notice_id), error)
        else:
            yield done


def linted_from_paths(paths: Iterable[Path], limits: Limits = NO_MORE_THAN) -> Iterator[tuple[Tender, LintResult] | Unread]:
    """Each notice in files and folders with what every rule says of it."""
    return each(latest(paths, limits), lambda read: (read.tender, lint(read.tender)))


def linted_from_store(store: Store, limits: Limits = NO_MORE_THAN) -> Iterator[tuple[Tender, LintResult] | Unread]:
    """The latest version of each notice in the store with what every rule says of it. Raises StoreError."""
    for found in from_store(store, NOBODY, EPOCH, limits):
        yield found if isinstance(found, Unread) else (found.tender, lint(found.tender))


def tender_of(stored: Stored, store: Store, limits: Limits = NO_MORE_THAN) -> Tender:
    """What a stored version says, and what is attached to the notice. Raises UnreadableError and StoreError."""
    notice = stored.notice
    document = worker.read(store.raw(notice.sha256), limits)
    if files := store.attached(notice.source, notice.notice_id):
        document = attached.joined(document, attached.read(files, store.raw, limits))
    return tender_from(document, notice.notice_id)


class People:
    """What the store knows of a notice beyond its text: where else it is published, and what people decided of it."""

    def __init__(self, store: Store) -> None:
        self._together = together(store)
        self._decided: dict[Origin, list[Decided]] = {}
        for decided in store.decisions():
            self._decided.setdefault((decided.source, decided.notice_id), []).append(decided)

    def origins(self, stored: Stored) -> tuple[Origin, ...]:
        """Every origin of a notice that has more than one, the one that speaks for all first; else none."""
        return self._together.get(origin_of(stored), ())

    def told(self, stored: Stored, found: Assessment) -> Assessment:
        """An assessment with what is known of its notice."""
        origins = self.origins(stored)
        decided = [one for origin in origins or (origin_of(stored),) for one in self._decided.get(origin, ())]
        return replace(found, origins=origins, decided=tuple(sorted(decided, key=lambda one: one.at)))


def find(wanted: str, where: str | None, profile: Profile, as_of: datetime, limits: Limits = NO_MORE_THAN) -> Assessment:
    """What a file says, or a notice in the store by its number, judged. Raises UnreadableError and StoreError."""
    path = Path(wanted)
    if path.is_dir():
        raise UnreadableError(f"{wanted} is a folder: give one page, or use “riffle check” or “riffle parse”")
    if names_file(wanted):
        try:
            if collection_of(path) is not None:
                raise UnreadableError(MANY)
            return assess(parse(load(path), limits), profile, as_of, profile.policy)
        except UnreadableError as error:
            raise UnreadableError(f"{wanted} {error}") from error
    if (placed := at_place(wanted)) is not None:
        return assess(placed, profile, as_of, profile.policy)
    from tenders.store import named_store

    with named_store(where) as store:
        stored = named(store, wanted)
        try:
            return People(store).told(stored, assess(tender_of(stored, store, limits), profile, as_of, profile.policy))
        except UnreadableError as error:
            raise UnreadableError(f"notice {wanted} in the store {error}") from error


def names_file(wanted: str) -> bool:
    """Whether what is asked for is a file rather than the number of a notice, which may hold a stroke or a stop too."""
    path = Path(wanted)
    return path.exists() or path.suffix.lower() in readers.suffixes() | collections.suffixes()


def at_place(wanted: str) -> Tender | None:
    """The notice at a place in a file of many ("releases.jsonl:12"), None where that is no such place. Raises UnreadableError."""
    name, _, place = wanted.rpartition(":")
    path = Path(name)
    collection = collection_of(path) if name and place and path.is_file() else None
    if collection is None:
        return None
    for found in tenders_in(path, collection):
        if found.path.name == f"{path.name}:{place}":
            if isinstance(found, Read):
                return found.tender
            raise UnreadableError(f"{wanted} {found.error}")
    raise UnreadableError(f"{wanted} is no place in that file: “riffle check” names those that it has")


def wanted_from(
    wanted: Iterable[str], where: str | None, profile: Profile, as_of: datetime, limits: Limits = NO_MORE_THAN
) -> Iterator[Assessment | Unread]:
    """Each notice that is named, judged in turn: by a file, a folder of files, or its number in the store.

    Raises StoreError where the store cannot be opened or does not hold a number.
    """
    for name in wanted:
        path = Path(name)
        if names_file(name):
            for found in from_paths([path], profile, as_of, limits):
                yield found if isinstance(found, Unread) else found.assessment
            continue
        try:
            yield find(name, where, profile, as_of, limits)
        except UnreadableError as error:
            yield Unread(path=path, error=str(error).removeprefix(f"{name} "))


def is_open(found: Assessment) -> bool:
    """Whether a notice was published by the moment it is judged at, and its deadline gate is not failed then."""
    published = found.tender.published
    if published is not None and published.value > found.as_of:
        return False
    return not any(gate.key == "deadline" for gate in found.decision.failed)


def ranked(found: Iterable[Assessment]) -> list[Assessment]:
    """The best to bid for first: what no gate stops, by verdict, then score, then the nearer deadline, then number."""
    return sorted(found, key=order)


def order(found: Assessment) -> tuple[bool, int, int, datetime, str]:
    """What `ranked` compares."""
    closes = found.tender.closes
    return (
        bool(found.decision.failed),
        -found.decision.verdict.rank,
        -found.decision.score,
        closes.value if closes else LAST,
        found.tender.id,
    )
