"""P005: only who has done the very same thing may bid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.criteria import criterion_of
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import is_denied
from tenders.cues import Hit
from tenders.evidence import in_order
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class SameSystemOnly(Rule):
    """Looks for an essential that only a supplier of the very same system, of this buyer or of one sector can meet.

    What was hard in another system of the same size or risk is as good a proof, and more suppliers have it. An essential
    that only the supplier who is there already can meet is a competition of one.

    Bad: "Have built an identical permit system for another port." "Have experience of our booking platform."
    Good: "Have built a service that takes payments from the public at a similar scale."
    """

    code = "P005"
    name = "same-system-only"
    severity = Severity.WARNING
    requires = ("essential",)
    message = "An essential asks for experience that only a few suppliers, or the one already there, can have."
    why = "Experience of the very same thing is seldom needed, and asking for it narrows the field to who has it."
    fix = "Ask for work of similar scale or risk."
    question = "Is experience of a comparable system or sector accepted?"
    sources = ("18F: State Software Budgeting Handbook",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        within = ("essentialRequirements",)
        same, wide = (
            tender.cues.find("competition.same_system", within=within),
            tender.cues.find("competition.similar", within=within),
        )
        asked = {criterion_of(hit) for hit in tender.cues.find("competition.ask", "competition.done", within=within)}
        open_to_others = {criterion_of(hit) for hit in wide}
        hits: tuple[Hit, ...] = (
            *(hit for hit in same if criterion_of(hit) in asked),
            *tender.cues.find("competition.own_thing", "competition.sector_only", within=within),
        )
        found = in_order(criterion_of(hit) for hit in hits if criterion_of(hit) not in open_to_others and not is_ruled_out(hit))
        if found:
            yield Clause(evidence=found[:3])


def is_ruled_out(hit: Hit) -> bool:
    """Whether the same is said not to be needed. That another sector does not count is said with a "not" of its own."""
    return hit.cue != "competition.sector_only" and is_denied(hit)
