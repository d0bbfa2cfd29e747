"""What the work would pay: the stated budget in pounds, VAT taken off."""

from __future__ import annotations

from decimal import Decimal

from scoring.timebox import contract
from tenders.tender import Money, Tender

VAT = Decimal("1.2")
WEEKS_IN_A_YEAR = Decimal("365.25") / 7


def without_vat(amount: Decimal, budget: Money) -> Decimal:
    """A figure of a budget without VAT: a fifth comes off where the budget says that it includes it."""
    return amount / VAT if budget.vat == "included" else amount


def most(tender: Tender) -> Decimal | None:
    """The most that the budget's figure allows, without VAT; None for a day rate, another currency or no upper figure."""
    budget = tender.budget
    if budget is None or budget.max is None or budget.basis == "day_rate" or budget.currency != "GBP":
        return None
    return without_vat(budget.max, budget)


def least(tender: Tender) -> Decimal | None:
    """The least that the budget's figure allows; a lone figure is both."""
    budget, high = tender.budget, most(tender)
    return without_vat(budget.min, budget) if budget and budget.min is not None and high is not None else high


def years(tender: Tender) -> Decimal | None:
    """The committed term in years; None where it is not known."""
    box = contract(tender)
    return box.weeks / WEEKS_IN_A_YEAR if box else None


def in_all(tender: Tender) -> Decimal | None:
    """The most that the whole contract may pay: a yearly figure counts once a year where the term is known, once where not."""
    high = most(tender)
    if high is None or tender.budget is None or tender.budget.basis != "per_year":
        return high
    return high * max(Decimal(1), years(tender) or Decimal(1))


def a_year(tender: Tender) -> Decimal | None:
    """What the contract may pay a year; a term under a year counts as one. None where the term is not known."""
    high, term = most(tender), years(tender)
    if high is None or tender.budget is None or tender.budget.basis == "per_year":
        return high
    return high / max(Decimal(1), term) if term else None
