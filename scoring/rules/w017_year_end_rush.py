"""W017: the financial year ends the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.calendar import last_day, names_a_day
from scoring.finding import Severity
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from scoring.timebox import contract
from scoring.words import count, day
from tenders.evidence import Evidence
from tenders.tender import Tender
from tenders.terms import end_dates

# The end of the year in words or by its day; "by March" is before it.
YEAR_END = re.compile(
    r"\b(?:2[5-9]|3[01])(?:st|nd|rd|th)?\s+(?:of\s+)?march\b|\bmarch\s+(?:2[5-9]|3[01])(?!\d)|\bend of march\b"
    r"|\b(?:financial|fiscal) year\b|\byear[\s-]+end\b|\bFY\b",
    re.IGNORECASE,
)
# How far past the words the day and the year may stand.
NEAR = 12
# Days by which a term may pass the year's end and still be said to end with it.
SLACK = 28


@dataclass(frozen=True, kw_only=True)
class YearEndRush(Rule):
    """Looks for work that has to end with the financial year, less than twelve weeks after its start.

    Money that has to be spent by 31 March buys a phase, not an outcome. The date is the budget's and not the users',
    so what is cut to keep it is what users needed.

    Bad: "Starts on 1 February; all work is to be invoiced by 31 March."
    Good: "Starts on 1 February for ten weeks; the budget of both years has been approved."
    """

    code = "W017"
    name = "year-end-rush"
    severity = Severity.WARNING
    requires = ("described",)
    message = "The work has to end with the financial year."
    why = "Money that is spent because the year ends buys a phase and not an outcome."
    fix = "Say what drives the date, and plan past it."
    question = "Is the end date the budget's or the users'?"
    sources = ("A delivery director's notes on bidding for this work",)

    max_weeks: int = 12

    def check(self, tender: Tender) -> Iterator[Clause]:
        start = beginning(tender)
        if start is None:
            return
        for end, evidence in ends(tender, start):
            if (end.month, end.day) >= (3, 25) and (end.month, end.day) <= (4, 5) and 0 < (end - start).days < 7 * self.max_weeks:
                left = count((end - start).days // 7, "week")
                message = f"The work has to end by {day(end)}, with the financial year: {left} after its start."
                yield Clause(evidence=(*evidence, *(tender.start.evidence if tender.start else ())), message=message)
                return


def beginning(tender: Tender) -> date | None:
    """The latest start or, where none is stated, the closing date."""
    if tender.start:
        return tender.start.value
    return last_day(tender.closes.value) if tender.closes else None


def ends(tender: Tender, start: date) -> Iterator[tuple[date, tuple[Evidence, ...]]]:
    """Each day by which the work has to end, as it is written: the contract's end, and sentences that speak of it."""
    span = tender.duration
    if span and span.end_date and names_a_day(span.evidence[0].quote):
        yield span.end_date, span.evidence[:1]
    box = contract(tender)
    for hit in asked(tender.cues.find("timing.year_end", within=WORK)):
        said = hit.said[hit.start - hit.sentence.start :][: len(hit.words) + NEAR]
        if not YEAR_END.search(said):
            continue
        end = next((end.day for end in end_dates(said)), None) or year_end(start)
        # of a term that goes on, it is a part of the money that ends with the year
        if box is None or 7 * box.weeks <= (end - start).days + SLACK:
            yield end, (hit.clause,)


def year_end(start: date) -> date:
    """The last day of the financial year that a day is in."""
    return date(start.year if (start.month, start.day) <= (3, 31) else start.year + 1, 3, 31)
