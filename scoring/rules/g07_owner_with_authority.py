"""G07: somebody on the buyer's side decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.rules.t001_no_product_owner import deciders
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class OwnerNamed(Signal):
    """Looks for a product owner, service owner or other deciding role on the buyer's side.

    A team can only learn as fast as somebody can decide what to do about it.

    Bad: "The supplier will report to the project board."
    Good: "Our product owner is with the team four days a week and decides priorities."
    """

    code = "G07"
    name = "owner-named"
    weight = -7
    most = 1
    requires = ("existing_team",)
    message = "A deciding role is named on the buyer's side."
    why = "Somebody can change course when the evidence says so."
    fix = "Say how much of their time the team has."
    question = ""
    sources = ("18F: State Software Budgeting Handbook",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in deciders(tender)[:1]:
            yield Clause(evidence=(hit.clause,))
