"""A store of an older Riffle becomes one of this, with all that it held."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tenders import migrations
from tenders.errors import StoreError
from tenders.notice import digest
from tenders.store import migrate, open_store, opening
from tenders.store.opening import Database
from tenders.store.schema import REVISION
from tests.stores import Places, notice, on, refusal


@pytest.fixture
def older(place: Places) -> str:
    """The address of a store of schema 1, as the first Riffle left it: two versions of a notice, and no word of Alembic."""
    where = place()
    database = Database(opening.address(where))
    with database.writing() as connection:
        migrations.upgrade(connection, "0001")
        connection.exec_driver_sql("drop table alembic_version")
        for number, text in enumerate(("a", "b"), 1):
            sha256 = digest(text.encode())
            connection.execute(
                sa.text("insert into raw values (:sha256, :packed)"), {"sha256": sha256, "packed": zlib.compress(text.encode())}
            )
            row = {"id": number, "fingerprint": f"says {text}", "sha256": sha256, "seen": on(number).replace(tzinfo=None)}
            if not database.sqlite:
                row["seen"] = on(number)
            connection.execute(
                sa.text(
                    "insert into version values (:id, 'here', '7', :fingerprint, :sha256, 'https://example.org/7', 'text/html',"
                    " :seen, :seen)"
                ).bindparams(sa.bindparam("seen", type_=sa.DateTime(timezone=True))),
                row,
            )
        if not database.sqlite:
            connection.exec_driver_sql("select setval(pg_get_serial_sequence('version', 'id'), 2)")
    database.close()
    return where


def test_an_older_store_keeps_all_that_it_held(older: str) -> None:
    assert migrate(older) == 1
    with open_store(older) as store:
        assert [(each.fingerprint, each.last_seen, store.raw(each.notice.sha256)) for each in store.versions("7")] == [
            ("says a", on(1), b"a"),
            ("says b", on(2), b"b"),
        ]
        assert store.add(notice(b"c", day=3), b"c", "says c") == "changed"
        assert store.check() == ()


def test_an_older_file_is_brought_up_to_date_when_it_is_opened_and_an_older_server_only_when_that_is_asked_for(
    older: str, backend: str
) -> None:
    if backend == "postgresql":
        assert refusal(older).endswith("was laid out by an older Riffle: run `riffle store migrate`")
    else:
        with open_store(older) as store:
            assert store.info().schema == 2


def test_a_migration_that_fails_leaves_the_store_as_it_was(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = migrations.upgrade

    def interrupted(connection: sa.Connection) -> None:
        upgrade(connection)
        connection.exec_driver_sql("insert into no_such_table values (1)")

    monkeypatch.setattr(migrations, "upgrade", interrupted)
    with pytest.raises(StoreError):
        migrate(older)
    monkeypatch.setattr(migrations, "upgrade", upgrade)
    assert migrate(older) == 1


def test_migrating_twice_or_a_new_store_makes_no_difference(older: str, place: Places) -> None:
    assert (migrate(older), migrate(older)) == (1, 2)
    new = place()
    assert (migrate(new), migrate(new)) == (None, 2)


def test_migrations_lead_to_the_very_tables_that_a_new_store_has(place: Places) -> None:
    laid_out, led_to = place(), place()
    open_store(laid_out).close()
    database = Database(opening.address(led_to))
    with database.writing() as connection:
        migrations.upgrade(connection)
    database.close()
    assert shape(led_to) == shape(laid_out)


def shape(where: str) -> dict[str, Any]:
    """The columns, keys and indexes of a store's tables; the names that a database gives of itself apart."""
    database = Database(opening.address(where))
    with database.reading() as connection:
        look = sa.inspect(connection)
        found = {
            name: {
                "columns": [
                    (c["name"], "TEXT" if database.sqlite and "CHAR" in str(c["type"]) else str(c["type"]), c["nullable"])
                    for c in look.get_columns(name)
                ],
                "key": look.get_pk_constraint(name)["constrained_columns"],
                "unique": sorted(tuple(each["column_names"]) for each in look.get_unique_constraints(name)),
                "foreign": sorted((tuple(f["constrained_columns"]), f["referred_table"]) for f in look.get_foreign_keys(name)),
                "indexes": sorted(
                    (each["name"] or "", tuple(each["column_names"])) for each in look.get_indexes(name) if not each["unique"]
                ),
            }
            for name in look.get_table_names()
        }
        revision = connection.exec_driver_sql("select version_num from alembic_version").scalar_one()
        schema = connection.exec_driver_sql("select schema from riffle").scalar_one()
    database.close()
    return {**found, "at": (revision, schema)}


def kind(database: Database, stated: Any) -> str:
    """A column's type. SQLite knows one kind of text, whatever length its tables state."""
    return "TEXT" if database.sqlite and "CHAR" in str(stated) else str(stated)


def test_the_newest_migration_leads_to_the_schema_of_the_code() -> None:
    assert migrations.newest() == REVISION


def test_an_empty_server_is_laid_out_at_once(postgresql_server: str, place: Places) -> None:
    with open_store(place()) as store:
        assert store.add(notice(b"a"), b"a", "says a") == "new"


def test_a_folder_with_any_name_can_hold_the_store(tmp_path: Path) -> None:
    where = tmp_path / "100% of it" / "riffle.db"
    open_store(str(where)).close()
    assert os.listdir(where.parent) == ["riffle.db"]
