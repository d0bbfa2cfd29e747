"""Whether the contract's value is within the supplier's bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from scoring.case import Case, Change
from scoring.gates import Gate, Outcome
from scoring.words import money, pounds
from tenders.tender import Money


class Value(Gate):
    """Failed where no part of the stated range is within the bounds.

    A day rate says nothing of a contract's value. A yearly figure and a first piece's figure are at least part of
    it: they can show that it is too large, not that it is too small.
    """

    key: ClassVar[str] = "value"
    name: ClassVar[str] = "Value"
    order: ClassVar[int] = 30

    def test(self, case: Case) -> Outcome:
        budget, supplier = case.tender.budget, case.profile.supplier
        if budget is None or (budget.max is None and budget.min is None):
            return Outcome(state="not known", reason="No budget is stated.")
        evidence, figure = budget.evidence, said(budget)
        least, most = supplier.minimum_value, supplier.maximum_value
        if least is None and most is None:
            return Outcome(state="passed", reason=f"{figure}; your profile sets no bounds, so any value fits.", evidence=evidence)
        if budget.currency != "GBP":
            return Outcome(state="not known", reason=f"{figure}: your bounds are in pounds.", evidence=evidence)
        if budget.basis == "day_rate":
            reason = f"{figure}: a day rate does not say what the contract is worth."
            return Outcome(state="not known", reason=reason, evidence=evidence)
        low, high = ends(budget)
        if most is not None and low > most:
            return Outcome(state="failed", reason=f"{figure}: above your maximum of {pounds(most)}.", evidence=evidence)
        if least is not None and high < least:
            if budget.basis != "total":
                return Outcome(state="not known", reason=f"{figure}: part of the value only.", evidence=evidence)
            return Outcome(state="failed", reason=f"{figure}: below your minimum of {pounds(least)}.", evidence=evidence)
        return Outcome(state="passed", reason=f"{figure}: within your bounds.", evidence=evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        found, budget = self.test(case), case.tender.budget
        if found.state != "failed" or budget is None:
            return
        supplier, (low, high) = case.profile.supplier, ends(budget)
        most = supplier.maximum_value
        if most is not None and low > most:
            words, bounds = f"If your maximum value were {pounds(low)} or more", replace(supplier, maximum_value=low)
        else:
            words, bounds = f"If your minimum value were {pounds(high)} or less", replace(supplier, minimum_value=high)
        yield Change(words=words, case=replace(case, profile=replace(case.profile, supplier=bounds)), evidence=found.evidence)


def ends(budget: Money) -> tuple[Decimal, Decimal]:
    """The lower and the upper figure; a lone figure is both."""
    low = budget.min if budget.min is not None else budget.max
    high = budget.max if budget.max is not None else budget.min
    assert low is not None, "asked only of a budget with a figure"
    assert high is not None
    return low, high


def said(budget: Money) -> str:
    """The budget in a phrase: "The budget is £60,000 to £70,000 a year"."""
    low, high = ends(budget)
    figure = " to ".join(dict.fromkeys(money(end, budget.currency) for end in (low, high)))
    per = {"per_year": " a year", "day_rate": " a day", "initial": " for the first piece of work"}.get(budget.basis, "")
    return f"The budget is {figure}{per}"
