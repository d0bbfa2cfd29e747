"""Bad input: each gives one line that names it and what to do next, exit code 2, and never a traceback."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import riffle
from tenders.tender import Tender
from tests.command import Ended, run
from tests.pages import MODEL, Raw, page, save

COMMANDS_THAT_READ_FILES = ("parse", "check", "add")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a store of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIFFLE_STORE", str(tmp_path / "store" / "riffle.db"))
    return tmp_path


def said(ended: Ended, *words: str) -> None:
    """The command failed with one plain line that holds these words."""
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1, ended.err
    assert ended.err.startswith("riffle: ")
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err


def bad_files(folder: Path) -> dict[str, Path]:
    """A file of each kind that cannot be read as a notice."""
    whole = page()
    return {
        "empty": save(folder, "empty.html", b""),
        "blank": save(folder, "blank.html", b" \n\t\n"),
        "truncated": save(folder, "truncated.html", whole[: len(whole) // 2]),
        "not an opportunity": save(folder, "other.html", b"<!DOCTYPE html><html><body><main><h1>Cookies</h1></main></body></html>"),
        "one long line": save(folder, "long.html", b"<html><body>" + b"x" * 5_000_000),
        "one long line of no kind": save(folder, "line.html", b"x" * 5_000_000),
        "nested": save(folder, "nested.html", b"<html><body>" + b"<div>" * 100_000),
        "binary": save(folder, "binary.html", bytes(range(256)) * 100),
        "missing": folder / "missing.html",
    }


@pytest.mark.parametrize("command", COMMANDS_THAT_READ_FILES)
@pytest.mark.parametrize(
    "kind",
    [
        "empty",
        "blank",
        "truncated",
        "not an opportunity",
        "one long line",
        "one long line of no kind",
        "nested",
        "binary",
        "missing",
    ],
)
def test_a_bad_file_is_one_line_that_names_it(folder: Path, command: str, kind: str) -> None:
    path = bad_files(folder)[kind]
    said(run(command, path), path.name)


@pytest.mark.parametrize("kind", ["empty", "truncated", "not an opportunity", "missing"])
def test_show_names_the_bad_file(folder: Path, kind: str) -> None:
    path = bad_files(folder)[kind]
    said(run("show", path), path.name)


def test_a_bad_file_does_not_stop_the_run(folder: Path) -> None:
    save(folder / "pages", "1.html", b"")
    save(folder / "pages", "90001.html")
    ended = run("parse", "pages")
    assert [set(record) == {"path", "error"} for record in ended.lines] == [True, False]
    said(ended, "1.html", "empty")


def test_the_error_record_names_the_path_and_the_next_step(folder: Path) -> None:
    (record,) = run("parse", save(folder, "empty.html", b"")).lines
    assert record == {"path": str(folder / "empty.html"), "error": "is empty: save it again"}


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_page_in_another_encoding_is_read_as_a_browser_would(folder: Path, encoding: str) -> None:
    text = page(answers=MODEL | {"Budget range": "£90,000 excluding VAT"}).decode().replace('<meta charset="utf-8">', "")
    path = save(folder, "90001.html", text.encode(encoding))
    sections = {section["field"]: section["text"] for section in run("parse", path).lines[0]["sections"]}
    assert sections["Budget range"] == "£90,000 excluding VAT"


def test_a_page_that_lies_about_its_encoding_is_still_read(folder: Path) -> None:
    ended = run("parse", save(folder, "90001.html", page(title="Café").replace("é".encode(), b"\xe9")))
    assert ended.code == 0


def test_markup_in_every_answer_comes_out_inert(folder: Path) -> None:
    script = "<script>alert(1)</script>\x1b[31m"
    path = save(folder, "90001.html", page(title=script, buyer=script, answers=dict.fromkeys(MODEL, script)))
    assert "\x1b" not in run("parse", path).out
    assert "\x1b" not in run("show", path).out
    assert "\x1b" not in run("check", path).out
    html = run("show", path, "--format", "html").out
    assert "<script>alert" not in html
    assert "\x1b" not in html


def test_markup_that_is_really_there_is_not_text(folder: Path) -> None:
    script = Raw("<script>alert(1)</script>Plain words")
    path = save(folder, "90001.html", page(answers=MODEL | {"Problem to be solved": script}))
    sections = {section["field"]: section["text"] for section in run("parse", path).lines[0]["sections"]}
    assert sections["Problem to be solved"] == "Plain words"


@pytest.mark.parametrize("command", COMMANDS_THAT_READ_FILES)
def test_a_folder_without_pages_says_so(folder: Path, command: str) -> None:
    (folder / "pages").mkdir()
    (folder / "pages" / "notes.xyz").write_text("nothing", encoding="utf-8")
    said(run(command, "pages"), "pages", "no file that Riffle reads")


def test_show_of_a_folder_says_what_to_use(folder: Path) -> None:
    (folder / "pages").mkdir()
    said(run("show", "pages"), "folder", "riffle check")


def test_show_of_an_unknown_number_says_how_to_add_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RIFFLE_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "home"))
    said(run("show", "90001"), "90001", "riffle add")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[suplier]\n", ("suplier", "supplier")),
        ("[supplier]\nminimum_valu = 3\n", ("minimum_valu", "minimum_value")),
        ('[supplier]\nminimum_value = "lots"\n', ("supplier.minimum_value", "lots")),
        ("[bands]\nbid = 170\n", ("bands", "170")),
        ('[supplier]\nclearance = "XX"\n', ("supplier.clearance", "XX")),
        ("[supplier\n", ("riffle.toml", "TOML")),
        ("\xff", ("riffle.toml",)),
    ],
    ids=["unknown table", "unknown key", "wrong type", "out of range", "not a choice", "not TOML", "not a key"],
)
def test_a_wrong_setting_is_named(folder: Path, text: str, words: tuple[str, ...]) -> None:
    (folder / "riffle.toml").write_text(text, encoding="utf-8")
    said(run("show", save(folder)), *words)


def test_a_settings_file_that_is_not_there_is_named(folder: Path) -> None:
    said(run("--config", "mine.toml", "show", save(folder)), "mine.toml", "riffle init")


@pytest.mark.parametrize("arguments", [("screen",), ("show", "90001"), ("export", "table.csv")], ids=lambda given: given[0])
def test_a_store_that_is_not_sqlite_is_named(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "not.db").write_text("This is not a database, though it is long enough to look like one. " * 50, encoding="utf-8")
    said(run("--store", "not.db", *arguments), "not.db")


def test_adding_to_another_programs_database_is_refused(folder: Path) -> None:
    with sqlite3.connect(folder / "theirs.db") as database:
        database.execute("CREATE TABLE accounts (id INTEGER)")
    database.close()
    said(run("--store", "theirs.db", "add", save(folder)), "theirs.db")


def test_a_store_in_a_file_instead_of_a_folder_is_named(folder: Path) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    said(run("--store", "file/riffle.db", "add", save(folder)), "file")


def test_a_read_only_folder_is_named(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):  # root may write to any folder but those of the kernel
        locked = Path("/proc")
    if not locked.is_dir() or (locked / "riffle.db").exists():
        pytest.skip("no folder here that this user may not write to")
    said(run("--store", locked / "riffle.db", "add", save(folder)), str(locked))
    said(run("show", save(folder), "--output", locked / "90001.txt"), str(locked))


def test_output_that_cannot_be_written_is_named(folder: Path) -> None:
    said(run("show", save(folder), "--output", "nowhere/90001.txt"), "nowhere/90001.txt")
    said(run("export", "nowhere/table.csv", save(folder)), "nowhere/table.csv")
    (folder / "file").write_text("", encoding="utf-8")
    said(run("demo", "--output", "file"), "file")


def test_an_unknown_rule_names_the_nearest() -> None:
    from scoring.engine import rules

    known = rules()[0]
    said(run("rules", known.name[:-1]), known.code)


@pytest.mark.parametrize("command", ["show", "screen"])
def test_an_unknown_format_names_those_there_are(folder: Path, command: str) -> None:
    arguments = [save(folder)] if command == "show" else []
    said(run(command, *arguments, "--format", "pdf"), "pdf", "terminal")


def test_a_format_that_the_command_lacks_names_those_it_has(folder: Path) -> None:
    said(run("check", save(folder), "--format", "terminal"), "riffle check", "text")


def test_crawling_an_unknown_source_names_those_there_are() -> None:
    said(run("crawl", "nowhere"), "nowhere", "digital-marketplace")


@pytest.mark.parametrize(
    "arguments",
    [("parse",), ("show",), ("screen", "--as-of", "soon"), ("crawl", "digital-marketplace", "--limit", "0"), ("nonsense",)],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_2_and_the_usage(arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert "Usage: riffle" in ended.err


@pytest.mark.parametrize("command", ["parse", "check"])
def test_a_fault_of_our_own_in_one_file_does_not_cost_the_rest(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import reports.run

    judge = reports.run.assess

    def fails_on_one(tender: Tender, *rest: Any) -> Any:
        if tender.id == "90001":
            raise KeyError("no such thing")
        return judge(tender, *rest)

    monkeypatch.setattr(reports.run, "assess", fails_on_one)
    save(folder / "pages", "90001.html")
    save(folder / "pages", "90002.html", page(number=90002))
    ended = run(command, "pages", "--format", "json")
    said(ended, "90001.html", "KeyError", "report it")
    assert "90002" in ended.out


def test_a_fault_of_our_own_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.run.find", lambda *_: 1 / 0)
    done = CliRunner().invoke(riffle, ["show", "90001"])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "ZeroDivisionError" in done.stderr
