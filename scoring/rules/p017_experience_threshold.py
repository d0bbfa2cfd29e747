"""P017: a hurdle in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import count, listed, pounds
from tenders.extractors.hurdles import Hurdle
from tenders.tender import Tender


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
        stated = tender.facts.get("hurdles")
        if stated is None:
            return
        hurdles = dict.fromkeys(cast("tuple[Hurdle, ...]", stated.value))
        message = f"Bidders are asked for {listed(said(hurdle) for hurdle in hurdles)}."
        yield Clause(evidence=stated.evidence[:3], message=message)


def said(hurdle: Hurdle) -> str:
    """A hurdle in words."""
    if hurdle.kind == "turnover":
        return f"a turnover of {pounds(hurdle.least)}"
    if hurdle.kind == "value":
        return f"work worth {pounds(hurdle.least)}"
    number = int(hurdle.least)
    return count(number, "year") + " of experience" if hurdle.kind == "years" else count(number, "contract") + " or the like"
