"""The store: every version of every notice, and the raw bytes behind it, in one SQLite file.

Raw bytes are the truth and are kept once, by their hash; a version is what those bytes said. Two captures that say
the same are one version, however their markup differs; a notice that changed is a new version beside the old one.
The order in which captures are added makes no difference to what `latest`, `find` and `versions` answer.

Written with SQLAlchemy Core and nothing that only SQLite has (the settings of a connection apart), so that
PostgreSQL can follow.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import platformdirs
import sqlalchemy as sa
from sqlalchemy import event, exc

from tenders.errors import StoreError
from tenders.notice import Notice, digest

Outcome = Literal["new", "changed", "unchanged"]

ENVIRONMENT_VARIABLE = "RIFFLE_STORE"
SCHEMA = 1  # raised when the tables change, so that an older Riffle does not misread a newer store
# How long to wait while another process writes. An add takes milliseconds; a minute outlasts any honest queue.
BUSY_MILLISECONDS = 60_000
ROWS_AT_A_TIME = 200  # of `latest`: a screenful is soon there, and a large store never sits in memory


class Instant(sa.TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite has no time zones, so its times come back marked as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


tables = sa.MetaData()
about = sa.Table("riffle", tables, sa.Column("schema", sa.Integer, primary_key=True))
raws = sa.Table(
    "raw",
    tables,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),  # zlib: a page of 40 KB takes 8
)
versions = sa.Table(
    "version",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("notice_id", sa.String(255), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    # The capture that stands for the version is its first one: a crawl of a site that has not changed then adds no
    # bytes, though each answer's markup may differ by a token.
    sa.Column("sha256", sa.String(64), sa.ForeignKey("raw.sha256"), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("media_type", sa.String(255), nullable=False),
    sa.Column("first_seen", Instant, nullable=False),
    sa.Column("last_seen", Instant, nullable=False),
    sa.UniqueConstraint("source", "notice_id", "fingerprint"),
)
NEWEST_FIRST = (versions.c.last_seen.desc(), versions.c.sha256.desc())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One version of a notice: its first capture, and when it was first and last seen (aware, UTC)."""

    notice: Notice
    fingerprint: str
    first_seen: datetime
    last_seen: datetime


def default_path() -> Path:
    """Where the store is unless one is named: the platform's own folder for a user's data."""
    return platformdirs.user_data_path("riffle", appauthor=False) / "riffle.db"


def open_store(where: str | None = None) -> Store:
    """The store at a path or SQLAlchemy URL; None means the one that RIFFLE_STORE names, else `default_path()`.

    A file that is not there is made, with its folder. Raises StoreError.
    """
    where = where or os.environ.get(ENVIRONMENT_VARIABLE) or str(default_path())
    if "://" in where:
        try:
            url = sa.make_url(where)
        except exc.ArgumentError as error:
            raise StoreError("the store's address is not one that SQLAlchemy reads: give a file's path") from error
    else:
        url = sa.URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    return Store(url)


class Store:
    """Notices and their raw bytes. Use it in a `with` statement, or `close()` it. Every failure is a StoreError.

    Many processes may read and write one store at once.
    """

    def __init__(self, url: sa.URL) -> None:
        self.where = url.database if url.database and url.get_backend_name() == "sqlite" else url.render_as_string()
        try:
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            self.engine = sa.create_engine(url)
        except OSError as error:
            raise StoreError(f"{self.where}: its folder cannot be made ({error.strerror}): {ELSEWHERE}") from error
        except (exc.SQLAlchemyError, ImportError) as error:
            raise StoreError(f"{self.where}: no driver for this kind of store is installed: give a file's path") from error
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", prepare_sqlite)
            event.listen(self.engine, "begin", begin_sqlite)
        try:
            self._lay_out()
        except StoreError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def add(self, notice: Notice, raw: bytes, fingerprint: str) -> Outcome:
        """Keep one capture. `fingerprint` is the hash of what was read in it; `notice.sha256` that of `raw`.

        "new": the notice was not here; "changed": it was, but did not say this; "unchanged": it said just this, and
        only the times it was seen are noted. All of it happens in one transaction, or none of it does.
        """
        if notice.sha256 != digest(raw):
            raise ValueError(f"notice {notice.notice_id}: sha256 is not that of the raw bytes")
        if notice.fetched_at.tzinfo is None:
            raise ValueError(f"notice {notice.notice_id}: fetched_at has no time zone")
        try:
            return self._add(notice, raw, fingerprint)
        except exc.IntegrityError:
            # Where writers do not queue (PostgreSQL), another may have added the same between our look and our insert.
            try:
                return self._add(notice, raw, fingerprint)
            except exc.IntegrityError as error:
                raise explained(self.where, error) from error

    def latest(self) -> Iterator[Stored]:
        """The latest version of every notice, in the order of source and number, read as it is asked for."""
        rank = sa.func.row_number().over(partition_by=(versions.c.source, versions.c.notice_id), order_by=NEWEST_FIRST)
        ranked = sa.select(versions, rank.label("rank")).subquery()
        in_order = (ranked.c.source, sa.func.length(ranked.c.notice_id), ranked.c.notice_id)  # 9 before 10
        query = sa.select(ranked).where(ranked.c.rank == 1).order_by(*in_order)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=ROWS_AT_A_TIME).execute(query):
                yield stored(row)

    def find(self, notice_id: str) -> Stored | None:
        """The latest version of the notice with this number, or None. Leading zeros make no difference."""
        query = sa.select(versions).where(versions.c.notice_id == number(notice_id)).order_by(*NEWEST_FIRST).limit(1)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else stored(row)

    def versions(self, notice_id: str) -> tuple[Stored, ...]:
        """Every version of the notice with this number, the oldest first."""
        query = sa.select(versions).where(versions.c.notice_id == number(notice_id))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(versions.c.last_seen, versions.c.sha256)).all()
        return tuple(stored(row) for row in rows)

    def raw(self, sha256: str) -> bytes:
        """The raw bytes with this hash, just as they were received."""
        with self._reading() as connection:
            packed = connection.execute(sa.select(raws.c.packed).where(raws.c.sha256 == sha256)).scalar_one_or_none()
        if packed is None:
            raise StoreError(f"{self.where}: holds no raw bytes {sha256}: add the notice again")
        try:
            return zlib.decompress(packed)
        except zlib.error as error:
            raise StoreError(f"{self.where}: the raw bytes {sha256} are damaged: add the notice again") from error

    def _add(self, notice: Notice, raw: bytes, fingerprint: str) -> Outcome:
        notice_id = number(notice.notice_id)
        same_notice = (versions.c.source == notice.source) & (versions.c.notice_id == notice_id)
        capture = {"sha256": notice.sha256, "url": notice.url, "media_type": notice.media_type, "first_seen": notice.fetched_at}
        with self._writing() as connection:
            known = connection.execute(sa.select(versions).where(same_notice & (versions.c.fingerprint == fingerprint))).first()
            if known is None:
                others = connection.execute(sa.select(versions.c.id).where(same_notice).limit(1)).first()
                keep_raw(connection, notice.sha256, raw)
                row = {"source": notice.source, "notice_id": notice_id, "fingerprint": fingerprint, "last_seen": notice.fetched_at}
                connection.execute(sa.insert(versions).values(**row, **capture))
                return "new" if others is None else "changed"
            seen: dict[str, Any] = {}
            if (notice.fetched_at, notice.sha256) < (known.first_seen, known.sha256):
                keep_raw(connection, notice.sha256, raw)
                seen = dict(capture)
            if notice.fetched_at > known.last_seen:
                seen["last_seen"] = notice.fetched_at
            if seen:
                connection.execute(sa.update(versions).where(versions.c.id == known.id).values(**seen))
            return "unchanged"

    def _lay_out(self) -> None:
        """Make the tables where there are none. Raises StoreError where the file is another program's."""
        with self._reading() as connection:
            present = set(sa.inspect(connection).get_table_names())
            schema = connection.execute(sa.select(about.c.schema)).scalar() if about.name in present else None
        if schema == SCHEMA:
            return
        if schema is not None and schema > SCHEMA:
            raise StoreError(f"{self.where}: was written by a newer Riffle: upgrade Riffle, or {ELSEWHERE}")
        if present and schema is None and self._holds_foreign_tables():
            raise StoreError(f"{self.where}: is another program's database: {ELSEWHERE}")
        with self._writing() as connection:
            tables.create_all(connection)
            if connection.execute(sa.select(about.c.schema)).first() is None:
                connection.execute(sa.insert(about).values(schema=SCHEMA))

    def _holds_foreign_tables(self) -> bool:
        """Asked again under the lock, since another Riffle may be laying out the same file at this moment."""
        with self._writing() as connection:
            return about.name not in sa.inspect(connection).get_table_names()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except exc.DBAPIError as error:
            raise explained(self.where, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with self.engine.connect().execution_options(riffle_writes=True) as connection, connection.begin():
                yield connection
        except exc.IntegrityError:
            raise
        except exc.DBAPIError as error:
            raise explained(self.where, error) from error


def keep_raw(connection: sa.Connection, sha256: str, raw: bytes) -> None:
    """Put raw bytes where they are not there already."""
    if connection.execute(sa.select(raws.c.sha256).where(raws.c.sha256 == sha256)).first() is None:
        connection.execute(sa.insert(raws).values(sha256=sha256, packed=zlib.compress(raw)))


def stored(row: sa.Row[Any]) -> Stored:
    """A row of the version table as a Stored."""
    notice = Notice(
        source=row.source,
        notice_id=row.notice_id,
        url=row.url,
        fetched_at=row.first_seen,
        media_type=row.media_type,
        sha256=row.sha256,
    )
    return Stored(notice=notice, fingerprint=row.fingerprint, first_seen=row.first_seen, last_seen=row.last_seen)


def number(notice_id: str) -> str:
    """A notice's number as it is kept: without the zeros that file names put before it."""
    return (notice_id.lstrip("0") or "0") if notice_id.isdecimal() else notice_id


def prepare_sqlite(connection: Any, _: Any) -> None:
    """Settings of a new SQLite connection."""
    # The driver's own transactions start too late (at the first write) and would make two writers collide; `begin` below
    # starts them instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    # Readers and a writer do not wait for each other. With it, NORMAL is safe: a killed process loses nothing, and a power
    # cut can lose the last adds but never harms the file.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def begin_sqlite(connection: sa.Connection) -> None:
    """Start a transaction: a writing one takes its turn at once, so that what it looked up stays true until it writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("riffle_writes") else "BEGIN")


ELSEWHERE = "choose another file with --store or RIFFLE_STORE"
# Words of the driver's message, and what they mean to a person.
CAUSES: tuple[tuple[str, str], ...] = (
    ("not a database", f"is not a Riffle store: {ELSEWHERE}"),
    ("malformed", "is damaged: move it away and add the notices again"),
    ("readonly", f"cannot be written: change its permissions, or {ELSEWHERE}"),
    ("unable to open", f"cannot be opened: check that its folder can be written, or {ELSEWHERE}"),
    ("disk is full", f"the disk is full: free some space, or {ELSEWHERE}"),
    ("disk i/o error", f"the disk could not be read or written: check it, or {ELSEWHERE}"),
    ("locked", "is in use by another program: wait until it has finished, then try again"),
)


def explained(where: str, error: exc.DBAPIError) -> StoreError:
    """A driver's error in one plain line that ends in the next step."""
    said = " ".join(str(error.orig).split())
    cause = next((meaning for words, meaning in CAUSES if words in said.lower()), f"could not be used ({said}): {ELSEWHERE}")
    return StoreError(f"{where}: {cause}")
