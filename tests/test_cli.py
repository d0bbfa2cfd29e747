"""What each command does when all is well."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest

from cli import riffle
from tests.command import run
from tests.pages import MODEL, page, save

OPEN_DAY = "2020-05-06"  # the model page takes applications from 4 to 18 May 2020
COMMANDS = sorted(riffle.commands)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a store of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIFFLE_STORE", str(tmp_path / "store" / "riffle.db"))
    return tmp_path


def poor() -> bytes:
    """An ask that several rules find fault with."""
    return page(
        number=90002,
        title="Build of the parking portal",
        answers=MODEL
        | {
            "Budget range": "",
            "Expected contract length": "3 weeks",
            "Payment approach": "Fixed price",
            "Summary of the work": "Build the parking portal to the attached specification.",
            "Current phase": "Discovery",
        },
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    ended = run(command, "--help")
    assert ended.code == 0
    assert f"Example: riffle {command}" in ended.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_examples_options_are_ones_the_command_has(command: str) -> None:
    found = riffle.commands[command]
    known = {name for parameter in found.params if isinstance(parameter, click.Option) for name in parameter.opts}
    assert found.epilog is not None
    assert set(re.findall(r"--[\w-]+", found.epilog)) <= known


def test_version_names_the_version() -> None:
    assert re.fullmatch(r"riffle, version \d+\.\d+\.\d+\n", run("--version").out)


def test_no_arguments_show_the_help() -> None:
    assert "Commands:" in run().err + run().out


class TestParse:
    def test_prints_one_record_a_line(self, folder: Path) -> None:
        save(folder / "pages", "90001__2020-05-06.html")
        save(folder / "pages", "90002__2020-05-06.html", poor())
        ended = run("parse", "pages")
        assert (ended.code, [record["id"] for record in ended.lines], ended.err) == (0, ["90001", "90002"], "")

    def test_prints_one_array_as_json(self, folder: Path) -> None:
        save(folder / "pages", "90001__2020-05-06.html")
        save(folder / "pages", "90002__2020-05-06.html", poor())
        assert [record["id"] for record in run("parse", "pages", "--format", "json").json] == ["90001", "90002"]

    def test_of_an_empty_run_json_is_still_an_array(self, folder: Path) -> None:
        (folder / "pages").mkdir()
        ended = run("parse", "pages", "--format", "json")
        assert (ended.code, [set(item) for item in ended.json]) == (2, [{"path", "error"}])

    @pytest.mark.parametrize("generation", [1, 2])
    def test_reads_both_generations_of_markup(self, folder: Path, generation: int) -> None:
        path = save(folder, "90001.html", page(generation=1 if generation == 1 else 2))
        record = run("parse", path).lines[0]
        assert (record["title"], record["buyer"]) == ("Discovery for the allotment waiting list", "Larkfield Borough Council")

    def test_quotes_are_the_text_at_their_offsets(self, folder: Path) -> None:
        record = run("parse", save(folder)).lines[0]
        texts = {section["field"]: section["text"] for section in record["sections"]}
        for item in record["budget"]["evidence"] + record["duration"]["evidence"]:
            assert texts[item["field"]][item["start"] : item["end"]] == item["quote"]

    def test_gives_the_same_bytes_twice(self, folder: Path) -> None:
        path = save(folder)
        assert run("parse", path).out == run("parse", path).out

    def test_of_two_captures_in_a_folder_prints_the_later(self, folder: Path) -> None:
        save(folder / "pages", "90001__2020-05-06.html", page(title="As first published"))
        save(folder / "pages", "90001__2020-05-20.html", page(title="As corrected"))
        save(folder / "pages", "90001__2020-05-13.html", page(title="In between"))
        assert [record["title"] for record in run("parse", "pages").lines] == ["As corrected"]

    def test_of_captures_named_one_by_one_in_a_folder_prints_the_later(self, folder: Path) -> None:
        later = save(folder, "90001__2020-05-20.html", page(title="As corrected"))
        earlier = save(folder, "90001__2020-05-06.html", page(title="As first published"))
        assert [record["title"] for record in run("parse", later, earlier).lines] == ["As corrected"]

    def test_captures_in_two_folders_are_two_records(self, folder: Path) -> None:
        save(folder / "one", "90001__2020-05-06.html")
        save(folder / "two", "90001__2020-05-20.html")
        assert len(run("parse", "one", "two").lines) == 2

    def test_where_the_later_capture_cannot_be_read_says_so_and_prints_the_one_before(self, folder: Path) -> None:
        save(folder / "pages", "90001__2020-05-06.html", page(title="As first published"))
        save(folder / "pages", "90001__2020-05-20.html", b"")
        ended = run("parse", "pages")
        assert [record.get("title") for record in ended.lines] == [None, "As first published"]
        assert ended.code == 2

    def test_needs_no_store(self, folder: Path) -> None:
        run("parse", save(folder))
        assert not (folder / "store").exists()


class TestAdd:
    def test_counts_what_was_new_changed_and_unchanged(self, folder: Path) -> None:
        first = save(folder / "one", "90001__2020-05-06.html")
        assert run("add", first).out == "1 file: 1 new, 0 changed, 0 unchanged, 0 failed\n"
        assert run("add", first).out == "1 file: 0 new, 0 changed, 1 unchanged, 0 failed\n"
        save(folder / "two", "90001__2020-05-08.html", page(title="Another title"))
        save(folder / "two", "90002__2020-05-08.html", poor())
        assert run("add", "two").out == "2 files: 1 new, 1 changed, 0 unchanged, 0 failed\n"

    def test_answers_in_json(self, folder: Path) -> None:
        ended = run("add", save(folder), "--format", "json")
        assert ended.json == {"new": 1, "changed": 0, "unchanged": 0, "failed": 0, "failures": []}

    @pytest.mark.parametrize("order", [1, -1])
    def test_two_captures_in_either_order_leave_the_same_latest(self, folder: Path, order: int) -> None:
        captures = [
            save(folder, "90001__2020-05-06.html", page(title="First")),
            save(folder, "90001__2020-05-08.html", page(title="Second")),
        ]
        for path in captures[::order]:
            run("add", path)
        assert run("show", "90001", "--format", "json").json["title"] == "Second"

    def test_the_store_may_be_named_after_the_command(self, folder: Path) -> None:
        run("add", save(folder), "--store", "other.db")
        assert (folder / "other.db").exists()
        assert not (folder / "store").exists()

    def test_the_store_named_last_counts(self, folder: Path) -> None:
        run("--store", "first.db", "add", save(folder), "--store", "last.db")
        assert (folder / "last.db").exists()
        assert not (folder / "first.db").exists()

    def test_store_option_chooses_another_file(self, folder: Path) -> None:
        run("--store", "other.db", "add", save(folder))
        assert (folder / "other.db").exists()
        assert not (folder / "store").exists()


class TestCheck:
    def test_findings_end_with_1_and_are_printed(self, folder: Path) -> None:
        ended = run("check", save(folder, "90002.html", poor()))
        assert ended.code == 1
        assert "90002.html" in ended.out

    def test_json_names_the_file_and_each_findings_fix(self, folder: Path) -> None:
        ended = run("check", save(folder, "90002.html", poor()), "--format", "json")
        assert ended.code == 1
        (result,) = ended.json
        assert result["path"].endswith("90002.html")
        assert all(finding["fix"] and finding["why"] for finding in result["findings"])

    def test_fail_on_error_passes_what_has_no_error(self, folder: Path) -> None:
        path = save(folder, "90002.html", poor())
        severities = {finding["severity"] for finding in run("check", path, "--format", "json").json[0]["findings"]}
        assert run("check", path, "--fail-on", "error").code == (1 if "error" in severities else 0)
        assert run("check", path, "--fail-on", "info").code == 1

    def test_nothing_to_find_ends_with_0(self, folder: Path) -> None:
        ended = run("check", save(folder), "--fail-on", "error")
        assert ended.code == 0

    def test_two_captures_of_a_notice_that_are_named_are_both_checked(self, folder: Path) -> None:
        old, new = save(folder, "90002__2024-03-01.html", poor()), save(folder, "90002__2024-03-08.html", poor())
        first, second = run("check", old, new, "--format", "json").json
        assert (first["path"], second["path"], second["compared"]["old"]) == (str(old), str(new), str(old))

    def test_an_older_capture_of_a_notice_is_compared_with(self, folder: Path) -> None:
        old, new = save(folder, "90002__2024-03-01.html", poor()), save(folder, "90002__2024-03-08.html", poor())
        (result,) = run("check", new, "--against", old, "--format", "json").json
        assert (result["path"], result["compared"]["old"]) == (str(new), str(old))

    def test_a_draft_is_checked_though_the_older_one_is_not_there(self, folder: Path) -> None:
        new = save(folder, "90002.html", poor())
        ended = run("check", new, "--against", "nosuch.html", "--format", "json")
        assert (ended.code, ended.json[0]["path"]) == (2, str(new))
        assert "nosuch.html is not there" in ended.err

    def test_a_folder_is_no_older_draft(self, folder: Path) -> None:
        ended = run("check", save(folder / "pages", "90002.html", poor()), "--against", "pages")
        assert (ended.code, ended.err) == (2, "riffle: pages is a folder: name the older draft itself\n")

    def test_a_file_that_cannot_be_read_outweighs_findings(self, folder: Path) -> None:
        save(folder / "pages", "90002.html", poor())
        save(folder / "pages", "90003.html", b"")
        ended = run("check", "pages")
        assert ended.code == 2
        assert "90002.html" in ended.out


class TestScreen:
    def test_ranks_what_was_open_on_a_day(self, folder: Path) -> None:
        run("add", save(folder, "90001__2020-05-06.html"))
        ended = run("screen", "--as-of", OPEN_DAY)
        assert ended.code == 0
        assert "90001" in ended.out
        assert max(len(line) for line in ended.out.splitlines()) <= 80

    @pytest.mark.parametrize("day", ["2020-05-03", "2020-05-20"])
    def test_leaves_out_what_was_not_yet_or_no_longer_open(self, folder: Path, day: str) -> None:
        run("add", save(folder, "90001__2020-05-06.html"))
        ended = run("screen", "--as-of", day, "--format", "json")
        assert (ended.code, ended.json) == (0, [])
        assert "--all" in ended.err

    def test_the_last_day_is_still_open(self, folder: Path) -> None:
        run("add", save(folder, "90001__2020-05-06.html"))
        assert [row["id"] for row in run("screen", "--as-of", "2020-05-18", "--format", "json").json] == ["90001"]

    def test_all_shows_what_is_closed_too(self, folder: Path) -> None:
        run("add", save(folder, "90001__2020-05-06.html"))
        assert [row["id"] for row in run("screen", "--all", "--format", "json").json] == ["90001"]

    def test_the_best_comes_first(self, folder: Path) -> None:
        run("add", save(folder, "90001__2020-05-06.html"), save(folder, "90002__2020-05-06.html", poor()))
        rows = run("screen", "--as-of", OPEN_DAY, "--format", "json").json
        ranks = [(["BID", "REVIEW", "NO BID"].index(row["decision"]["verdict"]), -row["decision"]["score"]) for row in rows]
        assert (len(rows), ranks) == (2, sorted(ranks))

    def test_an_empty_store_says_how_to_fill_it(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("RIFFLE_STORE")
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "home"))
        ended = run("screen")
        assert ended.code == 0
        assert "riffle crawl" in ended.err
        assert "riffle add" in ended.err

    def test_writes_html_to_a_file(self, folder: Path) -> None:
        run("add", save(folder, "90001__2020-05-06.html"))
        ended = run("screen", "--as-of", OPEN_DAY, "--format", "html", "--output", "screen.html")
        assert (ended.code, ended.out) == (0, "")
        assert "<html" in (folder / "screen.html").read_text(encoding="utf-8")


class TestShow:
    def test_shows_a_file_without_a_store(self, folder: Path) -> None:
        ended = run("show", save(folder), "--as-of", OPEN_DAY)
        assert ended.code == 0
        assert "Discovery for the allotment waiting list" in ended.out
        assert not (folder / "store").exists()

    def test_shows_a_number_from_the_store_whatever_its_leading_zeros(self, folder: Path) -> None:
        run("add", save(folder, "00901__2020-05-06.html", page(number=901)))
        assert run("show", "901", "--format", "json").json["id"] == run("show", "00901", "--format", "json").json["id"] == "901"

    def test_the_decision_is_as_of_the_date_given(self, folder: Path) -> None:
        path = save(folder)
        gates = {
            day: next(gate for gate in run("show", path, "--as-of", day, "--format", "json").json["decision"]["gates"])
            for day in (OPEN_DAY, "2020-06-06")
        }
        assert [gates[day]["state"] for day in gates] == ["passed", "failed"]

    def test_the_profile_of_riffle_toml_counts(self, folder: Path) -> None:
        path = save(folder)
        (folder / "riffle.toml").write_text("[supplier]\nminimum_value = 5000000\n", encoding="utf-8")
        decision = run("show", path, "--as-of", OPEN_DAY, "--format", "json").json["decision"]
        assert decision["verdict"] == "NO BID"
        assert decision["profile_given"] is True

    def test_writes_html_that_asks_for_nothing_outside(self, folder: Path) -> None:
        assert run("show", save(folder), "--format", "html", "--output", "90001.html").code == 0
        text = (folder / "90001.html").read_text(encoding="utf-8")
        assert not re.search(r"""(src|href)=["'](https?:)?//""", text)


class TestExport:
    def test_writes_a_row_for_each_notice_in_the_store(self, folder: Path) -> None:
        run("add", save(folder, "90001__2020-05-06.html"), save(folder, "90002__2020-05-06.html", poor()))
        assert run("export", "table.csv").code == 0
        with (folder / "table.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["id"] for row in csv.DictReader(file)] == ["90001", "90002"]

    def test_writes_a_row_for_each_file_named(self, folder: Path) -> None:
        assert run("export", "table.csv", save(folder)).code == 0
        with (folder / "table.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["id"] for row in csv.DictReader(file)] == ["90001"]

    def test_formulas_are_escaped(self, folder: Path) -> None:
        run("export", "table.csv", save(folder, "90001.html", page(title="=HYPERLINK(1)")))
        with (folder / "table.csv").open(encoding="utf-8-sig", newline="") as file:
            assert not any(cell.startswith(("=", "+", "@")) for row in csv.reader(file) for cell in row)


class TestRules:
    def test_lists_every_rule_on_a_line(self) -> None:
        from scoring.engine import rules

        listed = run("rules").out
        assert all(re.search(rf"^{rule.code} .*{rule.name}", listed, re.MULTILINE) for rule in rules())

    def test_explains_one_in_any_case(self) -> None:
        from scoring.engine import rules

        rule = rules()[0]
        shown = run("rules", rule.code.lower())
        assert shown.code == 0
        assert shown.out.startswith(f"# {rule.code} {rule.name}\n")
        assert rule.question in shown.out

    def test_answers_in_json(self) -> None:
        from scoring.engine import rules

        assert [rule["code"] for rule in run("rules", "--format", "json").json] == [rule.code for rule in rules()]


class TestInit:
    def test_writes_settings_that_change_nothing(self, folder: Path) -> None:
        path = save(folder)
        before = run("show", path, "--as-of", OPEN_DAY).out
        assert run("init").code == 0
        assert run("show", path, "--as-of", OPEN_DAY).out == before

    def test_does_not_write_over_a_file_unless_told_to(self, folder: Path) -> None:
        (folder / "riffle.toml").write_text("# mine\n", encoding="utf-8")
        refused = run("init")
        assert (refused.code, (folder / "riffle.toml").read_text(encoding="utf-8")) == (2, "# mine\n")
        assert "--force" in refused.err
        assert run("init", "--force").code == 0
        assert "[supplier]" in (folder / "riffle.toml").read_text(encoding="utf-8")


def test_a_notice_published_in_summer_closes_at_its_utc_instant(folder: Path) -> None:
    record = run("parse", save(folder, "90001.html", page(published=date(2020, 6, 1)))).lines[0]
    assert datetime.fromisoformat(record["closes"]) == datetime(2020, 6, 15, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "command", [["screen"], ["show", "90001"], ["questions", "90001"], ["changes"], ["export", "all.csv"]], ids=" ".join
)
def test_a_store_with_a_slip_in_its_name_is_not_made(folder: Path, command: list[str]) -> None:
    ended = run("--store", "nowhere/a.db", *command)
    assert ended.code == 2
    assert "nowhere/a.db: no store is there: check --store" in ended.err
    assert not (folder / "nowhere").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["check", "90001.html", "--format", "html", "--output", "90001.html"],
        ["show", "90001.html", "--output", "90001.html"],
        ["questions", "90001.html", "--output", "90001.html"],
        ["questions", "90001.html", "--format", "docx", "--output", "90001.html"],
        ["check", "90001.html", "--write-baseline", "--baseline", "90001.html"],
    ],
    ids=" ".join,
)
def test_nothing_is_written_over_what_is_read(folder: Path, command: list[str]) -> None:
    path = save(folder, "90001.html")
    before = path.read_bytes()
    ended = run(*command)
    assert (ended.code, path.read_bytes()) == (2, before)
    assert ended.err == "riffle: 90001.html is what was read: name another file to write to\n"


def test_what_could_not_be_read_is_in_a_checks_json_and_markdown(folder: Path) -> None:
    save(folder, "90001.html", b"")
    error = "is empty: save it again"
    assert run("check", "90001.html", "--format", "json").json == [{"path": "90001.html", "error": error}]
    assert f"### Could not be read\n\n90001.html {error}" in run("check", "90001.html", "--format", "markdown").out
