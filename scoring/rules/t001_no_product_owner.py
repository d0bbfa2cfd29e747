"""T001: nobody on the buyer's side is named who decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import OWN_SIDE
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.sayings import affirmed
from tenders.cues import Hit
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class NoProductOwner(Rule):
    """Looks for a product owner, service owner or other deciding role on the buyer's side, and finds none.

    A team that learns has to be able to change course, and somebody has to have the authority to say so. A project or
    delivery manager does not. Roles that the supplier is asked to bring do not count. Work that changes no course and
    leaves nothing behind (an audit, a licence) is let off. Of one specialist who joins a team it is only a remark.

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
        if leaves_something(tender) and not deciders(tender):
            one_person = tender.lot is not None and tender.lot.value == "digital-specialists"
            yield Clause(
                evidence=tender.existing_team.evidence if tender.existing_team else (),
                severity=Severity.INFO if one_person else Severity.WARNING,
            )


def deciders(tender: Tender) -> tuple[Hit, ...]:
    """Where a deciding role on the buyer's side is named. A head or director counts where the buyer's team is described."""
    cues = tender.cues
    elsewhere = ("owners.brought", "owners.nobody", "owners.not_ours")
    roles = cues.apart(("owners.owner", "owners.decides"), unless=elsewhere, within=OWN_SIDE)
    seniors = cues.apart(("owners.senior",), unless=("owners.not_ours",), within=("existingTeam",))
    empty = {hit.place for hit in cues.find("owners.nobody", "owners.not_ours")}
    ours = (hit for hit in cues.find("owners.ours", within=OWN_SIDE) if hit.place not in empty)
    return affirmed((*ours, *roles, *seniors))
