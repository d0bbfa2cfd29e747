"""G08: the work is paid by time, not by a fixed scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.payment import is_fixed
from scoring.rule import Clause, Signal
from tenders.tender import Tender

TIME = re.compile(r"\btime (?:and|&) materials?\b|\bT ?& ?M\b", re.IGNORECASE)
CAPPED = re.compile(r"\bcap(?:ped)?\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class TimeAndMaterials(Signal):
    """Looks for "time and materials", capped or not, as the payment approach.

    Paying for time lets the scope change as the team learns; a cap keeps the budget safe.

    Bad: "Fixed price."
    Good: "Capped time and materials, with a statement of work for each phase."
    """

    code = "G08"
    name = "time-and-materials"
    weight = -15
    requires = ("payment_approach",)
    message = "The work is paid by time and materials."
    why = "The scope may change without a change request."
    fix = "Set a cap for each statement of work."
    question = ""
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        payment = tender.payment_approach
        if payment and TIME.search(payment.value) and not is_fixed(tender):
            capped = CAPPED.search(payment.value)
            yield Clause(
                evidence=payment.evidence, message="" if capped else "The work is paid by time and materials, with no cap."
            )
