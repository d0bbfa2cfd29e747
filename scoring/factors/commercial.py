"""What the work would pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import Factor, Mark, along, silent
from scoring.gates.value import ends, said
from scoring.words import count, pounds
from tenders.tender import Money

# Pounds a week, without VAT: under 10,000 cannot pay a small team and its research (RULES: a thin discovery); three
# or four people at 600 to 700 pounds a day cost 10,000 to 14,000.
WEEKLY = ((4_000.0, 10.0), (10_000.0, 50.0), (15_000.0, 75.0), (30_000.0, 100.0))
# Pounds a day for one specialist: under 400 and over 1,200 are out of the ordinary.
DAILY = ((300.0, 10.0), (400.0, 30.0), (600.0, 65.0), (900.0, 100.0))
WEEKS_IN_A_YEAR = Decimal("365.25") / 7


class Commercial(Factor):
    """The budget spread over the term, or the day rate, against what a team or a specialist costs."""

    key: ClassVar[str] = "commercial"
    name: ClassVar[str] = "Commercial fit"
    order: ClassVar[int] = 20
    weight: ClassVar[int] = 15
    about: ClassVar[str] = "What the work would pay, for its length"

    def mark(self, case: Case) -> Mark:
        budget = case.tender.budget
        if budget is None or (budget.max is None and budget.min is None):
            return silent("No budget is stated, so what the work would pay is not known.")
        if budget.currency != "GBP":
            return silent(f"{said(budget)}: what work pays is known here in pounds only.")
        if budget.basis == "day_rate":
            return Mark(score=along(DAILY, float(ends(budget)[1])), reason=f"{said(budget)}.", evidence=budget.evidence)
        weeks = term(case, budget)
        if not weeks:
            return silent(f"{said(budget)}, but the length it must cover is not known.")
        weekly = ends(budget)[1] / weeks
        evidence = budget.evidence + (case.tender.duration.evidence if case.tender.duration else ())
        reason = f"{said(budget)}, about {pounds(round(weekly, -2))} a week over {count(max(1, round(weeks)), 'week')}."
        return Mark(score=along(WEEKLY, float(weekly)), reason=reason, evidence=evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        budget = case.tender.budget
        if budget is None or (budget.max is None and budget.min is None) or budget.currency != "GBP":
            for score, words in ((75, "If the budget came to £15,000 a week"), (10, "If the budget came to £4,000 a week")):
                yield Change(words=words, case=replace(case, supposed={**case.supposed, self.key: score}))
            return
        for share in (Decimal("1.25"), Decimal("1.5"), Decimal(2), Decimal("0.75"), Decimal("0.5")):
            high = round(ends(budget)[1] * share, -1 if budget.basis == "day_rate" else -3)
            words = f"If the budget were {pounds(high)}{' a day' if budget.basis == 'day_rate' else ''}"
            tender = replace(case.tender, budget=replace(budget, min=None, max=high))
            yield Change(words=words, case=replace(case, tender=tender), evidence=budget.evidence)


def term(case: Case, budget: Money) -> Decimal | None:
    """The weeks that the figure covers; None where that is not known."""
    if budget.basis == "per_year":
        return WEEKS_IN_A_YEAR
    span = case.tender.duration
    if span is None:
        return None
    length = span.first_piece if budget.basis == "initial" and span.first_piece else span.length
    if length is not None and length.weeks:
        return length.weeks
    start = case.tender.start.value if case.tender.start else None
    if span.end_date and start and span.end_date > start:
        return Decimal((span.end_date - start).days) / 7
    return None
