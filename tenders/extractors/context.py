"""What surrounds the work: the incumbent, market engagement, who decides, the off-payroll rules and days on site.

Each is a fact of its own, silent where the notice is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from tenders.cues import Cues, Hit
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.terms import NUMBER, number

BODY = (*DESCRIBED, *ARRANGED, *TOLD)
OWN_SIDE = (*TOLD, *DESCRIBED, "workingArrangements", "additionalTerms")
DAYS_A_WEEK = re.compile(r"days?\b.{0,20}\bweek", re.IGNORECASE)
ON_SITE = re.compile(
    rf"(?P<low>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<high>{NUMBER}))?\s*days?\s*(?:a|per|each|every|/)?\s*(?:working\s+)?week"
    r"[^.\n]{0,60}?\b(?:on[\s-]?site|in (?:the|our) office|at our|co-?located|face to face)",
    re.IGNORECASE,
)
SITE_FIRST = re.compile(
    rf"\b(?:on[\s-]?site|in (?:the|our) office|co-?located)[^.\n]{{0,60}}?"
    rf"(?P<low>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<high>{NUMBER}))?"
    r"\s*days?\s*(?:a|per|each|every|/)?\s*(?:working\s+)?week",
    re.IGNORECASE,
)


class Context(Extractor):
    """Finds each in the sentences that speak of it."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        found: dict[str, object] = {}
        found |= one_or_other(reading.cues, "incumbent", yes="context.incumbent", no="context.no_incumbent", within=BODY)
        found |= one_or_other(reading.cues, "off_payroll", yes="context.inside_ir35", no="context.outside_ir35", within=None)
        found |= market_engagement(reading)
        owners = reading.cues.apart(("owners.owner", "owners.decides"), unless=("owners.brought", "owners.nobody"), within=OWN_SIDE)
        if owners:
            found["decision_owner"] = Stated(owners[0].words, cited(owners[:2]))
        found |= days_on_site(reading)
        return found


def one_or_other(cues: Cues, name: str, *, yes: str, no: str, within: tuple[str, ...] | None) -> dict[str, object]:
    """A fact that is True, False or silent: what denies it outweighs what affirms it."""
    denied, affirmed = cues.find(no, within=within), cues.find(yes, within=within)
    hits = denied or affirmed
    return {name: Stated(not denied, cited(hits[:2]))} if hits else {}


def market_engagement(reading: Reading) -> dict[str, object]:
    """Whether the market was engaged before, and what was said of it; silent where the answer is blank."""
    section = reading.document.get("earlyMarketEngagement")
    if section is None:
        return {}
    denied = reading.cues.find("context.no_engagement", within=("earlyMarketEngagement",))
    none = any(hit.start < 40 for hit in denied) and len(section.text) < 200
    bare = section.text.strip(" .-").lower() in ("", "n/a", "na", "no", "none")
    return {"market_engagement": Stated("none" if none or bare else section.text, (section.whole(),))}


def days_on_site(reading: Reading) -> dict[str, object]:
    """Days a week at the buyer's place: the most that is asked for."""
    days = [
        (number(found["high"] or found["low"]), section.cite(extent.start + found.start(), extent.start + found.end()))
        for section in reading.document.having("workingArrangements", "workplaceAddress", "additionalTerms", "text")
        if "week" in section.low
        for extent in section.sentences
        if DAYS_A_WEEK.search(section.text, extent.start, extent.end)
        for pattern in (ON_SITE, SITE_FIRST)
        for found in pattern.finditer(section.text[extent.start : extent.end])
    ]
    possible = [(count, words) for count, words in days if Decimal(0) < count <= 7]
    if not possible:
        return {}
    most, words = max(possible, key=lambda item: item[0])
    return {"days_on_site": Stated(most, (words,))}


def cited(hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    """The sentences that hold these hits, as evidence."""
    return in_order(hit.clause for hit in hits)
