"""S001: requirements counted and fixed in advance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.evidence import Evidence
from tenders.tender import Tender

COUNTED = re.compile(
    r"\b(\d{2,4})\s+(?:\w+[\s-]+){0,3}"
    r"(?:requirements?|user stories|features|functions|use cases|interfaces|records|articles|pages)\b",
    re.IGNORECASE,
)
OBLIGED = re.compile(r"\b(?:must|shall)\b", re.IGNORECASE)
DESCRIBES = (
    "summary",
    "outcome",
    "backgroundInformation",
    "endUsers",
    "workAlreadyDone",
    "additionalTerms",
    "workingArrangements",
    "specialistWork",
)


@dataclass(frozen=True, kw_only=True)
class RequirementWall(Rule):
    """Looks for dozens of requirements settled in advance: counted ("64 requirements"), or written as "must" and "shall".

    Hundreds of requirements are the wrong answer to "what shall we ask for". Stories that a product owner may drop and
    reorder are a backlog, and clear it.

    Bad: "The 64 requirements are mandatory; each will be tested and signed off."
    Good: "The 64 user stories are somewhere to start from."
    """

    code = "S001"
    name = "requirement-wall"
    severity = Severity.WARNING
    label = "fixed_deliverables"
    weight = 6
    requires = ("outcome",)
    message = "Dozens of requirements are settled in advance."
    why = "A long list of requirements fixes the answer before the team has learned what users need."
    fix = "State objectives and a dozen user stories, and say that the list may change."
    question = "Which requirements are fixed, and which are indicative?"
    sources = ("18F: State Software Budgeting Handbook",)

    max_counted: int = 40
    max_obliged: int = 20

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.cues.find("scope.loose"):
            return
        counted = list(self.walls(tender))
        if counted:
            yield Clause(evidence=tuple(counted[:3]))
            return
        obliged = [
            section.cite(*found.span())
            for section in tender.document.having(*DESCRIBES)
            for found in OBLIGED.finditer(section.text)
        ]
        if len(obliged) > self.max_obliged:
            yield Clause(evidence=tuple(obliged[:3]), message=f"{len(obliged)} requirements say “must” or “shall”.")

    def walls(self, tender: Tender) -> Iterator[Evidence]:
        """Each sentence that counts more requirements than the limit."""
        for section in tender.document.having(*DESCRIBES):
            for found in COUNTED.finditer(section.text):
                if (int(found[1]) >= self.max_counted and "stories" in found[0].lower()) or "requirement" in found[0].lower():
                    extent = section.sentence_at(found.start())
                    yield section.cite(extent.start, extent.end)
