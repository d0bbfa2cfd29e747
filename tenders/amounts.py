"""Amounts of money as people write them: "£30-40k", "1.62 million", "£1400000.00", "up to £2m"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenders.numerals import RUN, spelled

MAGNITUDES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mil": 1_000_000,
    "mill": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
CURRENCIES = {
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "GBP"),
    **dict.fromkeys(("$", "us$", "usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
}

# Digits with their thousands marks, among them the stray space of "£1 ,500,000"; then a magnitude, if any. Spaces and full
# stops mark thousands only after a sign, or twice.
MARKED = r"\d{1,3}(?:\s?,\s?\d{3})+(?:\.\d{1,2})?"
SPACED = r"\d{1,3}(?:(?:\s\d{3})+|(?:\.\d{3}){2,})(?!\d)"
# "1,5 million": a comma before one or two digits is a decimal mark where a magnitude follows.
COMMA = r"\d{1,3},\d{1,2}(?=\s*(?:mn|mill|mil|million|m|bn|billion)(?![a-z]))"
NUMBER = rf"{MARKED}|{COMMA}|(?(sign){SPACED}|\d{{1,3}}(?:\s\d{{3}}){{2,}}(?!\d))|\d+(?:\.\d+)?|(?(sign)\.\d+|(?!))"
MAGNITUDE = r"(?:\s*(?:k(?=p\.?a\b)|(?:k|thousand|mn|mill|mil|million|m|bn|billion)(?![a-z])))"
SIGN = r"(?:£|US\$|\$|€|GBP|USD|EUR)"
AFTER = r"\s*(?:GBP|pounds?|EUR|euros?|USD|dollars?)\b"
FIGURES = rf"(?P<sign>{SIGN}\s*)?(?<![\d.,/])(?P<number>{NUMBER})(?P<magnitude>{MAGNITUDE})?(?P<after>{AFTER})?"
SPELLED = rf"(?P<words>\b{RUN})(?P<after_words>\s+(?:pounds|euros|dollars)\b)"
AMOUNT = re.compile(rf"{FIGURES}(?P<words>(?!))?(?P<after_words>(?!))?", re.IGNORECASE)
# Number words are slow to look for, and few texts spell an amount: only where a currency is spelled as well.
AMOUNT_OR_WORDS = re.compile(rf"{SPELLED}|{FIGURES}", re.IGNORECASE)
CURRENCY_SPELLED = re.compile(r"pounds|euros|dollars", re.IGNORECASE)
# What may stand between the two ends of a range.
BETWEEN = re.compile(r"\s*(?:-|–|—|/|to|and|or|up to)\s*(?:-\s*)?", re.IGNORECASE)
# A number with a magnitude and no sign that counts something else.
COUNTS = re.compile(
    r"\s+(?:of|long|wide|records?|users?|people|customers?|citizens|residents|patients|visits?|visitors|transactions?|pages?|calls?|emails?|"
    r"homes|households|students|pupils|learners|staff|documents?|items|rows|lines|requests|applications?|hits|downloads|views|miles|metres)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure or a range in a text, with its place. `low` is None for a lone figure."""

    low: Decimal | None
    high: Decimal
    currency: str
    start: int
    end: int


def amounts(text: str) -> Iterator[Amount]:
    """Each amount of money in a text, ranges joined. A bare number counts only beside a sign or a magnitude."""
    found = list((AMOUNT_OR_WORDS if CURRENCY_SPELLED.search(text) else AMOUNT).finditer(text))
    position = 0
    while position < len(found):
        first = found[position]
        second = found[position + 1] if position + 1 < len(found) else None
        if second is not None and BETWEEN.fullmatch(text[first.end() : second.start()]) and joined(first, second, text):
            low, high = lower_end(first, second), value(second)
            if low < high:
                yield Amount(low=low, high=high, currency=currency(first, second), start=first.start(), end=second.end())
                position += 2
                continue
        if is_money(first):
            yield Amount(low=None, high=value(first), currency=currency(first), start=first.start(), end=first.end())
        position += 1


def joined(first: re.Match[str], second: re.Match[str], text: str) -> bool:
    """Whether two figures with a range mark between them are one range of money.

    "and" and "to" join only after "between" or "from", or where both carry a sign of money: a date or a
    count may follow a figure too.
    """
    if not (is_money(first) or is_money(second)):
        return False
    between = text[first.end() : second.start()].lower()
    if "up" in between and not is_money(first):
        return False  # "phase 1 up to £49,999"
    if "and" in between:
        return bool(re.search(r"between\s*(?:circa|approx\w*|c\.?)?\s*$", text[: first.start()], re.IGNORECASE))
    return is_money(second) or len(second["number"]) >= len(first["number"] or "")


def is_money(found: re.Match[str]) -> bool:
    """Whether a number carries a currency or a magnitude that only money has."""
    return bool(found["words"] or found["sign"] or found["after"] or (found["magnitude"] and plausible_bare(found)))


def plausible_bare(found: re.Match[str]) -> bool:
    """A number without a sign but with a magnitude: "350K", "1.62 million"; not "5 m", not "3 million records"."""
    if COUNTS.match(found.string, found.end()):
        return False
    return len(found["magnitude"].strip()) > 1 or not found["magnitude"][0].isspace()


def unit_of(found: re.Match[str]) -> int:
    """What a number is to be multiplied by, as its magnitude says."""
    return MAGNITUDES[found["magnitude"].strip().lower()] if found["magnitude"] else 1


def value(found: re.Match[str]) -> Decimal:
    """The number in units of its currency."""
    if found["words"]:
        return Decimal(str(spelled(found["words"]) or 0))
    number = re.sub(r"[\s,]", "", re.sub(r",(?=\d{1,2}$)", ".", found["number"]))
    if number.count(".") > 1:
        number = number.replace(".", "")
    return Decimal(number) * unit_of(found)


def lower_end(first: re.Match[str], second: re.Match[str]) -> Decimal:
    """The lower end of a range, which shares the upper end's magnitude ("£200-250K") or thousands ("£30-40,000")."""
    low = value(first)
    if first["words"] or second["words"] or first["magnitude"] or low >= 1000:
        return low
    if second["magnitude"]:
        return low * unit_of(second)
    return low * 1000 if low * 1000 < value(second) else low


def currency(*found: re.Match[str]) -> str:
    """The currency that any of the figures names; pounds where none does."""
    for match in found:
        mark = (match["sign"] or match["after"] or match["after_words"] or "").strip().lower()
        if mark:
            return CURRENCIES.get(mark, "GBP")
    return "GBP"
