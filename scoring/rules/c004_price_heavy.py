"""C004: price outweighs quality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.factors.terms import price_weight
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class PriceHeavy(Rule):
    """Looks for a weighting of price over 40%.

    A heavy price weighting lets the cheapest offer win whatever it is worth. Of 43 notices
    counted in 2020, half gave price a quarter or less. From 60% on, quality can no longer make up for a low price.

    Bad: "Technical competence 30%, cultural fit 10%, price 60%."
    Good: "Technical competence 60%, cultural fit 15%, price 25%."
    """

    code = "C004"
    name = "price-heavy"
    severity = Severity.WARNING
    requires = ("weightings",)
    message = "Price weighs more than 40%."
    why = "Where price weighs most, the team that understands the problem best loses to the one that charges least."
    fix = "Lower the weighting of price, and raise that of technical competence."
    question = "Would you lower the weighting of price, so that the quality of the team decides?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "Digital Buying Guide")

    heavy: int = 40
    decisive: int = 60

    def check(self, tender: Tender) -> Iterator[Clause]:
        weights = tender.weightings
        price = price_weight(weights.value) if weights else None
        if weights and price is not None and price > self.heavy:
            decides = price >= self.decisive
            verdict = "enough to decide the award" if decides else f"over {self.heavy}%"
            yield Clause(
                evidence=weights.evidence,
                message=f"Price weighs {price:f}%, which is {verdict}.",
                severity=Severity.ERROR if decides else Severity.WARNING,
            )
