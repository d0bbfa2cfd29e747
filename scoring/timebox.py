"""How long the phase bought may take, from everything the notice says of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenders.evidence import Evidence
from tenders.tender import Phase, Tender
from tenders.terms import terms

# Where a phase's own length is often hidden.
SAID_IN = ("summary", "outcome", "backgroundInformation", "workingArrangements", "additionalTerms", "specialistWork", "budgetRange")


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
    if span.length and span.length.weeks is not None:
        return Timebox(weeks=span.length.weeks, evidence=span.evidence)
    start = tender.start.value if tender.start else tender.closes.value.date() if tender.closes else None
    if span.end_date and start and span.end_date > start:
        return Timebox(weeks=Decimal((span.end_date - start).days) / 7, evidence=span.evidence)
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
    """Whether a length beside a phase's name is that phase's: "the discovery is to be finished in", "8 week discovery"."""
    if after.lstrip(" -–").startswith((phase, f"for the {phase}", f"for {phase}")):
        return True
    if phase not in before:
        return False
    between = before.rsplit(phase, 1)[1]
    finishes = ("finish", "complete", "last", "take", "run for", "be done", "is to be", "will be", "within", "over")
    return len(between) < 70 and any(word in between for word in finishes)
