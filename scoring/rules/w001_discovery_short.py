"""W001: a discovery of four weeks or less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.good_ask import is_known
from scoring.rule import Clause, Rule
from scoring.timebox import of_phase
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class DiscoveryShort(Rule):
    """Looks for a discovery that must be done in four weeks or less; of a range, the longer end counts.

    A discovery has to recruit people, meet them, make sense of what they said and agree what to do next. That takes
    four to eight weeks as a rule. A shorter one can work where much is known already, so this alone is context, not an
    accusation. It is not raised where the notice shows four good signs together: the problem without a product, what the
    phase has to find out, needs as user stories, and who finds the people to talk to.

    Bad: "Discovery, 3 weeks."
    Good: "Discovery, 6 to 8 weeks; the panel of users is in place."
    """

    code = "W001"
    name = "discovery-short"
    severity = Severity.INFO
    label = "short_timebox"
    weight = 5
    requires = ("phases", "duration")
    message = "The discovery is to be done in four weeks or less."
    why = "Around 4 to 8 weeks is typical for a discovery; less leaves no time to find people, meet them and learn."
    fix = "Allow 4 to 8 weeks, or say what is already known that makes fewer enough."
    question = "What earlier research lets this discovery finish in the time given?"
    model = ("contractLength", "8 weeks")
    model_anew = True
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    max_weeks: int = 4

    def check(self, tender: Tender) -> Iterator[Clause]:
        if "discovery" in tender.bought:
            box = of_phase(tender, "discovery")
            if box and box.weeks <= self.max_weeks and not is_known(tender):
                yield Clause(evidence=box.evidence)
