"""U002: the answer on users names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.groups import STAKEHOLDER, answers, names_users
from scoring.rule import Clause, Rule
from scoring.services import is_service
from tenders.tender import Tender

# What people do or would like to do with a thing. Any of it is taken for a need.
NEED = re.compile(
    r"\b(?:needs?|needed|wants?|require[sd]?|requirements?|able to|can|could|will|would|should|must|so that|in order to"
    r"|wish(?:es)?|uses?|using|"
    r"used|expect\w*|looking (?:to|for)|access\w*|help\w*|allow\w*|enabl\w*|to \w+)\b",
    re.IGNORECASE,
)
TO_BE_FOUND = re.compile(
    r"\b(?:to be|will be|would be|yet to be|must be) (?:\w+ )?(?:identified|defined|established|determined|discovered"
    r"|explored|researched|agreed)"
    r"|\b(?:identify|discover|establish|find out|understand|define|research)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class UsersNotNamed(Rule):
    """Looks for a kind of people, or for what they need, in the answer on who the users are, and finds none.

    "Users" is no group: a team cannot recruit, observe or design for it. Where a discovery is to find out who the users
    are, and says so, nothing is raised; nor where only stakeholders are named, which is another rule's business.

    Bad: "Internal and external users."
    Good: "As a mooring holder, I need to hear of a storm a day ahead, so that I can move my boat."
    """

    code = "U002"
    name = "users-not-named"
    severity = Severity.WARNING
    weight = 3
    requires = ("endUsers",)
    message = "The answer on users names no group of people."
    why = "A team cannot find, watch or design for users whom nobody has named."
    fix = "Name each group and what it needs to do, in the form: as a …, I need to …, so that …."
    question = "Who are the user groups, how many are there of each, and what do they need to do?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "dxw: survey of Digital Outcomes opportunities, 2017")

    def applies(self, tender: Tender) -> bool:
        return is_service(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        sections = answers(tender)
        said = "\n".join(section.text for section in sections)
        evidence = tuple(section.whole() for section in sections[:1])
        if "discovery" in tender.bought and TO_BE_FOUND.search(said):
            return
        if not names_users(said):
            if not STAKEHOLDER.search(said):  # U003 says it
                yield Clause(evidence=evidence)
        elif not NEED.search(said):
            message = "The answer on users lists groups, and nothing that they need to do."
            yield Clause(evidence=evidence, message=message, severity=Severity.INFO)
