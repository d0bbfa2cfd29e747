"""G08: the work is paid by time, not by a fixed scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class TimeAndMaterials(Signal):
    """Looks for "time and materials", capped or not, as the payment approach.

    Paying for time lets the scope change as the team learns; a cap keeps the budget safe.

    Bad: "Fixed price."
    Good: "Capped time and materials, with a statement of work for each phase."
    """

    code = "G08"
    name = "time-and-materials"
    weight = -10
    most = 2
    requires = ("payment_approach",)
    message = "The work is paid by time and materials."
    why = "The scope may change without a change request."
    fix = "Set a cap for each statement of work."
    question = ""
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        payment = tender.payment_approach
        if payment is None:
            return
        words = payment.value.lower()
        if "time and materials" in words and not words.startswith("fixed"):
            yield Clause(evidence=payment.evidence)
            if not words.startswith("capped"):
                yield Clause(evidence=payment.evidence, message="The time is not capped.")
