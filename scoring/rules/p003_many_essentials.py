"""P003: more essentials than anybody can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.criteria import criteria
from scoring.finding import Severity
from scoring.marketplace import breach
from scoring.rule import Clause, Rule
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class ManyEssentials(Rule):
    """Looks for more than ten essential skills or experiences; more than fifteen is an error on the marketplace.

    A bidder who lacks one essential is out, however good the rest. A long list keeps out suppliers who could do the work
    and lets in whoever writes the best hundred words about each. The marketplace takes twenty at most.

    Bad: "Eighteen essentials, from workshop facilitation to experience of pension law."
    Good: "Six essentials: what nobody could do the work without."
    """

    code = "P003"
    name = "many-essentials"
    severity = Severity.WARNING
    weight = 5
    requires = ("essential",)
    message = "There are many essential requirements, and a bidder can be out for lacking one of them."
    why = "Each essential excludes; a long list keeps out suppliers who could do the work well."
    fix = "Keep what nobody could do the work without, and move the rest to nice-to-have."
    question = "Which of the essentials are pass or fail, and which are scored?"
    sources = (
        "dxw: survey of Digital Outcomes and Specialists opportunities, 2017",
        "Digital Outcomes and Specialists 5: buyer questions",
    )

    max_essentials: int = 10
    error_essentials: int = 15

    def check(self, tender: Tender) -> Iterator[Clause]:
        listed = criteria(tender, "essentialRequirements")
        if len(listed) > self.max_essentials:
            severity = breach(tender) if len(listed) > self.error_essentials else None
            message = f"There are {len(listed)} essential requirements, and a bidder can be out for lacking one of them."
            yield Clause(evidence=listed[self.max_essentials :][:3], message=message, severity=severity)
