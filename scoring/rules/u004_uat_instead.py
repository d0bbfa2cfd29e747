"""U004: acceptance tests, focus groups or surveys in the place of research."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.research import spoken_of, stand_ins
from scoring.rule import Clause, Rule
from scoring.services import is_service
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class UatInstead(Rule):
    """Looks for user acceptance testing, focus groups or surveys as the only contact with users.

    Acceptance testing comes when it is too late to change anything that matters, and asks whether the requirements were
    met, not whether they were right. What people say in a group or a form is not what they do.

    Bad: "Users will see the system at user acceptance testing in the last month."
    Good: "Rangers try each release in the field. They also do the acceptance testing."
    """

    code = "U004"
    name = "uat-instead"
    severity = Severity.WARNING
    weight = 3
    requires = ("described", "phases")
    message = "Users are only asked for their opinion, in groups or surveys; nobody watches them use anything."
    why = "Opinions and acceptance tests cannot show that the wrong thing is being built while there is time to change it."
    fix = "Ask for usability tests with users in every sprint, beside the acceptance tests."
    question = "May the team do research with users before acceptance testing?"
    sources = ("18F: De-risking Government Technology",)

    def applies(self, tender: Tender) -> bool:
        return is_service(tender) and tender.bought != ("live",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        hits = stand_ins(tender)
        if not hits or spoken_of(tender):
            return
        evidence = tuple(dict.fromkeys(hit.clause for hit in hits))[:2]
        if all(hit.cue == "people.uat" for hit in hits):
            yield Clause(evidence=evidence, message="Users first meet the work at acceptance testing.", severity=Severity.ERROR)
        else:
            yield Clause(evidence=evidence)
