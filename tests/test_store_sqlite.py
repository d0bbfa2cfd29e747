"""The store in a file of SQLite: where it is, and what cannot be a store."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tenders.errors import StoreError
from tenders.store import Store, default_path, open_store
from tests.conftest import ROOT
from tests.stores import notice, refusal


@pytest.fixture
def backend() -> str:
    """These tests are of files."""
    return "sqlite"


def test_a_file_that_is_not_there_is_made_with_its_folder(tmp_path: Path) -> None:
    where = tmp_path / "made" / "on the way" / "riffle.db"
    open_store(str(where)).close()
    assert where.exists()


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    where = tmp_path / "riffle.db"
    with open_store(str(where)) as store:
        store.add(notice(b"a"), b"a", "says a")
    content = bytearray(where.read_bytes())
    content[100:2000] = b"\xff" * 1900  # the first page's list of tables
    where.write_bytes(content)
    assert refusal(where) == f"{where}: is damaged: move it away and add the notices again"


def test_the_file_keeps_a_write_ahead_log(store: Store) -> None:
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1


def test_the_environment_names_the_store_where_nothing_else_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIFFLE_STORE", str(tmp_path / "named.db"))
    with open_store() as store:
        assert store.where == str(tmp_path / "named.db")
    with open_store(str(tmp_path / "given.db")) as store:
        assert store.where == str(tmp_path / "given.db")


def test_the_default_place_is_the_platforms_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, appauthor: Path("/data") / name)
    assert default_path() == Path("/data/riffle/riffle.db")


def test_a_file_that_is_not_sqlite_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam, " * 200)
    assert refusal(letter) == f"{letter}: is not a Riffle store: choose another file with --store or RIFFLE_STORE"
    assert letter.read_text() == "Dear Sir or Madam, " * 200
    assert os.listdir(tmp_path) == ["letter.txt"]


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert f"{tmp_path}: cannot be opened: check that its folder can be written" in refusal(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "its folder cannot be made" in refusal(tmp_path / "file" / "riffle.db")


READ_ONLY = """
import os, sys, tempfile
from tenders.errors import StoreError
from tenders.store import open_store
with tempfile.TemporaryDirectory() as elsewhere:
    open_store(os.path.join(elsewhere, "any.db")).close()  # loads all that opening needs
if os.getuid() == 0:
    os.setuid(65534)  # root may write anywhere
try:
    open_store(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no read-only folders of this kind")
@pytest.mark.parametrize(
    ("present", "said"),
    [
        (False, "cannot be opened: check that its folder can be written"),
        (True, "cannot be written: change its permissions"),
    ],
    ids=["no store yet", "store there"],
)
def test_a_read_only_folder_is_refused(present: bool, said: str) -> None:
    with tempfile.TemporaryDirectory() as folder:  # not pytest's, which others than root cannot enter
        where = Path(folder) / "riffle.db"
        if present:
            open_store(str(where)).close()
            where.chmod(0o444)
        Path(folder).chmod(0o555)
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(where)], cwd=ROOT, capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
    assert done.stdout == f"{where}: {said}, or choose another file with --store or RIFFLE_STORE\n", done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_is_said_to_be_full() -> None:
    assert (
        refusal("/dev/full") == "/dev/full: the disk is full: free some space, or choose another file with --store or RIFFLE_STORE"
    )


def test_a_store_that_fills_up_takes_the_whole_notice_or_nothing(store: Store) -> None:
    store.add(notice(b"a"), b"a", "says a")
    raw = os.urandom(400_000)
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full"):
        store.add(notice(raw, number="8"), raw, "says more")
    assert [version.notice.notice_id for version in store.latest()] == ["7"]


@pytest.mark.parametrize("where", ["nonsense://x", "nodialect://host/name"])
def test_an_address_that_no_driver_takes_is_refused(where: str) -> None:
    assert refusal(where).endswith("no driver for this kind of store is installed: give a file's path")


def test_an_address_that_cannot_be_read_is_refused() -> None:
    assert refusal("://").endswith("give a file's path")


def test_a_password_in_the_address_is_not_shown() -> None:
    assert "secret" not in refusal("nonsense://name:secret@host/store")
