"""U006: research asked for, and nobody to find the people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.timebox import SHORT_DISCOVERY, of_phase
from tenders.tender import Tender

# A supplier's question on who finds the people.
FINDING = re.compile(r"\b(?:recruit\w*|participants|access to (?:the )?(?:end )?users)\b", re.IGNORECASE)
FOR_RESEARCH = re.compile(r"\bresearch\b|\busers\b|\busability\b", re.IGNORECASE)

# What is research by name; travel to users and a story of what a user needs are not.
BY_NAME = re.compile(
    r"\bresearch(?:ers?)?\b|\btest(?:s|ed|ing)?\b|\binterview|\buser needs\b|\bneeds of\b|\busability\b", re.IGNORECASE
)
NOT_BY_NAME = re.compile(r"^\W*As an? \w|\bI (?:need|want|can)\b|\bsystem (?:and|&) user test", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RecruitmentOwnerUnclear(Rule):
    """Looks for research with users that is asked for as work, with nothing on who finds the people or opens the door.

    Most notices are silent on this, and it is a real cost: recruiting, incentives and lost weeks fall on whoever did
    not think of it. Where only a published answer speaks of it, or users are met and research is not named, it is a note.

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
        if research.ask == "activity" and research.who_recruits == "not_stated":
            own = tuple(words for words in research.evidence if not NOT_BY_NAME.search(words.quote))
            if not any(BY_NAME.search(words.quote) for words in own):
                message = "Contact with users seems to be part of the work, and nothing says who arranges it."
                yield Clause(evidence=research.evidence[:2], message=message, severity=Severity.INFO)
            elif is_asked(tender):
                message = "Research with users is asked for, and only a published answer speaks of who recruits them."
                yield Clause(evidence=own[:2], message=message, severity=Severity.INFO)
            else:
                yield Clause(evidence=own[:2])


def is_asked(tender: Tender) -> bool:
    """Whether a supplier asked who finds the people, and was told something."""
    return any(
        FINDING.search(asked.question) and FOR_RESEARCH.search(asked.question) and asked.answer.strip()
        for asked in tender.questions
    )
