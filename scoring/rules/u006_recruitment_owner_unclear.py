"""U006: research asked for, and nobody to find the people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.research import are_at_hand
from scoring.rule import Clause, Rule
from scoring.timebox import SHORT_DISCOVERY, of_phase
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class RecruitmentOwnerUnclear(Rule):
    """Looks for research with users that is asked for as work, with nothing on who finds the people or opens the door.

    Most notices are silent on this, and it is a real cost: recruiting, incentives and lost weeks fall on whoever did
    not think of it. A team or group of the buyer's own that is named, and works with the supplier, need not be found.

    Bad: "The supplier will test the service with users."
    Good: "We recruit and pay participants; the supplier says whom it needs two weeks ahead."
    """

    code = "U006"
    name = "recruitment-owner-unclear"
    severity = Severity.WARNING
    label = "research_without_recruitment"
    weight = 2
    requires = ("outcome",)
    message = "Research with users is asked for, and nothing says who recruits them."
    why = "Recruiting and incentives cost time and money; if nobody is named, each side thinks that it is the other."
    fix = "State who recruits, who pays incentives, and the budget line."
    question = "Who recruits participants, and are incentives inside the price?"
    model = (
        "workingArrangements",
        "We will recruit the research participants and pay their incentives, and have booked the first twelve.",
    )
    sources = ("GOV.UK Service Manual: Find user research participants", "US Digital Services Playbook, play 5")

    def check(self, tender: Tender) -> Iterator[Clause]:
        research = tender.user_research
        box = of_phase(tender, "discovery") if "discovery" in tender.bought else None
        if box and box.weeks <= SHORT_DISCOVERY:
            return  # W003 says it, with the time
        if research.ask == "activity" and research.who_recruits == "not_stated" and not are_at_hand(tender):
            yield Clause(evidence=research.evidence[:2])
