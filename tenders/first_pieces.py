"""First pieces: a first phase or first statement of work that has a length of its own inside a longer contract."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenders.evidence import Evidence
from tenders.extractors import Reading
from tenders.fields import DESCRIBED
from tenders.patterns import any_of
from tenders.tender import Length
from tenders.terms import Term, terms

# Where a first piece is told of outside the length field; what was done before is not one.
TOLD_IN = (*DESCRIBED, "budgetRange", "additionalTerms", "workingArrangements")
PIECE = r"(?:phase|sow|statement[\s-]+of[\s-]+work|statement|stage|piece|sprint|work package|release)"
FIRST = rf"(?:initial|first|1st|opening)\s+(?:\w+[\s-]+){{0,2}}?{PIECE}"
NUMBERED = r"(?:phase|stage|sow|statement of work)(?: no\\.?)? ?(?:1|one)"
BEGUN = rf"(?:start|begin|beg[au]n|commenc)\w*\s+with\s+an?\s+(?:{PIECE}|discovery|alpha)"
# A phase by its name is the first piece only where its length is said of it at once.
LASTS = (
    r"(?:\s*[:(\-–]|\s+(?:is|being|of|for|will be|to last|lasting|(?:will|should|must|to) (?:last|take|run|be)(?: for)?|"
    r"(?:is )?expected to (?:take|last|be|run(?: for)?)))?\s*\(?(?:around|about|approx\w*\.?|circa|c\.?|up to|a)?\s*$"
)
BEFORE = any_of(rf"\b{FIRST}\b", rf"\b{NUMBERED}\b", rf"\b{BEGUN}\b", rf"\b(?:discovery|alpha)(?: phase| stage)?{LASTS}")
AFTER = re.compile(
    rf"[\s-]*(?:for\s+)?(?:(?:an?|the)\s+)?(?:{FIRST}\b|discovery\b(?! and| &|,)|alpha (?:comes |is )?first\b)", re.IGNORECASE
)
# "begun with a 10 week statement of work"
PIECE_AFTER = re.compile(rf"[\s-]*{PIECE}\b", re.IGNORECASE)
BEGINS_BEFORE = re.compile(r"\b(?:start|begin|beg[au]n|commenc)\w*\s+with\s+an?\s*$", re.IGNORECASE)
SPEAKS = any_of(rf"\b{FIRST}\b", rf"\b{NUMBERED}\b", r"\bdiscovery(?: phase)?\s*[:(\-–]")
DONE = any_of(r"\b(?:was|were|has|have|had|took|lasted|completed?|finished|ran|already|previous(?:ly)?)\b")
# How far back the words may stand that say whose length it is, in characters.
REACH = 60


def is_first_piece(text: str, term: Term, others: Iterable[Term]) -> bool:
    """Whether a length belongs to a first phase or statement of work: as the words since the length before it say."""
    since = max((other.end for other in others if other.end <= term.start), default=0)
    said = re.split(r"[.;\n]", text[max(since, term.start - REACH) : term.start])[-1]
    after = text[term.end :]
    if BEFORE.search(said) or AFTER.match(after):
        return True
    return bool(BEGINS_BEFORE.search(said) and PIECE_AFTER.match(after))


def speaks_of_first_piece(text: str) -> bool:
    """Whether a text names a first piece at all."""
    return bool(SPEAKS.search(text))


def named_in(reading: Reading, whole: Length | None) -> tuple[Length, Evidence] | None:
    """The first piece that an answer other than the length field states, shorter than the whole term, or None."""
    for hit in reading.cues.find("pieces.first", within=TOLD_IN):
        extent = hit.sentence
        said = hit.section.text[extent.start : extent.end]
        if DONE.search(said):
            continue
        found = tuple(terms(said))
        for term in found:
            if is_first_piece(said, term, found) and is_shorter(term.length, whole):
                return term.length, hit.section.cite(extent.start + term.start, extent.start + term.end)
    return None


def is_shorter(piece: Length, whole: Length | None) -> bool:
    """Whether a piece is shorter than the whole, as far as both are known."""
    return whole is None or piece.weeks is None or whole.weeks is None or piece.weeks < whole.weeks
