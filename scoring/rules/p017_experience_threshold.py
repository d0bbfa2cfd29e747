"""P017: a hurdle in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import count, listed, pounds
from tenders.tender import Hurdle, Tender

SAID: Mapping[str, Callable[[Decimal], str]] = {
    "contracts": lambda least: count(int(least), "contract") + " or the like",
    "references": lambda least: count(int(least), "reference"),
    "years": lambda least: count(int(least), "year") + " of experience",
    "turnover": lambda least: f"a turnover of {pounds(least)}",
    "value": lambda least: f"work worth {pounds(least)}",
}


@dataclass(frozen=True, kw_only=True)
class ExperienceThreshold(Rule):
    """Looks for a hurdle in numbers: contracts, pounds, years or turnover that a bidder must show.

    A clear hurdle saves bids: whoever is below it need not write one. One that is out of proportion keeps out who could do
    the work. Years say little of skill.

    Bad: "Ten years of experience of Python, and a turnover of £20 million."
    Good: "Two services used by more than 1,000 people a day, within five years."
    """

    code = "P017"
    name = "experience-threshold"
    severity = Severity.INFO
    requires = ("described",)
    message = "Bidders are to clear a hurdle in numbers."
    why = "Whoever is below a hurdle is out: it is the first thing to check, and it should be in proportion to the work."
    fix = "Keep hurdles few, exact and in proportion to the contract."
    question = "Is this hurdle pass or fail, and may it be met by partners together?"
    sources = ("A delivery director's notes on bidding for this work",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        stated = tender.hurdles
        if stated is None:
            return
        hurdles = dict.fromkeys(hurdle for hurdle in stated.value if hurdle.kind in SAID)
        if not hurdles:
            return
        message = f"Bidders are asked for {listed(said(hurdle) for hurdle in hurdles)}."
        yield Clause(evidence=stated.evidence[:3], message=message)


def said(hurdle: Hurdle) -> str:
    """A hurdle in words."""
    return SAID[hurdle.kind](hurdle.least)
