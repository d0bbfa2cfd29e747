"""Files on their way in: which capture of a notice stands for it, and putting files into the store.

A file of many notices (tenders/collections) is read as it streams by; a notice of it is named "FILE:LINE".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tenders import collections, readers, worker
from tenders.collections import Broken, Captured, Collection
from tenders.errors import StoreError, UnreadableError
from tenders.kept import Kept
from tenders.notice import Fetched, Notice, digest
from tenders.ocds.origin import moment
from tenders.parse import CAPTURE_NAME, NO_MORE_THAN, Capture, Unread, capture_date, files, load, parse, tender_from
from tenders.preparing import Failed, prepared, without_pauses
from tenders.tender import Tender
from tenders.worker import Limits

if TYPE_CHECKING:  # what a database needs takes long to load, and who reads a file needs none
    from tenders.store import Counts, Outcome, Store

NO_DATE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding files came to: how many were new, changed or unchanged, and those that could not be read.

    `kind` is what was counted: files, or notices where there was a file of many.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failures: tuple[Unread, ...] = ()
    kind: str = "file"

    @property
    def failed(self) -> int:
        """How many could not be read."""
        return len(self.failures)

    @property
    def files(self) -> int:
        """How many there were."""
        return self.new + self.changed + self.unchanged + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file (or a place in one of many notices), and the tender that was read in it."""

    path: Path
    tender: Tender


def add(
    paths: Iterable[Path], store: Store, progress: Callable[[int], None] = lambda done: None, limits: Limits = NO_MORE_THAN
) -> Added:
    """Put every file, and every file of each folder, into the store. `progress` is told how many are done.

    All captures of a notice go in: each that says something else is a version of its own. Raises StoreError.
    """
    from tenders.store import Counts

    total, failed, kind = Counts(), list[Unread](), "file"

    def tell(so_far: Counts) -> None:
        progress((total + so_far).all + len(failed))

    for path in files(paths):
        if isinstance(path, Unread):
            failed.append(path)
            continue
        if collection := collection_of(path):
            kind = "notice"
            total += store.load(ready(path, collection, failed), tell)
        else:
            total += put_one(path, store, failed, limits)
        tell(Counts())
    return Added(new=total.new, changed=total.changed, unchanged=total.unchanged, failures=tuple(failed), kind=kind)


def put_one(path: Path, store: Store, failed: list[Unread], limits: Limits) -> Counts:
    """Put a file of one notice into the store."""
    from tenders.store import Counts

    try:
        return Counts(**{put(load(path), store, limits): 1})
    except UnreadableError as error:
        failed.append(Unread(path=path, error=str(error)))
    except StoreError:
        raise
    except Exception as error:
        failed.append(fault(path, error))
    return Counts()


def put(capture: Capture, store: Store, limits: Limits = NO_MORE_THAN) -> Outcome:
    """Put one capture into the store: "new", "changed" or "unchanged". Raises UnreadableError and StoreError."""
    from tenders.card import card_of  # with the extractors, which files of many notices mostly do without

    document = worker.read(capture.raw, limits)
    notice = Notice(
        source=document.source,
        notice_id=document.notice_id or capture.notice_id,
        url=document.url or capture.path.resolve().as_uri(),
        fetched_at=capture.captured_at,
        media_type=readers.media_type(capture.raw),
        sha256=digest(capture.raw),
        dated=moment(document.dated),
    )
    fetched = Fetched(notice=notice, raw=capture.raw, fingerprint=document.fingerprint, card=card_of(document))
    return store.add_fetched(fetched)


def ready(path: Path, collection: Collection, failed: list[Unread]) -> Iterator[Kept]:
    """Each notice of a file of many, ready for the store; what could not be read goes to `failed`."""
    try:
        for found in without_pauses(prepared(path, collection)):
            if isinstance(found, Failed):
                failed.append(Unread(path=placed(path, found.place), error=found.error))
            else:
                yield found
    except UnreadableError as error:
        failed.append(Unread(path=path, error=str(error)))
    except OSError as error:
        failed.append(Unread(path=path, error=f"cannot be read: {error.strerror}. Check its permissions"))


def latest(paths: Iterable[Path], limits: Limits = NO_MORE_THAN) -> Iterator[Read | Unread]:
    """Each notice in turn, of several captures of one notice in a folder only the latest.

    A file is opened when its turn comes, so that a folder of any size streams: which captures belong together is told
    by their names (`ID__DATE.html`) alone. Where the latest cannot be read, that is said and the one before it stands in.
    Of a file of many notices each is given, every release of a procurement: only the store knows which of them is the last.
    """
    for unit in by_notice(paths):
        if isinstance(unit, Unread):
            yield unit
            continue
        for path in unit:
            collection = collection_of(path)
            if collection is not None:
                yield from tenders_in(path, collection)
                break
            try:
                yield Read(path=path, tender=parse(load(path), limits))
                break
            except UnreadableError as error:
                yield Unread(path=path, error=str(error))
            except Exception as error:
                yield fault(path, error)
                break


def tenders_in(path: Path, collection: Collection) -> Iterator[Read | Unread]:
    """The tender of each notice of a file of many."""
    for found in notices(path, collection):
        if isinstance(found, Unread):
            yield found
            continue
        place = placed(path, found.place)
        try:
            yield Read(path=place, tender=tender_from(readers.read(found.raw), found.notice_id))
        except UnreadableError as error:
            yield Unread(path=place, error=str(error))
        except Exception as error:
            yield fault(place, error)


def notices(path: Path, collection: Collection) -> Iterator[Captured | Unread]:
    """Each notice of a file of many, and each part of it that is none."""
    try:
        with path.open("rb") as stream:
            for found in collection.notices(stream):
                yield Unread(path=placed(path, found.place), error=found.error) if isinstance(found, Broken) else found
    except UnreadableError as error:
        yield Unread(path=path, error=str(error))
    except OSError as error:
        yield Unread(path=path, error=f"cannot be read: {error.strerror}. Check its permissions")


def collection_of(path: Path) -> Collection | None:
    """What reads a file of many notices; None where it is one notice, or cannot be opened (which reading it then says).

    A pipe is not looked into: what was read of it would be gone.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return collections.recognised(stream.read(collections.HEAD))
    except OSError:
        return None


def placed(path: Path, place: str) -> Path:
    """A place in a file: "releases.jsonl:12"."""
    return path.with_name(f"{path.name}:{place}")


def fault(path: Path, error: Exception) -> Unread:
    """A file that Riffle itself failed on: that must not cost the rest of a run, and must not go unseen."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return Unread(path=path, error=f"made Riffle fail ({said}): report it with the file")


def by_notice(paths: Iterable[Path]) -> Iterator[tuple[Path, ...] | Unread]:
    """The captures of each notice together, latest first, in the place of the first of them; other files alone."""
    units: dict[tuple[Path, str], list[tuple[datetime, Path]] | Unread] = {}
    for path in files(paths):
        if isinstance(path, Unread):
            units[path.path, ""] = path
            continue
        named = CAPTURE_NAME.match(path.stem)
        dated = capture_date(named["date"]) if named else None
        key = (path.parent, named["id"]) if named and dated else (path, "")
        same = units.setdefault(key, [])
        if isinstance(same, list) and all(path != other for _, other in same):
            same.append((dated or NO_DATE, path))
    for unit in units.values():
        yield unit if isinstance(unit, Unread) else tuple(path for _, path in sorted(unit, reverse=True))
