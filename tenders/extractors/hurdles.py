"""Hurdles in numbers: "at least two contracts over £2 million", a turnover, years of experience."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tenders.amounts import amounts
from tenders.document import Section
from tenders.evidence import Evidence, Stated
from tenders.extractors import Extractor, Reading
from tenders.fields import CRITERIA, SCORED
from tenders.terms import NUMBER, number

ASKED_IN = (*CRITERIA, *SCORED, "additionalTerms", "text")
LEAST = r"(?:at least|minimum(?: of)?|no (?:less|fewer) than|more than|over|in excess of|greater than|a minimum of)"
CONTRACTS = re.compile(
    rf"(?:{LEAST}\s+)?\b(?P<count>{NUMBER})\s+(?:\w+\s+){{0,3}}?"
    r"(?P<what>contracts?|projects?|examples?|case studies|clients?|engagements?|services|implementations?)\b"
    r"(?!\s+(?:managers?|leads?|leaders?|teams?|boards?|plans?|owners?|directors?|staff)\b)",
    re.IGNORECASE,
)
YEARS = re.compile(
    rf"(?:{LEAST}\s+)?\b(?:(?P<low>{NUMBER})\s*(?:-|–|—|to)\s*)?(?P<count>{NUMBER})\+?\s*(?:years?|yrs?)(?:['’])?\s+"
    r"(?:of\s+)?(?:\w+\s+){0,3}?experience\b",
    re.IGNORECASE,
)
TURNOVER = re.compile(r"\bturnover\b", re.IGNORECASE)
# What every hurdle has one of: a sentence without is passed over before the slower patterns are tried.
TELLTALES = ("£", "turnover", "experience", "at least", "minimum", "fewer than", "less than", "more than", "in excess")
SAYS_LEAST = re.compile(LEAST, re.IGNORECASE)

# "A contract over £2 million" tells of a value, "over a programme or project" of nothing: neither of a number of contracts.
ARTICLES = ("a", "an")

Kind = Literal["contracts", "years", "turnover", "value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """One hurdle: so many contracts or years, a turnover, or contracts worth at least so much (pounds)."""

    kind: Kind
    least: Decimal


class Hurdles(Extractor):
    """Reads the criteria line by line: a hurdle is a number of contracts, years or pounds that bidders must show."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        found = [item for section in reading.document.having(*ASKED_IN) for item in hurdles_in(section)]
        if not found:
            return {}
        return {"hurdles": Stated(tuple(hurdle for hurdle, _ in found), tuple(dict.fromkeys(words for _, words in found)))}


def hurdles_in(section: Section) -> Iterator[tuple[Hurdle, Evidence]]:
    """Each hurdle of a section, with the sentence that sets it."""
    for extent in section.sentences:
        said = section.text[extent.start : extent.end]
        low = said.lower()
        if not any(telltale in low for telltale in TELLTALES):
            continue
        words = section.cite(extent.start, extent.end)
        years = YEARS.search(said) if "experience" in low and ("year" in low or "yr" in low) else None
        if years:
            yield Hurdle(kind="years", least=number(years["low"] or years["count"])), words
        money = next(iter(amounts(said)), None) if "£" in said or TURNOVER.search(said) else None
        contracts = CONTRACTS.search(said) if money or SAYS_LEAST.search(said) else None
        if contracts and section.field in CRITERIA and contracts["count"].lower() not in ARTICLES:
            yield Hurdle(kind="contracts", least=number(contracts["count"])), words
        if money and TURNOVER.search(said):
            yield Hurdle(kind="turnover", least=money.low or money.high), words
        elif money and contracts:
            yield Hurdle(kind="value", least=money.low or money.high), words
