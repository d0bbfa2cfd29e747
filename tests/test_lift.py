"""Lifts: the few changes that help a draft most, made and scored again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from scoring.engine import lint, rules, waterfall
from scoring.finding import Suppression
from scoring.lift import LEAST, MOST, Lift, lifts, with_answer
from scoring.policy import Policy
from scoring.rule import Rule
from tenders.parse import tender_from
from tests.rule_cases import Case, cases_of, tender

POOR = {
    "Title": "Discovery into allotment plots",
    "Summary of the work": "A discovery into plots. The supplier will interview people on the list.",
    "Problem to be solved": "Make it better.",
    "Expected contract length": "6 weeks",
    "Payment approach": "Fixed price",
    "Existing team": "A project manager and an analyst.",
}


def found(answers: Mapping[str, str]) -> tuple[Lift, ...]:
    draft = tender(answers)
    return lifts(draft, lint(draft), Policy())


def score(answers: Mapping[str, str]) -> int:
    return waterfall(lint(tender(answers)))


def test_the_score_after_is_that_of_the_draft_with_the_change_made_by_hand() -> None:
    first = found(POOR)[0]
    assert first.code == "C003"
    assert (first.before, first.after) == (score(POOR), score(POOR | {"Payment approach": "Capped time and materials"}))


def test_each_change_is_made_on_top_of_those_before_it_and_helps() -> None:
    made = found(POOR)
    assert 1 < len(made) <= MOST
    assert all(one.after == following.before for one, following in pairwise(made))
    assert all(one.before - one.after >= LEAST for one in made)
    assert len({one.code for one in made}) == len(made)


def test_the_best_comes_first() -> None:
    made = found(POOR)
    gains = [one.before - one.after for one in made]
    assert gains == sorted(gains, reverse=True)


def test_a_change_is_told_in_the_rules_words() -> None:
    assert {one.words for one in found(POOR)} <= {rule.fix for rule in rules()}


def test_words_at_fault_are_taken_out() -> None:
    answers = {
        "Title": "Discovery into parking permits",
        "Summary of the work": "A discovery into why permits are late. The supplier will build and launch the permit service.",
        "Payment approach": "Capped time and materials",
    }
    change = next(one for one in found(answers) if one.code == "W005")
    without = answers | {"Summary of the work": "A discovery into why permits are late."}
    assert (change.before, change.after) == (score(answers), score(without))


def test_an_edit_that_takes_away_what_is_bought_is_none() -> None:
    # only the sentence at fault says that a discovery is bought: without it, nothing that is said of discoveries would hold
    answers = {
        "Title": "Parking permits",
        "Summary of the work": "A six-week discovery will be undertaken to build and launch a parking portal for residents.",
        "Payment approach": "Fixed price",
    }
    assert {finding.code for finding in lint(tender(answers)).findings} >= {"W005", "C003"}
    assert "W005" not in {one.code for one in found(answers)}


def test_where_nothing_helps_there_is_nothing() -> None:
    assert found({"Title": "Software licences for the registry"}) == ()


def test_what_somebody_waived_is_left_alone() -> None:
    draft = tender(POOR)
    waived = Suppression(kind="waiver", reason="the board's wish")
    result = lint(draft)
    findings = tuple(replace(one, suppressed=waived if one.code == "C003" else None) for one in result.findings)
    assert "C003" not in {one.code for one in lifts(draft, replace(result, findings=findings), Policy())}


def test_options_count() -> None:
    draft = tender(POOR | {"Payment approach": "Capped time and materials", "Expected contract length": "10 weeks"})
    strict = Policy(rules={"W001": {"max_weeks": 10}})
    with_option = lifts(draft, lint(draft, strict.chosen()), strict)
    assert with_option[0].before == waterfall(lint(draft, strict.chosen()))


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.model], ids=lambda rule: rule.code)
def test_a_rules_model_answer_puts_some_ask_right(rule: Rule) -> None:
    assert any(put_right(case) for case in cases_of(rule) if case.kind == "fail")


def put_right(case: Case) -> bool:
    """Whether a case's rule finds nothing any more, once its model sentence stands in its field."""
    assert case.rule.model is not None
    field, words = case.rule.model
    edited = with_answer(tender(case.answers).document, field, words, anew=case.rule.model_anew)
    result = lint(tender_from(edited, "1"), [type(case.rule)(**case.options)])
    return not result.findings and not result.skips
