"""A baseline: what was there when somebody began to check does not count, however the text around it is edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import baseline
from scoring.baseline import Baseline
from scoring.engine import lint
from scoring.finding import LintResult, Suppression
from tenders.errors import SettingsError
from tests.command import run
from tests.pages import MODEL, page, save
from tests.rule_cases import tender

FAULTS = {"Payment approach": "Fixed price", "Existing team": "A project manager."}
# Two clauses, each of which W005 finds where a discovery is bought.
BUILD, LAUNCH = "The supplier will build the portal.", "A working service must be live by March."
TITLE = {"Title": "Discovery into berths"}
WHERE = ("Summary of the work", "Why the work is being done", "Problem to be solved")


def found(answers: Mapping[str, str]) -> LintResult:
    return lint(tender(answers))


def known(*drafts: Mapping[str, str], tmp: Path, path: str = "draft.docx") -> Baseline:
    """The baseline of some drafts, once written and read."""
    baseline.write(tmp / baseline.FILE, ((path, found(draft)) for draft in drafts))
    return baseline.read(tmp / baseline.FILE)


def new(before: Baseline, answers: Mapping[str, str], path: str = "draft.docx") -> list[str]:
    """The codes of the findings that count."""
    return [finding.code for finding in before.applied(found(answers), path).active]


def clauses(text: str, label: str) -> dict[str, str]:
    """A draft whose one fault is in a clause, under a label."""
    return {**TITLE, label: text}


class TestEdits:
    """What W005 says of one clause, through edits of it."""

    @pytest.fixture
    def before(self, tmp_path: Path) -> Baseline:
        return known(clauses(BUILD, WHERE[0]), tmp=tmp_path)

    def test_nothing_counts_where_nothing_changed(self, before: Baseline) -> None:
        assert "W005" in {finding.code for finding in found(clauses(BUILD, WHERE[0])).findings}
        assert "W005" not in new(before, clauses(BUILD, WHERE[0]))

    @pytest.mark.parametrize("label", WHERE)
    @pytest.mark.parametrize("number", ["", "4.2 ", "5.1.3 ", "7) ", "(b) ", "• "])
    def test_a_clause_that_is_moved_or_renumbered_is_known(self, label: str, number: str, before: Baseline) -> None:
        assert "W005" not in new(before, clauses(f"Berths are short.\n{number}{BUILD}", label))

    @pytest.mark.parametrize(
        "text",
        ["The supplier shall build a portal", "THE SUPPLIER WILL BUILD THE PORTAL!", "The supplier should build our portal"],
    )
    def test_small_words_marks_and_case_make_no_difference(self, text: str, before: Baseline) -> None:
        edited = clauses(f"Berths are short.\n{text}", WHERE[0])
        assert "W005" in {finding.code for finding in found(edited).findings}
        assert "W005" not in new(before, edited)

    def test_a_reworded_clause_is_new(self, before: Baseline) -> None:
        assert "W005" in new(before, clauses("The supplier will build the mooring portal.", WHERE[0]))

    def test_a_clause_that_is_deleted_leaves_nothing(self, before: Baseline) -> None:
        after = before.applied(found(clauses("Berths are short, and skippers wait for weeks.", WHERE[0])), "draft.docx")
        assert "W005" not in {finding.code for finding in after.findings}

    def test_the_finding_is_shown_as_what_it_is(self, before: Baseline) -> None:
        after = before.applied(found(clauses(BUILD, WHERE[0])), "draft.docx")
        why = next(finding.suppressed for finding in after.findings if finding.code == "W005")
        assert why is not None
        assert (why.kind, why.reason) == ("baseline", "in the baseline")


def test_of_two_clauses_that_were_known_one_may_be_deleted_and_the_other_stays_known(tmp_path: Path) -> None:
    before = known(clauses(f"{BUILD} {LAUNCH}", WHERE[0]), tmp=tmp_path)
    for kept in (BUILD, LAUNCH):
        assert "W005" in {finding.code for finding in found(clauses(kept, WHERE[0])).findings}
        assert "W005" not in new(before, clauses(kept, WHERE[0]))


def test_a_clause_beside_one_that_was_known_is_new(tmp_path: Path) -> None:
    assert "W005" in new(known(clauses(BUILD, WHERE[0]), tmp=tmp_path), clauses(f"{BUILD} {LAUNCH}", WHERE[0]))


def test_of_two_of_a_clause_where_one_was_known_one_is_new(tmp_path: Path) -> None:
    result = found(FAULTS)
    one = next(finding for finding in result.findings if finding.code == "T001")
    twice = LintResult(findings=(one, one), passes=(), skips=())
    before = known(FAULTS, tmp=tmp_path)
    assert [finding.suppressed is None for finding in before.applied(twice, "draft.docx").findings] == [False, True]


def test_what_is_not_said_is_known_by_the_files_name_wherever_the_file_is(tmp_path: Path) -> None:
    silent = {"Title": "Alpha", "Problem to be solved": "Skippers wait for weeks for a berth and lose their catch."}
    before = known(silent, tmp=tmp_path, path="drafts/berths.docx")
    assert "T003" in {finding.code for finding in found(silent).findings}
    assert "T003" not in new(before, silent, path="elsewhere/berths.docx")
    assert "T003" not in new(before, silent, path="C:\\drafts\\berths.docx")
    assert "T003" in new(before, silent, path="drafts/plots.docx")


def test_what_was_waived_is_not_written(tmp_path: Path) -> None:
    result = found(FAULTS)
    waived = tuple(replace(finding, suppressed=Suppression(kind="waiver", reason="x")) for finding in result.findings)
    assert baseline.write(tmp_path / "known.json", [("a", replace(result, findings=waived))]) == 0


@given(st.permutations(range(4)), st.lists(st.sampled_from(WHERE), min_size=4, max_size=4), st.integers(1, 60))
def test_moving_and_renumbering_clauses_brings_nothing_back(order: list[int], places: list[str], number: int) -> None:
    said = (BUILD, LAUNCH, "Berths are short.", "The present list is on paper.")
    before = Baseline()
    for finding in found(clauses("\n".join(said), WHERE[0])).findings:
        before.known.update(baseline.keys_of(finding, "draft.docx"))
    moved = dict(TITLE)
    for at, which in enumerate(order):
        moved[places[at]] = f"{moved.get(places[at], '')}\n{number + at}.{at + 1} {said[which]}"
    assert "W005" in {finding.code for finding in found(moved).findings}
    assert "W005" not in new(before, moved)


class TestFile:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "3",
            "{}",
            '{"version": 1}',
            '{"version": 1, "findings": []}',
            '{"version": 1, "findings": {"a": "b"}}',
            "\xff",
        ],
    )
    def test_what_is_no_baseline_is_refused_in_a_line(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "known.json"
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(SettingsError) as raised:
            baseline.read(path)
        assert str(raised.value) == f"{path} is not a baseline: write it anew with --write-baseline"

    def test_another_version_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "known.json").write_text('{"version": 2, "findings": {}}', encoding="utf-8")
        with pytest.raises(SettingsError, match=r"is a baseline of another version: write it anew with --write-baseline$"):
            baseline.read(tmp_path / "known.json")

    def test_one_that_is_not_there_or_cannot_be_written_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match=r"none\.json cannot be read: .*\. Write a baseline with --write-baseline$"):
            baseline.read(tmp_path / "none.json")
        with pytest.raises(SettingsError, match=r"cannot be written: .*\. Choose another file$"):
            baseline.write(tmp_path / "no" / "folder.json", [])

    def test_it_is_the_same_bytes_for_the_same_findings_in_any_order(self, tmp_path: Path) -> None:
        one, other = ("a", found(FAULTS)), ("b", found({**TITLE, WHERE[0]: BUILD}))
        assert baseline.write(tmp_path / "1", [one, other]) == baseline.write(tmp_path / "2", [other, one])
        assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


class TestCommand:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_after_a_baseline_only_new_findings_count(self, folder: Path) -> None:
        save(folder, "draft.html", page(answers=MODEL | FAULTS))
        assert run("check", "draft.html").code == 1
        written = run("check", "draft.html", "--write-baseline")
        assert (written.code, written.out) == (0, "")
        assert "wrote riffle-baseline.json: " in written.err
        again = run("check", "draft.html", "--format", "json")
        assert again.code == 0
        assert {one["suppressed"]["kind"] for one in again.json[0]["findings"]} == {"baseline"}
        save(folder, "draft.html", page(answers=MODEL | FAULTS | {"Expected contract length": "To be agreed"}))
        worse = run("check", "draft.html", "--format", "json")
        assert worse.code == 1
        assert {one["code"] for one in worse.json[0]["findings"] if one["suppressed"] is None} == {"W016"}

    def test_a_baseline_may_be_another_file(self, folder: Path) -> None:
        save(folder, "draft.html", page(answers=MODEL | FAULTS))
        run("check", "draft.html", "--write-baseline", "--baseline", "known.json")
        assert not (folder / baseline.FILE).exists()
        assert [run("check", "draft.html").code, run("check", "draft.html", "--baseline", "known.json").code] == [1, 0]

    def test_a_broken_baseline_ends_with_2_and_says_what_to_do(self, folder: Path) -> None:
        (folder / baseline.FILE).write_text("{", encoding="utf-8")
        ended = run("check", save(folder))
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == "riffle: riffle-baseline.json is not a baseline: write it anew with --write-baseline\n"
