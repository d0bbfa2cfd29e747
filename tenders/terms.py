"""Lengths of time as people write them: "6 - 8 weeks", "2 1/2 years", "18 months – 2 years", "a two-year term"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenders.tender import DAYS, Length, Unit

WORDS = {
    "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "sixteen": "16", "eighteen": "18", "twenty": "20",
    "twenty-four": "24", "twenty four": "24", "thirty-six": "36", "thirty six": "36",
}  # fmt: skip
NUMBER_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
NUMBER = rf"(?:\d+\s+1/2|\d+(?:\.\d+)?½?|½|(?:{NUMBER_WORD})(?![a-z]))"
UNIT = (
    r"(?:working\s+|calendar\s+|calender\s+|elapsed\s+)?"
    r"(?:days?|d(?=\b)|weeks?|wks?|months?|mnths?|mths?|mos?|m(?=\b)|years?|yrs?|y(?=\b))(?![a-z])"
)
MARK = r"\s*(?:-|–|—|to|or|/)\s*"
JOIN = r"[\s\-–]*(?:\(\d+\)[\s\-–]*)?"

TERM = re.compile(
    rf"(?<![\w.,£$€/])(?P<low>{NUMBER})(?:{JOIN}(?P<low_unit>{UNIT}))?{MARK}(?:up to\s+)?(?P<high>{NUMBER}){JOIN}(?P<unit>{UNIT})"
    rf"|(?<![\w.,£$€/])(?P<lone>{NUMBER}){JOIN}(?P<lone_unit>{UNIT})",
    re.IGNORECASE,
)
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS).replace("sep(?:", "sept?(?:")
END_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<month>{MONTH})\b\.?,?(?:\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,?)?\s+'?(?P<year>20\d\d|\d\d)\b"
    r"|(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d|\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A length of time with its place in a text."""

    length: Length
    start: int
    end: int


def terms(text: str) -> Iterator[Term]:
    """Each length of time in a text, ranges joined. Of mixed units the larger end's unit is kept."""
    for found in TERM.finditer(text):
        if found["lone"]:
            value = number(found["lone"])
            length = Length(min=value, max=value, unit=unit(found["lone_unit"]))
        else:
            length = between(found)
        if length.max:
            yield Term(length=length, start=found.start(), end=found.end())


def between(found: re.Match[str]) -> Length:
    """A range. "18 months - 2 years" is counted in the unit of its lower end; "months" serves both where it stands once."""
    high_unit = unit(found["unit"])
    low_unit = unit(found["low_unit"]) if found["low_unit"] else high_unit
    low, high = number(found["low"]), number(found["high"])
    if low_unit != high_unit:
        high = round(high * DAYS[high_unit] / DAYS[low_unit], 1)
    return Length(min=min(low, high), max=max(low, high), unit=low_unit)


def number(text: str) -> Decimal:
    """The number written in digits, in words, or with a half."""
    text = re.sub(r"\s+", " ", text.strip().lower())
    if text in WORDS:
        return Decimal(WORDS[text])
    half = Decimal("0.5") if text.endswith(("1/2", "½")) else Decimal(0)
    whole = text.removesuffix("1/2").removesuffix("½").strip()
    return (Decimal(whole) if whole else Decimal(0)) + half


def unit(text: str) -> Unit:
    """The unit that a word stands for."""
    word = text.split()[-1].lower()
    return "days" if word[0] == "d" else "weeks" if word[0] == "w" else "years" if word[0] == "y" else "months"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDate:
    """A day written in a text, with its place. A month alone stands for its last day."""

    day: date
    start: int
    end: int


def end_dates(text: str) -> Iterator[EndDate]:
    """Each date in a text that could be an end."""
    for found in END_DATE.finditer(text):
        day = read_end(found)
        if day:
            yield EndDate(day=day, start=found.start(), end=found.end())


def read_end(found: re.Match[str]) -> date | None:
    """The day that a match stands for, or None where there is no such day."""
    try:
        if found["m"]:
            return date(full_year(found["y"]), int(found["m"]), int(found["d"]))
        year, month = (
            full_year(found["year"]),
            next(n for n, name in enumerate(MONTHS, 1) if name[:3] == found["month"][:3].lower()),
        )
        day = found["day"] or found["day_after"]
        return date(year, month, int(day) if day else calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def full_year(text: str) -> int:
    """A year of two digits is of this century."""
    return int(text) + (2000 if len(text) == 2 else 0)
