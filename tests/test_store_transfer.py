"""A store as a file, and back into a store of either kind."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.frontier import Step, Task, Validators, Window
from tenders.notice import Card, digest
from tenders.store import RIFFLE, Attached, Decided, Match, Store, open_store, transfer
from tenders.store.transfer import HOLDER, TABLES
from tests.conftest import ROOT
from tests.stores import Places, fetched, on, place_of


def fill(store: Store) -> None:
    """Put something of every kind into a store."""
    card = Card(title="A “service”", buyer="A council", published=on(1), closes=on(9), value=Decimal("1000.5"))
    store.add_fetched(fetched("a", card=card, dated=on(1), links=("https://example.org/a.pdf", "https://example.org/b.pdf")))
    store.add_fetched(fetched("b" * 9000, day=2))
    store.add_fetched(fetched("a", source="there", number="8"))
    kept = Attached(url="https://example.org/a.pdf", state="kept", sha256=digest(b"%PDF\x00\xff"))
    store.attach("here", "7", kept, b"%PDF\x00\xff", on(2))
    store.finish(store.begin("here", "u", "", on(1)), on(2))
    crawl = store.begin("here", "u", "", on(3))
    tasks = tuple(Task(key=key, kind="notice", url=key, data={"page": "1"}) for key in "ab")
    window = Window(start=on(1), end=on(2), stated=1, arrived=1)
    store.record(crawl, Step(found=tasks, windows=(window,), validators=(Validators(url="u", etag="e"),)), on(3))
    store.record(crawl, Step(done=tasks[0]), on(3))
    store.decide(Decided(source="here", notice_id="7", verdict="bid", reason="it pays", by="Ann", at=on(4)))
    store.match(
        Match(first=("here", "7"), second=("there", "8"), verdict="same", score=0.9, why="title", by=RIFFLE, at=on(4)),
        Match(first=("here", "7"), second=("there", "8"), verdict="different", score=0.9, why="no", by="Ann", at=on(5)),
    )


def contents(store: Store) -> dict[str, list[Any]]:
    """Every row of a store, but for numbers and holders; raw bytes as they came."""
    found: dict[str, list[Any]] = {}
    with store.engine.connect() as connection:
        for table in TABLES:
            columns = [column for column in table.c if column.name not in ("id", "crawl", *HOLDER)]
            found[table.name] = sorted(map(str, connection.execute(sa.select(*columns))))
    found["raw"] = sorted(digest(store.raw(sha256)) for sha256 in hashes(store))
    return found


def hashes(store: Store) -> list[str]:
    """The hashes of all raw bytes."""
    with store.engine.connect() as connection:
        return list(connection.execute(sa.text("select sha256 from raw")).scalars())


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Path:
    """The copy of a store that holds something of every kind."""
    fill(store)
    store.export(tmp_path / "copy.gz")
    return tmp_path / "copy.gz"


def test_a_copy_holds_all_and_goes_into_a_store_of_the_same_kind(store: Store, copy: Path, place: Places) -> None:
    with open_store(place()) as other:
        other.import_(copy)
        assert contents(other) == contents(store)
        assert other.check() == ()


def test_a_copy_goes_into_a_store_of_the_other_kind_and_back(store: Store, copy: Path, other_place: str, place: Places) -> None:
    with open_store(other_place) as other:
        other.import_(copy)
        assert contents(other) == contents(store)
        other.export(copy)
    with open_store(place()) as back:
        back.import_(copy)
        assert contents(back) == contents(store)


def test_taking_a_copy_in_twice_or_into_its_own_store_makes_no_difference(store: Store, copy: Path) -> None:
    before = contents(store)
    assert store.import_(copy) == store.import_(copy)
    assert contents(store) == before


def test_an_unfinished_crawl_goes_on_from_a_copy(copy: Path, place: Places) -> None:
    with open_store(place()) as other:
        other.import_(copy)
        crawl = other.begin("here", "u", "", on(9))
        assert (crawl.resumed, [task.key for task in other.todo(crawl)]) == (True, ["b"])


def test_a_crawl_that_has_ended_since_gets_no_tasks_from_a_copy(store: Store, copy: Path) -> None:
    store.close()
    with open_store(place_of(store)) as again:
        crawl = again.begin("here", "u", "", on(9))
        again.finish(crawl, on(9))
        again.import_(copy)
        assert not again.begin("here", "u", "", on(10)).resumed


def test_a_copy_is_merged_with_what_is_there(store: Store, copy: Path, place: Places) -> None:
    with open_store(place()) as other:
        other.add_fetched(fetched("A", says="a", day=9, card=Card(title="Known here")))
        other.add_fetched(fetched("z", number="9"))
        other.import_(copy)
        (version,) = [each for each in other.versions("7") if each.fingerprint == "a"]
        assert (version.notice.sha256, version.first_seen, version.last_seen) == (digest(b"a"), on(1), on(9))
        assert (version.card.title, version.notice.dated) == ("Known here", on(1))
        assert other.find("9") is not None
        assert other.vacuum() == 1


def test_a_copy_does_not_say_who_works_on_a_crawl(copy: Path) -> None:
    with gzip.open(copy, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert [set(HOLDER) & set(line["crawl"]) for line in lines if "crawl" in line] == [set(), set()]
    assert (lines[0], lines[-1]) == ({"riffle": "store", "schema": 2}, {"end": len(lines) - 1})


@pytest.mark.parametrize("cut", [0, 1, 20, 400, -9])
def test_a_copy_that_was_cut_off_is_refused(copy: Path, place: Places, cut: int) -> None:
    copy.write_bytes(copy.read_bytes()[:cut])
    with open_store(place()) as other, pytest.raises(StoreError, match=r"damaged: export|was cut off: export"):
        other.import_(copy)


def test_a_copy_without_its_last_lines_is_refused(copy: Path, place: Places) -> None:
    copy.write_bytes(gzip.compress(b"".join(gzip.decompress(copy.read_bytes()).splitlines(keepends=True)[:-1])))
    with open_store(place()) as other, pytest.raises(StoreError, match="was cut off: export the store again"):
        other.import_(copy)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear Sir or Madam", "is not a copy of a store, or is damaged"),
        (gzip.compress(b'{"some": "json"}\n', mtime=0), "is not a copy of a store, or is damaged"),
        (gzip.compress(b"[]\n", mtime=0), "is not a copy of a store, or is damaged"),
        (gzip.compress(b'{"riffle": "store", "schema": 99}\n', mtime=0), "was written by a newer Riffle: upgrade Riffle"),
        (gzip.compress(b'{"riffle": "store", "schema": 2}\n{"what": {}}\n', mtime=0), "does not know"),
    ],
    ids=["letter", "other", "list", "newer", "unknown"],
)
def test_a_file_that_is_no_copy_is_refused(store: Store, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(StoreError, match=said):
        store.import_(tmp_path / "file")


def test_a_file_that_is_not_there_and_a_place_that_cannot_be_written_are_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not there: check its name"):
        store.import_(tmp_path / "nothing")
    with pytest.raises(StoreError, match=r"cannot be written .*: choose another place for the copy"):
        store.export(tmp_path / "nothing" / "copy.gz")


def test_raw_bytes_that_are_damaged_in_a_copy_are_refused(copy: Path, place: Places) -> None:
    text = gzip.decompress(copy.read_bytes()).replace(b'"bytes": "YQ=="', b'"bytes": "Yg=="')
    copy.write_bytes(gzip.compress(text))
    with open_store(place()) as other, pytest.raises(StoreError, match="are damaged: export the store again"):
        other.import_(copy)


def test_a_copy_is_of_one_moment_though_others_write_while_it_is_made(
    store: Store, tmp_path: Path, place: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    before = contents(store)
    lines = transfer.lines

    def interrupted(database: Any) -> Iterator[dict[str, Any]]:
        for number, line in enumerate(lines(database)):
            if number:
                store.add_fetched(fetched(f"late {number}", number=f"late {number}", links=("https://example.org/late",)))
            yield line

    monkeypatch.setattr(transfer, "lines", interrupted)
    store.export(tmp_path / "copy.gz")
    assert contents(store) != before
    with open_store(place()) as other:
        other.import_(tmp_path / "copy.gz")
        assert contents(other) == before


CRAWLING = """
import sys
from datetime import UTC, datetime
from tenders.frontier import Step, Task
from tenders.store import open_store
from tests.stores import fetched
at = datetime(2024, 5, 1, tzinfo=UTC)
with open_store(sys.argv[1]) as store:
    crawl = store.begin("here", "u", "", at)
    for number in range(100_000):
        task = Task(key=str(number), kind="notice", url="u")
        store.record(crawl, Step(done=task, fetched=(fetched(f"text {number} " * 50, number=str(number)),)), at)
        print(number, flush=True)
"""


def test_a_backup_taken_while_a_crawl_writes_restores_to_a_store_in_order(place: Places, tmp_path: Path) -> None:
    where = place()
    open_store(where).close()
    crawling = subprocess.Popen([sys.executable, "-c", CRAWLING, where], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert crawling.stdout is not None
        written = [next(crawling.stdout) for _ in range(40)]
        with open_store(where) as store:
            store.export(tmp_path / "copy.gz")
        assert crawling.poll() is None
    finally:
        crawling.kill()
        crawling.communicate()
    with open_store(place()) as restored:
        restored.import_(tmp_path / "copy.gz")
        assert restored.check() == ()
        crawl = restored.begin("here", "u", "", on(1) + timedelta(days=1))
        with restored.engine.connect() as connection:
            done = connection.execute(sa.text("select count(*) from task where state = 'done'")).scalar_one()
        assert crawl.resumed
        assert restored.info().notices == done >= len(written)
