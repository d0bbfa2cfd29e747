"""G14: the other suppliers are declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.tender import Tender

TEAM = ("existingTeam",)
TOLD_IN = (*("existingTeam", "workAlreadyDone", "earlyMarketEngagement"), *("summary", "backgroundInformation", "text"))

# Only perhaps, or asked of bidders.
PERHAPS = re.compile(
    r"\b(?:may|might|could|would|any|if|where (?:required|necessary|appropriate|needed)|as required|experience|ability)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class SuppliersDeclared(Signal):
    """Looks for the supplier who does the work now, for others in the team, or for the word that there are none.

    A bidder who finds out late that somebody is there already has written for nothing.

    Bad: nothing.
    Good: "Two other suppliers are in the team: one runs the hosting, one the contact centre. There is no incumbent for this work."
    """

    code = "G14"
    name = "suppliers-declared"
    weight = -1
    requires = ("described",)
    message = "The buyer says that other suppliers are there, or that there are none."
    why = "All bidders start from the same knowledge, and can plan for whom they will work with."
    fix = "Name them, and say whether they may bid."
    question = ""
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        nobody = cues.apart(("manner.nobody_else", "incumbent.nobody"), unless=("manner.bids",), within=TOLD_IN)
        team = affirmed(cues.find("manner.other_supplier", within=TEAM))
        told = affirmed(cues.find("manner.at_work", within=TOLD_IN))
        said = in_sentences((*nobody, *(hit for hit in (*team, *told) if not PERHAPS.search(hit.said))))
        if said:
            yield Clause(evidence=tuple(hit.clause for hit in said[:2]))
