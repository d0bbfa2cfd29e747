"""Notices in the store: each version of each, and the raw bytes behind it.

One capture and a file of a hundred thousand go the same way, in batches, so they cannot come to different answers. What
merging a capture into a version comes to does not depend on the order in which captures arrive. The statements that run
once a row go to the driver as they are: building them anew would cost more than running them.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.notice import Card, Fetched, Notice
from tenders.store import attachments
from tenders.store.opening import streamed
from tenders.store.schema import in_utc, raws, versions
from tenders.store.words import number, plain

Outcome = Literal["new", "changed", "unchanged"]
Encode = Callable[[datetime], Any]

# A transaction of this size touches each page of an index once for many rows, and is over in a fraction of a second.
BATCH_ROWS = 10_000
BATCH_BYTES = 32 * 2**20  # of raw bytes: what a batch may hold in memory
ROWS_AT_A_TIME = 200  # of `latest`: a screenful is soon there, and a large store never sits in memory
SMALL = 4096  # bytes: packing less than this costs more time than it saves space
NO_CARD = Card()
NEVER = datetime.min.replace(tzinfo=UTC)
NEWEST_FIRST = (versions.c.dated.desc().nulls_last(), versions.c.last_seen.desc(), versions.c.sha256.desc())
OLDEST_FIRST = (versions.c.dated.nulls_first(), versions.c.last_seen, versions.c.sha256)
INSERTED = tuple(column.name for column in versions.c if column.name != "id")
UPDATED = INSERTED[3:]  # all but what names the version


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

    def __add__(self, other: Counts) -> Counts:
        return Counts(new=self.new + other.new, changed=self.changed + other.changed, unchanged=self.unchanged + other.unchanged)


@dataclass(slots=True)
class Version:
    """A version in the making. `id` is None where it is not in the store yet; `raw` is the bytes that must go in with it."""

    id: int | None
    source: str
    notice_id: str
    fingerprint: str
    sha256: str
    url: str
    media_type: str
    first_seen: datetime
    last_seen: datetime
    dated: datetime | None
    card: Card
    raw: bytes | None
    moved: bool = False

    def merge(self, notice: Notice, raw: bytes | None, card: Card) -> None:
        """Take in another capture that says the same: the first stands for all, the last dates count, and the last card."""
        if (notice.fetched_at, notice.sha256) < (self.first_seen, self.sha256):
            self.sha256, self.url, self.media_type = notice.sha256, plain(notice.url), plain(notice.media_type)
            self.first_seen, self.raw, self.moved = notice.fetched_at, raw, True
        if notice.fetched_at > self.last_seen:
            self.last_seen, self.moved = notice.fetched_at, True
        if notice.dated is not None and (self.dated is None or notice.dated > self.dated):
            self.dated, self.moved = notice.dated, True
        if card != NO_CARD and card != self.card:
            self.card, self.moved = card, True


def batches(items: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    """Captures in batches that fit in memory and in a short transaction."""
    batch: list[Fetched] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.raw)
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def keep(connection: sa.Connection, batch: Sequence[Fetched]) -> list[Outcome]:
    """Put captures into the store, and say of each, in their order, what it was."""
    ids = [number(item.notice.notice_id) for item in batch]
    present = known(connection, ids)
    outcomes: list[Outcome] = []
    touched: dict[int, Version] = {}
    for item, notice_id in zip(batch, ids, strict=True):
        notice = item.notice
        same = present.get((notice_id, notice.source))
        if same is None:
            present[notice_id, notice.source] = same = {}
            outcomes.append("new")
        elif item.fingerprint in same:
            outcomes.append("unchanged")
            version = same[item.fingerprint]
            version.merge(notice, item.raw, item.card)
            if version.moved:
                touched[id(version)] = version
            continue
        else:
            outcomes.append("changed")
        same[item.fingerprint] = version = Version(
            None,
            notice.source,
            notice_id,
            item.fingerprint,
            notice.sha256,
            plain(notice.url),
            plain(notice.media_type),
            notice.fetched_at,
            notice.fetched_at,
            notice.dated,
            item.card,
            item.raw,
        )
        touched[id(version)] = version
    write(connection, list(touched.values()))
    attachments.want(connection, batch)
    return outcomes


def known(connection: sa.Connection, ids: Sequence[str]) -> dict[tuple[str, str], dict[str, Version]]:
    """The versions of these notices that are in the store, by number and source, then by fingerprint."""
    found: dict[tuple[str, str], dict[str, Version]] = {}
    for row in connection.execute(*with_ids(connection, ids)):
        times = (row.first_seen, row.last_seen, row.dated)
        same = found.setdefault((row.notice_id, row.source), {})
        capture = (row.fingerprint, row.sha256, row.url, row.media_type)
        same[row.fingerprint] = Version(row.id, row.source, row.notice_id, *capture, *times, card_in(row), None)
    return found


def with_ids(connection: sa.Connection, ids: Sequence[str]) -> tuple[sa.Select[Any], dict[str, Any]]:
    """The query for the versions of these notices, and its value: one, as a list of thousands takes long to spell out."""
    if connection.dialect.name == "sqlite":
        each = sa.func.json_each(sa.bindparam("ids", type_=sa.Text)).table_valued("value")
        return sa.select(versions).where(versions.c.notice_id.in_(sa.select(each.c.value))), {"ids": json.dumps(ids)}
    array = sa.bindparam("ids", type_=sa.ARRAY(sa.Text))
    return sa.select(versions).where(versions.c.notice_id == sa.any_(array)), {"ids": ids}


def write(connection: sa.Connection, changed: Sequence[Version]) -> None:
    """Insert the versions that are not there, update those that are, and put the bytes that they need before them."""
    keep_raws(connection, ((version.sha256, version.raw) for version in changed if version.raw is not None))
    encode = encoder(connection)
    if fresh := [row_of(version, encode) for version in changed if version.id is None]:
        connection.exec_driver_sql(insert(connection, versions.name, INSERTED), fresh)
    if moved := [(*row_of(version, encode)[3:], version.id) for version in changed if version.id is not None]:
        values = ", ".join(f'"{name}" = {mark(connection)}' for name in UPDATED)
        connection.exec_driver_sql(f'UPDATE "{versions.name}" SET {values} WHERE "id" = {mark(connection)}', moved)


def row_of(version: Version, encode: Encode) -> tuple[Any, ...]:
    """A version as the driver takes it: the values of INSERTED."""
    card, dated = version.card, version.dated
    first_seen = encode(version.first_seen)
    return (
        version.source,
        version.notice_id,
        version.fingerprint,
        version.sha256,
        version.url,
        version.media_type,
        first_seen,
        first_seen if version.last_seen is version.first_seen else encode(version.last_seen),
        None if dated is None else encode(dated),
        card.title and plain(card.title),
        card.buyer and plain(card.buyer),
        None if card.published is None else encode(card.published),
        None if card.closes is None else encode(card.closes),
        None if card.value is None else amount(card.value),
    )


def keep_raws(connection: sa.Connection, pieces: Iterable[tuple[str, bytes]]) -> None:
    """Put raw bytes where they are not there already."""
    rows = [(sha256, *packed(raw)) for sha256, raw in pieces]
    if rows:
        statement = insert(connection, raws.name, ("sha256", "packed", "coding")) + " ON CONFLICT DO NOTHING"
        connection.exec_driver_sql(statement, rows)


def packed(raw: bytes) -> tuple[bytes, str]:
    """Bytes as they are kept, and how."""
    return (raw, "plain") if len(raw) < SMALL else (zlib.compress(raw), "zlib")


def unpacked(kept: bytes, coding: str) -> bytes:
    """Bytes as they came. Raises zlib.error."""
    return zlib.decompress(kept) if coding == "zlib" else bytes(kept)


def insert(connection: sa.Connection, table: str, columns: Sequence[str]) -> str:
    """The text of an insert of one row."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join([mark(connection)] * len(columns))})'


def mark(connection: sa.Connection) -> str:
    """What stands for a value in a statement of this driver's."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


def encoder(connection: sa.Connection) -> Encode:
    """How this driver takes an aware time: as `Instant` would give it."""
    return as_text if connection.dialect.name == "sqlite" else in_utc


@lru_cache(maxsize=8192)  # writing a time costs five times as much as finding it here, and notices share many
def as_text(value: datetime) -> str:
    """A time as SQLAlchemy writes it on SQLite: UTC, without saying so."""
    return in_utc(value).isoformat(" ", "microseconds")[:26]


def amount(value: Decimal) -> float | None:
    """Pounds as they are kept; None for what is not a number."""
    number_ = float(value)
    return number_ if math.isfinite(number_) else None


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
