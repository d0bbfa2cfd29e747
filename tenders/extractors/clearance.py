"""Security clearance: the highest level asked for, and whether it must be held already, by when, or can be got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenders.cues import Hit
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.tender import LEVELS, By, ClearanceAsked, Level, Terms

OWN = "securityClearance"
# Of the first of these that asks for a level, all is taken.
FIELDS = (OWN, "essentialRequirements", "additionalTerms")
LEVEL_CUES: Mapping[str, Level] = {f"clearance.{level.lower()}": level for level in LEVELS}
# What decides the terms, strongest first: "we will not sponsor it" speaks of sponsoring too.
DECIDING: Mapping[str, Terms] = {
    "clearance.unsponsored": "held",
    "clearance.sponsored": "sponsored",
    "clearance.obtainable": "obtainable",
    "clearance.held": "held",
}
# The earliest moment named is the one that counts.
MOMENTS: Mapping[str, By] = {
    "clearance.by_application": "application",
    "clearance.by_award": "award",
    "clearance.by_start": "start",
}
MANY = 20  # more levels than this no sentence names
OTHERS = ("clearance.subject", "clearance.matter", "clearance.optional", *DECIDING, *MOMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with the levels it names and the names of its cues."""

    words: Evidence
    levels: frozenset[Level]
    says: frozenset[str]

    @property
    def speaks(self) -> bool:
        """Whether it is about clearance: of other sentences, "prior to" says nothing of it."""
        return bool(self.levels or self.says & {"clearance.subject", "clearance.matter"})


class Clearance(Extractor):
    """Reads the clearance field; failing that, skills and terms that speak of clearance."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        found: dict[int, dict[int, list[Hit]]] = {}
        for hit in reading.cues.find(*LEVEL_CUES, *OTHERS, within=FIELDS):
            found.setdefault(id(hit.section), {}).setdefault(hit.sentence.start, []).append(hit)
        for section in reading.document.having(*FIELDS):
            said = tuple(sentence(hits) for _, hits in sorted(found.get(id(section), {}).items()))
            asked = asked_in(said, own=section.field == OWN)
            if asked:
                return {"clearance_asked": asked}
        return {}


def sentence(hits: list[Hit]) -> Sentence:
    """A sentence, from all the hits in it."""
    levels = [hit for hit in hits if hit.cue in LEVEL_CUES and names_level(hit)]
    # "Baseline Personnel Security Check" is no security check
    named = frozenset(LEVEL_CUES[hit.cue] for hit in levels if not any(inside(hit, other) for other in levels[:MANY]))
    return Sentence(words=hits[0].clause, levels=named, says=frozenset(hit.cue for hit in hits))


def names_level(hit: Hit) -> bool:
    """Whether a hit names a level: its short name only where it is written in capitals."""
    return len(hit.words) > 4 or hit.words.isupper()


def inside(hit: Hit, other: Hit) -> bool:
    """Whether a hit is part of a longer one."""
    return hit is not other and other.start <= hit.start and hit.end <= other.end and hit.words != other.words


def asked_in(found: tuple[Sentence, ...], *, own: bool) -> Stated[ClearanceAsked] | None:
    """What the sentences of a section ask for; None where they ask for no level. `own`: of the clearance field."""
    asking = [
        each
        for each in found
        if each.levels and "clearance.optional" not in each.says and (own or "clearance.subject" in each.says)
    ]
    if not asking:
        return None
    level = max((level for each in asking for level in each.levels), key=LEVELS.index)
    naming = [each for each in asking if level in each.levels]
    # Of the clearance field the whole answer counts: buyers name the level in one sentence and the terms in the next.
    about = [each for each in found if each.speaks] if own else naming
    deciding = next((cue for cue in DECIDING if any(cue in each.says for each in about)), None)
    moment = next((cue for cue in MOMENTS if any(cue in each.says for each in about)), None)
    terms: Terms | None = DECIDING[deciding] if deciding else "held" if moment else None
    words = [*(each.words for each in naming), *(clearest(about, cue) for cue in (deciding, moment) if cue)]
    return Stated(ClearanceAsked(level=level, terms=terms, by=MOMENTS[moment] if moment else None), in_order(words))


def clearest(about: list[Sentence], cue: str) -> Evidence:
    """Of the sentences with a cue, the first that names clearance; failing that, the first."""
    saying = [each for each in about if cue in each.says]
    return next((each for each in saying if each.levels or "clearance.subject" in each.says), saying[0]).words
