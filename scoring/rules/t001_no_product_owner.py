"""T001: nobody on the buyer's side is named who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.answered import is_promised
from scoring.finding import Severity
from scoring.places import OWN_SIDE
from scoring.rule import Clause, Rule
from scoring.sayings import affirmed
from scoring.services import is_team_work
from tenders.cues import Hit
from tenders.tender import Tender

OWNER = re.compile(r"\b(?:product|service) owner\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NoProductOwner(Rule):
    """Looks for a product owner, service owner or other deciding role on the buyer's side, and finds none.

    A team that learns has to be able to change course, and somebody has to have the authority to say so. A project or
    delivery manager does not. Roles that the supplier is asked to bring do not count. For days of a specialist, who joins
    somebody else's team, and where a published answer names one, it is a note.

    Bad: "Our side: one project manager, part time, and an analyst."
    Good: "Our side: the product owner, with us on four days out of five, who sets priorities; and an analyst."
    """

    code = "T001"
    name = "no-product-owner"
    severity = Severity.WARNING
    label = "no_decision_owner"
    weight = 2
    requires = ("existing_team",)
    message = "No product owner or other deciding role is named on the buyer's side."
    why = "Somebody in the buyer's own organisation has to decide what comes first, and be there to do it."
    fix = "Name the role, its share of time and what it may decide."
    question = "Who decides priorities, and how many days a week are they with the team?"
    model = (
        "existingTeam",
        "Our product owner is a civil servant who works on this four days a week and decides what is done next.",
    )
    sources = ("18F: State Software Budgeting Handbook", "US Digital Services Playbook, play 6")

    def check(self, tender: Tender) -> Iterator[Clause]:
        if deciders(tender):
            return
        evidence = tender.existing_team.evidence if tender.existing_team else ()
        if not is_team_work(tender):
            message = "Nobody is named, by name or by role, who decides what comes first in the specialist's work."
            yield Clause(evidence=evidence, message=message, severity=Severity.INFO)
        elif is_promised(tender, OWNER):
            message = "The notice names no product owner or other deciding role on the buyer's side; only a published answer does."
            yield Clause(evidence=evidence, message=message, severity=Severity.INFO)
        else:
            yield Clause(evidence=evidence)


def deciders(tender: Tender) -> tuple[Hit, ...]:
    """Where a deciding role on the buyer's side is named. A head or director counts where the buyer's team is described."""
    cues = tender.cues
    elsewhere = ("owners.brought", "owners.nobody", "owners.not_ours")
    roles = cues.apart(("owners.owner", "owners.decides"), unless=elsewhere, within=OWN_SIDE)
    seniors = cues.apart(("owners.senior",), unless=("owners.not_ours",), within=("existingTeam",))
    empty = {hit.place for hit in cues.find("owners.nobody", "owners.not_ours")}
    ours = (hit for hit in cues.find("owners.ours", within=OWN_SIDE) if hit.place not in empty)
    return affirmed((*ours, *roles, *seniors))
