"""How price is laid out, compared and paid; VAT and expenses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View
from tenders.tender import Tender

INCENTIVES = re.compile(r"\bincentives?\b|\bvouchers?\b|\bthank[- ]you payments?\b", re.IGNORECASE)


def price_weight(tender: Tender) -> str:
    """What price counts for, in percent, or ""."""
    weights = tender.weightings.value if tender.weightings else {}
    return next((f"{share.normalize():f}" for name, share in weights.items() if "price" in name.lower()), "")


class Pricing(Source):
    """How price is laid out, compared and paid; VAT and expenses."""

    topic: ClassVar[str] = "pricing"
    why: ClassVar[str] = "It decides how a price is built, and which risks it must carry."
    rules: ClassVar[tuple[str, ...]] = ("C003", "C004", "C006", "C008")

    def drafts(self, view: View) -> Iterator[Draft]:
        if view.of_participants and not view.says(INCENTIVES):
            yield self.ask(view, "Are the incentives of participants inside the price or paid by you, and who settles how much?")
        found, weight, way = view.tender.budget, price_weight(view.tender), view.tender.payment_approach
        unsaid = [
            words
            for words, missing in (
                ("does that include VAT", bool(found and found.vat == "unstated")),
                ("are travel and other expenses paid on top", bool(found and found.expenses == "unstated")),
            )
            if missing
        ]
        if found and view.budget and len(unsaid) == 2:
            yield self.ask(
                view, f"The budget is given as {view.budget}: {', and '.join(unsaid)}?", *found.evidence[:1], subject=view.budget
            )
        elif found and view.budget and unsaid and unsaid[0].startswith("does"):
            yield self.ask(
                view, f"Does the budget of {view.budget} include VAT?", *found.evidence[:1], subject=view.budget, rules=("C006",)
            )
        compared = f" for the {weight}% given to price" if weight else ""
        if way and "fixed" in way.value.lower():
            yield self.ask(
                view,
                f"Payment is {way.value.lower().rstrip('.')}: at which points are parts of the price paid, and how are changes"
                " priced when the work shows that something else is needed?",
                *way.evidence[:1],
                sharp=1,
            )
        elif way:
            yield self.ask(
                view,
                f"Payment is {way.value.lower().rstrip('.')}: what will be compared{compared}, a total, a rate card or the cost"
                " of a team that you describe? Are expenses part of it?",
                *way.evidence[:1],
                sharp=1,
            )
        elif not unsaid:
            yield self.ask(
                view,
                f"How should the price be laid out, and what will be compared{compared}: a total, day rates, or a price for each"
                " phase?",
            )
