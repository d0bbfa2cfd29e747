"""G01: the problem is stated, and no product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.good_ask import is_outcome, problem
from scoring.rule import Clause, Signal
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class ProblemFirst(Signal):
    """Looks for what goes wrong and for whom, where neither the title nor the problem names a thing to make or buy.

    Suppliers who know the problem can offer answers that the buyer has not thought of.

    Bad: "We need a new booking portal."
    Good: "Visitors wait nine days to hear whether a boat is free, and half of them give up."
    """

    code = "G01"
    name = "problem-first"
    weight = -4
    requires = ("described",)
    message = "The problem is stated, and no product is named as its answer."
    why = "A problem without an answer leaves the team free to find the one that works."
    fix = "Say how often it happens, and to whom."
    question = ""
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    def applies(self, tender: Tender) -> bool:
        return is_outcome(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = problem(tender)
        if said:
            yield Clause(evidence=said[:2])
