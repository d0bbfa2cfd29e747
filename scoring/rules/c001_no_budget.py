"""C001: no budget is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender

ABOUT_IT = re.compile(r"\b(?:budget|rates?|contract value|price range)\b", re.IGNORECASE)
NO_BUDGET = re.compile(r"\bno (?:\w+ )?budget\b", re.IGNORECASE)
FIGURE = re.compile(r"£\s?\d")


@dataclass(frozen=True, kw_only=True)
class NoBudget(Rule):
    """Looks for a figure for the budget, in its own field or in any sentence that speaks of it, and finds none.

    Without a figure every supplier guesses. Those who guess high waste their bid, and those who guess low offer half
    of what was wanted. A day rate, a yearly figure or the least that will be spent counts as a figure, and so does one in
    a published answer.

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
        if tender.budget is None and not is_answered(tender):
            answer = tender.document.get("budgetRange")
            yield Clause(evidence=(answer.whole(),) if answer else ())


def is_answered(tender: Tender) -> bool:
    """Whether a supplier asked for the budget or the rate and got a figure."""
    return any(
        ABOUT_IT.search(asked.question) and FIGURE.search(asked.answer) and not NO_BUDGET.search(asked.answer)
        for asked in tender.questions
    )
