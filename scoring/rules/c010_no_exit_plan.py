"""C010: nothing on how the contract ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.sayings import affirmed
from tenders.cues import Hit
from tenders.tender import Tender

# What was done before, and the titles of things, say nothing of how this contract ends.
NOT_THE_END = (
    "title",
    "workAlreadyDone",
    "earlyMarketEngagement",
    "buyer",
    "organisation",
    "essentialRequirements",
    "niceToHaveRequirements",
)


@dataclass(frozen=True, kw_only=True)
class NoExitPlan(Rule):
    """Looks for a beta or live service that is bought with no word on a handover, an exit or who takes over.

    A service that runs has users on the day the contract ends. If nothing is agreed, the supplier stays because nobody
    else can run it. Knowledge transfer to named people is an answer; what is asked of bidders' experience is not.

    Bad: nothing.
    Good: "In the last two months the supplier hands the service, its data and its accounts to our operations team."
    """

    code = "C010"
    name = "no-exit-plan"
    severity = Severity.WARNING
    requires = ("described", "phases")
    of_silence = True
    message = "Nothing says who takes over when the contract ends."
    why = "Users are still there on the day the contract ends; without an agreed exit the buyer is tied to the supplier."
    fix = "Ask for an exit plan: who takes over, by when, and how data, code and accounts come back."
    question = "What handover do you expect at the end, to whom, and is time for it inside the term?"
    sources = ("US Digital Services Playbook, play 5",)

    def applies(self, tender: Tender) -> bool:
        return bool({"beta", "live"} & set(tender.bought)) and leaves_something(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.knowledge_transfer.ask != "specific" and not ends(tender):
            earlier = ("discovery", "alpha")
            cited = tender.phases.evidence if tender.phases else ()
            yield Clause(evidence=tuple(words for words in cited if words.quote.lower() not in earlier)[:2])


def ends(tender: Tender) -> tuple[Hit, ...]:
    """Where the notice says how the contract ends; not what comes from the supplier before."""
    inward = {hit.place for hit in tender.cues.find("terms_of_contract.from_before")}
    found = affirmed(tender.cues.find("terms_of_contract.exit", without=NOT_THE_END))
    return tuple(hit for hit in found if hit.place not in inward)
