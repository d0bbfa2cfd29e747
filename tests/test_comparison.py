"""Two drafts of one ask: what the new one put right, brought in and kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scoring.assess import Assessment, assess
from scoring.comparison import Comparison, alike, compare
from scoring.finding import Finding
from scoring.profile import Profile
from tests.rule_cases import tender

OLD = {
    "Title": "Discovery into allotment plots",
    "Summary of the work": "A discovery for the waiting list for plots, of which nobody knows the length.",
    "Problem to be solved": "Deliver a new website.",
    "Expected contract length": "4 weeks",
    "Payment approach": "Fixed price",
    "Existing team": "A project manager and an analyst.",
}


def assessed(**changes: str | None) -> Assessment:
    """The old draft with some answers changed (or left out, where None), judged."""
    answers = {label: said for label, said in (OLD | changes).items() if said is not None}
    return assess(tender(answers), Profile(), datetime(2026, 5, 1, tzinfo=UTC))


def compared(**changes: str | None) -> Comparison:
    return compare("old.docx", assessed(), assessed(**changes))


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def test_the_same_draft_keeps_everything() -> None:
    same = compared()
    assert (same.old, same.fixed, same.brought) == ("old.docx", (), ())
    assert same.kept == assessed().lint.findings
    assert same.before == same.after == assessed().waterfall


def test_what_was_put_right_is_fixed_and_the_score_says_so() -> None:
    better = compared(**{"Payment approach": "Capped time and materials", "Expected contract length": "8 weeks"})
    assert codes(better.fixed) == {"C003", "W001"}
    assert better.brought == ()
    assert better.after < better.before


def test_what_is_new_was_brought_in() -> None:
    worse = compared(**{"Working arrangements": "The supplier will interview people who left the list."})
    assert "W003" in codes(worse.brought)
    assert codes(worse.fixed) == {"U001"}  # research is spoken of now
    assert worse.after >= worse.before == 100


@pytest.mark.parametrize("said", ["Deliver a new website for the council.", "DELIVER A NEW WEBSITE", "1. Deliver the new website"])
def test_rewording_alone_neither_fixes_nor_brings_in(said: str) -> None:
    reworded = compared(**{"Problem to be solved": said})
    assert (reworded.fixed, reworded.brought) == ((), ())


def test_what_is_not_said_in_either_draft_is_kept() -> None:
    assert "T003" in codes(compared(**{"Payment approach": "Capped time and materials"}).kept)


def test_drafts_with_one_title_are_of_one_ask_whatever_else_they_say() -> None:
    assert alike(tender(OLD), tender({"Title": "DISCOVERY into the allotment plots", "Location": "Wick"}))


def test_drafts_that_share_their_longer_sentences_are_of_one_ask() -> None:
    assert alike(tender(OLD), tender(OLD | {"Title": "Plots"}))
    assert not alike(tender(OLD), tender({"Title": "Plots", "Summary of the work": "A new way to book a berth in the harbour."}))


def test_short_sentences_make_no_ask() -> None:
    assert not alike(tender({"Title": "Bins", "Payment approach": "Fixed price"}), tender({"Payment approach": "Fixed price"}))
