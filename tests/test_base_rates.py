"""How common a finding is among real opportunities: the table, what is looked up in it, and the one that comes with Riffle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources

import pytest

from scoring.base_rates import ENOUGH, EVERYTHING, FILE, BaseRates, counted, dumped, kinds, parsed, shipped
from scoring.engine import RULE_SET, lint, rules
from scoring.finding import LintResult, Rate
from tenders.tender import Tender
from tests.rule_cases import tender

DISCOVERY = {"Lot": "digital-outcomes", "Title": "Discovery into ferry passes", "Problem to be solved": "Deliver a new website."}
KIND = "notices that buy discovery"
RATES = BaseRates(
    rule_set="1",
    notices=90,
    counts={
        KIND: {"S012": (4, ENOUGH), "W001": (1, ENOUGH - 1)},
        "outcomes notices": {"W001": (5, 20)},
        EVERYTHING: {"S012": (9, 90), "W001": (9, 90), "T003": (30, 60)},
    },
)


def judged(answers: Mapping[str, str]) -> tuple[Tender, LintResult]:
    found = tender(answers)
    return found, lint(found)


def test_a_notice_is_of_the_kind_that_buys_its_phases_then_of_its_lot_then_an_opportunity() -> None:
    assert list(kinds(tender(DISCOVERY))) == [KIND, "outcomes notices", EVERYTHING]
    assert list(kinds(tender({"Location": "Wick"}))) == [EVERYTHING]


@pytest.mark.parametrize(
    ("code", "rate"),
    [
        ("S012", Rate(found=4, tested=ENOUGH, among=KIND)),
        ("W001", Rate(found=5, tested=20, among="outcomes notices")),
        ("T003", Rate(found=30, tested=60, among=EVERYTHING)),
        ("Z999", None),
    ],
    ids=["narrowest", "too few of the narrowest", "widest", "never counted"],
)
def test_a_rate_is_of_the_narrowest_kind_of_which_there_are_enough(code: str, rate: Rate | None) -> None:
    assert RATES.rate(code, tender(DISCOVERY)) == rate


def test_each_finding_gets_its_rate() -> None:
    found, result = judged(DISCOVERY)
    rated = {finding.code: finding.rate for finding in RATES.applied(result, found).findings}
    assert rated["S012"] is not None
    assert rated["S012"].share == 0.4


def test_a_table_counts_in_how_many_notices_a_rule_found_something_and_in_how_many_it_could_tell() -> None:
    clear = {**DISCOVERY, "Problem to be solved": "Passengers wait nine weeks for a pass, and a third of them ring us to ask why."}
    silent = {"Title": "Discovery into ferry passes", "Lot": "digital-outcomes"}
    made = counted((judged(answers) for answers in (DISCOVERY, DISCOVERY, clear, silent)), "7")
    assert (made.rule_set, made.notices) == ("7", 4)
    assert made.counts[EVERYTHING]["S012"] == made.counts[KIND]["S012"] == (2, 3)


def test_several_findings_of_a_rule_in_a_notice_are_one() -> None:
    users = "As a skipper I need a berth so that I can land.\nAs a crew member I need a bed so that I can rest."
    found, result = judged({"Who the users are and what they need to do": users})
    assert sum(credit.code == "G03" for credit in result.credits) == 2
    assert counted([(found, result)], "1").counts[EVERYTHING]["G03"] == (1, 1)


def test_a_table_is_the_same_once_written_and_read() -> None:
    assert parsed(dumped(RATES)) == RATES
    assert parsed(dumped(BaseRates(rule_set="1", notices=0, counts={}))).counts == {}


def test_a_rules_numbers_stand_on_a_line() -> None:
    assert '   "S012": [4, 10],\n' in dumped(RATES)
    assert json.loads(dumped(RATES))["counts"][KIND]["S012"] == [4, 10]


def test_what_is_no_table_is_refused() -> None:
    for text in ("", "[]", '{"counts": {}}'):
        with pytest.raises((ValueError, KeyError, TypeError)):
            parsed(text)


def test_the_shipped_table_is_of_this_set_of_rules_and_holds_figures_of_known_rules_only() -> None:
    table = shipped()
    assert table.rule_set == RULE_SET, "make it anew: riffle evaluate base-rates"
    known = {rule.code for rule in rules()}
    for cells in table.counts.values():
        assert set(cells) <= known
        assert all(0 <= found <= tested <= table.notices for found, tested in cells.values())


def test_the_shipped_table_is_as_it_is_written() -> None:
    assert resources.files("scoring").joinpath("data", FILE).read_text(encoding="utf-8") == dumped(shipped())
