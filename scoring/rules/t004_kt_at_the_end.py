"""T004: knowledge is handed over only at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.sayings import affirmed
from scoring.services import is_team_work
from tenders.cues import Hit
from tenders.tender import Tender

# What was done before, and what users do, is no transfer to the buyer.
NOT_THE_ASK = ("workAlreadyDone", "earlyMarketEngagement", "title", "endUsers", "backgroundInformation")
# An exit plan belongs at the end, and the training of users is a service to them.
OTHER = re.compile(r"exit|user training|end[ -]users?", re.IGNORECASE)
TRANSFER = ("transfer.moved", "transfer.taught", "transfer.trained", "transfer.handed")


@dataclass(frozen=True, kw_only=True)
class TransferAtTheEnd(Rule):
    """Looks for knowledge transfer that is spoken of only as the last act of the contract.

    What was learned in months does not pass in a week of meetings, and a contract that runs late drops its last week first.

    Bad: "A handover session takes place in the final week."
    Good: "Our editors pair with you from the first sprint; the final week is theirs alone."
    """

    code = "T004"
    name = "kt-at-the-end"
    severity = Severity.INFO
    requires = ("described",)
    message = "Knowledge transfer is asked for only at the end."
    why = "Transfer is continuous: what is left to the last week rests on a single point of failure until then."
    fix = "Have the buyer's people pair with the team from the first week."
    question = "Will the buyer's people work with the team throughout, and how much time do they have for it?"
    sources = ("Government Service Design Manual, 2016: agile delivery",)

    def applies(self, tender: Tender) -> bool:
        return is_team_work(tender) and leaves_something(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        hits = transfers(tender)
        ends = {hit.place for hit in tender.cues.find("people.at_end")}
        along = {hit.place for hit in tender.cues.find("people.throughout")}
        if hits and all(hit.place in ends and hit.place not in along for hit in hits):
            yield Clause(evidence=tuple(dict.fromkeys(hit.clause for hit in hits))[:3])


def transfers(tender: Tender) -> tuple[Hit, ...]:
    """Where knowledge is to pass to the buyer, or is asked about: not what passes to the supplier."""
    inward = {hit.place for hit in tender.cues.find("transfer.elsewhere")}
    return tuple(
        hit
        for hit in affirmed(tender.cues.find(*TRANSFER, without=NOT_THE_ASK))
        if hit.place not in inward and not OTHER.search(hit.words)
    )
