"""P013: skill in a method of delivery, as cultural fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.criteria import criterion_of
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import is_denied
from tenders.evidence import in_order
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class CultureMisuse(Rule):
    """Looks for cultural fit criteria that ask for experience of, or a certificate in, agile or another method.

    Cultural fit is how people work together: how they decide, share what they know and treat mistakes. Having agile
    skills is technical competence, says the form, and is scored there; to score it twice counts it twice.

    Bad: "Cultural fit: experience of Scrum."
    Good: "Cultural fit: be open about mistakes, and learn from them."
    """

    code = "P013"
    name = "culture-misuse"
    severity = Severity.WARNING
    requires = ("cultural_criteria",)
    message = "A skill in a method of delivery is scored as cultural fit."
    why = (
        "Skill in agile delivery is technical competence; scored as culture it counts twice, and says nothing of working together."
    )
    fix = "Move it to the essential skills, and say here how you want to work together."
    question = "Is this scored as a skill or as a way of working together?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        within = ("culturalFitCriteria",)
        passed_on = {criterion_of(hit) for hit in tender.cues.find("competition.passing_on", within=within)}
        skills = (hit for hit in tender.cues.find("competition.method_skill", within=within) if not is_denied(hit))
        found = in_order(words for words in map(criterion_of, skills) if words not in passed_on)
        if found:
            yield Clause(evidence=found[:3])
