"""`riffle store …`, as a person runs it, on both kinds of database."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli import upkeep
from tenders import migrations
from tenders.frontier import Step, Task
from tenders.kept import kept
from tenders.notice import digest
from tenders.store import Decided, migrate, open_store
from tenders.store.opening import Database, address
from tests.command import Ended, run
from tests.stores import Places, fetched, on

COMMANDS = sorted(upkeep.commands)
FIRST = Task(key="1", kind="page", url="https://example.org/1")
SECOND = Task(key="2", kind="page", url="https://example.org/2")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RIFFLE_STORE", raising=False)
    return tmp_path


@pytest.fixture
def filled(place: Places) -> str:
    """The address of a store of three notices of two sources, one of them in two versions, and a decision."""
    where = place()
    with open_store(where) as store:
        store.load(map(kept, [fetched("a"), fetched("b", day=2), fetched("c", number="8"), fetched("d", source="there")]))
        store.decide(Decided(source="here", notice_id="7", verdict="bid", reason="", by="", at=on(1)))
    return where


def change(where: str, *statements: str) -> None:
    """Do to a store what Riffle would not."""
    database = Database(address(where))
    with database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    database.close()


def older(where: str) -> None:
    """Lay out a store as the first Riffle did."""
    database = Database(address(where))
    with database.writing() as connection:
        migrations.upgrade(connection, "0001")
        connection.exec_driver_sql("drop table alembic_version")
    database.close()


def refused(ended: Ended, *words: str) -> None:
    """The command failed with one plain line that holds these words, and nothing on its output."""
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1), ended
    for word in words:
        assert word in ended.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    ended = run("store", command, "--help")
    assert ended.code == 0
    assert f"Example: riffle store {command}" in ended.out
    assert "--store PLACE" in ended.out


class TestInfo:
    def test_tells_what_is_there(self, filled: str, backend: str) -> None:
        with open_store(filled) as store:
            store.finish(store.begin("there", "u", "", on(1)), on(1, 13))
            store.finish(store.begin("there", "u", "", on(2)), on(2, 13))
            store.begin("here", "u", "", on(3))
            size = store.info().size
            named = store.where
        ended = run("store", "info", "--store", filled)
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.splitlines() == [
            f"Store: {named} ({'SQLite' if backend == 'sqlite' else 'PostgreSQL'}, schema 2, {size / 2**20:.1f} MiB)",
            "Notices: 3, in 4 versions",
            "  here   2",
            "  there  1",
            "Decisions: 1",
            "Last crawl of there: 2 May 2024 at 2:00pm",
            "Unfinished crawl of here, begun 3 May 2024 at 1:00pm: run it again to go on",
        ]

    def test_answers_in_json(self, filled: str, backend: str) -> None:
        found = run("--store", filled, "store", "info", "--format", "json").json
        assert (found["backend"], found["schema"], found["sources"]) == (backend, 2, {"here": 2, "there": 1})
        assert (found["notices"], found["versions"], found["decisions"], found["unfinished"]) == (3, 4, 1, [])
        assert isinstance(found["size"], int)

    def test_times_in_json_are_iso_8601(self, filled: str) -> None:
        with open_store(filled) as store:
            store.finish(store.begin("there", "u", "", on(1)), on(1, 13))
            store.begin("here", "u", "open", on(3))
        found = run("--store", filled, "store", "info", "--format", "json").json
        assert found["crawled"] == {"there": "2024-05-01T13:00:00+00:00"}
        begun = {"source": "here", "place": "u", "scope": "open", "started": "2024-05-03T12:00:00+00:00"}
        assert found["unfinished"] == [begun]

    def test_a_sources_name_cannot_colour_the_terminal(self, folder: Path) -> None:
        with open_store("odd.db") as store:
            store.add_fetched(fetched("a", source="\x1b[31mred"))
        assert "  <U+001B>[31mred  1" in run("store", "info", "--store", "odd.db").out.splitlines()


class TestCheck:
    def test_a_store_in_order_ends_with_0(self, filled: str) -> None:
        ended = run("store", "check", "--store", filled)
        with open_store(filled) as store:
            assert (ended.code, ended.out, ended.err) == (0, f"{store.where}: nothing is wrong\n", "")

    def test_what_is_wrong_is_a_line_each_and_ends_with_1(self, filled: str) -> None:
        change(filled, f"update raw set packed = substr(packed, 2) where sha256 in ('{digest(b'a')}', '{digest(b'c')}')")
        ended = run("store", "check", "--store", filled)
        with open_store(filled) as store:
            expected = {f"{store.where}: the raw bytes {digest(raw)} are damaged: add the notice again" for raw in (b"a", b"c")}
        assert (ended.code, set(ended.out.splitlines()), len(ended.out.splitlines())) == (1, expected, 2)

    def test_answers_in_json(self, filled: str) -> None:
        assert run("store", "check", "--store", filled, "--format", "json").json["findings"] == []
        change(filled, f"update raw set packed = substr(packed, 2) where sha256 = '{digest(b'a')}'")
        ended = run("store", "check", "--store", filled, "--format", "json")
        found = f"the raw bytes {digest(b'a')} are damaged: add the notice again"
        assert (ended.code, ended.json["findings"]) == (1, [found])

    def test_what_is_no_store_ends_with_2(self, folder: Path) -> None:
        (folder / "notes.txt").write_text("not a store" * 1000, encoding="utf-8")
        refused(run("store", "check", "--store", "notes.txt"), "notes.txt", "is not a Riffle store")


class TestVacuum:
    def test_says_what_was_dropped_and_drops_it_once(self, filled: str, backend: str) -> None:
        with open_store(filled) as store:  # the earlier capture takes the place of the later one
            store.add_fetched(fetched("later", says="the same", number="9", day=2))
            store.add_fetched(fetched("earlier", says="the same", number="9", day=1))
            named = store.where
        ended = run("store", "vacuum", "--store", filled)
        assert ended.code == 0
        assert ended.out.startswith(f"{named}: 1 piece of raw bytes that nothing used dropped; ")
        again = run("store", "vacuum", "--store", filled, "--format", "json").json
        assert (again["dropped"], again["where"]) == (0, named)
        found = run("store", "info", "--store", filled, "--format", "json").json
        assert (found["notices"], found["versions"]) == (4, 5)
        if backend == "sqlite":  # PostgreSQL's own work changes the size at any time
            assert again["after"] == found["size"]


class TestExportAndImport:
    def test_a_copy_restores_into_a_store_of_the_other_kind(self, filled: str, other_place: str, folder: Path) -> None:
        written = run("store", "export", "backup.jsonl.gz", "--store", filled, "--format", "json")
        with gzip.open(folder / "backup.jsonl.gz") as file:
            lines = len(file.readlines())
        size = (folder / "backup.jsonl.gz").stat().st_size
        assert (written.code, written.json) == (0, {"file": "backup.jsonl.gz", "lines": lines - 1, "size": size})
        taken = run("store", "import", "backup.jsonl.gz", "--store", other_place)
        with open_store(other_place) as there, open_store(filled) as here:
            more = f"3 notices, 4 versions and 1 decision more than before, from the {lines - 1} lines of backup.jsonl.gz"
            assert (taken.code, taken.out) == (0, f"{there.where}: {more}\n")
            assert list(there.latest()) == list(here.latest())
            assert there.decisions() == here.decisions()

    def test_a_copy_taken_twice_makes_no_difference(self, filled: str, place: Places) -> None:
        run("store", "export", "backup.jsonl.gz", "--store", filled)
        where = place()
        first = run("store", "import", "backup.jsonl.gz", "--store", where, "--format", "json").json
        again = run("store", "import", "backup.jsonl.gz", "--store", where, "--format", "json").json
        assert [first[name] for name in ("notices", "versions", "decisions")] == [3, 4, 1]
        assert [again[name] for name in ("notices", "versions", "decisions")] == [0, 0, 0]
        assert again["lines"] == first["lines"]

    def test_a_copy_taken_while_a_crawl_runs_goes_on_from_there(self, place: Places) -> None:
        source, copy = place(), place()
        with open_store(source) as crawling:
            crawl = crawling.begin("here", "u", "", on(1))
            crawling.record(crawl, Step(done=FIRST, fetched=(fetched("a", number="1"),), found=(SECOND,)), on(1))
            assert run("store", "export", "backup.jsonl.gz", "--store", source).code == 0
            crawling.record(crawl, Step(done=SECOND, fetched=(fetched("b", number="2"),)), on(2))
            crawling.finish(crawl, on(2))
        run("store", "import", "backup.jsonl.gz", "--store", copy)
        told = "Unfinished crawl of here, begun 1 May 2024 at 1:00pm: run it again to go on"
        assert told in run("store", "info", "--store", copy).out.splitlines()
        with open_store(copy) as restored:
            resumed = restored.begin("here", "u", "", on(3))
            assert (resumed.resumed, list(restored.todo(resumed))) == (True, [SECOND])
            assert [each.notice.notice_id for each in restored.latest()] == ["1"]

    def test_a_file_that_is_there_is_not_written_over_unless_forced(self, filled: str, folder: Path) -> None:
        (folder / "backup.jsonl.gz").write_bytes(b"last year's")
        refused(run("store", "export", "backup.jsonl.gz", "--store", filled), "backup.jsonl.gz is there already", "--force")
        assert (folder / "backup.jsonl.gz").read_bytes() == b"last year's"
        assert run("store", "export", "backup.jsonl.gz", "--store", filled, "--force").code == 0
        with gzip.open(folder / "backup.jsonl.gz") as file:
            assert json.loads(file.readline())["riffle"] == "store"

    def test_the_store_itself_is_never_written_over(self, folder: Path) -> None:
        with open_store("work.db") as store:
            store.add_fetched(fetched("a"))
        refused(run("store", "export", "./work.db", "--store", "work.db", "--force"), "work.db is the store itself")
        with open_store("work.db") as store:
            assert store.find("7") is not None

    def test_a_copy_that_cannot_be_written_says_so(self, filled: str) -> None:
        refused(run("store", "export", "no/such/folder/b.jsonl.gz", "--store", filled), "b.jsonl.gz", "cannot be written")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (None, "is not there"),
            (b"notes", "is not a copy of a store"),
            (gzip.compress(b"{}\n", mtime=0), "is not a copy of a store"),
        ],
    )
    def test_what_is_no_copy_is_refused(self, place: Places, folder: Path, content: bytes | None, words: str) -> None:
        if content is not None:
            (folder / "backup.jsonl.gz").write_bytes(content)
        refused(run("store", "import", "backup.jsonl.gz", "--store", place()), "backup.jsonl.gz", words)


class TestMigrate:
    def test_says_from_which_schema_to_which(self, place: Places) -> None:
        where = place()
        older(where)
        ended = run("store", "migrate", "--store", where)
        with open_store(where) as store:
            assert (ended.code, ended.out) == (0, f"{store.where}: brought from schema 1 to schema 2\n")
            assert store.info().schema == 2

    def test_one_that_is_up_to_date_stays(self, filled: str) -> None:
        with open_store(filled) as store:
            named = store.where
        assert run("store", "migrate", "--store", filled).out == f"{named}: is up to date, in schema 2\n"

    def test_an_empty_one_is_laid_out(self, place: Places) -> None:
        ended = run("store", "migrate", "--store", place(), "--format", "json")
        assert (ended.code, ended.json["before"], ended.json["after"]) == (0, None, 2)

    @pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
    def test_an_older_database_is_not_read_before_that_is_asked_for(self, place: Places) -> None:
        where = place()
        older(where)
        refused(run("store", "info", "--store", where), "riffle store migrate")
        assert migrate(where) == 1


class TestWhere:
    @pytest.mark.parametrize("arguments", [["info"], ["check"], ["vacuum"], ["export", "backup.jsonl.gz"]])
    def test_a_file_that_is_not_there_is_not_made(self, folder: Path, arguments: list[str]) -> None:
        refused(run("store", *arguments, "--store", "slip.db"), "slip.db: no store is there", "--store")
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize("command", [["info"], ["check"], ["vacuum"], ["export", "b.jsonl.gz"], ["import", "b"], ["migrate"]])
    @pytest.mark.parametrize(
        "where", ["postgresql://me:hush@127.0.0.1:1/riffle", "postgresql://me@127.0.0.1:1/riffle?password=hush"]
    )
    def test_a_password_is_never_shown(self, command: list[str], where: str) -> None:
        pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed: psycopg[binary]")
        ended = run("store", *command, "--store", where)
        refused(ended, "127.0.0.1:1/riffle", "cannot be reached")
        assert "hush" not in ended.err

    @pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
    def test_nor_where_all_is_well(self, place: Places) -> None:
        where = sa.make_url(place()).set(password="hush").render_as_string(hide_password=False)
        for arguments in (["info"], ["info", "--format", "json"], ["check"], ["vacuum"], ["migrate"]):
            ended = run("--store", where, "store", *arguments)
            assert ended.code == 0
            assert "hush" not in ended.out + ended.err
