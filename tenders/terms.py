"""Lengths of time as people write them: "6 - 8 weeks", "2 1/2 years", "18 months – 2 years", "a two-year term"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenders.numerals import ONES, SMALL, TENS
from tenders.patterns import longest_of
from tenders.tender import DAYS, Length, Unit

WORDS = {
    "a": 1,
    "an": 1,
    **SMALL,
    **{f"{ten}{mark}{one}": n * 10 + m for n, ten in enumerate(TENS, 2) for m, one in enumerate(ONES, 1) for mark in "- "},
}
NUMBER_WORD = longest_of(WORDS)
# Words are taken whole (?>…): "twenty-four" is not the range from twenty to four.
NUMBER = rf"(?:\d+\s+1/2|\d+(?:\.\d+)?½?|½|(?>{NUMBER_WORD})(?![a-z]))"
UNIT = (
    r"(?:(?:working|calendar|calender|elapsed|further|more|additional|extra)\s+)?"
    r"(?:days?|d(?=\b)|weeks?|wks?|months?|mnths?|mths?|mos?|m(?=\b)|years?|yrs?|y(?=\b))(?![a-z])"
)
MARK = r"\s*(?:-|–|—|to|or|/|,?\s*up\s+to|(?<=\d)\s*and(?=\s*\d))\s*"
# Whole lengths that need no number beside their unit.
NAMED: dict[str, tuple[Decimal, Unit]] = {"half a year": (Decimal("0.5"), "years"), "fortnight": (Decimal(2), "weeks")}
# "twelve (12) weeks", "12 (twelve) weeks".
JOIN = rf"[\s\-–]*(?:\((?:\d+|{NUMBER_WORD})\)[\s\-–]*)?"

TERM = re.compile(
    rf"(?<![\w.,£$€/])(?P<low>{NUMBER})(?:{JOIN}(?P<low_unit>{UNIT}))?{MARK}(?:up to\s+)?(?P<high>{NUMBER}){JOIN}(?P<unit>{UNIT})"
    rf"|(?<![\w.,£$€/])(?P<years>{NUMBER}){JOIN}years?,?\s+(?:and\s+)?(?P<months>{NUMBER}){JOIN}months?(?![a-z])"
    rf"(?:,?\s+(?:and\s+)?(?P<days>{NUMBER}){JOIN}days?(?![a-z]))?"
    rf"|(?<![\w.,£$€/])(?P<lone>{NUMBER}){JOIN}(?P<lone_unit>{UNIT})"
    r"|\b(?:a\s+|one\s+)?(?P<named>half\s+a\s+year|fortnight)\b",
    re.IGNORECASE,
)
# What every length has: a text without is passed over before the slower pattern is tried.
UNIT_SAID = re.compile(rf"(?<![a-z])(?:{UNIT}|fortnight)", re.IGNORECASE)
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS).replace("sep(?:", "sept?(?:")
END_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<month>{MONTH})\b\.?,?(?:\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,?)?\s+'?(?P<year>20\d\d|\d\d)\b"
    r"|\b(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>20\d\d|\d\d)\b"
    r"|\b(?P<iso>20\d\d-\d\d-\d\d)\b"
    r"|\bend of (?:the )?(?:financial year|FY)\s*(?:20)?\d\d\s*[/–-]\s*(?:20)?(?P<financial>\d\d)\b",
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
    for found in TERM.finditer(text) if UNIT_SAID.search(text) else ():
        if found["named"]:
            value, named_unit = NAMED[" ".join(found["named"].lower().split())]
            length = Length(min=value, max=value, unit=named_unit)
        elif found["years"]:
            length = added(*(number(part) if part else Decimal(0) for part in found.group("years", "months", "days")))
        elif found["lone"]:
            value = number(found["lone"])
            length = Length(min=value, max=value, unit=unit(found["lone_unit"]))
        else:
            length = between(found)
        if length.max:
            yield Term(length=length, start=found.start(), end=found.end())


def added(years: Decimal, months: Decimal, days: Decimal) -> Length:
    """Years, months and days together, in the one unit where there is but one: "0 years 0 months 56 days" is 56 days."""
    whole = years * 12 + months
    if days and not whole:
        return Length(min=days, max=days, unit="days")
    if years and not (months or days):
        return Length(min=years, max=years, unit="years")
    value = whole + round(days / DAYS["months"], 1)
    return Length(min=value, max=value, unit="months")


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
    """Each date in a text that could be an end. A financial year ends on 31 March."""
    for found in END_DATE.finditer(text):
        day = read_end(found)
        if day:
            yield EndDate(day=day, start=found.start(), end=found.end())


def read_end(found: re.Match[str]) -> date | None:
    """The day that a match stands for, or None where there is no such day."""
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["financial"]:
            return date(full_year(found["financial"]), 3, 31)
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
