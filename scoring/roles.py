"""The roles that an ask says the supplier is to bring: those named in one breath with the words that ask for them."""

from __future__ import annotations

import re

from tenders.cues import Hit
from tenders.tender import Tender

# Where roles are asked for; on the buyer's own side too, as buyers say beside their team whom they lack.
ASKED_IN = (
    *("summary", "outcome", "backgroundInformation", "specialistWork", "text", "existingTeam", "workingArrangements"),
    *("additionalTerms", "essentialRequirements", "successCriteria"),
)
# How far a list of roles reaches from the words that ask for them, in characters.
REACH = 400
# Asks that are looked at: a page that has more is no notice.
MOST = 50
# What a bidder has done before is no role that is asked for.
PAST = re.compile(r"\b(?:experience[ds]?|demonstra\w+|evidence|track record|have provided|worked)\b", re.IGNORECASE)


def asks(tender: Tender) -> tuple[Hit, ...]:
    """The words that ask for roles or for so many people, in the order of the document."""
    hits = tender.cues.find("people.roles_asked", "research.bidder_provides", "people.team_size", within=ASKED_IN)
    return tuple(hit for hit in hits[:MOST] if not PAST.search(hit.said))


def beside(tender: Tender, ask: Hit, *cues: str) -> tuple[Hit, ...]:
    """One hit for each role that stands in the asking sentence or shortly after it."""
    hits = tender.cues.find(*cues, within=(ask.section.field,))
    near = (
        hit
        for hit in hits
        if hit.section is ask.section and ask.sentence.start <= hit.start < max(ask.sentence.end, ask.end + REACH)
    )
    return tuple({kind(hit): hit for hit in near}.values())


def kind(hit: Hit) -> str:
    """A role's name as it is compared: lower case, one space, singular."""
    return " ".join(hit.words.lower().replace("-", " ").split()).rstrip("s")
