"""U009: requirements come from the business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.research import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked, in_sentences
from scoring.services import is_team_work
from tenders.tender import Tender

# A sentence that has users in it too does not leave them out.
WITH_USERS = re.compile(
    r"\b(?:end[ -]?users?|users?|research\w*|discovery|residents|citizens|patients|customers|frontline)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class RequirementsFromOwner(Rule):
    """Looks for requirements that are provided by, or collected from, the business, an owner or stakeholders.

    A requirement that nobody checked with users is a guess with a number. Where research with users is asked for as well,
    this is only a remark.

    Bad: "Requirements will be provided by the business before each sprint."
    Good: "The backlog starts from the trials with crews, and changes with what they show."
    """

    code = "U009"
    name = "requirements-from-owner"
    severity = Severity.WARNING
    weight = 4
    requires = ("described",)
    message = "Requirements come from the business, and not from users."
    why = "Whoever owns a process knows how it ought to run; only those who use it show what they need."
    fix = "Derive the backlog from research with users, and let the owner set its order."
    question = "May the backlog change with what research with users shows?"
    sources = ("18F: De-risking Government Technology",)

    def applies(self, tender: Tender) -> bool:
        return is_team_work(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        hits = [hit for hit in asked(tender.cues.find("people.from_owner", within=WORK)) if not WITH_USERS.search(hit.said)]
        if hits:
            severity = Severity.INFO if tender.user_research.ask == "activity" else Severity.WARNING
            yield Clause(evidence=tuple(hit.clause for hit in in_sentences(hits)[:2]), severity=severity)
