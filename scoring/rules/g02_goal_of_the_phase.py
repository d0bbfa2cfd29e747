"""G02: the phase has something to find out, or a decision to reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.good_ask import goal, is_outcome
from scoring.rule import Clause, Signal
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class GoalOfThePhase(Signal):
    """Looks for the question that a phase has to answer, or the decision that will be taken on it.

    A phase that ends in a decision knows when it is done.

    Bad: "Carry out a discovery."
    Good: "By the end of the discovery we want to know whether one form can replace the four."
    """

    code = "G02"
    name = "goal-of-the-phase"
    weight = -2
    requires = ("phases", "described")
    message = "The phase has a question to answer or a decision to reach."
    why = "A team that knows what will be decided can leave out whatever does not help to decide it."
    fix = "Say who decides, and on what evidence."
    question = ""
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    def applies(self, tender: Tender) -> bool:
        return is_outcome(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = goal(tender)
        if said:
            yield Clause(evidence=said[:2])
