"""All that a store holds, row for row, but for when it was fetched and by whom: for comparing two stores."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

# Row numbers, and columns that say when something was fetched, or which process did it.
OF_THE_MOMENT = frozenset(
    {"id", "first_seen", "last_seen", "started", "recorded", "finished", "tried", "host", "process", "process_started"}
)


def rows(store: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """The rows of each table, by table."""
    with closing(sqlite3.connect(store)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {table: Counter(table_rows(connection, table)) for table in tables}


def table_rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """The rows of a table, less the columns of the moment."""
    columns = [row[1] for row in connection.execute(f'pragma table_info("{table}")') if row[1] not in OF_THE_MOMENT]
    wanted = ", ".join(f'"{column}"' for column in columns)
    return connection.execute(f'select {wanted} from "{table}"').fetchall() if columns else []


def unfinished(store: Path) -> int:
    """How many crawls have not ended."""
    with closing(sqlite3.connect(store)) as connection:
        number: int = connection.execute("select count(*) from crawl where finished is null").fetchone()[0]
    return number


def left(store: Path) -> int:
    """How many tasks of crawls are left."""
    with closing(sqlite3.connect(store)) as connection:
        number: int = connection.execute("select count(*) from task").fetchone()[0]
    return number
