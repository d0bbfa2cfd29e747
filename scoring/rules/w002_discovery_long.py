"""W002: a discovery that may go on and on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.phases import named
from scoring.rule import Clause, Rule
from scoring.rules.w008_no_stop_option import has_stop
from scoring.timebox import of_phase
from scoring.words import count
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class DiscoveryLong(Rule):
    """Looks for a discovery of more than twelve weeks with no point on the way at which to decide or review.

    Four to eight weeks are typical. A problem that nobody has researched may need more, but a discovery with neither a
    goal nor a review turns into a standing team: it goes on finding out, and nothing is decided.

    Bad: "A discovery of nine months into how people apply for grants."
    Good: "A discovery of up to four months; after week six the board decides whether to go on."
    """

    code = "W002"
    name = "discovery-long"
    severity = Severity.INFO
    requires = ("phases", "duration")
    message = "The discovery may take more than twelve weeks, and nothing says when it is reviewed."
    why = "Four to eight weeks are typical; a long discovery with no review goes on finding out and decides nothing."
    fix = "Set a goal for the discovery, and a point at which to review it."
    question = "What decision ends the discovery, and when is it reviewed?"
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    max_weeks: int = 12

    def applies(self, tender: Tender) -> bool:
        specialist = tender.lot is not None and tender.lot.value == "digital-specialists"
        return "discovery" in named(tender) and not specialist

    def check(self, tender: Tender) -> Iterator[Clause]:
        box = of_phase(tender, "discovery")
        if box and box.weeks > self.max_weeks and not has_stop(tender):
            length = count(int(box.weeks), "week")
            message = f"The discovery may take {length}, and nothing says when it is reviewed: four to eight are typical."
            yield Clause(evidence=box.evidence, message=message)
