"""T010: knowledge transfer is a bonus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.rules.t004_kt_at_the_end import transfers
from scoring.services import is_team_work
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class TransferAsExtra(Rule):
    """Looks for knowledge transfer that is spoken of only as nice to have, as social value or as something added.

    What counts as a bonus in the bid counts as one in the contract, and goes first when time runs short.

    Bad: "Nice to have: coaching of our developers."
    Good: "Must have: two of our developers deploy on their own by the third month."
    """

    code = "T010"
    name = "transfer-as-extra"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Knowledge transfer is only an extra."
    why = "It decides whether the work can be carried on, and extras are the first to be descoped."
    fix = "Make it a requirement, with a method and the people who receive it."
    question = "Which people receive the knowledge, and how much of their time is set aside?"
    sources = ("A delivery director's notes on bidding for this work",)

    def applies(self, tender: Tender) -> bool:
        return is_team_work(tender) and leaves_something(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        hits = transfers(tender)
        bonus = {hit.place for hit in tender.cues.find("people.extra")}
        if hits and all(hit.section.field == "niceToHaveRequirements" or hit.place in bonus for hit in hits):
            yield Clause(evidence=tuple(dict.fromkeys(hit.clause for hit in hits))[:3])
