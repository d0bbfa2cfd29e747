"""G13: the budget says what it covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from tenders.evidence import in_order
from tenders.tender import Tender

EXPENSES_IN = ("budgetRange", "additionalTerms", "workingArrangements", "text")


@dataclass(frozen=True, kw_only=True)
class FullBudget(Signal):
    """Looks for a budget in figures that is said to be without VAT, with a word on expenses.

    Bidders who know the whole sum can say what it buys.

    Bad: "Budget: to be confirmed."
    Good: "£60,000 to £80,000, excluding VAT. Travel to the islands is paid on top, at cost."
    """

    code = "G13"
    name = "full-budget"
    weight = -1
    requires = ("budget",)
    message = "The budget is in figures, without VAT, and it is said what becomes of expenses."
    why = "Bidders offer what the sum can buy, and no two of them read it differently."
    fix = "Give a range, and say what would earn the upper end."
    question = ""
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        budget = tender.budget
        if budget is None or budget.max is None or budget.vat != "excluded":
            return
        expenses = tender.cues.find("manner.expenses", within=EXPENSES_IN)
        if expenses or budget.expenses != "unstated":
            yield Clause(evidence=in_order((*budget.evidence, *(hit.clause for hit in expenses[:1]))))
