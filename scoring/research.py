"""What is said of research with users anywhere in an ask, and what only looks like it."""

from __future__ import annotations

import re

from scoring.sayings import asked
from tenders.cues import Hit
from tenders.document import Document
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.tender import Tender

# A group of the buyer's own that is named: "members of our Safety Group", "the XYZ team".
GROUP = r"(?:[Tt]eam|[Gg]roup|[Pp]anel|[Cc]ommittee|[Bb]oard)\b"
OWN_GROUP = re.compile(
    rf"\b(?:members|representatives) of (?:our|the (?:\w+['’]s)|[A-Z][\w&]*['’]s)\s+(?:[\w&-]+\s+){{0,4}}{GROUP}"
)
NAMED_TEAM = re.compile(rf"\b(?P<name>[A-Z][A-Z&]{{2,}}|(?!(?:The|Our|A|Your)\b)[A-Z][\w&]+(?:\s+[A-Z][\w&]+)+)\)?\s+{GROUP}")
PUBLIC = re.compile(
    r"\b(?:public|citizens?|residents?|patients?|customers?|applicants?|claimants?|tenants?|pupils?|parents?|carers?|businesses)\b",
    re.IGNORECASE,
)
INSIDE = re.compile(
    r"\binternal (?:[\w&]+ ){0,3}users\b|\busers (?:are|will be) (?:all )?internal\b|\bcivil service only\b", re.IGNORECASE
)
OUTSIDE = re.compile(
    r"\bexternal\b|\b(?:public|citizens?|residents?|patients?|applicants?|claimants?|tenants?|businesses)\b", re.IGNORECASE
)

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


def are_at_hand(tender: Tender) -> bool:
    """Whether the people to talk to are the buyer's own and named: a group of its own in every sentence that asks for
    research, or users who are the very team that the supplier works with."""
    evidence = tender.user_research.evidence
    if evidence and all(OWN_GROUP.search(words.quote) for words in evidence):
        return True
    users = tender.document.get("endUsers")
    if users is None or PUBLIC.search(users.text):
        return False
    return bool(teams(tender.document, "endUsers") & teams(tender.document, "existingTeam"))


def are_staff(tender: Tender) -> bool:
    """Whether the answer on users says that they are inside the buyer's organisation: nobody pays them to take part."""
    users = tender.document.get("endUsers")
    return users is not None and bool(INSIDE.search(users.text)) and not OUTSIDE.search(users.text)


def teams(document: Document, field: str) -> set[str]:
    """The names that stand before "team" or "group" in an answer."""
    section = document.get(field)
    return {found["name"] for found in NAMED_TEAM.finditer(section.text)} if section else set()
