"""What a notice asks of research with users: as work to be done, and as a skill that bidders must show."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tenders.cues import Cues, Hit
from tenders.fields import ARRANGED, CRITERIA, DESCRIBED, SCORED

# Where work is described: what is said of the buyer's own team and of earlier work is not asked for.
WORK = (*DESCRIBED, *ARRANGED)
# What users do with each other is told of in their own field: there, words of meeting are not the supplier's.
OF_THE_SUPPLIER = tuple(field for field in WORK if field != "endUsers")
# Research that is behind, or not the supplier's.
ELSEWHERE = ("research.past", "research.no_research")


def asked_as_work(cues: Cues) -> tuple[Hit, ...]:
    """Where research with users is to be done in this work, or researchers are to be provided."""
    return (
        *cues.apart(("research.done", "research.needs", "research.role"), unless=ELSEWHERE, within=WORK),
        *meetings(cues),
        *provided(cues, "research.bidder_provides", within=CRITERIA),
        *provided(cues, "research.supplier_provides", within=(*OF_THE_SUPPLIER, "existingTeam")),
    )


def meetings(cues: Cues) -> Iterator[Hit]:
    """Where the supplier is to be among users, to learn from them; not what a tool is for ("an app to talk to patients")."""
    purposes = cues.find("research.service_does", within=OF_THE_SUPPLIER)
    for hit in cues.apart(("research.contact",), unless=(*ELSEWHERE, "research.training"), within=OF_THE_SUPPLIER):
        if not any(purpose.place == hit.place and purpose.start < hit.start for purpose in purposes):
            yield hit


def provided(cues: Cues, providing: str, within: Collection[str]) -> Iterator[Hit]:
    """Researchers and research in sentences that ask the supplier to provide."""
    asking = sentences(cues.find(providing, within=within))
    named = ("research.researcher", "research.role", "research.done")
    return (hit for hit in cues.apart(named, unless=ELSEWHERE, within=within) if hit.place in asking)


def asked_as_skill(cues: Cues) -> tuple[Hit, ...]:
    """Where user-centred skill is asked of the bidder; the stock criterion on user needs does not count."""
    skills = ("research.craft", "research.role", "research.done")
    return (
        *cues.apart(skills, unless=("research.boilerplate",), within=(*CRITERIA, *SCORED)),
        # who is to be met is a skill where it is required; what is scored speaks of meetings of every kind
        *cues.apart(("research.contact",), unless=("research.boilerplate",), within=CRITERIA),
        *cues.apart(("research.centred",), unless=("research.boilerplate",), within=WORK),
    )


def sentences(hits: tuple[Hit, ...]) -> set[tuple[str, int]]:
    """The sentences that hold these hits."""
    return {hit.place for hit in hits}
