"""S001: requirements counted and fixed in advance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.rules.s004_dated_deliverables import is_loose
from tenders.evidence import Evidence
from tenders.tender import Tender

# What is counted; a text that names none of it has no number to look for.
KINDS = ("requirements", "user stories", "use cases", "features", "functions")
NUMBER = re.compile(
    r"(?<![\w£$€.,/-])(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d{2,4})"
    r"|(?P<hundreds>a|one|two|three|four|five|six|seven|eight|nine) hundred)\b"
    rf"(?=\s+(?:and (?!a\b|the\b)[\w-]+\s+)?(?:[\w-]+\s+){{0,4}}?(?:{'|'.join(KINDS)})\b)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
HUNDREDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
OBLIGING = ("must", "shall")
OBLIGED = re.compile(rf"\b(?:{'|'.join(OBLIGING)})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RequirementWall(Rule):
    """Looks for dozens of requirements settled in advance: counted ("64 requirements"), or written as "must" and "shall";
    at a fixed price also for a long list of essentials, most of which are requirements by then.

    Hundreds of requirements are the wrong answer to "what shall we ask for". Stories that a product owner may drop and
    reorder are a backlog, and clear it.

    Bad: "Annex B lists 118 functional requirements, all of which must be met."
    Good: "The stories in the annex are where we would begin; expect half of them to go."
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
    max_priced: int = 15

    def check(self, tender: Tender) -> Iterator[Clause]:
        if is_loose(tender):
            return
        counted = list(self.walls(tender))
        if counted:
            yield Clause(evidence=tuple(dict.fromkeys(counted))[:3])
            return
        yield from self.priced(tender)
        if sum(section.low.count(word) for section in tender.document.having(*WORK) for word in OBLIGING) <= self.max_obliged:
            return
        obliged = [(section, found) for section in tender.document.having(*WORK) for found in OBLIGED.finditer(section.text)]
        if len(obliged) > self.max_obliged:
            evidence = tuple(section.cite(*found.span()) for section, found in obliged[:3])
            yield Clause(evidence=evidence, message=f"{len(obliged)} requirements say “must” or “shall”.")

    def priced(self, tender: Tender) -> Iterator[Clause]:
        """A list of essentials longer than the limit where the price is fixed."""
        payment, essentials = tender.payment_approach, tender.document.get("essentialRequirements")
        if payment and essentials and len(essentials.lines) > self.max_priced and is_fixed(tender):
            message = f"{len(essentials.lines)} essential requirements stand beside a fixed price."
            yield Clause(evidence=(essentials.cite(0, essentials.text.find("\n")), *payment.evidence), message=message)

    def walls(self, tender: Tender) -> Iterator[Evidence]:
        """Each sentence that counts as many requirements as the limit, or more."""
        for section in tender.document.having(*WORK):
            if not any(kind in section.low for kind in KINDS):
                continue
            for found in NUMBER.finditer(section.text):
                extent = section.sentence_at(found.start())
                if counted(found) >= self.max_counted and not DRAFT.search(section.text[extent.start : extent.end]):
                    yield section.cite(extent.start, extent.end)


def counted(found: re.Match[str]) -> int:
    """The number that a match names; of words, the hundreds. A year counts nothing."""
    if not found["digits"]:
        return 100 * (1 + HUNDREDS.index(found["hundreds"].lower())) if found["hundreds"].lower() != "a" else 100
    return 0 if YEAR.fullmatch(found["digits"]) else int(found["digits"].replace(",", ""))
