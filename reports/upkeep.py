"""Upkeep of the store: what it holds, whether it is whole, copies of it. In people's words, and as values for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.safe import line
from scoring.words import count, listed, moment
from tenders.errors import RiffleError
from tenders.store import existing_store, migrate, open_store
from tenders.store.opening import address, shown
from tenders.store.schema import SCHEMA

if TYPE_CHECKING:
    from tenders.store.health import Info

BACKENDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of every byte found wrong: nothing where all is well."""

    where: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacuumed:
    """How many pieces of raw bytes were dropped, and the store's size in bytes before and after."""

    where: str
    dropped: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A copy that was written: its lines, and its size in bytes."""

    file: str
    lines: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A copy that was taken in: its lines, and how many notices, versions and decisions the store has more than before."""

    file: str
    where: str
    lines: int
    notices: int
    versions: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """From which schema a store came (None: it was empty), and which it has now."""

    where: str
    before: int | None
    after: int


def info(place: str | None) -> Info:
    """The numbers of a store that is there. Raises RiffleError."""
    with existing_store(place) as store:
        return store.info()


def check(place: str | None) -> Checked:
    """Read every byte of a store that is there. Raises RiffleError."""
    with existing_store(place) as store:
        return Checked(where=store.where, findings=store.check())


def vacuum(place: str | None) -> Vacuumed:
    """Drop what nothing refers to, and give the space back. Raises RiffleError."""
    with existing_store(place) as store:
        before = store.info().size
        dropped = store.vacuum()
        return Vacuumed(where=store.where, dropped=dropped, before=before, after=store.info().size)


def export(place: str | None, file: Path, *, force: bool = False) -> Exported:
    """Write a copy of a store that is there; over a file only with `force`, and never over the store. Raises RiffleError."""
    with existing_store(place) as store:
        if file.exists():
            if Path(store.where).exists() and file.samefile(store.where):
                raise RiffleError(f"{file} is the store itself: choose another name for the copy")
            if not force:
                raise RiffleError(f"{file} is there already: choose another name, or write over it with --force")
        lines = store.export(file)
    return Exported(file=str(file), lines=lines, size=file.stat().st_size)


def import_(place: str | None, file: Path) -> Imported:
    """Take a copy into a store, which is made where there is none. Raises RiffleError."""
    with open_store(place) as store:
        before = store.info()
        lines = store.import_(file)
        after = store.info()
    return Imported(
        file=str(file),
        where=after.where,
        lines=lines,
        notices=after.notices - before.notices,
        versions=after.versions - before.versions,
        decisions=after.decisions - before.decisions,
    )


def bring_up_to_date(place: str | None) -> Migrated:
    """Give a store the tables of this Riffle. Raises RiffleError."""
    return Migrated(where=shown(address(place)), before=migrate(place), after=SCHEMA)


def values(done: Info | Checked | Vacuumed | Exported | Imported | Migrated) -> dict[str, Any]:
    """What was done or found, for programs. Sizes are in bytes, times as in ISO 8601."""
    found: dict[str, Any] = timed(asdict(done))
    return found


def timed(value: Any) -> Any:
    """A value whose times are text, however deep they lie."""
    match value:
        case datetime():
            return value.isoformat()
        case dict():
            return {name: timed(each) for name, each in value.items()}
        case tuple() | list():
            return [timed(each) for each in value]
    return value


def said(done: Info | Checked | Vacuumed | Exported | Imported | Migrated) -> str:
    """What was done or found, for people."""
    match done:
        case Checked(where=where, findings=()):
            return line(f"{where}: nothing is wrong")
        case Checked(where=where, findings=findings):
            return "\n".join(line(f"{where}: {found}") for found in findings)
        case Vacuumed():
            return line(
                f"{done.where}: {count(done.dropped, 'piece')} of raw bytes that nothing used dropped;"
                f" {mebibytes(done.before)} before, {mebibytes(done.after)} now"
            )
        case Exported():
            return line(f"wrote {done.file}: {count(done.lines, 'line')}, {mebibytes(done.size)}")
        case Imported():
            parts = [count(done.notices, "notice"), count(done.versions, "version"), count(done.decisions, "decision")]
            return line(f"{done.where}: {listed(parts)} more than before, from the {count(done.lines, 'line')} of {done.file}")
        case Migrated(before=None):
            return line(f"{done.where}: was empty, and is laid out in schema {done.after}")
        case Migrated(before=before) if before == done.after:
            return line(f"{done.where}: is up to date, in schema {done.after}")
        case Migrated():
            return line(f"{done.where}: brought from schema {done.before} to schema {done.after}")
        case _:
            return "\n".join(table(done))


def table(info: Info) -> list[str]:
    """The numbers of a store, a line for each, and one for each source."""
    backend = BACKENDS.get(info.backend, info.backend)
    width = max((len(line(source)) for source in info.sources), default=0)
    digits = max((len(f"{number:,}") for number in info.sources.values()), default=0)
    sources = [f"  {line(source):<{width}}  {number:>{digits},}" for source, number in info.sources.items()]
    return [
        line(f"Store: {info.where} ({backend}, schema {info.schema}, {mebibytes(info.size)})"),
        f"Notices: {info.notices:,}, in {info.versions:,} {'version' if info.versions == 1 else 'versions'}",
        *sources,
        f"Decisions: {info.decisions:,}",
        *(f"Last crawl of {line(source)}: {moment(ended)}" for source, ended in info.crawled.items()),
        *(line(f"Unfinished crawl of {one.source}, begun {moment(one.started)}: run it again to go on") for one in info.unfinished),
    ]


def mebibytes(size: int) -> str:
    """0.1 MiB, 1,234.5 MiB."""
    return f"{size / MEBIBYTE:,.1f} MiB"
