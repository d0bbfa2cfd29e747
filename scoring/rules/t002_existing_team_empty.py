"""T002: the buyer's own team is left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender

LONGEST = 100  # characters; a longer answer says something
# An answer that only says that the answer will come. "There is no team yet" is an answer.
NO_ANSWER = re.compile(
    r"\W*(?:(?:the|our|this|existing|current|project|client|team|members?|size|roles?|details?|composition|structure|is|are|will|still|yet|currently)\W+)*"
    r"(?:tb[acd]|n/?a|not (?:applicable|known|yet known)|unknown|to be (?:confirmed|advised|agreed|determined|decided"
    r"|defined|arranged))?"
    r"(?:\W+(?:at|on|after|upon|with|following|during|by|the|contract|award|start|supplier|kick[- ]?off|mobilisation|later"
    r"|date|a|this|stage|point))*\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class ExistingTeamEmpty(Rule):
    """Looks for a question on the existing team that is left blank, or answered with "to be confirmed".

    Suppliers staff and price against the people they will work with. The marketplace makes the answer mandatory. A
    document that has no such heading is not tested.

    Bad: "TBC."
    Good: "A harbour clerk who owns the backlog, two web developers, and the firm that runs the payment system."
    """

    code = "T002"
    name = "existing-team-empty"
    severity = Severity.WARNING
    requires = ("title",)
    message = "The question on the existing team is not answered."
    why = "Whom the supplier works with decides whom it has to bring."
    fix = "List the roles on your side, the time they have, and other suppliers."
    question = "Who will we work with, in which roles and for how much of their time?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def applies(self, tender: Tender) -> bool:
        return "existingTeam" in tender.document.by_field

    def check(self, tender: Tender) -> Iterator[Clause]:
        sections = tender.document.by_field["existingTeam"]
        if all(len(section.text) <= LONGEST and NO_ANSWER.fullmatch(section.text) for section in sections):
            yield Clause(evidence=tuple(section.whole() for section in sections if section.text.strip())[:1])
