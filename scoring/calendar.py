"""Working days: what weekends and the bank holidays of a part of the United Kingdom leave of a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from scoring.words import london
from tenders.tender import Tender

if TYPE_CHECKING:
    from holidays import HolidayBase

# The parts of the kingdom that keep days of their own, as the package names them. England's are those of Wales.
Part = Literal["ENG", "SCT", "NIR"]
PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (re.compile(r"\bscotland\b", re.IGNORECASE), "SCT"),
    (re.compile(r"\bnorthern ireland\b", re.IGNORECASE), "NIR"),
)
# A deadline in the small hours is the end of the day before: the marketplace's 11:59pm is past midnight in summer.
SMALL_HOURS = time(6, 0)
# A day beside its month: in figures, before the month or after it, and then beside a year.
DAY = re.compile(r"^\W*\d|[a-z]\.?,?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+'?\d", re.IGNORECASE)
# No deadline is counted in working days further than this: a mistyped year would take its time.
A_YEAR = 366


def part_of(tender: Tender) -> Part:
    """The part of the kingdom where the work is; England and Wales where it is in several, or nobody says."""
    places = tender.location.value if tender.location else ()
    parts = {next((part for pattern, part in PARTS if pattern.search(place)), "ENG") for place in places}
    return parts.pop() if len(parts) == 1 else "ENG"  # type: ignore[return-value]


def last_day(deadline: datetime) -> date:
    """The last day in London that a deadline leaves. A deadline at midnight is a date that came without a clock."""
    local = london(deadline)
    if time(0, 0) < local.time() < SMALL_HOURS:
        return (local - timedelta(days=1)).date()
    return local.date()


def names_a_day(words: str) -> bool:
    """Whether a written date names its day: "31 March 2021", "2021-03-31", not "March 2021"."""
    return bool(DAY.search(words))


def working_days(after: date, until: date, part: Part) -> int:
    """How many working days there are after a day, up to another and with it."""
    return sum(is_working(day, part) for day in days(after, until))


def bank_holidays(after: date, until: date, part: Part) -> tuple[str, ...]:
    """The names of the bank holidays that fall on weekdays after a day, up to another and with it."""
    known = calendar(part)
    return tuple(known[day].removesuffix(" (observed)") for day in days(after, until) if day.weekday() < 5 and day in known)


def is_working(day: date, part: Part) -> bool:
    """Whether a day is neither in a weekend nor a bank holiday."""
    return day.weekday() < 5 and day not in calendar(part)


def days(after: date, until: date) -> Iterator[date]:
    """Each day after a day, up to another and with it."""
    return (after + timedelta(days=n) for n in range(1, min((until - after).days, A_YEAR) + 1))


@cache
def calendar(part: Part) -> HolidayBase:
    """The bank holidays of a part of the kingdom, year by year as they are asked for."""
    from holidays import country_holidays

    return country_holidays("GB", subdiv=part)
