"""G26: what goes wrong today is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import in_sentences
from tenders.tender import Tender

TOLD_IN = ("outcome", "backgroundInformation", "summary", "endUsers", "text")


@dataclass(frozen=True, kw_only=True)
class TroubleTold(Signal):
    """Looks for two sentences or more that say what goes wrong today: what is slow, lost, late or given up, and why.

    Whoever knows the trouble can tell when it is gone, and may find a shorter way there. G01 looks for more: that no
    product is named as the answer either.

    Bad: "The council requires a new booking system."
    Good: "Callers wait twenty minutes. Half of them give up, because nobody can see which halls are free."
    """

    code = "G26"
    name = "trouble-told"
    weight = -3
    requires = ("described",)
    message = "What goes wrong today is told."
    why = "A team that knows the trouble can tell whether what it makes takes it away."
    fix = "Say how often it happens, and to whom."
    question = ""
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    least_sentences: int = 2

    def check(self, tender: Tender) -> Iterator[Clause]:
        troubles = in_sentences(tender.cues.apart(("purpose.problem",), unless=("manner.bids", "agile.story"), within=TOLD_IN))
        if len(troubles) >= self.least_sentences:
            yield Clause(evidence=tuple(hit.clause for hit in troubles[:2]))
