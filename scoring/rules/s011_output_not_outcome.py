"""S011: nothing says what would be better, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.purposes import has_results, tells_of_the_world
from scoring.rule import Clause, Rule
from tenders.tender import Tender

TELLS = ("outcome", "backgroundInformation", "summary", "endUsers")


@dataclass(frozen=True, kw_only=True)
class OutputNotOutcome(Rule):
    """Looks for a notice that names no result for anybody: neither a problem nor something that would be better.

    It is raised only where every sentence of the problem and of the reason is about the work itself.

    A supplier can only aim at what is stated. Where the result is the output, nobody can say afterwards whether the
    money was well spent.

    Bad: "Provide a replacement records system."
    Good: "Rangers drive 40 miles to file a form; we want most of those journeys gone within a year."
    """

    code = "S011"
    name = "output-not-outcome"
    severity = Severity.WARNING
    label = "no_outcome"
    weight = 7
    requires = ("outcome",)
    message = "The notice names an output and no result for anybody."
    why = "Without an outcome nobody can tell whether the work succeeded, or choose between two ways to do it."
    fix = "State one outcome, how it is measured and where it stands today."
    question = "How will success be measured, and what is the figure today?"
    model = (
        "outcome",
        "We want half as many people to ring us about their application: success is measured by the share who do, 40% today.",
    )
    sources = ("The Digital, Data and Technology Playbook, 2023", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        told = any(has_results(tender, field) for field in TELLS) or tender.cues.find("purpose.aid", within=TELLS)
        if not told and not tells_of_the_world(tender, "outcome") and not tells_of_the_world(tender, "backgroundInformation"):
            section = tender.document.get("outcome")
            yield Clause(evidence=(section.whole(),) if section else ())
