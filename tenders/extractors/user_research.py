"""User research: asked for as work, only as a skill, or not at all; and who recruits the people to talk to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tenders.cues import Cues, Hit
from tenders.evidence import Evidence, in_order
from tenders.extractors import Extractor, Reading
from tenders.extractors.phases import phases_bought
from tenders.research import ELSEWHERE, WORK, asked_as_skill, asked_as_work
from tenders.tender import Recruiter, UserResearch

SPARED = re.compile(r"(?:\bnot|n['’]t|\bno need to) (?:\w+ ){0,2}$", re.IGNORECASE)
OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
# A skill that bidders have, whatever they are to do here.
KNOWN = re.compile(r"\b(?:expertise|skills?|knowledge of)\b", re.IGNORECASE)
# Where a buyer says how people will be found for research.
SETTLED = (*WORK, "existingTeam", "workAlreadyDone")
# Where a buyer says what its own side does, and who the users are.
TAKING_PART = ("workingArrangements", "existingTeam", "endUsers", "additionalTerms")


class Research(Extractor):
    """Work that is asked for outweighs a skill that is asked for."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        cues = reading.cues
        skill = asked_as_skill(cues)
        work = asked_as_work(cues) or asked_of_a_discovery(reading, skill)
        recruiter, words = who_recruits(cues)
        if not work and not skill:
            return {}
        evidence = in_order((*(hit.clause for hit in (work or skill)[:3]), *words))
        # Where it is settled who finds participants, research is to be done, and not only known.
        ask = "activity" if work or words else "skill_only"
        return {"user_research": UserResearch(ask=ask, who_recruits=recruiter, evidence=evidence)}  # type: ignore[arg-type]


def asked_of_a_discovery(reading: Reading, skill: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Research named as a skill, where a discovery is bought: it is what a discovery is made of (GOV.UK Service Manual).

    To be user-centred, or to know of research, is still no more than a skill.
    """
    phases = reading.once(phases_bought)
    if phases is None or "discovery" not in phases.value:
        return ()
    return tuple(
        hit for hit in skill if (hit.cue != "research.craft" or "research" in hit.words.lower()) and not KNOWN.search(hit.said)
    )


def who_recruits(cues: Cues) -> tuple[Recruiter, tuple[Evidence, ...]]:
    """Who finds participants or gives access to users, with the words that say so."""
    unsettled = ("research.recruiting_open",)
    shared = cues.apart(("research.both_recruit",), unless=unsettled)
    if shared:
        return "shared", (shared[0].clause,)
    # what is asked of bidders says nothing of what the buyer will do
    buyer = cues.apart(("research.buyer_recruits",), unless=unsettled, within=SETTLED) or arranged(cues) or found_by_the_buyer(cues)
    supplier = tuple(
        hit for hit in (*cues.apart(("research.supplier_recruits",), unless=unsettled), *left_to(cues)) if not is_spared(hit)
    )
    # "the supplier will recruit participants" holds "recruit participants": those words speak of the supplier alone
    buyer = tuple(hit for hit in buyer if is_of_the_buyer(hit) or not any(overlaps(hit, other) for other in supplier))
    if buyer and supplier:
        return "shared", (buyer[0].clause, supplier[0].clause)
    if buyer:
        return "buyer", (buyer[0].clause,)
    if supplier:
        return "supplier", (supplier[0].clause,)
    return "not_stated", ()


def arranged(cues: Cues) -> tuple[Hit, ...]:
    """Sentences in which people and research are brought together, by nobody else than the buyer."""
    unless = (
        "research.recruiting_open",
        *ELSEWHERE,
        "research.no_access",
        "research.supplier_recruits",
        "research.both_recruit",
    )
    return cues.beside(cues.apart(("research.arranging",), unless=unless, within=SETTLED), "research.with_people")


def found_by_the_buyer(cues: Cues) -> tuple[Hit, ...]:
    """Sentences on how the buyer's side takes part in which it finds people, where there is work with users."""
    found = cues.apart(("research.buyer_finds",), unless=("research.recruiting_open", *ELSEWHERE), within=TAKING_PART)
    return found if found and asked_as_work(cues) else ()


def left_to(cues: Cues) -> tuple[Hit, ...]:
    """Sentences in which the supplier is to find somebody and that speak of research with people."""
    unless = ("research.recruiting_open", *ELSEWHERE, "research.buyer_recruits", "research.both_recruit")
    return cues.beside(cues.apart(("research.supplier_arranging",), unless=unless), "research.with_people")


def is_spared(hit: Hit) -> bool:
    """Whether the supplier need not do it: "don't budget for finding people"."""
    return bool(SPARED.search(hit.section.text[hit.sentence.start : hit.start]))


def overlaps(hit: Hit, other: Hit) -> bool:
    """Whether words share a stretch with others."""
    return hit.place == other.place and hit.start < other.end and other.start < hit.end


def is_of_the_buyer(hit: Hit) -> bool:
    """Whether the words themselves say that it is the buyer who does it: "we will line up", "our panel"."""
    return bool(OURS.search(hit.words))
