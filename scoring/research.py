"""What is said of research with users anywhere in an ask, and what only looks like it."""

from __future__ import annotations

from scoring.sayings import asked
from tenders.cues import Hit
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.tender import Tender

WORK = (*DESCRIBED, *ARRANGED, *TOLD)
WORDS = ("research.done", "research.needs", "research.contact", "research.role", "research.craft", "research.centred")


def spoken_of(tender: Tender) -> tuple[Hit, ...]:
    """Every word of research with users, asked for or told, but the marketplace's stock criterion and what stands in for it."""
    barred = {hit.place for hit in (*stand_ins(tender), *ruled_out(tender))}
    hits = tender.cues.apart((*WORDS, "people.users_along"), unless=("research.boilerplate",))
    return tuple(hit for hit in hits if hit.place not in barred)


def ruled_out(tender: Tender) -> tuple[Hit, ...]:
    """Where research is said not to be wanted, and not because others do it."""
    return tender.cues.apart(("people.research_ruled_out",), unless=("people.research_elsewhere",))


def stand_ins(tender: Tender) -> tuple[Hit, ...]:
    """Contact with users that is no research in the work: acceptance testing, focus groups, surveys (unless they are the work)."""
    title = tender.title.value.lower() if tender.title else ""
    cues = ("people.uat",) if "survey" in title else ("people.uat", "people.opinion")
    return asked(tender.cues.find(*cues, within=WORK))
