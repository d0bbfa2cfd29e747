"""W004: an alpha outside the usual range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.timebox import of_phase
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class AlphaLength(Rule):
    """Looks for an alpha that must be done in less than six weeks.

    An alpha tries out several ideas on the riskiest assumptions and tests each with users. Six to eight weeks is
    usual; under six there is time for one idea, and it wins by default.

    Bad: "Alpha, four weeks."
    Good: "Alpha, eight weeks, around the two riskiest assumptions named below."
    """

    code = "W004"
    name = "alpha-length"
    severity = Severity.WARNING
    label = "short_timebox"
    weight = 4
    requires = ("phases", "duration")
    message = "The alpha is to be done in less than six weeks."
    why = "An alpha usually takes 6 to 8 weeks; in less there is time to try one idea, not to compare several."
    fix = "Allow 6 to 8 weeks around the riskiest assumptions."
    question = "Which riskiest assumptions must the alpha test in this time?"
    model = ("contractLength", "8 weeks")
    model_anew = True
    sources = ("GOV.UK Service Manual: How the alpha phase works",)

    min_weeks: int = 6

    def check(self, tender: Tender) -> Iterator[Clause]:
        if "alpha" in tender.bought:
            box = of_phase(tender, "alpha")
            if box and box.weeks < self.min_weeks:
                yield Clause(evidence=box.evidence)
