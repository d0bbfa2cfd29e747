"""The store: every version of every notice, and the raw bytes behind it."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import GeneratorType

import pytest
import sqlalchemy as sa

from tenders import store as module
from tenders.errors import StoreError
from tenders.notice import Notice, digest
from tenders.store import Store, Stored, default_path, open_store
from tests.conftest import ROOT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "riffle.db")) as opened:
        yield opened


def notice(raw: bytes, *, number: str = "7", day: int = 1, source: str = "here") -> Notice:
    return Notice(
        source=source,
        notice_id=number,
        url=f"https://example.org/{number}",
        fetched_at=datetime(2024, 5, day, 12, tzinfo=UTC),
        media_type="text/html",
        sha256=digest(raw),
    )


def test_a_notice_that_was_not_there_is_new(store: Store) -> None:
    assert store.add(notice(b"a"), b"a", "says a") == "new"


def test_a_notice_that_says_something_else_is_changed_and_its_old_version_stays(store: Store) -> None:
    store.add(notice(b"a"), b"a", "says a")
    assert store.add(notice(b"b", day=2), b"b", "says b") == "changed"
    assert [(version.fingerprint, store.raw(version.notice.sha256)) for version in store.versions("7")] == [
        ("says a", b"a"),
        ("says b", b"b"),
    ]


def test_a_notice_that_says_the_same_in_other_markup_adds_nothing_but_the_time(store: Store) -> None:
    store.add(notice(b"a"), b"a", "says a")
    assert store.add(notice(b"<a>", day=2), b"<a>", "says a") == "unchanged"
    (version,) = store.versions("7")
    assert (version.notice.sha256, version.first_seen.day, version.last_seen.day) == (digest(b"a"), 1, 2)
    with pytest.raises(StoreError, match="holds no raw bytes"):
        store.raw(digest(b"<a>"))


def test_what_is_found_is_the_notice_that_was_added(store: Store) -> None:
    added = notice(b"a")
    store.add(added, b"a", "says a")
    assert store.find("7") == Stored(notice=added, fingerprint="says a", first_seen=added.fetched_at, last_seen=added.fetched_at)


def test_leading_zeros_make_no_difference(store: Store) -> None:
    store.add(notice(b"a", number="0042"), b"a", "says a")
    assert store.add(notice(b"a", number="42"), b"a", "says a") == "unchanged"
    found = store.find("00042")
    assert found is not None
    assert found.notice.notice_id == "42"


def test_a_notice_that_is_not_there_is_not_found(store: Store) -> None:
    assert store.find("404") is None
    assert store.versions("404") == ()


CAPTURES = ((b"a", "says a", 1), (b"<a>", "says a", 4), (b"b", "says b", 2), (b"d", "says d", 4))


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_captures_added_in_any_order_leave_the_same_answers(order: tuple[int, ...], tmp_path: Path) -> None:
    answers = []
    for name, places in (("first", range(4)), ("second", order)):
        with open_store(str(tmp_path / name)) as store:
            for place in places:
                raw, fingerprint, day = CAPTURES[place]
                store.add(notice(raw, day=day), raw, fingerprint)
            answers.append((store.find("7"), store.versions("7"), tuple(store.latest())))
    assert answers[0] == answers[1]


def test_the_latest_version_is_the_one_seen_last_though_it_was_seen_before(store: Store) -> None:
    for raw, fingerprint, day in ((b"a", "says a", 1), (b"b", "says b", 2), (b"a", "says a", 3)):
        store.add(notice(raw, day=day), raw, fingerprint)
    found = store.find("7")
    assert found is not None
    assert found.fingerprint == "says a"


def test_latest_gives_each_notice_once_in_the_order_of_source_and_number(store: Store) -> None:
    for number, source in (("10", "here"), ("9", "here"), ("3", "there"), ("9", "here")):
        store.add(notice(b"a", number=number, source=source), b"a", "says a")
    assert [(version.notice.source, version.notice.notice_id) for version in store.latest()] == [
        ("here", "9"),
        ("here", "10"),
        ("there", "3"),
    ]


def test_latest_reads_as_it_is_asked_and_another_may_write_meanwhile(store: Store) -> None:
    for number in range(3):
        store.add(notice(b"a", number=str(number)), b"a", "says a")
    versions = store.latest()
    assert isinstance(versions, GeneratorType)
    next(versions)
    assert store.add(notice(b"b", day=2), b"b", "says b") == "new"
    versions.close()


def test_raw_bytes_come_back_just_as_they_were_and_are_kept_once(store: Store) -> None:
    raw = bytes(range(256)) * 40
    for number in ("1", "2"):
        store.add(notice(raw, number=number), raw, "says it")
    assert store.raw(digest(raw)) == raw
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("select count(*), max(length(packed)) < 10240 from raw")).one() == (1, 1)


def test_times_come_back_aware_and_in_utc(store: Store) -> None:
    in_summer = datetime(2024, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    added = Notice(source="here", notice_id="1", url="u", fetched_at=in_summer, media_type="text/html", sha256=digest(b"a"))
    store.add(added, b"a", "says a")
    found = store.find("1")
    assert found is not None
    assert found.first_seen.isoformat() == "2024-06-30T23:30:00+00:00"


def test_a_wrong_hash_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not that of the raw bytes"):
        store.add(notice(b"a"), b"b", "says b")


def test_what_was_added_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    where = str(tmp_path / "made" / "on the way" / "riffle.db")
    with open_store(where) as store:
        store.add(notice(b"a"), b"a", "says a")
    with open_store(where) as store:
        assert store.raw(digest(b"a")) == b"a"


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


MANY = """
import sys
from datetime import datetime, UTC
from tenders.notice import Notice, digest
from tenders.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(25):
        raw = b"page %d" % number
        print(store.add(Notice(source="here", notice_id=str(number), url="u", fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
                               media_type="text/html", sha256=digest(raw)), raw, "same"))
"""


def test_many_processes_may_make_one_store_and_add_to_it_at_once(tmp_path: Path) -> None:
    where = str(tmp_path / "riffle.db")
    running = [
        subprocess.Popen([sys.executable, "-c", MANY, where], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=60) for process in running]
    assert [error for _, error in ended] == [""] * 4
    said = [line for out, _ in ended for line in out.split()]
    assert (said.count("new"), said.count("unchanged")) == (25, 75)
    with open_store(where) as store:
        assert len(list(store.latest())) == 25


def refusal(where: Path | str) -> str:
    """The message of a store that cannot be opened; it is one line."""
    with pytest.raises(StoreError) as caught:
        open_store(str(where))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_that_is_not_sqlite_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam, " * 200)
    assert refusal(letter) == f"{letter}: is not a Riffle store: choose another file with --store or RIFFLE_STORE"
    assert letter.read_text() == "Dear Sir or Madam, " * 200
    assert os.listdir(tmp_path) == ["letter.txt"]


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'other.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("create table bookmarks (id integer)")
    engine.dispose()
    assert refusal(tmp_path / "other.db").endswith(
        "is another program's database: choose another file with --store or RIFFLE_STORE"
    )


def test_a_store_of_a_newer_riffle_is_refused(tmp_path: Path) -> None:
    where = tmp_path / "riffle.db"
    with open_store(str(where)) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("update riffle set schema = 99")
    assert "was written by a newer Riffle: upgrade Riffle" in refusal(where)


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


def test_a_store_held_by_another_program_is_said_to_be_in_use(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_MILLISECONDS", 1)
    with open_store(store.where) as other, store._writing(), pytest.raises(StoreError, match="is in use by another program: wait"):
        other.add(notice(b"a"), b"a", "says a")


@pytest.mark.parametrize("where", ["nonsense://x", "nodialect://host/name"])
def test_an_address_that_no_driver_takes_is_refused(where: str) -> None:
    assert refusal(where).endswith("no driver for this kind of store is installed: give a file's path")


def test_an_address_that_cannot_be_read_is_refused() -> None:
    assert refusal("://").endswith("give a file's path")


def test_a_password_in_the_address_is_not_shown() -> None:
    assert "secret" not in refusal("nonsense://name:secret@host/store")
