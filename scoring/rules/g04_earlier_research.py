"""G04: what was learned before can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import is_denied
from tenders.cues import Hit
from tenders.fields import DESCRIBED, TOLD
from tenders.tender import Tender

TOLD_IN = (*(field for field in DESCRIBED if field != "title"), *TOLD)
# A link often stands on a line of its own, below the words that say what it is, and below other links.
LINES_ABOVE = 4
LINK = ("http", "www")
# What was learned, written down. Where earlier work is told of it need not be said.
WRITTEN = re.compile(
    r"\b(?:reports?|findings|write[- ]ups?|playbacks?|slides?|presentation|summary|personas|notes|documents?|blog posts?|outputs?"
    r"|artefacts)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class EarlierResearch(Signal):
    """Looks for a link to earlier research, or to the report of an earlier phase, that every bidder can follow now.

    Bidders who can read what was learned price the work that is left. What only the winner or a short list may see
    does not count.

    Bad: "The discovery report will be given to the winning supplier."
    Good: "What our discovery found is at https://example.org/ferries."
    """

    code = "G04"
    name = "earlier-research"
    weight = -1
    requires = ("described",)
    message = "Earlier research can be read by everybody."
    why = "Nobody pays to find out twice what is known already, and no bidder knows more than the others."
    fix = "Add the prototype and the notes of its assessment, where there are any."
    question = ""
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        told = cues.apart(("manner.findings",), unless=("manner.not_now",), within=TOLD_IN)
        learned = {hit.place: hit for hit in told if not is_in_address(hit)}
        for shown in cues.apart(("manner.readable",), unless=("manner.not_now",), within=TOLD_IN):
            place = next((place for place in places_above(shown) if place in learned), None)
            done = shown.section.field == "workAlreadyDone"
            if place and not is_denied(shown) and (done or WRITTEN.search(learned[place].said)):
                yield Clause(evidence=tuple(dict.fromkeys((learned[place].clause, shown.clause))))
                return


def is_in_address(hit: Hit) -> bool:
    """Whether the words are part of a link: "/our-alpha-playbook"."""
    return hit.section.text[max(0, hit.start - 1) : hit.start] in ("/", "-", "_", ".", "=", "#")


def places_above(shown: Hit) -> Iterator[tuple[str, int]]:
    """Its own sentence and, of a link on a line of its own, the lines just above."""
    section = shown.section
    yield shown.place
    if not shown.said.strip().lower().startswith(LINK):
        return
    above = [extent for extent in section.sentences if extent.start < shown.sentence.start][-LINES_ABOVE:]
    yield from ((section.label, extent.start) for extent in reversed(above))
