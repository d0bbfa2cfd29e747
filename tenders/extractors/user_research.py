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
        evidence = in_order((*(cite(hit) for hit in (work or skill)[:3]), *words))
        ask = "activity" if work else "skill_only"
        return {"user_research": UserResearch(ask=ask, who_recruits=recruiter, evidence=evidence)}  # type: ignore[arg-type]


def asked_as_work(cues: Cues) -> tuple[Hit, ...]:
    """Where research with users is to be done in this work, or researchers are to be provided."""
    past = sentences(cues.find("research.past", "research.no_research"))
    described = [hit for hit in cues.find("research.done", "research.needs", within=WORK) if key(hit) not in past]
    provides = sentences(cues.find("research.bidder_provides"))
    supplied = [
        hit
        for hit in cues.find("research.role", "research.done", within=(*CRITERIA, *TEAM))
        if key(hit) in provides and key(hit) not in past
    ]
    return tuple(described + supplied)


def asked_as_skill(cues: Cues) -> tuple[Hit, ...]:
    """Where user-centred skill is asked of the bidder; the stock criterion on user needs does not count."""
    stock = sentences(cues.find("research.boilerplate"))
    return tuple(hit for hit in cues.find("research.strong_craft", "research.done", within=(*CRITERIA, *SCORED)) if key(hit) not in stock)


def who_recruits(cues: Cues) -> tuple[Recruiter, tuple[Evidence, ...]]:
    """Who finds participants or gives access to users, with the words that say so."""
    shared = cues.find("research.both_recruit")
    if shared:
        return "shared", (cite(shared[0]),)
    buyer, supplier = cues.find("research.buyer_recruits"), cues.find("research.supplier_recruits")
    if buyer and supplier:
        return "shared", (cite(buyer[0]), cite(supplier[0]))
    if buyer:
        return "buyer", (cite(buyer[0]),)
    if supplier:
        return "supplier", (cite(supplier[0]),)
    return "not_stated", ()


def cite(hit: Hit) -> Evidence:
    """The sentence that a cue stands in, as evidence."""
    extent = hit.sentence
    return hit.section.cite(extent.start, extent.end)


def key(hit: Hit) -> tuple[str, int]:
    """What tells one sentence of a document from another."""
    return (hit.section.label, hit.sentence.start)


def sentences(hits: tuple[Hit, ...]) -> set[tuple[str, int]]:
    """The sentences that hold these hits."""
    return {key(hit) for hit in hits}
