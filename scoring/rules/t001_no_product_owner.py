"""T001: nobody on the buyer's side is named who decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender

# Where buyers describe their own side. Criteria speak of the bidder.
OWN_SIDE = (
    "existingTeam",
    "workingArrangements",
    "backgroundInformation",
    "outcome",
    "summary",
    "endUsers",
    "workAlreadyDone",
    "workplaceAddress",
    "additionalTerms",
    "earlyMarketEngagement",
    "specialistWork",
)


@dataclass(frozen=True, kw_only=True)
class NoProductOwner(Rule):
    """Looks for a product owner, service owner or other deciding role on the buyer's side, and finds none.

    A team that learns has to be able to change course, and somebody has to have the authority to say so. A project or
    delivery manager does not. Roles that the supplier is asked to bring do not count.

    Bad: "Existing team: a project manager and two business analysts."
    Good: "Existing team: a product owner (four days a week, decides priorities) and two business analysts."
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
    sources = ("18F: State Software Budgeting Handbook", "US Digital Services Playbook, play 6")

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        named = cues.apart(("owners.owner", "owners.decides"), unless=("owners.brought", "owners.nobody"), within=OWN_SIDE)
        if not named and not cues.find("owners.ours", within=OWN_SIDE):
            yield Clause(evidence=tender.existing_team.evidence if tender.existing_team else ())
