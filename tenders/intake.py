"""Files on their way in: which capture of a notice stands for it, and putting files into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tenders import readers, worker
from tenders.errors import StoreError, UnreadableError
from tenders.notice import Notice, digest
from tenders.parse import CAPTURE_NAME, NO_MORE_THAN, Capture, Unread, capture_date, files, load, parse
from tenders.store import Store
from tenders.tender import Tender
from tenders.worker import Limits

NO_DATE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding files came to: how many were new, changed or unchanged, and those that could not be read."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failures: tuple[Unread, ...] = ()

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
    """A file, and the tender that was read in it."""

    path: Path
    tender: Tender


def add(
    paths: Iterable[Path], store: Store, progress: Callable[[int], None] = lambda done: None, limits: Limits = NO_MORE_THAN
) -> Added:
    """Put every file, and every file of each folder, into the store. `progress` is told how many files are done.

    All captures of a notice go in: each that says something else is a version of its own. Raises StoreError.
    """
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    failed: list[Unread] = []
    for done, path in enumerate(files(paths), 1):
        if isinstance(path, Unread):
            failed.append(path)
            continue
        try:
            counts[put(load(path), store, limits)] += 1
        except UnreadableError as error:
            failed.append(Unread(path=path, error=str(error)))
        except StoreError:
            raise
        except Exception as error:
            failed.append(fault(path, error))
        progress(done)
    return Added(**counts, failures=tuple(failed))


def put(capture: Capture, store: Store, limits: Limits = NO_MORE_THAN) -> str:
    """Put one capture into the store: "new", "changed" or "unchanged". Raises UnreadableError and StoreError."""
    document = worker.read(capture.raw, limits)
    notice = Notice(
        source=document.source,
        notice_id=document.notice_id or capture.notice_id,
        url=capture.path.resolve().as_uri(),
        fetched_at=capture.captured_at,
        media_type=readers.media_type(capture.raw),
        sha256=digest(capture.raw),
    )
    return store.add(notice, capture.raw, document.fingerprint)


def latest(paths: Iterable[Path], limits: Limits = NO_MORE_THAN) -> Iterator[Read | Unread]:
    """Each notice in turn, of several captures of one notice in a folder only the latest.

    A file is opened when its turn comes, so that a folder of any size streams: which captures belong together is told
    by their names (`ID__DATE.html`) alone. Where the latest cannot be read, that is said and the one before it stands in.
    """
    for unit in by_notice(paths):
        if isinstance(unit, Unread):
            yield unit
            continue
        for path in unit:
            try:
                yield Read(path=path, tender=parse(load(path), limits))
                break
            except UnreadableError as error:
                yield Unread(path=path, error=str(error))
            except Exception as error:
                yield fault(path, error)
                break


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
