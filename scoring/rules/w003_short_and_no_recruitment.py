"""W003: a short discovery with research asked for and nobody to recruit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.research import are_at_hand
from scoring.rule import Clause, Rule
from scoring.timebox import SHORT_DISCOVERY, of_phase
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class ShortAndNoRecruitment(Rule):
    """Looks for a discovery of six weeks or less that asks for research with users and names nobody who recruits them.

    Recruiting takes a week or more before the first session, and a researcher sees about six people a day at most.
    A short discovery that starts by looking for people to talk to spends its time on that. A team of the buyer's own that
    is named as the users and works beside the supplier has been found.

    Bad: "Four weeks. The supplier will interview applicants."
    Good: "Four weeks. We have booked 12 applicants for weeks one and two."
    """

    code = "W003"
    name = "short-and-no-recruitment"
    severity = Severity.WARNING
    label = "research_without_recruitment"
    weight = 6
    requires = ("phases", "duration")
    message = "A short discovery asks for research, and nobody is named who finds the people to talk to."
    why = "Recruiting starts a week or more before the first session; in a short discovery that is time that is not there."
    fix = "Name who recruits, who pays incentives, which groups and by when."
    question = "Who recruits the research participants, and is access agreed before day one?"
    model = (
        "workingArrangements",
        "We will recruit the research participants and pay their incentives, and have booked the first twelve.",
    )
    sources = ("GOV.UK Service Manual: Find user research participants", "GOV.UK Service Manual: Plan a round of user research")

    max_weeks: int = SHORT_DISCOVERY
    error_weeks: int = 4

    def check(self, tender: Tender) -> Iterator[Clause]:
        research = tender.user_research
        if "discovery" not in tender.bought or research.ask != "activity" or research.who_recruits != "not_stated":
            return
        if are_at_hand(tender):
            return
        box = of_phase(tender, "discovery")
        if box and box.weeks <= self.max_weeks:
            severity = Severity.ERROR if box.weeks <= self.error_weeks else Severity.WARNING
            yield Clause(evidence=(*research.evidence[:1], *box.evidence), severity=severity)
