"""P011: nobody is met before the choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import denies
from tenders.fields import SCORED
from tenders.tender import Tender

# Where a meeting may be promised; a specialist's "presentation skills" are not one.
METHODS = ("evaluationType",)
ELSEWHERE = ("additionalTerms", "summary", "workingArrangements", "earlyMarketEngagement", "numberOfSuppliers", "text", *SCORED)
# "The best three will be invited to give a presentation", in an answer.
PROMISED = re.compile(
    r"\b(?:suppliers?|bidders?|tenderers?|candidates?|short ?listed|you)\b[^.\n]{0,90}?"
    r"\b(?:presentations?|pitch|interviewed|an interview|for interviews?)\b",
    re.IGNORECASE,
)
# "Will there be a presentation? Yes."
MEETING = re.compile(r"\b(?:presentations?|interview(?:s|ed)?|pitch(?:es)?)\b", re.IGNORECASE)
YES = re.compile(r"\W*(?:yes|correct|that is correct)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PaperOnly(Rule):
    """Looks for assessment by papers alone: written proposals, case studies, work histories, references.

    Whoever writes the proposal is seldom who does the work. An hour with the people who would do it tells more than
    thirty pages, and costs both sides less. A meeting that is promised anywhere counts, in a published answer too.

    Bad: "Assessment methods: written proposal."
    Good: "Assessment methods: written proposal, presentation by the team who would do the work."
    """

    code = "P011"
    name = "paper-only"
    severity = Severity.INFO
    requires = ("assessment_methods",)
    message = "Suppliers are judged on paper alone."
    why = "A written proposal shows who writes well; the people who would do the work are seen after the choice is made."
    fix = "Add a presentation or an interview with the people who would do the work."
    question = "Will you meet the team who would do the work before you choose?"
    sources = ("18F: De-risking Guide",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        if tender.assessment_methods is None or cues.find("competition.meeting_method", within=METHODS):
            return
        if not cues.find("competition.meeting", within=ELSEWHERE) and not is_answered(tender):
            yield Clause(evidence=tender.assessment_methods.evidence)


def is_answered(tender: Tender) -> bool:
    """Whether a published answer says that bidders will be met."""
    for asked in tender.questions:
        found = PROMISED.search(asked.answer)
        if found and not denies(found[0]):
            return True
        if MEETING.search(asked.question) and YES.match(asked.answer):
            return True
    return False
