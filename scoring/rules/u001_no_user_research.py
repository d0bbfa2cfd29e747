"""U001: nothing on research with users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.research import ruled_out, spoken_of, stand_ins
from scoring.rule import Clause, Rule
from scoring.services import has_screens, is_service
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class NoUserResearch(Rule):
    """Looks for any word on research or testing with users where a phase of a service is bought, and finds none.

    Research that the buyer does itself, or that is asked for only as a skill, counts. An ask that rules research out in
    so many words is at fault whatever else it says; in a discovery or alpha that is an error. In work on a live service, or
    on something without screens, silence is only a remark.

    Bad: "The supplier will develop the licensing service as described. No user research is required."
    Good: "Each fortnight, five licence holders try what was built."
    """

    code = "U001"
    name = "no-user-research"
    severity = Severity.WARNING
    weight = 3
    requires = ("described", "phases")
    of_silence = True
    message = "Nothing is said of research or testing with users."
    why = "Agile work without feedback from the people who will use the service is guesswork in short steps."
    fix = "Ask for research with users in every iteration, and say whom it must reach."
    question = "What research with real users is expected, and how often?"
    sources = ("Digital Service Standard, points 1 and 2", "18F: De-risking Government Technology")

    def applies(self, tender: Tender) -> bool:
        return is_service(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        early = bool({"discovery", "alpha"} & set(tender.bought))
        barred = ruled_out(tender)
        if barred:
            yield Clause(
                evidence=tuple(hit.clause for hit in barred[:2]),
                message="Research with users is ruled out.",
                severity=Severity.ERROR if early else Severity.WARNING,
            )
        elif not spoken_of(tender) and not stand_ins(tender):  # U004 speaks of what stands in for research
            late = tender.bought == ("live",) or not has_screens(tender)
            yield Clause(severity=Severity.INFO if late else Severity.WARNING)
