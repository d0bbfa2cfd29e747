"""The store: every version of every notice and the raw bytes behind it, how far each crawl is, and what people decided.

Raw bytes are the truth and are kept once, by their hash; a version is what those bytes said. Two captures that say
the same are one version, however their markup differs; a notice that changed is a new version beside the old one.
The order in which captures are added makes no difference to what `latest`, `find` and `versions` answer.

One SQLite file, or a PostgreSQL database: both give the same answers. SQLAlchemy, its drivers and Alembic are known here
and in `tenders.migrations` only.
"""

from __future__ import annotations

from pathlib import Path

from tenders.errors import StoreError
from tenders.store.attachments import Attached
from tenders.store.decisions import Decided, Verdict
from tenders.store.matches import RIFFLE, Match, Origin
from tenders.store.notices import Counts, Outcome, Stored
from tenders.store.opening import Database, address, default_path
from tenders.store.schema import SCHEMA
from tenders.store.store import Store

__all__ = [
    "RIFFLE",
    "Attached",
    "Counts",
    "Decided",
    "Match",
    "Origin",
    "Outcome",
    "Store",
    "Stored",
    "Verdict",
    "default_path",
    "existing_store",
    "migrate",
    "named_store",
    "open_store",
]


def open_store(where: str | None = None) -> Store:
    """The store at a path or address; None means the one that RIFFLE_STORE names, else `default_path()`.

    A file that is not there is made, with its folder, and an empty database is laid out. A file of an older Riffle is
    brought up to date; a PostgreSQL database, which others may share, only by `migrate`. Raises StoreError.
    """
    return opened(where, may_migrate=False)


def existing_store(where: str | None = None) -> Store:
    """A store that is there: what is asked of a store that a slip of the pen would make is not answered. Raises StoreError."""
    url = address(where)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise StoreError(f"{url.database}: no store is there: check --store or RIFFLE_STORE, or make one with “riffle add”")
    return open_store(where)


def named_store(where: str | None = None) -> Store:
    """A store to read from: one that is named here has to be there, the usual one is made. Raises StoreError."""
    return existing_store(where) if where else open_store()


def migrate(where: str | None = None) -> int | None:
    """Bring a store up to date, and say from which schema it came: None for one that was empty. Raises StoreError."""
    database = Database(address(where))
    try:
        before = database.schema()
    finally:
        database.close()
    opened(where, may_migrate=True).close()
    return before


def opened(where: str | None, *, may_migrate: bool) -> Store:
    """The store, with the tables that this Riffle needs."""
    database = Database(address(where))
    try:
        schema = database.schema()
        if schema is None:
            database.lay_out()
        elif schema < SCHEMA:
            if not (database.sqlite or may_migrate):
                raise StoreError(f"{database.where}: was laid out by an older Riffle: run `riffle store migrate`")
            from tenders.migrations import upgrade  # Alembic takes longer to load than most commands to run

            with database.writing() as connection:
                upgrade(connection)
    except StoreError:
        database.close()
        raise
    return Store(database)
