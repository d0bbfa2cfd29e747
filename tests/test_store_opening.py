"""Opening a store: what is refused, and in what words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.store import open_store, opening
from tenders.store.failures import explained
from tests.stores import Places, notice, place_of, refusal


def plain_engine(where: str) -> sa.Engine:
    """The database itself, without Riffle."""
    return sa.create_engine(opening.address(where))


def test_another_programs_database_is_refused_and_left_alone(place: Places) -> None:
    where = place()
    engine = plain_engine(where)
    with engine.begin() as connection:
        connection.exec_driver_sql("create table bookmarks (id integer)")
    assert refusal(where).endswith("is another program's database: choose another file with --store or RIFFLE_STORE")
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["bookmarks"]
    engine.dispose()


def test_a_store_of_a_newer_riffle_is_refused(place: Places) -> None:
    where = place()
    with open_store(where) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("update riffle set schema = 99")
    assert "was written by a newer Riffle: upgrade Riffle" in refusal(where)


def test_a_store_held_by_another_program_is_said_to_be_in_use(place: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    where = place()
    with open_store(where) as store:
        monkeypatch.setattr(opening, "BUSY_MILLISECONDS", 1)
        with (
            open_store(where) as other,
            store.database.writing(),
            pytest.raises(StoreError, match="is in use by another program: wait"),
        ):
            other.add(notice(b"a"), b"a", "says a")


def test_both_spellings_of_an_address_mean_the_same_driver(postgresql_server: str) -> None:
    for spelled in ("postgresql://", "postgresql+psycopg://"):
        assert opening.address(postgresql_server.replace("postgresql://", spelled)).drivername == "postgresql+psycopg"


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal("postgresql://name:secret@host/store") == (
        'postgresql+psycopg://name:***@host/store: needs the PostgreSQL driver: pip install "riffle-tenders[postgres]"'
    )


def test_a_server_that_is_not_there_is_said_not_to_be_reached(postgresql_server: str) -> None:
    where = sa.make_url(postgresql_server).set(port=1, password="secret").render_as_string(hide_password=False)
    assert refusal(where).endswith("cannot be reached: check the address, and that the server is running")
    assert "secret" not in refusal(where)


def test_a_database_that_is_not_there_is_said_not_to_be(postgresql_server: str) -> None:
    where = sa.make_url(postgresql_server).set(database="nothing").render_as_string()
    assert refusal(where).endswith("is not there, or lacks one of its tables: check the name, or make it with createdb")


def test_a_name_that_is_not_known_is_said_not_to_be_let_in(postgresql_server: str) -> None:
    where = sa.make_url(postgresql_server).set(username="nobody-of-this-name").render_as_string()
    assert refusal(where).endswith("did not let us in: check the name and the password in the address")


@pytest.mark.parametrize(
    "address", ["postgresql://name:secret@127.0.0.1:1/x", "postgresql://127.0.0.1:1/x?password=secret&user=name"]
)
def test_a_password_is_never_shown(address: str) -> None:
    assert "secret" not in refusal(address)


def test_what_a_driver_says_of_an_unforeseen_failure_is_passed_on(tmp_path: Path) -> None:
    error = sa.exc.OperationalError("select", {}, ValueError("something\nunheard of"))
    assert str(explained("here", error)).startswith("here: could not be used (something unheard of)")


def test_an_open_store_of_this_schema_needs_no_alembic(place: Places) -> None:
    import subprocess

    from tests.conftest import ROOT

    where = place()
    with open_store(where) as store:
        address = place_of(store)
    program = "import sys; from tenders.store import open_store; open_store(sys.argv[1]).close(); print('alembic' in sys.modules)"
    for _ in ("laid out before", "and now again"):
        done = subprocess.run([sys.executable, "-c", program, address], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == "False\n"
