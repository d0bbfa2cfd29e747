"""U008: the supplier is kept from users."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import ASKED
from scoring.rule import Clause, Rule
from scoring.sayings import is_told
from tenders.tender import Tender

# Whom bidders must leave alone while a contract is being let: no users, and nothing to do with research.
NOT_USERS = re.compile(
    r"\b(?:buyers?|authority|councillors?|officials|officers|referees?|references|incumbents?|bidders|evaluators?|procurement|tender(?:ing)?|"
    r"competition|us)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class NoUserAccess(Rule):
    """Looks for words that keep the supplier from the people who will use the service.

    Agile work without feedback from users is guesswork in short steps.

    Bad: "Suppliers will not have direct access to claimants."
    Good: "Two claimants a week will visit the team."
    """

    code = "U008"
    name = "no-user-access"
    severity = Severity.ERROR
    label = "research_without_recruitment"
    weight = 8
    requires = ("outcome",)
    message = "The supplier will have no access to users."
    why = "Agile is impossible without feedback from the people who will use the service."
    fix = "Guarantee access, and say who grants it."
    question = "Who grants access to users, and from when?"
    sources = ("18F: De-risking Government Technology",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        kept = [
            hit
            for hit in tender.cues.find("research.no_access", within=ASKED)
            if not is_told(hit) and not NOT_USERS.search(hit.said)
        ]
        if kept and tender.user_research.ask != "none":
            yield Clause(evidence=tuple(hit.clause for hit in kept[:2]))
