"""W021: more phases than the term can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.timebox import contract
from tenders.tender import Phase, Tender

# The least that each phase usually takes, in weeks: 4 and 6 are the Service Manual's lower ends; 12 for a beta is ours.
USUAL_MINIMUM: Mapping[Phase, int] = {"discovery": 4, "alpha": 6, "beta": 12}


@dataclass(frozen=True, kw_only=True)
class PhasesDoNotFit(Rule):
    """Looks for two or more phases in a term shorter than their usual minimums together.

    A phase that is squeezed out is learning that is lost: it is the research and the choice between ideas that go.

    Bad: "Everything from discovery to private beta by the end of a single quarter."
    Good: "Four months for a discovery and an alpha, with a pause to decide in between."
    """

    code = "W021"
    name = "phases-do-not-fit"
    severity = Severity.WARNING
    label = "short_timebox"
    weight = 6
    requires = ("phases", "duration")
    message = "The phases bought usually take longer together than the whole term."
    why = "What is squeezed out of a term that is too short is the learning that each phase is for."
    fix = "Buy fewer phases, or allow more time."
    question = "Which phases may end early, and who decides?"
    model = ("contractLength", "12 months")
    model_anew = True
    sources = ("GOV.UK Service Manual: How the discovery phase works", "GOV.UK Service Manual: How the alpha phase works")

    weeks: Mapping[Phase, int] = field(default_factory=lambda: USUAL_MINIMUM)

    def check(self, tender: Tender) -> Iterator[Clause]:
        box = contract(tender)
        if len(tender.bought) > 1 and box and box.weeks < sum(self.weeks.get(phase, 0) for phase in tender.bought):
            yield Clause(evidence=(*box.evidence, *(tender.phases.evidence[:2] if tender.phases else ())))
