"""The terms: who carries the risk of what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import NEUTRAL, Factor, Mark, silent
from scoring.words import listed
from tenders.evidence import Evidence, Stated

CAPPED = "Capped time and materials"
EARLY = frozenset({"discovery", "alpha"})
# Price above 40 of 100 is heavy, from 60 it decides; what that takes off the mark is ours.
HEAVY, DECIDES = Decimal(40), Decimal(60)
HEAVY_LOSS, DECIDES_LOSS = 15, 30


class Terms(Factor):
    """The payment approach against the phase, and how heavily price counts."""

    key: ClassVar[str] = "terms"
    name: ClassVar[str] = "Terms and risk"
    order: ClassVar[int] = 60
    weight: ClassVar[int] = 10
    about: ClassVar[str] = "Who carries the risk: the payment approach, and how heavily price counts"

    def mark(self, case: Case) -> Mark:
        payment, weights = case.tender.payment_approach, case.tender.weightings
        score, reasons, evidence = NEUTRAL, list[str](), list[Evidence]()
        if payment is not None:
            score, reason = paid(payment.value, [phase for phase in case.tender.bought if phase in EARLY])
            reasons.append(reason)
            evidence += payment.evidence
        price = price_weight(weights.value) if weights is not None else None
        if weights is not None and price is not None:
            score -= DECIDES_LOSS if price >= DECIDES else HEAVY_LOSS if price > HEAVY else 0
            reasons.append(f"Price counts for {price:f}%.")
            evidence += weights.evidence
        if not reasons:
            return silent("Neither the payment approach nor the weightings are stated.")
        return Mark(score=max(0, score), reason=" ".join(reasons), evidence=tuple(evidence))

    def changes(self, case: Case) -> Iterator[Change]:
        payment = case.tender.payment_approach
        if payment is None or "fixed" in payment.value.lower():
            evidence = payment.evidence if payment else ()
            tender = replace(case.tender, payment_approach=Stated(CAPPED, evidence))
            yield Change(words="If payment were capped time and materials", case=replace(case, tender=tender), evidence=evidence)
        if payment is None:
            tender = replace(case.tender, payment_approach=Stated("Fixed price", ()))
            yield Change(words="If payment were a fixed price", case=replace(case, tender=tender))


def paid(approach: str, early: list[str]) -> tuple[int, str]:
    """The mark for a payment approach, and why."""
    low = approach.lower()
    if "fixed" in low and early:
        return 15, f"A fixed price for {listed(early)}: the supplier carries what is not known yet."
    if "fixed" in low:
        return 45, "A fixed price: the supplier carries the risk of change."
    if "capped" in low:
        return 85, "Capped time and materials: both sides share the risk."
    if "time" in low:
        return 95, "Time and materials: effort is paid for."
    return NEUTRAL, f"The payment approach is “{approach}”."


def price_weight(weights: Mapping[str, Decimal]) -> Decimal | None:
    """The weight of price in percent; None where it is not among the weightings."""
    return next((weight for name, weight in weights.items() if "price" in name.lower() or "cost" in name.lower()), None)
