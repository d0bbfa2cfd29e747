"""Hurdles in numbers: "at least two contracts over £2 million", a turnover, years of experience, references, insurance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tenders.amounts import Amount, amounts
from tenders.document import Extent, Section
from tenders.evidence import Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import SCORED
from tenders.patterns import any_of
from tenders.tender import Hurdle
from tenders.terms import NUMBER, number

# Counts are hurdles only where bidders must show something: what is nice to have is none.
COUNTED_IN = ("essentialRequirements", *SCORED)
ASKED_IN = (*COUNTED_IN, "additionalTerms", "text")
LEAST = (
    r"(?:at least|minimum(?: of)?|no (?:less|fewer) than|not less than|(?<!no )(?<!not )more than|over|in excess of|greater than)"
)


def count(name: str) -> str:
    """A number under this name, with its repeat in brackets. "A" and "an" count nothing here: "an example"."""
    return rf"(?!an?\b)(?P<{name}>{NUMBER})\b(?:\s*\(\w+\))?"


# Up to three words of any kind.
FEW = r"(?:[\w-]+\s+){0,3}?"
CONTRACTS = re.compile(
    rf"(?P<least>{LEAST}\s+)?\b{count('count')}(?P<or_more>\s+or\s+more)?(?:\s+but no(?:t)? more than\s+\w+)?\s+{FEW}"
    r"(?:contracts?|projects?|examples?|case studies|clients?|customers|engagements?|services|implementations?)\b"
    r"(?!\s+(?:manager|owner|lead|team|plan))",
    re.IGNORECASE,
)
YEARS = any_of(
    rf"\b{count('count')}(?:\s*(?:-|–|to)\s*{NUMBER})?\s*(?:\+\s*)?(?:years?|yrs?)\b\s*(?:['’+]\s*)?(?:of\s+)?{FEW}"
    r"(?:experience|knowledge|track record|expertise)\b",
    rf"\b{LEAST}\s+{count('in_role')}\s+(?:years?|yrs?)['’]?\s+(?:in|as|working|delivering|developing|managing)\b",
    rf"\bexperience\s+(?:of|over|for|spanning)\s+(?:{LEAST}\s+)?(?:a period of\s+)?{count('after')}\s+(?:years?|yrs?)\b",
)
# "Of the five permitted references" asks for none.
ASKS_FOR = rf"(?:{LEAST}|(?:provid|suppl|submit|giv|includ|nam)\w*(?:\s+(?:us|with|details?|of|the|contact|for)\b)*)"
REFERENCES = any_of(
    rf"\b{ASKS_FOR}\s+{count('count')}\s+(?:(?!of\b)[\w-]+\s+){{0,3}}?"
    r"(?:references\b|referees\b|reference (?:sites?|projects?|customers?|clients?|contracts?)\b)",
    rf"\breferences from\s+(?:{LEAST}\s+)?{count('after')}\b",
)
SAYS_LEAST = re.compile(LEAST, re.IGNORECASE)
# How recent: of "experience in the last three years" the years are no length of experience.
WITHIN = re.compile(
    rf"\b(?:last|past|previous|preceding)\s+(?P<years>{NUMBER})\s*(?:\(\w+\)\s*)?(?:-|–|to\s+\w+)?\s*(?:years?|yrs?)\b",
    re.IGNORECASE,
)
TURNOVER = re.compile(r"\bturnover\b|\bannual revenues?\b", re.IGNORECASE)
INSURANCE = re.compile(r"\binsur(?:ance|ed)\b|\bindemnity\b|\blevel of cover\b|\bcover of\b", re.IGNORECASE)
COVERS = (
    ("professional indemnity", re.compile(r"\bprofessional[\s-]+indemnity\b", re.IGNORECASE)),
    ("public liability", re.compile(r"\bpublic(?:\s+and products?)?[\s-]+liability\b", re.IGNORECASE)),
    ("employers’ liability", re.compile(r"\bemployers?['’]?s?['’]?[\s-]+liability\b", re.IGNORECASE)),
    ("product liability", re.compile(r"\bproducts?[\s-]+liability\b", re.IGNORECASE)),
    ("cyber", re.compile(r"\bcyber\b", re.IGNORECASE)),
)
SIGN = re.compile(r"[£$€]")


class Hurdles(Extractor):
    """Reads the criteria line by line: a hurdle is a number of contracts, years, references or pounds to be shown."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        found = [
            (hurdle, words)
            for section, extent in sentences(reading)
            for words in (section.cite(extent.start, extent.end),)
            for hurdle in hurdles_of(section.text[extent.start : extent.end], counted=section.field in COUNTED_IN)
        ]
        if not found:
            return {}
        hurdles = tuple(dict.fromkeys(hurdle for hurdle, _ in found))
        return {"hurdles": Stated(hurdles, in_order(words for _, words in found))}


def sentences(reading: Reading) -> Iterator[tuple[Section, Extent]]:
    """The sentences that may set a hurdle, in the order of the fields: they hold a telltale or a sum of money."""
    telling: dict[int, dict[int, Extent]] = {}
    for hit in reading.cues.find("hurdles.telltale", within=ASKED_IN):
        telling.setdefault(id(hit.section), {})[hit.sentence.start] = hit.sentence
    soft = {hit.place for hit in reading.cues.find("hurdles.soft", within=ASKED_IN)}
    for section in reading.document.having(*ASKED_IN):
        starts = telling.get(id(section), {})
        for sign in SIGN.finditer(section.text):
            extent = section.sentence_at(sign.start())
            starts[extent.start] = extent
        for start in sorted(starts):
            if (section.label, start) not in soft:
                yield section, starts[start]


def hurdles_of(said: str, *, counted: bool) -> Iterator[Hurdle]:
    """The hurdles that a sentence sets; numbers of things only where they are `counted`."""
    money = tuple(amounts(said)) if any(sign in said for sign in "£$€") or TURNOVER.search(said) or INSURANCE.search(said) else ()
    if money and INSURANCE.search(said):
        yield from insured(said, money)
        return
    low = said.lower()
    timed = "year" in low or "yr" in low
    recent = WITHIN.search(said) if timed else None
    within = number(recent["years"]) if recent else None
    # The years of "in the last 3 years" are taken out, the places of all else kept.
    rest = f"{said[: recent.start()]}{' ' * len(recent[0])}{said[recent.end() :]}" if recent else said
    years = YEARS.search(rest) if timed else None
    if years:
        yield Hurdle(kind="years", least=number(years["count"] or years["in_role"] or years["after"]))
    references = REFERENCES.search(rest) if counted and "refer" in low else None
    if references:
        yield Hurdle(kind="references", least=number(references["count"] or references["after"]), within_years=within)
    asked = bool(money) or "or more" in low or SAYS_LEAST.search(rest)
    contracts = CONTRACTS.search(rest) if asked and not references else None
    firm = contracts is not None and bool(contracts["least"] or contracts["or_more"] or money)
    if contracts and firm and counted:
        yield Hurdle(kind="contracts", least=number(contracts["count"]), within_years=within)
    if money and TURNOVER.search(said):
        yield Hurdle(kind="turnover", least=money[0].low or money[0].high, currency=money[0].currency)
    elif money and firm:
        yield Hurdle(kind="value", least=money[0].low or money[0].high, currency=money[0].currency, within_years=within)


def insured(said: str, money: tuple[Amount, ...]) -> Iterator[Hurdle]:
    """Each sum insured, with the cover named last before it; where none is, the first one named."""
    for amount in money:
        before = [(found.start(), name) for name, pattern in COVERS for found in pattern.finditer(said, 0, amount.start)]
        named = [name for name, pattern in COVERS if pattern.search(said)]
        cover = max(before)[1] if before else named[0] if named else None
        yield Hurdle(kind="insurance", least=amount.low or amount.high, currency=amount.currency, cover=cover)
