"""C012: part of the work is asked for in the bid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import asked, in_sentences
from tenders.tender import Tender

# What is asked for under these is the bid.
OF_THE_BID = frozenset({"evaluationType"})


@dataclass(frozen=True, kw_only=True)
class SpecWork(Rule):
    """Looks for a prototype, a design or a task that bidders are to make for their bid, unpaid.

    Every bidder then does part of the work for nothing, before anybody has spoken to a user, and those who can afford
    it win. Past work, a task that is paid for, and what the chosen supplier will make are not meant.

    Bad: "Bidders must submit a prototype of the booking form with their proposal."
    Good: "Show us a form that you made for somebody else, and its code."
    """

    code = "C012"
    name = "spec-work"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Bidders are asked to make part of the work for their bid."
    why = "Unpaid work for a bid costs small suppliers most, and designs made before any research are guesses."
    fix = "Ask for samples of past work and code, or pay each bidder for the task."
    question = "Is the task paid, or may we show past work in its place?"
    sources = ("18F: De-risking Government Technology",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        barred = {hit.place for hit in cues.find("terms_of_contract.not_for_bid")}
        of_bid = {hit.place for hit in cues.find("terms_of_contract.for_the_bid")}
        found = [
            hit
            for hit in asked(cues.find("terms_of_contract.made_for_bid"))
            if hit.place not in barred and (hit.place in of_bid or hit.section.field in OF_THE_BID)
        ]
        if found:
            yield Clause(evidence=tuple(hit.clause for hit in in_sentences(found))[:2])
