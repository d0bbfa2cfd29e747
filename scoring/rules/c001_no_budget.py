"""C001: no budget is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class NoBudget(Rule):
    """Looks for a figure for the budget, in its own field or in any sentence that speaks of it, and finds none.

    Without a figure every supplier guesses. Those who guess high waste their bid, and those who guess low offer half
    of what was wanted. A day rate, a yearly figure or the least that will be spent counts as a figure.

    Bad: "Budget: to be confirmed."
    Good: "Budget: £90,000 to £110,000, excluding VAT."
    """

    code = "C001"
    name = "no-budget"
    severity = Severity.WARNING
    requires = ("described",)
    message = "The notice states no figure for the budget."
    why = "Suppliers shape a team to a sum; without one they cannot tell whether the work is theirs, and offers cannot be compared."
    fix = "Give a range, and say that it excludes VAT."
    question = "What budget is approved for this work, excluding VAT?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "dxw: survey of suppliers on 31 opportunities, 2017")

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.budget is None:
            answer = tender.document.get("budgetRange")
            yield Clause(evidence=(answer.whole(),) if answer else ())
