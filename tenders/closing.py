"""A closing date that only prose gives, mostly without its year: the newer pages of the Contract Award Service do that.

The year is that of the page's other dates: the last such day before the latest start or, without one, the only year named.
Where that leaves a choice, or several days are called the deadline, there is no closing date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from tenders.document import Document, Section
from tenders.evidence import Evidence

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
WRITTEN = rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})\.?(?:,?\s+(?P<y>20\d\d))?"
FIGURES = r"(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?:/(?P<y2>(?:20)?\d\d))?(?![\d/])"
DATE = re.compile(rf"\b(?:{WRITTEN}|{FIGURES})", re.IGNORECASE)
# What calls a day the deadline, before it in its clause; between the two stand no more than a few words, and no figure.
DEADLINE = re.compile(
    r"\b(?:deadline|closing(?: date)?|closes?|submission|submit(?:ted)?|return(?:ed)?|due)\b(?P<to>[^\d]{0,40})$", re.IGNORECASE
)
BEFORE = 160  # characters, in which the words about a day are looked for
CLAUSE_EDGE = re.compile(r"[.;\n]|,\s")
# Deadlines that are not the one for bids.
OTHER = re.compile(r"\b(?:clarifications?|questions?|queries|register\w*|expressions? of interest|standstill)\b", re.IGNORECASE)
YEARS = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+(20\d\d)\b|\b(20\d\d)-\d\d-\d\d|\b\d{{1,2}}/\d{{1,2}}/(20\d\d)\b", re.IGNORECASE
)
FIELDS = frozenset({"", "text", "summary", "additionalTerms"})


def closing_in_prose(document: Document, start: date | None) -> tuple[date, Evidence] | None:
    """The day that prose calls the deadline for bids, and its words; None where none does, or its year is in doubt."""
    found = [(*said, section) for section in document.sections if section.field in FIELDS for said in called_deadline(section)]
    if len({(day, month, year) for day, month, year, *_ in found}) != 1:
        return None
    day, month, year, begin, end, section = found[0]
    for choice in [year] if year else years(document, start):
        with suppress(ValueError):
            closes = date(choice, month, day)
            if year or start is None or closes <= start:
                return closes, section.cite(begin, end)
    return None


def called_deadline(section: Section) -> Iterator[tuple[int, int, int, int, int]]:
    """Each day that a text calls the deadline: day, month, year (0 where it is not said), and where its words stand."""
    for found in DATE.finditer(section.text):
        before = CLAUSE_EDGE.split(section.text[max(0, found.start() - BEFORE) : found.start()])[-1]
        called = DEADLINE.search(before)
        if not called or OTHER.search(before):
            continue
        day, month = int(found["d"] or found["d2"]), int(found["m2"] or 0) or MONTHS.index(found["month"][:3].lower()) + 1
        year = int(found["y"] or found["y2"] or 0)
        yield day, month, year + 2000 if 0 < year < 100 else year, found.start() - len(before) + called.start(), found.end()


def years(document: Document, start: date | None) -> tuple[int, ...]:
    """The years that a day without one may be of, likeliest first."""
    if start is not None:
        return (start.year, start.year - 1)
    named = {int(next(filter(None, found))) for section in document.sections for found in YEARS.findall(section.text)}
    return tuple(named) if len(named) == 1 else ()
