"""Alembic's migrations: how a store of an older Riffle becomes one of this.

`versions/schema_N.py` brings a store of schema N-1 to schema N. Loaded only when a store is to be brought up to date.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

FIRST = "0001"  # the schema of the stores that Riffle made before it had Alembic


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Bring a store up to date, in the transaction that the connection is in."""
    config = configuration(connection)
    present = set(sa.inspect(connection).get_table_names())
    if "riffle" in present and "alembic_version" not in present:
        command.stamp(config, FIRST)
    command.upgrade(config, to)


def configuration(connection: sa.Connection) -> Config:
    """Alembic's settings: its scripts lie here, and it works on a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str | None:
    """The revision that the last migration leads to."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head()
