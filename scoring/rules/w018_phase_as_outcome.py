"""W018: the phase, its documents or its staff are the only result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.purposes import has_results
from scoring.rule import Clause, Rule
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class PhaseAsOutcome(Rule):
    """Looks for a problem, and a reason, whose only result is that the phase, its report or a team is delivered.

    A discovery that is done because the standard asks for one leaves its team hunting for scope half way through.

    Bad: "The purpose of this contract is an alpha that meets the standard."
    Good: "Half of all claims come back for a missing receipt. By the end we want to know which of two ways of asking halves that."
    """

    code = "W018"
    name = "phase-as-outcome"
    severity = Severity.WARNING
    label = "no_outcome"
    weight = 5
    requires = ("outcome",)
    message = "What is to be provided is stated, and no result for anybody."
    why = "A phase that is done for its own sake has nothing to succeed at; the team looks for its scope half way through."
    fix = "Name the problem, who has it and what will be decided at the end."
    question = "What outcome, for whom, would make this phase a success?"
    model = (
        "outcome",
        "We want half as many people to ring us about their application: success is measured by the share who do, 40% today.",
    )
    sources = ("A delivery director's notes on bidding for this work",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        own_sake = cues.find("purpose.own_sake", within=("outcome",))
        helped = cues.apart(("purpose.aid",), unless=("purpose.own_sake",), within=("outcome",))
        if own_sake and not helped and not any(has_results(tender, field) for field in ("outcome", "backgroundInformation")):
            yield Clause(evidence=tuple(dict.fromkeys(hit.clause for hit in own_sake[:2])))
