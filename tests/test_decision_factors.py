"""The factors: what each looks at, and that nothing to go by is neutral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from judged import AS_OF, tender
from pages import Answer
from scoring.case import Case, Remedy
from scoring.factors import FactorResult, along, factors
from scoring.profile import Profile, Supplier
from tenders.tender import Length, Money, Span, Tender


def case(found: Tender, waterfall: int = 20, **supplier: object) -> Case:
    return Case(tender=found, waterfall=waterfall, profile=Profile(supplier=Supplier(**supplier)), as_of=AS_OF)  # type: ignore[arg-type]


def result(key: str, found: Tender, **supplier: object) -> FactorResult:
    return next(factor for factor in factors() if factor.key == key).result(case(found, **supplier))


def priced(amount: int, weeks: int | None, basis: str = "total") -> Tender:
    length = Length(min=None, max=Decimal(weeks), unit="weeks") if weeks else None
    return replace(
        tender(),
        budget=Money(min=None, max=Decimal(amount), basis=basis),  # type: ignore[arg-type]
        duration=Span(length=length) if length else None,
    )


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.key)
def test_every_score_is_from_0_to_100_and_every_reason_a_sentence(factor: object) -> None:
    for waterfall in (0, 50, 100):
        found = factor.result(case(tender(), waterfall))  # type: ignore[attr-defined]
        assert 0 <= found.score <= 100
        assert found.reason.endswith(".")


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.key)
def test_every_change_is_worded_as_a_condition(factor: object) -> None:
    full = replace(case(tender({"Payment approach": "Fixed price"})), remedies=(Remedy(words="If it were fixed", waterfall=0),))
    for change in factor.changes(full):  # type: ignore[attr-defined]
        assert change.words.startswith("If ")


def test_a_scale_is_straight_between_its_points_and_flat_beyond() -> None:
    scale = ((0.0, 10.0), (10.0, 20.0))
    assert [along(scale, value) for value in (-5, 0, 5, 10, 99)] == [10, 10, 15, 20, 20]


class TestCapability:
    def test_is_neutral_without_capabilities(self) -> None:
        found = result("capability", tender())
        assert (found.score, found.known) == (50, False)

    def test_grows_with_the_share_of_essential_skills_named(self) -> None:
        skills = ["Design services", "Write Python", "Run research with users"]
        found = tender({"Essential skills and experience": skills})
        scores = [
            result("capability", found, capabilities=names).score
            for names in (("cobol",), ("python",), ("python", "research"), ("python", "research", "design"))
        ]
        assert scores == sorted(scores)
        assert (scores[0], scores[-1]) == (15, 100)

    def test_cites_the_words_that_matched(self) -> None:
        found = result(
            "capability", tender({"Essential skills and experience": ["Have led User-Research"]}), capabilities=("user research",)
        )
        assert [evidence.quote for evidence in found.evidence] == ["User-Research"]

    def test_a_capability_is_a_whole_word(self) -> None:
        found = tender({"Essential skills and experience": ["Know JavaScript", "Have stamina"]})
        assert result("capability", found, capabilities=("java",)).score == 15

    def test_counts_the_role_of_a_specialist(self) -> None:
        found = tender({"Specialist role": "Developer"}, lot="digital-specialists")
        assert result("capability", found, roles=("developer",)).score == 100
        assert result("capability", found, roles=("Designer",)).score == 0

    def test_falls_back_on_the_words_of_the_work(self) -> None:
        found = replace(tender({"Essential skills and experience": ""}), essential=None)
        assert result("capability", found, capabilities=("allotment",)).score == 70
        assert result("capability", found, capabilities=("radar",)).score == 30


class TestCommercial:
    def test_more_a_week_scores_higher(self) -> None:
        scores = [result("commercial", priced(amount, 10)).score for amount in (40_000, 100_000, 200_000, 300_000)]
        assert scores == [10, 50, 83, 100]

    def test_says_what_a_week_comes_to(self) -> None:
        assert result("commercial", priced(100_000, 8)).reason == "The budget is £100,000, about £12,500 a week over 8 weeks."

    @pytest.mark.parametrize("found", [replace(tender(), budget=None), priced(100_000, None)], ids=["no budget", "no length"])
    def test_is_neutral_without_a_figure_or_a_length(self, found: Tender) -> None:
        assert (result("commercial", found).score, result("commercial", found).known) == (50, False)

    def test_is_neutral_in_another_currency(self) -> None:
        dollars = replace(priced(100_000, 8), budget=Money(min=None, max=Decimal(100_000), currency="USD"))
        found = result("commercial", dollars)
        assert (found.score, found.known) == (50, False)
        assert found.reason == "The budget is $100,000: what work pays is known here in pounds only."

    def test_a_day_rate_needs_no_length(self) -> None:
        assert result("commercial", priced(900, None, "day_rate")).score == 100

    def test_a_yearly_figure_is_spread_over_a_year(self) -> None:
        assert "about £1,900 a week over 52 weeks" in result("commercial", priced(100_000, 4, "per_year")).reason

    def test_a_term_up_to_an_end_date_counts_from_the_start(self) -> None:
        found = replace(priced(100_000, 1), duration=Span(length=None, end_date=date(2020, 8, 10)))
        assert result("commercial", found).reason.endswith("about £10,000 a week over 10 weeks.")


class TestTime:
    def test_days_left_count_from_the_moment_of_judgement(self) -> None:
        found = next(factor for factor in factors() if factor.key == "time")
        scores = [found.result(replace(case(tender()), as_of=AS_OF + timedelta(days=days))).score for days in (0, 5, 10, 20)]
        assert scores == sorted(scores, reverse=True)
        assert (scores[0], scores[-1]) == (100, 0)

    def test_capacity_after_the_start_counts_against(self) -> None:
        assert result("time", tender(), capacity_from=date(2020, 6, 1)).score == 100
        late = result("time", tender(), capacity_from=date(2020, 6, 15))
        assert (late.score, late.reason) == (
            50,
            "10 days left to bid. The latest start is 1 June 2020; you have people from 15 June 2020.",
        )


class TestCompetition:
    def test_more_applications_score_lower(self) -> None:
        few = replace_applications(tender(), 1)
        many = replace_applications(tender(), 40)
        assert result("competition", few).score > 50 > result("competition", many).score

    def test_an_existing_supplier_counts_against(self) -> None:
        found = result("competition", uncounted({"Existing team": "You will work with our current supplier."}))
        assert (found.score, found.reason) == (20, "A supplier is there already.")
        assert [e.quote for e in found.evidence] == ["You will work with our current supplier."]

    def test_an_existing_supplier_is_named_where_the_notice_names_it(self) -> None:
        found = result("competition", uncounted({"Existing team": "The incumbent is Marlpit Digital Ltd."}))
        assert (found.score, found.reason) == (20, "Marlpit Digital Ltd is there already.")

    def test_the_word_that_there_is_no_incumbent_counts_for(self) -> None:
        assert result("competition", uncounted({"Existing team": "There is no incumbent supplier."})).score == 60

    @pytest.mark.parametrize(("answer", "score"), [("No, there is not.", 60), ("Yes, and they may bid.", 20)])
    def test_the_buyers_answer_about_an_incumbent_counts(self, answer: str, score: int) -> None:
        asked = uncounted(questions=(("Is there an incumbent?", answer),))
        assert result("competition", asked).score == score

    def test_a_question_about_an_incumbent_system_is_not_about_a_supplier(self) -> None:
        asked = uncounted(questions=(("Which incumbent CMS system do you use?", "There is no single one."),))
        assert result("competition", asked).known is False

    def test_is_neutral_where_nothing_is_said(self) -> None:
        quiet = uncounted()
        assert (result("competition", quiet).score, result("competition", quiet).known) == (50, False)


def uncounted(answers: Mapping[str, Answer] | None = None, **options: Any) -> Tender:
    """A tender that says nothing of applications."""
    return replace(tender(answers, **options), completed_applications=None, incomplete_applications=None)


def replace_applications(found: Tender, total: int) -> Tender:
    from tenders.evidence import Stated
    from tenders.tender import Applications

    return replace(found, completed_applications=Stated(Applications(total=total), ()), incomplete_applications=None)


def test_shape_is_what_the_waterfall_score_leaves() -> None:
    shape = next(factor for factor in factors() if factor.key == "shape")
    assert [shape.result(case(tender(), waterfall)).score for waterfall in (0, 31, 100)] == [100, 69, 0]


class TestTerms:
    @pytest.mark.parametrize(
        ("payment", "score"), [("Time and materials", 95), ("Capped time and materials", 85), ("Fixed price", 15)]
    )
    def test_who_carries_the_risk_of_a_discovery(self, payment: str, score: int) -> None:
        assert result("terms", tender({"Payment approach": payment})).score == score

    def test_a_fixed_price_is_no_worse_than_middling_later_on(self) -> None:
        assert result("terms", replace(tender({"Payment approach": "Fixed price"}), phases=None)).score == 45

    def test_a_heavy_price_weighting_counts_against(self) -> None:
        weights = {"Technical competence": 30, "Cultural fit": 10, "Price": 60}
        assert result("terms", tender({"Evaluation weighting": weights})).score == 55


@pytest.mark.parametrize(("skills", "score"), [(3, 100), (10, 65), (20, 10)])
def test_many_essential_skills_count_against(skills: int, score: int) -> None:
    found = tender({"Essential skills and experience": [f"Skill {n}" for n in range(skills)]})
    assert result("criteria", found).score == score
