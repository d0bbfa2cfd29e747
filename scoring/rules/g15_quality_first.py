"""G15: quality counts for more than price, and the team is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import affirmed
from tenders.evidence import Evidence
from tenders.tender import Tender

PRICE = ("price", "cost", "commercial")
MET = ("interview", "presentation")
TEXT = ("text", "additionalTerms", "summary")


@dataclass(frozen=True, kw_only=True)
class QualityFirst(Signal):
    """Looks for weights that give quality more than price, with an interview or a presentation before the award.

    Who will do the work matters more than who wrote the proposal.

    Bad: "Price 60 %, quality 40 %. Written proposal only."
    Good: "Quality 80 %, price 20 %. We will talk to the people who would do the work."
    """

    code = "G15"
    name = "quality-first"
    weight = -1
    requires = ("weightings",)
    message = "Quality counts for more than price, and bidders are met before the award."
    why = "Skill is seen in people, and the cheapest team is dear where it builds the wrong thing."
    fix = "Ask for the people who would do the work, not for those who sell it."
    question = ""
    sources = ("Digital Buying Guide", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        weights = tender.weightings
        if weights is None:
            return
        price = sum(share for name, share in weights.value.items() if is_price(name))
        met = meetings(tender)
        if met and 0 < 2 * price < sum(weights.value.values()):
            yield Clause(evidence=(*weights.evidence, *met[:1]))


def is_price(name: str) -> bool:
    """Whether a weight's name is that of price."""
    return any(word in name.lower() for word in PRICE)


def meetings(tender: Tender) -> tuple[Evidence, ...]:
    """Where it is said that the bidder's people are met."""
    methods = tender.assessment_methods
    if methods and any(word in method.lower() for method in methods.value for word in MET):
        return methods.evidence
    return tuple(hit.clause for hit in affirmed(tender.cues.find("manner.team_met", within=TEXT)))
