"""How long the phase bought may take, from everything the notice says of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenders.evidence import Evidence
from tenders.tender import Length, Phase, Tender
from tenders.terms import terms

# Where a phase's own length is often hidden.
SAID_IN = (
    "title",
    "summary",
    "outcome",
    "backgroundInformation",
    "workingArrangements",
    "additionalTerms",
    "specialistWork",
    "budgetRange",
    "text",
)
# A discovery of so many weeks or fewer is short where people are still to be found: W003 speaks of it, U006 of longer ones.
SHORT_DISCOVERY = 6
# Days of effort are not the time that they are spread over; a length counted from an event is that event's.
EFFORT = re.compile(r"^\W*(?:of |worth of )*(?:effort|work|consultancy|consulting|input|person|man|staff)\b", re.IGNORECASE)
SPREAD = re.compile(r"\b(?:over|across|within|spread over|in)\W+(?:a period of |the next )?$", re.IGNORECASE)
COUNTED_FROM = re.compile(
    r"^\W*(?:of|after|from|before) (?:the )?(?:start|award|contract|signing|kick|beginning|each|every|being|it|them)", re.IGNORECASE
)
ABOUT_IT = re.compile(r"\b(?:for|of|during|in|from|before|after) (?:the |this |our |any )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timebox:
    """The longest that a phase may take, in weeks, with the words that say so."""

    weeks: Decimal
    evidence: tuple[Evidence, ...]


def contract(tender: Tender) -> Timebox | None:
    """The committed term: its length or, of an end date, the time from the latest start (or the closing date)."""
    span = tender.duration
    if span is None:
        return None
    spread = spread_over(tender, span.evidence)
    if spread:
        return spread
    if span.length and is_effort(tender, span.length):
        return None
    if span.length and span.length.weeks is not None:
        return Timebox(weeks=span.length.weeks, evidence=span.evidence)
    start = tender.start.value if tender.start else tender.closes.value.date() if tender.closes else None
    if span.end_date and start and span.end_date > start:
        return Timebox(weeks=Decimal((span.end_date - start).days) / 7, evidence=span.evidence)
    return None


def is_effort(tender: Tender, length: Length) -> bool:
    """Whether the same length is called effort elsewhere: five days of effort may be spread over a month."""
    return length.unit == "days" and any(
        term.length == length and EFFORT.match(section.text[term.end :])
        for section in tender.document.having(*SAID_IN)
        for term in terms(section.text)
    )


def spread_over(tender: Tender, evidence: tuple[Evidence, ...]) -> Timebox | None:
    """The time that days of effort are spread over: of "20 days of effort over 10 weeks", the ten weeks."""
    for words in evidence:
        for section in tender.document.sections:
            if section.label != words.section or not EFFORT.match(section.text[words.end :]):
                continue
            for term in terms(section.text[words.end :]):
                start, end = words.end + term.start, words.end + term.end
                if term.length.weeks and SPREAD.search(section.text[words.end : start]):
                    return Timebox(weeks=term.length.weeks, evidence=(section.cite(start, end),))
    return None


def of_phase(tender: Tender, phase: Phase) -> Timebox | None:
    """The time for one phase: what is said of it by name, else the first piece where it comes first, else the whole
    term where it is the only phase bought."""
    named = next(said_of(tender, phase), None)
    if named:
        return named
    bought = tender.bought
    span = tender.duration
    if span and span.first_piece and span.first_piece.weeks and bought[:1] == (phase,):
        return Timebox(weeks=span.first_piece.weeks, evidence=span.evidence)
    return contract(tender) if bought == (phase,) else None


def said_of(tender: Tender, phase: Phase) -> Iterator[Timebox]:
    """Lengths in sentences that say the phase is to be done in that time."""
    for section in tender.document.having(*SAID_IN):
        for extent in section.sentences:
            said = section.text[extent.start : extent.end]
            if phase not in said.lower():
                continue
            for term in terms(said):
                if term.length.weeks and is_limit(said[: term.start].lower(), said[term.end :].lower(), phase):
                    start = extent.start + term.start
                    yield Timebox(weeks=term.length.weeks, evidence=(section.cite(start, extent.start + term.end),))


def is_limit(before: str, after: str, phase: Phase) -> bool:
    """Whether a length beside a phase's name is that phase's: "the discovery should take", "8 week discovery"."""
    if after.lstrip(" -–").startswith((phase, f"for the {phase}", f"for {phase}")):
        return True
    if phase not in before or COUNTED_FROM.match(after):
        return False
    ahead, between = before.rsplit(phase, 1)
    finishes = ("finish", "complete", "last", "take", "run for", "be done", "is to be", "will be", "within", "over")
    return len(between) < 70 and not ABOUT_IT.search(ahead) and any(word in between for word in finishes)
