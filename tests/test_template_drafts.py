"""Three drafts of the official template, poor, fair and good, checked as a buyer would: as a spreadsheet, Word and PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tenders import readers
from tests.command import run
from tests.documents import docx
from tests.drafts import DRAFTS, POOR, Draft, as_pdf, blocks, filled

TEMPLATE = "ccs_outcomes_requirements_template_v1.1.ods"
SHEET = "outcomes_requirements_template_"
# What each draft is to be told, by rule: the cells that the words stand in, none where it is that something is not said.
FOUND: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "poor": {
        "C001": ("G22",),
        "C003": ("G33", "G2"),
        "C004": ("G26",),
        "C008": ("G21",),
        "P008": (),
        "S011": ("G10",),
        "S012": ("G10",),
        "T001": ("G15",),
        "T003": (),
        "T005": ("G17",),
        "T006": ("G18",),
        "U003": ("G11",),
        "U005": (),
        "W001": ("G20",),
        "W003": ("G6", "G20"),
        "W005": ("G6", "G6", "G6"),
        "W006": ("G9", "G6", "G2"),
    },
    "fair": {"P007": ("G14",), "T001": ("G15",), "T012": ("G17",), "U006": ("G6", "G17")},
    "good": {},
}
ERRORS = {"poor": {"C004", "W003", "W005"}, "fair": set[str](), "good": set[str]()}
CREDITED = {"poor": set[str](), "fair": {"G03", "G08"}, "good": {"G03", "G07", "G08", "G10", "G11", "G24", "G25"}}
OF_PAGES = "S002"  # only a document that has pages can be too long
every_draft = pytest.mark.parametrize("name", DRAFTS)


@pytest.fixture(scope="module")
def template(shared: Path) -> bytes:
    """The official template."""
    return (shared / "data" / "documents" / TEMPLATE).read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(raw: bytes, name: str, *options: str) -> tuple[dict[str, Any], int]:
    """What `riffle check` says of a file in JSON, and how it ends."""
    Path(name).write_bytes(raw)
    ended = run("check", name, "--format", "json", *options)
    (result,) = ended.json
    return result, ended.code


def codes(result: dict[str, Any], part: str = "findings") -> Counter[str]:
    """How often each rule speaks."""
    return Counter(finding["code"] for finding in result[part])


@every_draft
def test_the_filled_in_template_is_told_what_is_wrong_and_in_which_cells(name: str, template: bytes) -> None:
    result, _ = checked(filled(template, DRAFTS[name]), "draft.ods")
    told = {finding["code"]: tuple(words["cell"] for words in finding["evidence"]) for finding in result["findings"]}
    assert told == {code: tuple(f"{SHEET}.{cell}" for cell in cells) for code, cells in FOUND[name].items()}


@every_draft
def test_a_cell_holds_the_words_it_is_named_for(name: str, template: bytes) -> None:
    raw = filled(template, DRAFTS[name])
    answers = {section.cell: section.text for section in readers.read(raw).sections}
    result, _ = checked(raw, "draft.ods")
    for finding in (*result["findings"], *result["credits"]):
        for words in finding["evidence"]:
            assert answers[words["cell"]][words["start"] : words["end"]] == words["quote"] != ""


@every_draft
def test_the_errors_and_the_good_signs_are_as_they_should_be(name: str, template: bytes) -> None:
    result, _ = checked(filled(template, DRAFTS[name]), "draft.ods")
    assert {finding["code"] for finding in result["findings"] if finding["severity"] == "error"} == ERRORS[name]
    assert set(codes(result, "credits")) >= CREDITED[name]


def test_the_poor_draft_is_waterfall_shaped_and_the_good_one_is_not(template: bytes) -> None:
    poor, fair, good = (checked(filled(template, draft), "draft.ods")[0]["waterfall"] for draft in DRAFTS.values())
    assert poor >= 90
    assert poor > fair + 20
    assert fair > good + 20


@pytest.mark.parametrize(
    ("name", "fail_on", "code"),
    [
        ("poor", "error", 1),
        ("fair", "error", 0),
        ("fair", "warning", 1),
        ("good", "warning", 0),
        ("good", "info", 0),
    ],
)
def test_the_exit_code_is_1_from_the_severity_asked_for(name: str, fail_on: str, code: int, template: bytes) -> None:
    assert checked(filled(template, DRAFTS[name]), "draft.ods", "--fail-on", fail_on)[1] == code


@pytest.mark.parametrize(("written", "suffix"), [(lambda draft: docx(blocks(draft)), "docx"), (as_pdf, "pdf")], ids=["docx", "pdf"])
@every_draft
def test_the_same_draft_as_word_or_pdf_is_told_the_same(
    name: str, written: Callable[[Draft], bytes], suffix: str, template: bytes
) -> None:
    sheet, code = checked(filled(template, DRAFTS[name]), "draft.ods")
    other, other_code = checked(written(DRAFTS[name]), f"draft.{suffix}")
    assert [codes(other, part) for part in ("findings", "credits")] == [codes(sheet, part) for part in ("findings", "credits")]
    passed = [code for code in other["passed"] if code != OF_PAGES]
    assert (other["waterfall"], passed, other_code) == (sheet["waterfall"], sheet["passed"], code)


def test_a_record_names_the_cell_of_each_answer_and_the_lot_that_the_template_is_for(template: bytes) -> None:
    Path("draft.ods").write_bytes(filled(template, POOR))
    (record,) = run("parse", "draft.ods").lines
    assert record["lot"] == "digital-outcomes"
    assert {section["field"]: section.get("cell") for section in record["sections"]}["Set your budget"] == f"{SHEET}.G22"
    assert all(("cell" in section) == bool(section["text"]) for section in record["sections"])


def test_every_rule_for_the_outcomes_lot_is_tried_on_the_template(template: bytes) -> None:
    result, _ = checked(filled(template, POOR), "draft.ods")
    assert not any("lot" in skip["missing"] for skip in result["skipped"])


def test_text_names_the_cell(template: bytes) -> None:
    Path("draft.ods").write_bytes(filled(template, POOR))
    assert f"Select your pricing model, {SHEET}.G33" in run("check", "draft.ods", "--all").out
