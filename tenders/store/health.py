"""The health of a store: what it holds, whether it is whole, and putting it in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import exc

from tenders.kept import unpacked
from tenders.notice import digest
from tenders.store.failures import explained
from tenders.store.opening import Database, streamed
from tenders.store.schema import about, attachments, crawls, decisions, raws, tasks, versions

ROWS_AT_A_TIME = 100  # raw bytes of a batch are in memory together
NAMED = 20  # findings of one kind that are named one by one; past that a number says enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A crawl that goes on when it is run again."""

    source: str
    place: str
    scope: str
    started: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What a store holds. `size` is its size in bytes, `sources` how many notices each source has, `crawled` when the last
    crawl of each source that was finished ended.
    """

    where: str
    backend: str
    schema: int
    notices: int
    versions: int
    size: int
    sources: dict[str, int]
    unfinished: tuple[Unfinished, ...]
    crawled: dict[str, datetime]
    decisions: int


def info(database: Database) -> Info:
    """The numbers of a store, all of one moment."""
    with database.reading() as connection:
        per_source = (
            sa.select(versions.c.source, sa.func.count(sa.distinct(versions.c.notice_id)).label("notices"))
            .group_by(versions.c.source)
            .order_by(versions.c.source)
        )
        sources = {row.source: row.notices for row in connection.execute(per_source)}
        begun = sa.select(crawls).where(crawls.c.finished.is_(None)).order_by(crawls.c.started, crawls.c.id)
        ended = sa.func.max(crawls.c.finished).label("ended")
        per_crawled = (
            sa.select(crawls.c.source, ended).group_by(crawls.c.source).having(ended.is_not(None)).order_by(crawls.c.source)
        )
        return Info(
            where=database.where,
            backend=database.engine.dialect.name,
            schema=connection.execute(sa.select(about.c.schema)).scalar_one(),
            notices=sum(sources.values()),
            versions=rows_in(connection, versions),
            size=size(connection),
            sources=sources,
            unfinished=tuple(
                Unfinished(source=row.source, place=row.place, scope=row.scope, started=row.started)
                for row in connection.execute(begun)
            ),
            crawled={row.source: row.ended for row in connection.execute(per_crawled)},
            decisions=rows_in(connection, decisions),
        )


def rows_in(connection: sa.Connection, table: sa.Table) -> int:
    """How many rows a table has."""
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def size(connection: sa.Connection) -> int:
    """Bytes on the disk: of the file, or of the database."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        asked = "SELECT pg_database_size(current_database())"
    return int(connection.exec_driver_sql(asked).scalar_one())


def findings(database: Database) -> Iterator[str]:
    """What is wrong, in plain words; each ends in the next step."""
    with database.reading() as connection:
        if database.sqlite:
            try:
                said = [row[0] for row in connection.exec_driver_sql(f"PRAGMA integrity_check({NAMED})")]
            except exc.DatabaseError as error:
                said = [str(error.orig)]
            if said != ["ok"]:
                yield from (f"the file is damaged ({' '.join(line.split())}): restore a backup" for line in said)
                return  # what else it says cannot be trusted
        yield from named(damaged(connection), "raw bytes")
        yield from named(dangling(connection), "rows")


def named(found: Iterator[str], kind: str) -> Iterator[str]:
    """Findings of one kind, the first of them one by one."""
    more = 0
    for place, line in enumerate(found):
        if place < NAMED:
            yield line
        else:
            more += 1
    if more:
        yield f"{more} more {kind} have something wrong"


def damaged(connection: sa.Connection) -> Iterator[str]:
    """Raw bytes that are not those that their hash names."""
    for row in streamed(connection, sa.select(raws), ROWS_AT_A_TIME):
        try:
            whole = digest(unpacked(row.packed, row.coding)) == row.sha256
        except Exception:  # whatever unpacking says of bytes that are not what it packed
            whole = False
        if not whole:
            yield f"the raw bytes {row.sha256} are damaged: add the notice again"


def dangling(connection: sa.Connection) -> Iterator[str]:
    """Rows that refer to what is not there."""
    lost = ~sa.exists().where(raws.c.sha256 == versions.c.sha256)
    for row in streamed(connection, sa.select(versions.c.source, versions.c.notice_id).where(lost), ROWS_AT_A_TIME):
        yield f"notice {row.notice_id} of {row.source} has lost its raw bytes: add it again"
    lost = attachments.c.sha256.is_not(None) & ~sa.exists().where(raws.c.sha256 == attachments.c.sha256)
    kept = (attachments.c.state == "kept") & attachments.c.sha256.is_(None)
    for row in streamed(connection, sa.select(attachments.c.notice_id, attachments.c.url).where(lost | kept), ROWS_AT_A_TIME):
        yield f"the attachment {row.url} of notice {row.notice_id} has lost its bytes: fetch it again"
    lost = ~sa.exists().where(crawls.c.id == tasks.c.crawl)
    for row in streamed(connection, sa.select(tasks.c.key).where(lost), ROWS_AT_A_TIME):
        yield f"the task {row.key} belongs to no crawl: crawl its source again"


def vacuum(database: Database) -> int:
    """Drop raw bytes that nothing refers to, give free space back, and say how many pieces were dropped."""
    with database.writing() as connection:
        # Once for the whole table, not once for each piece: neither column has an index.
        of_versions = sa.select(versions.c.sha256)
        of_attachments = sa.select(attachments.c.sha256).where(attachments.c.sha256.is_not(None))
        unused = raws.c.sha256.not_in(of_versions) & raws.c.sha256.not_in(of_attachments)
        dropped = connection.execute(sa.delete(raws).where(unused)).rowcount
    give_back(database)
    return dropped


def give_back(database: Database) -> None:
    """VACUUM, which no transaction may hold."""
    try:
        if database.sqlite:
            plain = database.engine.raw_connection()
            try:
                plain.cursor().execute("VACUUM")
            finally:
                plain.close()
        else:
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")
    except exc.DBAPIError as error:
        raise explained(database.where, error) from error
