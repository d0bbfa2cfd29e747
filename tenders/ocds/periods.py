"""When a contract runs, by a release: its term, how far it may be extended, and when it starts."""

from __future__ import annotations

from datetime import date, datetime

from tenders.ocds.fields import Fields
from tenders.ocds.notes import quoted
from tenders.ocds.origin import LONDON, moment
from tenders.rendered import count, day, length, period

# OCDS for the EU writes a length in months as days, thirty to the month.
MONTH = 30
LONGEST = 36_500  # days: a hundred years


def stamp(fields: Fields, name: str) -> datetime | None:
    """A time, noted where it is none. Publishers write years such as 0001 and 9999 for "not known": those are silent."""
    value = fields.values.get(name)
    if value is None or value == "":
        return None
    found = moment(value)
    if found is None:
        fields.notes.lost(f"{fields.at(name)} {quoted(value)}: it is not a date")
    return found if found and 1900 < found.year < 2200 else None


def london_day(found: datetime | None) -> date | None:
    """The day in London."""
    return None if found is None else found.astimezone(LONDON).date()


def ends(found: Fields) -> tuple[date | None, date | None]:
    """The first and the last day of a period, in London. One that ends before it starts has no end."""
    start, end = london_day(stamp(found, "startDate")), london_day(stamp(found, "endDate"))
    if start and end and end < start:
        found.notes.lost(f"{found.path}: it ends before it starts")
        return start, None
    return start, end


def term(found: Fields) -> str:
    """A contract period in the words that the duration's extractor reads, "" where it is silent."""
    start, end = ends(found)
    text = period(start, end) if end else ""
    days = found.number("durationInDays")
    if not text and days is not None and 0 < days <= LONGEST:
        whole = int(days)
        text = f"{count(whole // MONTH, 'month')} ({count(whole, 'day')})" if whole % MONTH == 0 else count(whole, "day")
    furthest = london_day(stamp(found, "maxExtentDate"))
    if text and furthest and end and furthest > end:
        text += f"; may be extended by {length(end, furthest)}, to {day(furthest)}"
    return text or period(start, None)


def first_day(periods: list[Fields]) -> date | None:
    """The earliest day on which a period starts."""
    starts = [start for found in periods if (start := ends(found)[0])]
    return min(starts, default=None)
