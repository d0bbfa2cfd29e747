"""C003: a fixed price for finding things out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.rule import Clause, Rule
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class FixedPriceUnknowns(Rule):
    """Looks for "fixed price" where the phase bought includes a discovery or an alpha.

    A fixed price suits work that is well understood. What a discovery will find is not, so the supplier either prices
    the risk in or defends the scope against what it learns.

    Bad: "Alpha. Payment approach: fixed price."
    Good: "Alpha. Payment approach: capped time and materials."
    """

    code = "C003"
    name = "fixed-price-unknowns"
    severity = Severity.WARNING
    label = "fixed_price_early"
    weight = 11
    requires = ("payment_approach", "phases")
    message = "A discovery or alpha is bought at a fixed price."
    why = "A fixed price suits well-defined needs and puts the risk on the supplier; early phases exist because needs are unknown."
    fix = "Buy early phases as capped time and materials."
    question = "Would you accept capped time and materials for this phase?"
    model = ("priceCriteria", "Capped time and materials")
    model_anew = True
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        payment = tender.payment_approach
        early = {"discovery", "alpha"} & set(tender.bought)
        if payment and early and is_fixed(tender):
            yield Clause(evidence=(*payment.evidence, *(tender.phases.evidence[:1] if tender.phases else ())))
