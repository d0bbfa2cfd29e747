"""P018: a criterion that nobody can tell is met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.criteria import criteria, criterion_of
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import count
from tenders.cues import Hit
from tenders.evidence import in_order
from tenders.tender import Tender

FIELDS = ("essentialRequirements", "niceToHaveRequirements")
# A number is a measure; a criterion's points are not.
NUMBER = re.compile(r"\d")
POINTS = re.compile(r"[-–—:([]?\s*\d+(?:\.\d+)?\s*(?:points?|pts?|marks?|%)?\s*[)\]]?[\s.]*$", re.IGNORECASE)

# So many words on what the track record is of say what to show.
OF_WHAT = 6

# Words before that make it somebody else's: "helping a client to an excellent grasp of its data".
GAINED = re.compile(r"\b(?:develop|gain|build|acquire|grow|improve)\w*\s+(?:(?:an?|their|our|its)\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class WoollyCriterion(Rule):
    """Looks for a criterion that asks for something excellent, strong or proven, and not for what would show it.

    No bidder answers that its communication is poor. What is enough is then settled by whoever marks it, and cannot be
    explained to whoever loses. A track record is itself what shows: where it is said at some length of what, it is let be.

    Bad: "Excellent stakeholder management skills."
    Good: "Have kept a service running through a change of supplier; say what you did in the first week."
    """

    code = "P018"
    name = "woolly-criterion"
    severity = Severity.INFO
    requires = ("essential",)
    message = "A criterion asks for a quality, and not for what would show it."
    why = "Nobody can tell what is enough, so that each evaluator settles it for himself."
    fix = "Say what evidence would satisfy it."
    question = "What would an answer with full marks show?"
    sources = ("A delivery director's notes on bidding for this work",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        measured = {criterion_of(hit) for hit in tender.cues.find("competition.measure", within=FIELDS)}
        hits = (hit for hit in tender.cues.find("competition.woolly", within=FIELDS) if not is_gained(hit) and not is_told(hit))
        woolly = in_order(map(criterion_of, hits))
        found = tuple(words for words in woolly if words not in measured and not NUMBER.search(POINTS.sub("", words.quote)))
        if found:
            listed = criteria(tender, *FIELDS)
            some = f"{len(found)} of {count(len(listed), 'criterion', 'criteria')}"
            message = f"{some} {'asks' if len(found) == 1 else 'ask'} for a quality, and not for what would show it."
            yield Clause(evidence=found[:3], message=message)


def is_gained(hit: Hit) -> bool:
    """Whether it is what the work is to bring about, and not what bidders have."""
    return bool(GAINED.search(hit.section.text[max(0, hit.start - 40) : hit.start]))


def is_told(hit: Hit) -> bool:
    """Whether it is a track record, and the criterion says of what."""
    return hit.words.lower().endswith("record") and len(criterion_of(hit).quote.partition(hit.words)[2].split()) > OF_WHAT
