"""P009: too few or too many suppliers to evaluate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.marketplace import breach
from scoring.rule import Clause, Rule
from scoring.words import count
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class SuppliersEvaluated(Rule):
    """Looks for fewer than three suppliers to evaluate, for more than ten, or for more than the marketplace allows.

    The marketplace takes three to fifteen. Below three there is hardly a competition. Above ten each bidder writes a
    proposal for a small chance, and the buyer reads them all with the same care or not at all.

    Bad: "We will evaluate 14 suppliers."
    Good: "We will evaluate 5 suppliers."
    """

    code = "P009"
    name = "suppliers-evaluated"
    severity = Severity.INFO
    requires = ("suppliers_to_evaluate",)
    message = "Too few or too many suppliers are to be evaluated."
    why = "With two there is hardly a competition; with more than ten, most of the work put into proposals is thrown away."
    fix = "Evaluate three to eight suppliers."
    question = "How will you shortlist, and how will you break a tie?"
    sources = (
        "Digital Outcomes and Specialists 5: buyer questions",
        "GOV.UK: How to shortlist Digital Outcomes and Specialists suppliers",
    )

    fewest: int = 3
    manageable: int = 10
    allowed: int = 15

    def check(self, tender: Tender) -> Iterator[Clause]:
        stated = tender.suppliers_to_evaluate
        if stated is None:
            return
        over = breach(tender)
        some = f"{count(stated.value, 'supplier')} {'is' if stated.value == 1 else 'are'} to be evaluated"
        if stated.value < self.fewest:
            message = f"{some}: {self.fewest} are the fewest for a competition."
            yield Clause(evidence=stated.evidence, message=message, severity=over or Severity.WARNING)
        elif stated.value > self.allowed and over:
            yield Clause(evidence=stated.evidence, message=f"{some}: the form takes {self.allowed}.", severity=over)
        elif stated.value > self.manageable:
            yield Clause(evidence=stated.evidence, message=f"{some}: more than {self.manageable} are hard to read with care.")
