"""W008: two phases and nothing between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import is_denied
from tenders.tender import Tender

# Criteria speak of the bidder's past assessments and statements of work, not of this contract's.
NOT_THE_CONTRACT = ("essentialRequirements", "niceToHaveRequirements", "culturalFitCriteria")


@dataclass(frozen=True, kw_only=True)
class NoStopOption(Rule):
    """Looks for a contract that buys two phases and says nothing of a decision, review, assessment or break between them.

    The end of a phase is where the work may stop, extend, start again or go on. If nothing says so, stopping looks
    like failure and nobody does it.

    Bad: "The supplier will go from alpha to beta without a pause."
    Good: "The board meets after the alpha to look at what was learned, and to say whether a beta makes sense."
    """

    code = "W008"
    name = "no-stop-option"
    severity = Severity.WARNING
    label = "phases_bundled"
    weight = 2
    requires = ("phases",)
    of_silence = True
    message = "Two phases are bought, and nothing says that the work may stop between them."
    why = "Each phase can end in stop, extend, start again or go on; a contract that names no such point has chosen already."
    fix = 'Say "we may stop after any phase", and who decides on what evidence.'
    question = "What evidence would make you stop after the first phase?"
    model = ("additionalTerms", "Each phase has a separate statement of work. We may stop after any of them.")
    sources = ("Government Service Design Manual, 2016: discovery", "GOV.UK Service Manual: How the alpha phase works")

    def check(self, tender: Tender) -> Iterator[Clause]:
        if len(tender.bought) == 2 and not has_stop(tender):
            first, second = tender.bought
            message = f"The work reads as {first} and {second}, and nothing says that it may stop between them."
            yield Clause(evidence=tender.phases.evidence if tender.phases else (), message=message)


def has_stop(tender: Tender) -> bool:
    """Whether the notice names a point between phases at which to decide."""
    cues = tender.cues
    if cues.find("breaks.straight_on", without=NOT_THE_CONTRACT):
        return False
    return any(not is_denied(hit) for hit in cues.find("breaks.decision", without=NOT_THE_CONTRACT))
