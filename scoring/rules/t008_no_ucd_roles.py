"""T008: a team with nobody who speaks for users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.research import spoken_of
from scoring.roles import asks, beside
from scoring.rule import Clause, Rule
from scoring.services import is_service
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class NoDesignRoles(Rule):
    """Looks for a list of roles to be supplied that is all technical, where no researcher or designer is named on either side.

    A team that holds every skill but that of finding out what people need builds well and may build the wrong thing. Words
    of user research anywhere clear it, as somebody is to do it.

    Bad: "The supplier will provide two developers, an architect and a tester."
    Good: "The supplier will provide two developers and a designer; our researcher joins them."
    """

    code = "T008"
    name = "no-ucd-roles"
    severity = Severity.WARNING
    requires = ("described", "phases")
    of_silence = True
    message = "The roles asked for are all technical: there is no researcher or designer."
    why = "A team needs every skill that the work takes, and finding out what users need is one."
    fix = "Add a user researcher and a designer, or say that yours join the team."
    question = "Who in the team does user research and design?"
    sources = ("18F: State Software Budgeting Handbook", "Government Service Design Manual, 2016: the team")

    least_roles: int = 2

    def applies(self, tender: Tender) -> bool:
        return is_service(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.cues.find("people.design_role") or spoken_of(tender):
            return
        for ask in asks(tender):
            roles = beside(tender, ask, "people.technical_role")
            if len(roles) >= self.least_roles:
                early = bool({"discovery", "alpha"} & set(tender.bought))
                sentences = dict.fromkeys(hit.clause for hit in (ask, *roles))
                yield Clause(evidence=tuple(sentences)[:4], severity=Severity.WARNING if early else Severity.INFO)
                return
