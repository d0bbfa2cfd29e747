"""The gates: each passed, failed or not known, with the words it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from judged import AS_OF, tender
from scoring.case import Case
from scoring.gates import Outcome, gates
from scoring.profile import Profile, Supplier
from tenders.tender import Length, Money, Span, Tender


def outcome(key: str, found: Tender, **supplier: object) -> Outcome:
    case = Case(tender=found, waterfall=0, profile=Profile(supplier=Supplier(**supplier)), as_of=AS_OF)  # type: ignore[arg-type]
    return next(gate for gate in gates() if gate.key == key).test(case)


class TestDeadline:
    def test_is_passed_while_applications_are_open(self) -> None:
        found = outcome("deadline", tender())
        assert (found.state, found.reason) == ("passed", "Applications close on 19 May 2020 at 12:59am.")
        assert found.evidence[0].section == "Closing date for applications"

    def test_is_failed_once_it_is_past(self) -> None:
        case = Case(tender=tender(), waterfall=0, profile=Profile(), as_of=AS_OF + timedelta(days=30))
        found = gates()[0].test(case)
        assert (found.state, found.reason) == ("failed", "The deadline passed on 19 May 2020 at 12:59am.")

    @pytest.mark.parametrize("status", ["cancelled", "withdrawn"])
    def test_is_failed_for_a_notice_that_was_called_off(self, status: str) -> None:
        assert outcome("deadline", tender(status=status)).reason == f"The notice was {status}."

    def test_of_a_closed_page_is_judged_by_the_date(self) -> None:
        assert outcome("deadline", tender(status="closed")).state == "passed"

    def test_is_not_known_without_a_date(self) -> None:
        assert outcome("deadline", replace(tender(), closes=None, status=None)).state == "not known"


class TestValue:
    def of(self, low: int | None, high: int | None, basis: str = "total", **bounds: int) -> Outcome:
        budget = Money(
            min=None if low is None else Decimal(low),
            max=None if high is None else Decimal(high),
            basis=basis,  # type: ignore[arg-type]
        )
        return outcome("value", replace(tender(), budget=budget), **{name: Decimal(value) for name, value in bounds.items()})

    def test_is_passed_within_the_bounds(self) -> None:
        assert self.of(None, 50_000, minimum_value=30_000, maximum_value=80_000).state == "passed"

    def test_is_passed_where_part_of_the_range_is_within(self) -> None:
        assert self.of(20_000, 40_000, minimum_value=30_000).state == "passed"

    def test_is_failed_below_the_minimum(self) -> None:
        found = self.of(None, 20_000, minimum_value=30_000)
        assert (found.state, found.reason) == ("failed", "The budget is £20,000: below your minimum of £30,000.")

    def test_is_failed_above_the_maximum(self) -> None:
        found = self.of(900_000, 1_000_000, maximum_value=500_000)
        assert found.reason == "The budget is £900,000 to £1,000,000: above your maximum of £500,000."

    @pytest.mark.parametrize(
        ("low", "high", "basis"),
        [(None, None, "total"), (None, 600, "day_rate"), (None, 20_000, "initial"), (None, 20_000, "per_year")],
    )
    def test_is_not_known_where_the_figure_is_not_the_whole_value(self, low: int | None, high: int | None, basis: str) -> None:
        assert self.of(low, high, basis, minimum_value=30_000).state == "not known"

    def test_a_first_piece_above_the_maximum_is_failed_all_the_same(self) -> None:
        assert self.of(None, 900_000, "initial", maximum_value=500_000).state == "failed"

    def test_is_not_known_in_another_currency(self) -> None:
        budget = Money(min=None, max=Decimal(90_000), currency="USD")
        found = outcome("value", replace(tender(), budget=budget), maximum_value=Decimal(80_000))
        assert (found.state, found.reason) == ("not known", "The budget is $90,000: your bounds are in pounds.")

    def test_is_passed_where_the_profile_sets_no_bounds(self) -> None:
        assert self.of(None, 50_000).state == "passed"


class TestPlace:
    def test_is_passed_in_one_of_your_places(self) -> None:
        assert outcome("place", tender(), places=("Yorkshire and the Humber",)).state == "passed"

    def test_is_failed_elsewhere(self) -> None:
        assert outcome("place", tender(), places=("Wales",)).state == "failed"

    @pytest.mark.parametrize("anywhere", ["Offsite", "Off-site", "No specific location, eg they can work remotely"])
    def test_work_from_anywhere_fits_all(self, anywhere: str) -> None:
        assert outcome("place", tender({"Location": anywhere}), places=("Wales",)).state == "passed"

    def test_is_passed_without_places(self) -> None:
        assert outcome("place", tender()).state == "passed"

    def test_is_not_known_where_none_is_stated(self) -> None:
        assert outcome("place", tender({"Location": ""}), places=("Wales",)).state == "not known"


class TestClearance:
    @pytest.mark.parametrize(
        "said", ["None", "Not required", "We do not need SC clearance.", "You will sign our standard agreement."]
    )
    def test_no_named_clearance_is_passed(self, said: str) -> None:
        assert outcome("clearance", tender({"Security clearance": said})).state == "passed"

    def test_is_not_known_where_the_notice_is_silent(self) -> None:
        assert outcome("clearance", tender({"Security clearance": ""}), clearance="SC").state == "not known"

    @pytest.mark.parametrize(("holds", "state"), [("none", "failed"), ("CTC", "failed"), ("SC", "passed"), ("DV", "passed")])
    def test_a_clearance_to_be_held_needs_one_as_high(self, holds: str, state: str) -> None:
        assert outcome("clearance", tender({"Security clearance": "You must already hold SC."}), clearance=holds).state == state

    def test_one_that_can_be_obtained_is_no_bar(self) -> None:
        found = outcome("clearance", tender({"Security clearance": "SC, or willing to undergo it."}), clearance="none")
        assert found.reason == "SC clearance is asked for, but can be obtained."

    def test_one_that_the_buyer_sponsors_is_no_bar(self) -> None:
        found = outcome("clearance", tender({"Security clearance": "SC is needed. We will sponsor it."}), clearance="none")
        assert (found.state, [e.quote for e in found.evidence]) == ("passed", ["SC is needed.", "We will sponsor it."])

    def test_is_not_known_where_the_profile_does_not_say(self) -> None:
        assert outcome("clearance", tender({"Security clearance": "You must already hold SC."})).state == "not known"

    def test_is_not_known_where_the_notice_leaves_it_open(self) -> None:
        found = outcome("clearance", tender({"Security clearance": "SC clearance is required."}), clearance="none")
        assert found.reason == "SC clearance is asked for; the notice does not say whether it must be held already."

    def test_bpss_never_stops_a_bid(self) -> None:
        found = outcome("clearance", tender({"Security clearance": "BPSS must be in place before you start."}), clearance="none")
        assert found.state == "passed"

    def test_a_skill_can_ask_for_it_too(self) -> None:
        found = tender(
            {"Security clearance": "", "Essential skills and experience": ["Know Java", "Already hold current SC clearance"]}
        )
        assert outcome("clearance", found, clearance="none").state == "failed"


def test_a_budget_needs_a_length_to_be_compared_but_not_to_be_within_bounds() -> None:
    found = replace(tender(), duration=Span(length=Length(min=None, max=Decimal(2), unit="years")))
    assert outcome("value", found, minimum_value=Decimal(1)).state == "passed"
