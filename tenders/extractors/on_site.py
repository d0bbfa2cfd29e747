"""Where people work: at the buyer's place (how many days a week, or what share of the time), elsewhere, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tenders.cues import Hit
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.tender import Count, OnSite, Where
from tenders.terms import NUMBER, number

FIELDS = ("workingArrangements", "workplaceAddress", "additionalTerms", "text")
CUES = ("on_site.here", "on_site.meeting", "on_site.away", "on_site.whole", "on_site.never_away")
WEEK = Decimal(5)
DAYS = re.compile(
    rf"(?<![\w.,£$/])(?:(?P<low>{NUMBER})\)?\s*(?:-|–|to|or|/)\s*)?(?P<high>{NUMBER})\)?[\s-]*(?:working\s+)?days?\b(?:\s*\([^()]{{0,20}}\))?"
    r"(?P<week>\s*(?:a|per|each|every|/|in (?:a|each|every)|out of \w+|of the)?\s*(?:working\s+)?week)?"
    r"|\b(?P<times>once|twice)\s+(?:a|per|each|every)\s+week",
    re.IGNORECASE,
)
SHARE = re.compile(r"(?:(?P<low>\d{1,3})\s*%?\s*(?:-|–|to)\s*)?(?P<high>\d{1,3})\s*(?:%|per ?cent)", re.IGNORECASE)
AT_LEAST = re.compile(r"(?:at least|minimum(?: of)?|no (?:less|fewer) than)\s*\(?$", re.IGNORECASE)
UP_TO = re.compile(r"(?:up to|maximum(?: of)?|no more than|at most)\s*\(?$", re.IGNORECASE)
TIMES = {"once": Decimal(1), "twice": Decimal(2)}
# In characters: "3 days onsite"; "co-located with our team for 40%".
ADJACENT, NEAR, FAR = 3, 40, 10_000
MANY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Time at the buyer's place, in days a week or in percent, with its words."""

    time: Count
    unit: Literal["days", "percent"]
    words: Evidence

    @property
    def most(self) -> Decimal:
        """The most of it, in days a week."""
        high = self.time.max if self.time.max is not None else self.time.min
        assert high is not None, "a count has at least one end"
        return high if self.unit == "days" else high * WEEK / 100


class Place(Extractor):
    """Reads sentences that speak of the buyer's place or of work from elsewhere; of several times, the most is asked."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        hits = [hit for hit in reading.cues.find(*CUES, within=FIELDS) if hit.section.field != "text" or hit.cue == "on_site.here"]
        ruled_out = {hit.place for hit in hits if hit.cue == "on_site.never_away"}
        kinds = {
            cue: [hit for hit in hits if hit.cue == cue and (cue != "on_site.away" or hit.place not in ruled_out)] for cue in CUES
        }
        here, meeting, away = kinds["on_site.here"], kinds["on_site.meeting"], kinds["on_site.away"]
        stays = [*numbered([*here, *meeting], away), *all_week(here, away, kinds["on_site.whole"])]
        if stays:
            most = max(stays, key=lambda stay: stay.most)
            where: Where = "on_site" if most.most >= WEEK and not away else "mixed"
            return {"on_site": Stated(OnSite(where=where, time=most.time, unit=most.unit), in_order((most.words, *first(away))))}
        # In the body of a document "on site" alone may be said of anything.
        here = [hit for hit in here if hit.section.field != "text"]
        if not here and not away:
            return {}
        here = here or (meeting if away else [])
        where = "mixed" if here and away else "on_site" if here else "remote"
        return {"on_site": Stated(OnSite(where=where), in_order((*first(here), *first(away))))}


def first(hits: list[Hit]) -> list[Evidence]:
    """The first hit's sentence; nothing where there is none."""
    return [hit.clause for hit in hits[:1]]


def by_place(hits: list[Hit]) -> dict[tuple[str, int], list[Hit]]:
    """Hits by the sentence they stand in; of a sentence, no more than anyone writes."""
    found: dict[tuple[str, int], list[Hit]] = {}
    for hit in hits:
        if len(found.setdefault(hit.place, [])) < MANY:
            found[hit.place].append(hit)
    return found


def numbered(here: list[Hit], away: list[Hit]) -> Iterator[Stay]:
    """Each number of days and share of time said of the buyer's place: of two places, the nearer one to the number."""
    elsewhere = by_place(away)
    for place, ours in by_place(here).items():
        theirs = elsewhere.get(place, [])
        section, extent = ours[0].section, ours[0].sentence
        for found in DAYS.finditer(section.text, extent.start, extent.end):
            count, far = counted(found, 7), gap(found, ours)
            if count and far <= gap(found, theirs) and (found["week"] or found["times"] or far <= ADJACENT):
                yield Stay(time=count, unit="days", words=ours[0].clause)
        for found in SHARE.finditer(section.text, extent.start, extent.end):
            count, far = counted(found, 100), gap(found, ours)
            if count and far <= gap(found, theirs) and far <= NEAR:
                yield Stay(time=count, unit="percent", words=ours[0].clause)


def all_week(here: list[Hit], away: list[Hit], whole: list[Hit]) -> Iterator[Stay]:
    """Where people are at the buyer's place full time, daily or Monday to Friday."""
    at, elsewhere = by_place(here), by_place(away)
    for hit in whole:
        ours, theirs = at.get(hit.place, []), elsewhere.get(hit.place, [])
        if ours and distance(hit, ours) <= distance(hit, theirs):
            yield Stay(time=Count(min=WEEK, max=WEEK), unit="days", words=hit.clause)


def distance(hit: Hit, others: list[Hit]) -> int:
    """How far a hit stands from the nearest of others, in characters."""
    return min((max(other.start - hit.end, hit.start - other.end) for other in others), default=FAR)


def gap(found: re.Match[str], hits: list[Hit]) -> int:
    """How far a number stands from the nearest of these hits, in characters; one that follows at a distance is further."""
    return min(
        (reach(hit.start - found.end()) if hit.start >= found.end() else found.start() - hit.end for hit in hits), default=FAR
    )


def reach(characters: int) -> int:
    """What follows a number belongs to it where it follows at once; else it may open a new thought."""
    return characters if characters <= NEAR // 2 else characters + NEAR


def counted(found: re.Match[str], most: int) -> Count | None:
    """The days a week or the share of the time; None where there cannot be so many."""
    before = found.string[max(0, found.start() - 20) : found.start()]
    times = found.groupdict().get("times")
    high = TIMES[times.lower()] if times else number(found["high"])
    low = number(found["low"]) if found["low"] else high
    if not 0 < low <= high <= most:
        return None
    if low == high and AT_LEAST.search(before):
        return Count(min=low, max=None)
    return Count(min=None if low == high and UP_TO.search(before) else low, max=high)
