"""The day rate that a budget implies: what is left for each person and day once it is spread over the team and the term.

VAT is left out. A week has four and a half working days: five, less leave and public holidays (28 days a year).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.places import WORK
from scoring.sayings import is_denied, is_told
from scoring.timebox import contract
from scoring.words import pounds
from scoring.worth import WEEKS_IN_A_YEAR, least, most
from tenders.cues import Hit
from tenders.evidence import Evidence, in_order
from tenders.numerals import SMALL
from tenders.tender import Tender

DAYS_A_WEEK = 4.5
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
TO = r"\s*(?:-|–|—|to|or|and)\s*"
ROUGHLY = (
    r"(?:(?:a (?:minimum|maximum) of|about|around|approximately|approx\.?|circa|roughly|some|up to|no more than|no fewer than|"
    r"at least|at most|between|maximum|minimum)\s+){0,2}"
)
SIZE = re.compile(
    rf"\bteams?\s+(?:size\s*(?:of|is|will be|should be|:|-)?|of)\s*{ROUGHLY}(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?\b"
    r"(?![\s-]*(?:week|month|day|year|sprint|%|,\d|\.\d))"
    rf"|\b(?P<low_too>{NUMBER})(?:{TO}(?P<high_too>{NUMBER}))?[\s-]+(?:person|people|strong|member)\s+(?:\w+\s+){{0,3}}team",
    re.IGNORECASE,
)
AT_MOST = re.compile(r"\b(?:up to|no more than|maximum|max|at most)\b", re.IGNORECASE)
AT_LEAST = re.compile(r"\b(?:at least|minimum|no fewer than)\b", re.IGNORECASE)
EFFORT = re.compile(
    r"(?P<limit>\bup to\s+|\bmaximum (?:of )?|\bmax\.? )?(?<![\d,.£])\b(?P<days>\d{1,3}(?:,\d{3})+|\d{1,5})\s*[\s-]*"
    r"(?:(?:man|person|consultant|consultancy|developer)[\s-]*days?|days?['’]?\s+(?:of\s+)?(?:effort|consultancy|consulting)"
    r"|days of (?:work|support|development|developer time|input))\b"
    r"(?!\s*(?:a|per|each|every)\s+(?:week|month|sprint|year|quarter))",
    re.IGNORECASE,
)
# A team of more people than this is a programme, and no rate is read off it.
LARGEST = 30
# How far before the number its bound may stand, in characters: "a maximum team size of six".
BEFORE = 12
# Where the size of the supplier's team is stated: not where the buyer describes its own.
STATED_IN = (*WORK, "priceCriteria")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """People's days, from the least to the most that the words allow; how they were reckoned; and the words."""

    least: Decimal
    most: Decimal
    sum: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many people a team has. `low` is 1 where only an upper bound is given."""

    low: int
    high: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The day rates that a budget implies, and the sum. `low` and `high` are the readings that are kindest to the buyer:
    a rate is too low only where even the `high` one is, too high only where even the `low` one is.
    """

    low: Decimal
    high: Decimal
    sum: str
    evidence: tuple[Evidence, ...]


def rates(tender: Tender, days_a_week: float = DAYS_A_WEEK) -> Rates | None:
    """The day rates that the budget implies; None where the budget, or the effort that it is to pay for, is not stated."""
    high, low, budget = most(tender), least(tender), tender.budget
    if high is None or low is None or budget is None:
        return None
    found = effort(tender, days_a_week)
    if found is None:
        return None
    figure = pounds(round(high, 0)) if low == high else f"{pounds(round(low, 0))} to {pounds(round(high, 0))}"
    without = "excluding VAT" if budget.vat != "unstated" else "taken to exclude VAT"
    return Rates(
        low=low / found.most,
        high=high / found.least,
        sum=f"{figure} ({without}) ÷ {found.sum}",
        evidence=in_order((*budget.evidence, *found.evidence)),
    )


def effort(tender: Tender, days_a_week: float = DAYS_A_WEEK) -> Effort | None:
    """The people's days that the budget is to pay for: as counted in the notice, else its team for the whole term."""
    counted = person_days(tender)
    if counted:
        return counted
    sizes = tuple(team(tender))
    weeks = term(tender)
    if not sizes or weeks is None:
        return None
    low, high = min(size.low for size in sizes), max(size.high for size in sizes)
    days = Decimal(str(days_a_week))
    people = f"{high}" if low == high else f"up to {high}" if low == 1 else f"{low} to {high}"
    short, long, words = weeks
    span = f"{shown(long)}" if short == long else f"{shown(short)} to {shown(long)}"
    return Effort(
        least=low * short * days,
        most=high * long * days,
        sum=f"({people} people × {span} weeks × {shown(days)} working days)",
        evidence=in_order((*(size.evidence for size in sizes), *words)),
    )


def term(tender: Tender) -> tuple[Decimal, Decimal, tuple[Evidence, ...]] | None:
    """The weeks that the budget's figure covers, least and most, with the words that say so."""
    budget, span = tender.budget, tender.duration
    if budget and budget.basis == "per_year":
        return WEEKS_IN_A_YEAR, WEEKS_IN_A_YEAR, ()
    if budget and budget.basis == "initial":
        piece = span.first_piece if span else None
        return (piece.weeks, piece.weeks, span.evidence) if piece and piece.weeks and span else None
    box = contract(tender)
    if box is None or not box.weeks:
        return None
    length = span.length if span else None
    share = length.min / length.max if length and length.min and length.max else Decimal(1)
    return box.weeks * share, box.weeks, box.evidence


def team(tender: Tender) -> Iterator[Size]:
    """Each size that is stated for the supplier's team, where it is the same all along."""
    for hit in sentences(tender, "terms_of_contract.team_size"):
        for found in SIZE.finditer(hit.said):
            low = number(found["low"] or found["low_too"])
            high = number(found["high"] or found["high_too"] or "") or low
            said = hit.said[max(0, found.start() - BEFORE) : found.end()]
            if not 2 <= high <= LARGEST:
                continue
            fewest = 1 if AT_MOST.search(said) else min(low, high)
            largest = LARGEST if AT_LEAST.search(said) else max(low, high)
            yield Size(low=fewest, high=largest, evidence=hit.clause)


def person_days(tender: Tender) -> Effort | None:
    """The effort in people's days, where the notice counts it."""
    for hit in sentences(tender, "terms_of_contract.person_days"):
        found = EFFORT.search(hit.said)
        days = Decimal(found["days"].replace(",", "")) if found else Decimal(0)
        if found and days >= 5:
            fewest = Decimal(1) if found["limit"] else days
            return Effort(least=fewest, most=days, sum=f"{days:,f} people's days", evidence=(hit.clause,))
    return None


def sentences(tender: Tender, cue: str) -> Iterator[Hit]:
    """The first hit of a cue in each sentence that speaks of the supplier's team, all along."""
    cues = tender.cues
    barred = {hit.place for hit in cues.find("terms_of_contract.buyers_team", "terms_of_contract.team_varies")}
    seen = set[tuple[str, int]]()
    for hit in cues.find(cue, within=STATED_IN):
        if hit.place not in barred | seen and not is_denied(hit) and not is_told(hit):
            seen.add(hit.place)
            yield hit


def number(words: str) -> int:
    """A number in figures or in words; 0 where there is none."""
    return int(words) if words.isdecimal() else SMALL.get(words.lower(), 0)


def shown(amount: Decimal) -> str:
    """A length without needless places: 12, 4.5, 26.1."""
    return f"{round(amount, 1).normalize():f}"
