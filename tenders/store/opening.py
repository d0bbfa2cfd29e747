"""Opening a store: its address, its connections, its tables, and the turns that its writers take."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
import sqlalchemy as sa
from sqlalchemy import event, exc

from tenders.errors import StoreError
from tenders.store.failures import ELSEWHERE, NO_DRIVER, NO_POSTGRESQL, explained
from tenders.store.schema import REVISION, SCHEMA, about, alembic, tables

ENVIRONMENT_VARIABLE = "RIFFLE_STORE"
# How long to wait while another process writes. An add takes milliseconds; a minute outlasts any honest queue.
BUSY_MILLISECONDS = 60_000
# SQLite's pages kept in memory: the indexes of a million notices' hashes, which come in no order, mostly fit.
CACHE_KIBIBYTES = 64 * 1024
# Of a file that is made. Notices of 2 to 3 KB fill the usual pages of 4 KB badly: these take a fifth less space and time.
PAGE_BYTES = 32 * 1024
WRITERS = 0x52_69_66_66_6C_65  # "Riffle": the number of the lock that PostgreSQL's writers queue for
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")  # all of them mean psycopg 3


def default_path() -> Path:
    """Where the store is unless one is named: the platform's own folder for a user's data."""
    return platformdirs.user_data_path("riffle", appauthor=False) / "riffle.db"


def address(where: str | None) -> sa.URL:
    """The store at a path or URL; None means the one that RIFFLE_STORE names, else `default_path()`. Raises StoreError."""
    where = where or os.environ.get(ENVIRONMENT_VARIABLE) or str(default_path())
    if "://" not in where:
        return sa.URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    try:
        url = sa.make_url(where)
    except (exc.ArgumentError, ValueError) as error:
        raise StoreError("the store's address is not one that SQLAlchemy reads: give a file's path") from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in POSTGRESQL else url


def shown(url: sa.URL) -> str:
    """An address as messages name it: a file's path, or the address without its password."""
    if url.database and url.get_backend_name() == "sqlite":
        return url.database
    return url.difference_update_query([name for name in url.query if "pass" in name.lower()]).render_as_string()


class Database:
    """The connections to one store. Its failures are StoreErrors."""

    def __init__(self, url: sa.URL) -> None:
        self.where = shown(url)
        postgresql = url.drivername == "postgresql+psycopg"
        try:
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            # A crawl may be silent for minutes, and a server be restarted meanwhile: ask whether a connection still stands.
            self.engine = sa.create_engine(url, pool_pre_ping=postgresql)
        except OSError as error:
            raise StoreError(f"{self.where}: its folder cannot be made ({error.strerror}): {ELSEWHERE}") from error
        except (exc.SQLAlchemyError, ImportError) as error:
            raise StoreError(f"{self.where}: {NO_POSTGRESQL if postgresql else NO_DRIVER}") from error
        self.sqlite = self.engine.dialect.name == "sqlite"
        if self.sqlite:
            event.listen(self.engine, "connect", prepare_sqlite)
            event.listen(self.engine, "begin", begin_sqlite)
        else:
            event.listen(self.engine, "begin", begin_postgresql)

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()

    @contextmanager
    def reading(self, **options: Any) -> Iterator[sa.Connection]:
        """A connection to read on, which sees what is there now; `options` are SQLAlchemy's execution options."""
        try:
            with self.engine.connect().execution_options(**options) as connection:
                yield connection
        except exc.DBAPIError as error:
            raise explained(self.where, error) from error

    @contextmanager
    def writing(self, **options: Any) -> Iterator[sa.Connection]:
        """A transaction to write in, kept whole at the end or not at all; `options` as for `reading`.

        Writers take turns, on either kind of database: what one has looked up stays true until it writes.
        """
        with self.reading(riffle_writes=True, **options) as connection, connection.begin():
            yield connection

    def schema(self) -> int | None:
        """The schema of the tables that are there; None where there are none. Raises StoreError for what is not a store."""
        with self.reading() as connection:
            present = set(sa.inspect(connection).get_table_names())
            found = connection.execute(sa.select(about.c.schema)).scalar() if about.name in present else None
        if found is not None and found > SCHEMA:
            raise StoreError(f"{self.where}: was written by a newer Riffle: upgrade Riffle, or {ELSEWHERE}")
        if found is None and present - {about.name}:
            with self.writing() as connection:  # again in our turn: another Riffle may be laying out the same store just now
                if about.name not in sa.inspect(connection).get_table_names():
                    raise StoreError(f"{self.where}: is another program's database: {ELSEWHERE}")
                found = connection.execute(sa.select(about.c.schema)).scalar()
        return found

    def lay_out(self) -> None:
        """Make the tables of the newest schema in an empty database."""
        with self.writing() as connection:
            tables.create_all(connection)
            if connection.execute(sa.select(about.c.schema)).first() is None:
                connection.execute(sa.insert(about).values(schema=SCHEMA))
                connection.execute(sa.insert(alembic).values(version_num=REVISION))


def streamed(connection: sa.Connection, query: sa.Select[Any], at_a_time: int) -> Iterator[sa.Row[Any]]:
    """The rows of a query, a few in memory at a time. The server's part of it ends with this generator."""
    with connection.execution_options(yield_per=at_a_time).execute(query) as result:
        yield from result


def prepare_sqlite(connection: Any, _: Any) -> None:
    """Settings of a new SQLite connection."""
    # The driver's own transactions start too late (at the first write) and would make two writers collide; `begin` below
    # starts them instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    # Readers and a writer do not wait for each other. With it, NORMAL is safe: a killed process loses nothing, and a power
    # cut can lose the last adds but never harms the file.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")


def begin_sqlite(connection: sa.Connection) -> None:
    """Start a transaction: a writing one takes its turn at once, so that what it looked up stays true until it writes."""
    options = connection.get_execution_options()
    # SQLite looks each reference up anew, which is a tenth of the work where it is plain that both ends go in together.
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if options.get('riffle_refers_rightly') else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("riffle_writes") else "BEGIN")


def begin_postgresql(connection: sa.Connection) -> None:
    """The same turns on PostgreSQL, by a lock that ends with the transaction. Readers do not ask for it."""
    if connection.get_execution_options().get("riffle_writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MILLISECONDS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
