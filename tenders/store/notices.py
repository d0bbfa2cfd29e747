"""Notices in the store: each version of each, and the raw bytes behind it.

One capture and a file of a hundred thousand go the same way, in batches, so they cannot come to different answers. What
merging a capture into a version comes to does not depend on the order in which captures arrive. The statements that run
once a row go to the driver as they are: building them anew would cost more than running them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, Literal

import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.kept import SAID, Kept, as_text, kept, merged, unpacked
from tenders.keys import number
from tenders.notice import Card, Fetched, Notice
from tenders.store import attachments
from tenders.store.opening import streamed
from tenders.store.schema import Instant, raws, versions

Outcome = Literal["new", "changed", "unchanged"]
Key = tuple[str, str, str]  # number, source, fingerprint
Here = dict[Key, tuple[int, Kept]]  # what is in the store: the number of its row, and the row

# A transaction of this size touches each page of an index once for many rows, and is over in a fraction of a second.
BATCH_ROWS = 10_000
FIRST_ROWS = 1_000
BATCH_BYTES = 32 * 2**20  # of raw bytes: what a batch may hold in memory
ROWS_AT_A_TIME = 200  # of `latest`: a screenful is soon there, and a large store never sits in memory
NEWEST_FIRST = (versions.c.dated.desc().nulls_last(), versions.c.last_seen.desc(), versions.c.sha256.desc())
OLDEST_FIRST = (versions.c.dated.nulls_first(), versions.c.last_seen, versions.c.sha256)
INSERTED = Kept._fields[: SAID + 1]  # the columns of a version
UPDATED = INSERTED[3:]  # all but what names the version
TIMES = {column.name for column in versions.c if isinstance(column.type, Instant)}
RAW = itemgetter(slice(SAID, None))  # of a Kept: the columns of its raw bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One version of a notice: its first capture, when it was first and last seen (aware, UTC), and its card."""

    notice: Notice
    fingerprint: str
    first_seen: datetime
    last_seen: datetime
    card: Card = field(default_factory=Card)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many captures were new, changed or unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def all(self) -> int:
        """How many there were."""
        return self.new + self.changed + self.unchanged

    def __add__(self, other: Counts) -> Counts:
        return Counts(new=self.new + other.new, changed=self.changed + other.changed, unchanged=self.unchanged + other.unchanged)


def batches(items: Iterable[Kept]) -> Iterator[list[Kept]]:
    """Captures in batches that fit in memory and in a short transaction; the first ones are small, so that storing begins soon."""
    batch: list[Kept] = []
    rows, size = FIRST_ROWS, 0
    for item in items:
        batch.append(item)
        size += len(item.packed or b"")
        if len(batch) >= min(rows, BATCH_ROWS) or size >= BATCH_BYTES:
            yield batch
            batch, rows, size = [], 2 * rows, 0
    if batch:
        yield batch


def keep_fetched(connection: sa.Connection, batch: Sequence[Fetched]) -> list[Outcome]:
    """Put captures and the documents that they link to into the store, and say of each, in their order, what it was."""
    outcomes = keep(connection, [kept(fetched) for fetched in batch])
    attachments.want(connection, batch)
    return outcomes


def keep(connection: sa.Connection, batch: Sequence[Kept]) -> list[Outcome]:
    """Put captures into the store, and say of each, in their order, what it was."""
    here = known(connection, [item.notice_id for item in batch])
    seen = {(number, source) for number, source, _ in here}
    touched: dict[Key, Kept] = {}
    outcomes: list[Outcome] = []
    for item in batch:
        source, number, fingerprint = item[:3]
        key, notice = (number, source, fingerprint), (number, source)
        same = touched.get(key) or (here[key][1] if key in here else None)
        if same is None:
            outcomes.append("changed" if notice in seen else "new")
            seen.add(notice)
            touched[key] = item
        else:
            outcomes.append("unchanged")
            if (moved := merged(same, item)) is not same:
                touched[key] = moved
    write(connection, touched, here)
    return outcomes


def known(connection: sa.Connection, ids: Sequence[str]) -> Here:
    """The versions of these notices that are in the store."""
    here: Here = {}
    for row, *values in connection.execute(*with_ids(connection, ids)):
        item = version_of(values)
        here[item.notice_id, item.source, item.fingerprint] = (row, item)
    return here


def version_of(values: Iterable[Any]) -> Kept:
    """A version by the values of INSERTED, its raw bytes left where they are."""
    return Kept._make([*(as_text(value) if isinstance(value, datetime) else value for value in values), None, None])


def with_ids(connection: sa.Connection, ids: Sequence[str]) -> tuple[sa.Select[Any], dict[str, Any]]:
    """The query for the numbers and columns of the versions of these notices, and its value: one, as a list of thousands takes
    long to spell out.
    """
    columns: list[sa.ColumnElement[Any]] = [versions.c[name] for name in INSERTED]
    if connection.dialect.name != "sqlite":
        array = sa.bindparam("ids", type_=sa.ARRAY(sa.Text))
        return sa.select(versions.c.id, *columns).where(versions.c.notice_id == sa.any_(array)), {"ids": ids}
    # SQLite has times as they are kept: to read them and to write them anew would take most of the time.
    columns = [sa.type_coerce(column, sa.Text) if column.name in TIMES else column for column in columns]
    each = sa.func.json_each(sa.bindparam("ids", type_=sa.Text)).table_valued("value")
    return sa.select(versions.c.id, *columns).where(versions.c.notice_id.in_(sa.select(each.c.value))), {"ids": json.dumps(ids)}


def write(connection: sa.Connection, touched: Mapping[Key, Kept], here: Here) -> None:
    """Insert the versions that are not there, update those that are, and put the bytes that they need before them."""
    keep_raws(connection, [RAW(item) for item in touched.values() if item.packed is not None])
    columns = columns_of(connection)
    if fresh := [columns(item) for key, item in touched.items() if key not in here]:
        connection.exec_driver_sql(insert(connection, versions.name, INSERTED), fresh)
    if moved := [(*columns(item)[3:], here[key][0]) for key, item in touched.items() if key in here]:
        values = ", ".join(f'"{name}" = {mark(connection)}' for name in UPDATED)
        connection.exec_driver_sql(f'UPDATE "{versions.name}" SET {values} WHERE "id" = {mark(connection)}', moved)


def columns_of(connection: sa.Connection) -> Callable[[Kept], tuple[Any, ...]]:
    """How this driver takes a version: the values of INSERTED."""
    return itemgetter(slice(len(INSERTED))) if connection.dialect.name == "sqlite" else zoned


def zoned(item: Kept) -> tuple[Any, ...]:
    """The values of INSERTED, with a time zone to each time."""
    return tuple(str(value) + "+00" if value and name in TIMES else value for name, value in zip(INSERTED, item, strict=False))


def keep_raws(connection: sa.Connection, pieces: Sequence[tuple[str, bytes, str | None]]) -> None:
    """Put raw bytes, each with its hash and how it is packed, where they are not there already."""
    if pieces:
        statement = insert(connection, raws.name, ("sha256", "packed", "coding")) + " ON CONFLICT DO NOTHING"
        connection.exec_driver_sql(statement, pieces)


def insert(connection: sa.Connection, table: str, columns: Sequence[str]) -> str:
    """The text of an insert of one row."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join([mark(connection)] * len(columns))})'


def mark(connection: sa.Connection) -> str:
    """What stands for a value in a statement of this driver's."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


def latest(
    connection: sa.Connection, open_after: datetime | None, added_after: int | None = None, added_until: int | None = None
) -> Iterator[Stored]:
    """The latest version of every notice, in the order of source and number, read as it is asked for."""
    rank = sa.func.row_number().over(partition_by=(versions.c.notice_id, versions.c.source), order_by=NEWEST_FIRST)
    ranked = sa.select(versions, rank.label("rank")).subquery()
    query = sa.select(ranked).where(ranked.c.rank == 1)
    if open_after is not None:
        query = query.where(ranked.c.closes.is_(None) | (ranked.c.closes >= open_after))
    if added_after is not None:
        query = query.where(ranked.c.id > added_after)
    if added_until is not None:
        query = query.where(ranked.c.id <= added_until)
    query = query.order_by(ranked.c.source, sa.func.length(ranked.c.notice_id), ranked.c.notice_id)  # 9 before 10
    for row in streamed(connection, query, ROWS_AT_A_TIME):
        yield stored(row)


def newest(connection: sa.Connection) -> int:
    """The number of the version that was added last, 0 where there is none."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(versions.c.id), 0))).scalar_one())


def sources(connection: sa.Connection) -> tuple[str, ...]:
    """The sources of the notices that are here, by name."""
    return tuple(connection.execute(sa.select(versions.c.source).distinct().order_by(versions.c.source)).scalars())


def find(connection: sa.Connection, notice_id: str) -> Stored | None:
    """The latest version of the notice with this number, or None."""
    query = sa.select(versions).where(versions.c.notice_id == number(notice_id)).order_by(*NEWEST_FIRST).limit(1)
    row = connection.execute(query).first()
    return None if row is None else stored(row)


def holds(connection: sa.Connection, source: str, notice_id: str) -> bool:
    """Whether any version of a source's notice is here."""
    same = (versions.c.notice_id == number(notice_id)) & (versions.c.source == source)
    return connection.execute(sa.select(versions.c.id).where(same).limit(1)).first() is not None


def see(connection: sa.Connection, source: str, notice_ids: Iterable[str], at: datetime) -> list[Outcome]:
    """Note that a source still shows these notices as they were last."""
    outcomes: list[Outcome] = []
    for notice_id in notice_ids:
        same = (versions.c.notice_id == number(notice_id)) & (versions.c.source == source)
        newest = sa.select(versions.c.id).where(same).order_by(*NEWEST_FIRST).limit(1).scalar_subquery()
        later = (versions.c.id == newest) & (versions.c.last_seen < at)
        connection.execute(sa.update(versions).where(later).values(last_seen=at))
        outcomes.append("unchanged")
    return outcomes


def every(connection: sa.Connection, notice_id: str) -> tuple[Stored, ...]:
    """Every version of the notice with this number, the oldest first."""
    query = sa.select(versions).where(versions.c.notice_id == number(notice_id)).order_by(*OLDEST_FIRST)
    return tuple(stored(row) for row in connection.execute(query))


def raw(connection: sa.Connection, where: str, sha256: str) -> bytes:
    """The raw bytes with this hash. Raises StoreError."""
    row = connection.execute(sa.select(raws.c.packed, raws.c.coding).where(raws.c.sha256 == sha256)).first()
    if row is None:
        raise StoreError(f"{where}: holds no raw bytes {sha256}: add the notice again")
    try:
        return unpacked(row.packed, row.coding)
    except zlib.error as error:
        raise StoreError(f"{where}: the raw bytes {sha256} are damaged: add the notice again") from error


def stored(row: sa.Row[Any]) -> Stored:
    """A row of the version table as a Stored."""
    notice = Notice(
        source=row.source,
        notice_id=row.notice_id,
        url=row.url,
        fetched_at=row.first_seen,
        media_type=row.media_type,
        sha256=row.sha256,
        dated=row.dated,
    )
    times = {"first_seen": row.first_seen, "last_seen": row.last_seen}
    return Stored(notice=notice, fingerprint=row.fingerprint, card=card_in(row), **times)


def card_in(row: Any) -> Card:
    """The card of a row of the version table."""
    value = None if row.value is None else Decimal(str(row.value))
    return Card(title=row.title, buyer=row.buyer, published=row.published, closes=row.closes, value=value)
