"""A store as a file, and back: gzip of JSON lines, one line a row, the same whichever database it was in.

The first line says what the file is, the last how many lines there were, so that a file that was cut off is known. Rows
are read and written a few at a time, so that a store of any size fits.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.kept import NO_CARD, Kept, merged, packed, unpacked, without_card
from tenders.notice import digest
from tenders.store import notices
from tenders.store.crawls import upsert
from tenders.store.opening import Database, streamed
from tenders.store.schema import (
    SCHEMA,
    Instant,
    attachments,
    crawls,
    decisions,
    matches,
    raws,
    tasks,
    validators,
    versions,
    windows,
)

Row = dict[str, Any]
# Each after those that it refers to.
TABLES = (raws, versions, attachments, crawls, tasks, windows, validators, decisions, matches)
HOLDER = ("host", "process", "process_started")  # of this moment and this machine: not for another store
ROWS_READ = 100
ROWS_WRITTEN = 500
LEVEL = 4  # of gzip: half the time of the usual 6, for a file a few per cent larger


def export(database: Database, path: Path) -> int:
    """Write the store as it is at one moment to a file, and say how many lines it has. Raises StoreError."""
    part = path.with_name(path.name + ".part")
    try:
        with gzip.open(part, "wb", compresslevel=LEVEL) as file:
            count = 0
            for line in lines(database):
                file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
                count += 1
            file.write(json.dumps({"end": count}).encode() + b"\n")
        os.replace(part, path)  # a file of this name is a whole one
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}): choose another place for the copy") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def lines(database: Database) -> Iterator[Row]:
    """What the file holds, but for its last line."""
    yield {"riffle": "store", "schema": SCHEMA}
    # All of one moment: SQLite's readers always see one; PostgreSQL's see one for each question unless they ask for more.
    options = {} if database.sqlite else {"isolation_level": "REPEATABLE READ"}
    with database.reading(**options) as connection:
        for table in TABLES:
            query = sa.select(table).order_by(*table.primary_key)
            for row in streamed(connection, query, ROWS_READ):
                yield {table.name: as_json(database, table, row)}


def as_json(database: Database, table: sa.Table, row: sa.Row[Any]) -> Row:
    """A row as JSON takes it: times as text, bytes unpacked and in base 64."""
    if table is raws:
        try:
            return {"sha256": row.sha256, "bytes": base64.b64encode(unpacked(row.packed, row.coding)).decode("ascii")}
        except zlib.error as error:
            raise StoreError(f"{database.where}: the raw bytes {row.sha256} are damaged: add the notice again") from error
    values = {name: value for name, value in row._mapping.items() if name not in HOLDER}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def import_(database: Database, path: Path) -> int:
    """Take in a file of `export`, and say how many lines it had. Raises StoreError.

    What is here already stays. Where it is stopped, what came in stays too, and doing it again takes in the rest.
    """
    incoming = Incoming(path)
    taking = Taking()
    for name, rows in groupby(incoming, key=lambda line: next(iter(line))):
        take = taking.of(name)
        if take is None:
            raise StoreError(f"{path}: holds a kind of row that this Riffle does not know ({name}): upgrade Riffle")
        table = next(table for table in TABLES if table.name == name)
        values = (from_json(table, line[name]) for line in rows)
        while batch := list(islice(values, ROWS_WRITTEN)):
            with database.writing() as connection:
                take(connection, batch)
    return incoming.count


class Incoming:
    """The rows of a file. Raises StoreError for what is not a copy of a store, or not a whole one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        broken = f"{self.path}: is not a copy of a store, or is damaged: export the store again"
        try:
            with gzip.open(self.path, "rb") as file:
                first = json.loads(file.readline(1000))
                if first.get("riffle") != "store":
                    raise StoreError(broken)
                if first["schema"] > SCHEMA:
                    raise StoreError(f"{self.path}: was written by a newer Riffle: upgrade Riffle")
                self.count = 1
                for text in file:
                    line: Row = json.loads(text)
                    if "end" in line:
                        if line["end"] != self.count or file.read(1):  # to its very end, where gzip's own check is
                            break
                        return
                    self.count += 1
                    yield line
        except FileNotFoundError as error:
            raise StoreError(f"{self.path}: is not there: check its name") from error
        except (OSError, EOFError, zlib.error, ValueError, KeyError, AttributeError) as error:
            raise StoreError(broken) from error
        raise StoreError(f"{self.path}: was cut off: export the store again")


def from_json(table: sa.Table, row: Row) -> Row:
    """A row as the store takes it."""
    times = {column.name for column in table.c if isinstance(column.type, Instant)}
    return {name: datetime.fromisoformat(value) if value and name in times else value for name, value in row.items()}


class Taking:
    """How rows of each table come in. Knows by which number the crawls of the file go here."""

    def __init__(self) -> None:
        self.crawls: dict[int, int | None] = {}

    def of(self, name: str) -> Callable[[sa.Connection, Sequence[Row]], None] | None:
        """How rows of this table come in."""
        return {
            raws.name: take_raws,
            versions.name: take_versions,
            attachments.name: take_attachments,
            crawls.name: self.take_crawls,
            tasks.name: self.take_tasks,
            windows.name: lambda connection, rows: upsert(connection, windows, rows, known_by=list(windows.primary_key.c.keys())),
            validators.name: lambda connection, rows: upsert(connection, validators, rows, known_by=["key"]),
            decisions.name: lambda connection, rows: append(connection, decisions, rows),
            matches.name: lambda connection, rows: append(connection, matches, rows),
        }.get(name)

    def take_crawls(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Crawls, known by what they crawl and when they began. The tasks of one that is finished here are not taken."""
        for row in rows:
            named = [crawls.c[name] == row[name] for name in ("source", "place", "scope", "started")]
            known_here = connection.execute(sa.select(crawls).where(*named)).first()
            if known_here is None:
                made = sa.insert(crawls).values({name: value for name, value in row.items() if name != "id"})
                self.crawls[row["id"]] = connection.execute(made.returning(crawls.c.id)).scalar_one()
            else:
                self.crawls[row["id"]] = known_here.id if known_here.finished is None else None

    def take_tasks(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Tasks of crawls that are not finished."""
        wanted = [{**without_id(row), "crawl": self.crawls[row["crawl"]]} for row in rows if self.crawls[row["crawl"]] is not None]
        upsert(connection, tasks, wanted, known_by=("crawl", "key"))


def take_raws(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Raw bytes, if they are those that their hash names."""
    pieces = []
    for sha256, raw in ((row["sha256"], base64.b64decode(row["bytes"])) for row in rows):
        if digest(raw) != sha256:
            raise StoreError(f"the copy's raw bytes {sha256} are damaged: export the store again")
        pieces.append((sha256, *packed(raw)))
    notices.keep_raws(connection, pieces)


def take_versions(connection: sa.Connection, rows: Iterable[Row]) -> None:
    """Versions, merged with those that are here, as if their captures had been added here; but a card that is here stays."""
    incoming = [notices.version_of(row[name] for name in notices.INSERTED) for row in rows]
    here = notices.known(connection, [item.notice_id for item in incoming])
    touched: dict[notices.Key, Kept] = {}
    for item in incoming:
        key = (item.notice_id, item.source, item.fingerprint)
        same = touched.get(key) or (here[key][1] if key in here else None)
        if same is None:
            touched[key] = item
        elif (moved := merged(same, item if same.card == NO_CARD else without_card(item))) is not same:
            touched[key] = moved
    notices.write(connection, touched, here)


def take_attachments(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Attachments; where one is here, the file's word counts only if it was not tried here."""
    news = ("state", "why", "sha256", "tried", "media_type", "name")
    untried = attachments.c.state == "wanted"
    upsert(
        connection,
        attachments,
        [without_id(row) for row in rows],
        known_by=("notice_id", "source", "key"),
        replacing=news,
        where=untried,
    )


def append(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Rows of a table that only grows, but for those that are here word for word."""
    columns = [column for column in table.c if column.name != "id"]
    values = [sa.bindparam(column.name, type_=column.type).label(column.name) for column in columns]
    here = sa.exists().where(*(column == sa.bindparam(column.name, type_=column.type) for column in columns))
    statement = sa.insert(table).from_select([column.name for column in columns], sa.select(*values).where(~here))
    connection.execute(statement, [without_id(row) for row in rows])


def without_id(row: Row) -> Row:
    """A row that gets a number of its own here."""
    return {name: value for name, value in row.items() if name != "id"}
