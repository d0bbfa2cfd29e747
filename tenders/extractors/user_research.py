"""User research: asked for as work, only as a skill, or not at all; and who recruits the people to talk to."""

from __future__ import annotations

from collections.abc import Mapping

from tenders.cues import Cues, Hit
from tenders.evidence import Evidence, in_order
from tenders.extractors import Extractor, Reading
from tenders.tender import Recruiter, UserResearch

# Where buyers describe the work and how it will be done.
WORK = (
    "title",
    "summary",
    "backgroundInformation",
    "outcome",
    "endUsers",
    "specialistWork",
    "contractLength",
    "budgetRange",
    "workplaceAddress",
    "workingArrangements",
    "additionalTerms",
    "researchPlan",
    "participantSpecification",
)
CRITERIA = ("essentialRequirements", "niceToHaveRequirements")
SCORED = ("successCriteria", "culturalFitCriteria")
# Who is on the buyer's side says nothing of the ask, but roles to be provided are often named there.
TEAM = ("existingTeam",)


class Research(Extractor):
    """Work that is asked for outweighs a skill that is asked for."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        cues = reading.cues
        work = asked_as_work(cues)
        skill = asked_as_skill(cues)
        if not work and not skill:
            return {}
        recruiter, words = who_recruits(cues)
        evidence = in_order((*(hit.clause for hit in (work or skill)[:3]), *words))
        ask = "activity" if work else "skill_only"
        return {"user_research": UserResearch(ask=ask, who_recruits=recruiter, evidence=evidence)}  # type: ignore[arg-type]


def asked_as_work(cues: Cues) -> tuple[Hit, ...]:
    """Where research with users is to be done in this work, or researchers are to be provided."""
    past = sentences(cues.find("research.past", "research.no_research"))
    described = [hit for hit in cues.find("research.done", "research.needs", within=WORK) if hit.place not in past]
    provides = sentences(cues.find("research.bidder_provides"))
    supplied = [
        hit
        for hit in cues.find("research.role", "research.done", within=(*CRITERIA, *TEAM))
        if hit.place in provides and hit.place not in past
    ]
    return tuple(described + supplied)


def asked_as_skill(cues: Cues) -> tuple[Hit, ...]:
    """Where user-centred skill is asked of the bidder; the stock criterion on user needs does not count."""
    stock = sentences(cues.find("research.boilerplate"))
    return tuple(
        hit for hit in cues.find("research.strong_craft", "research.done", within=(*CRITERIA, *SCORED)) if hit.place not in stock
    )


def who_recruits(cues: Cues) -> tuple[Recruiter, tuple[Evidence, ...]]:
    """Who finds participants or gives access to users, with the words that say so."""
    unsettled = ("research.recruiting_open",)
    shared = cues.apart(("research.both_recruit",), unless=unsettled)
    if shared:
        return "shared", (shared[0].clause,)
    buyer = cues.apart(("research.buyer_recruits",), unless=unsettled)
    supplier = cues.apart(("research.supplier_recruits",), unless=unsettled)
    if buyer and supplier:
        return "shared", (buyer[0].clause, supplier[0].clause)
    if buyer:
        return "buyer", (buyer[0].clause,)
    if supplier:
        return "supplier", (supplier[0].clause,)
    return "not_stated", ()


def sentences(hits: tuple[Hit, ...]) -> set[tuple[str, int]]:
    """The sentences that hold these hits."""
    return {hit.place for hit in hits}
