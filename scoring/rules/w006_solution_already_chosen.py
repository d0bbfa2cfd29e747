"""W006: the answer is decided before the question has been asked of users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender

DESCRIBES = ("title", "summary", "outcome")
EVERYWHERE = (
    *DESCRIBES,
    "backgroundInformation",
    "workAlreadyDone",
    "additionalTerms",
    "workingArrangements",
    "earlyMarketEngagement",
)


@dataclass(frozen=True, kw_only=True)
class SolutionAlreadyChosen(Rule):
    """Looks for a kind of solution (a portal, an app, a platform) that is settled while the work is at its start.

    Two things raise it: an answer named in the title of work that is not past discovery, or words that say a choice
    has been made without users having tried it. Words that leave the choice open clear it.

    Bad: "The board has settled on a mobile app, and that is what is to be designed."
    Good: "An app has been suggested; it is one idea among several."
    """

    code = "W006"
    name = "solution-already-chosen"
    severity = Severity.WARNING
    label = "solution_prescribed"
    weight = 6
    requires = ("title",)
    message = "The solution is decided before users have tested it."
    why = "A discovery or alpha that starts with the answer cannot find out that it is the wrong one."
    fix = "State the problem, and list the product as one option."
    question = "Is the solution mandated, or may the work reject it?"
    sources = ("GOV.UK Service Manual: How the discovery phase works", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        untested = cues.find("scope.untested", within=EVERYWHERE)
        if untested:
            yield Clause(evidence=tuple(hit.clause for hit in untested[:2]))
            return
        if not is_early(tender):
            return
        decided = [
            hit
            for hit in cues.apart(("scope.demanded",), unless=("scope.open",), within=EVERYWHERE)
            if hit.place in {answer.place for answer in cues.find("scope.answer", "scope.product")}
        ]
        titled = cues.find("scope.answer", within=("title",)) if not cues.find("scope.open", within=EVERYWHERE) else ()
        if decided or titled:
            yield Clause(evidence=tuple(hit.clause for hit in (*decided, *titled)[:3]))


def is_early(tender: Tender) -> bool:
    """Whether the work is at discovery or alpha, or was not started."""
    if {"discovery", "alpha"} & set(tender.bought):
        return True
    now = tender.current_phase.value.lower() if tender.current_phase else ""
    return now in ("not started", "discovery") and "live" not in tender.bought
