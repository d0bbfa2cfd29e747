"""S009: a ready-made product, changed until it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from tenders.evidence import in_order
from tenders.fields import CRITERIA
from tenders.tender import Tender

SAID_IN = (*WORK, *CRITERIA)


@dataclass(frozen=True, kw_only=True)
class CustomisedCots(Rule):
    """Looks for an off-the-shelf product that is to be customised or heavily configured.

    A product that was changed for one buyer is neither: its upgrades break what was changed, and only one supplier knows
    how. Buy it as it is and change how you work, or build what you need.

    Bad: "A SaaS product with extensive customisation to match our current forms."
    Good: "A SaaS product as it is; we will change our forms."
    """

    code = "S009"
    name = "customised-cots"
    severity = Severity.WARNING
    requires = ("described",)
    message = "A ready-made product is to be customised."
    why = "A product changed for one buyer loses what it was bought for: its upgrades, its price and its other suppliers."
    fix = "Buy it as it is, or build what you need."
    question = "What happens to the customised parts when the product is upgraded?"
    sources = ("18F: State Software Budgeting Handbook",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        packaged = {hit.place for hit in cues.find("competition.packaged", within=SAID_IN)}
        as_it_is = {hit.place for hit in cues.find("competition.as_it_is", within=SAID_IN)}
        changed = asked(cues.find("competition.reshaped", within=SAID_IN))
        found = in_order(hit.clause for hit in changed if hit.place in packaged and hit.place not in as_it_is)
        if found:
            yield Clause(evidence=found[:2])
