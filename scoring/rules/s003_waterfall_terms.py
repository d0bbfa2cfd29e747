"""S003: the instruments of a plan that is drawn up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.settled import planning_terms
from scoring.words import listed
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class WaterfallTerms(Rule):
    """Looks for a Gantt chart, a traceability matrix, a specification to be signed off, stage gates, earned value, CMMI,
    independent verification, a work breakdown or a critical path among what is asked for; three of them are a warning.

    Each of them shows progress against a plan, not what users can do. One alone may be habit, so it is context only.

    Bad: "Bids must include a Gantt chart, and report earned value each month."
    Good: "You show us what works every fortnight, and the burn-down is on the wall."
    """

    code = "S003"
    name = "waterfall-terms"
    severity = Severity.INFO
    weight = 3
    requires = ("described",)
    message = "The notice asks for instruments of a plan that is drawn up once."
    why = "A plan that is drawn up before the work begins measures how well it is followed, not whether the work helps."
    fix = "Ask for progress by demonstrations and a burn-down in their place."
    question = "Would demonstrations every fortnight do in place of the plan documents?"
    sources = ("18F: State Software Budgeting Handbook", "TechFAR Hub")

    warning_terms: int = 3

    def check(self, tender: Tender) -> Iterator[Clause]:
        terms = planning_terms(tender)
        if terms:
            severity = Severity.WARNING if len(terms) >= self.warning_terms else Severity.INFO
            evidence = tuple(dict.fromkeys(hit.clause for hit in terms.values()))
            yield Clause(
                evidence=evidence[:3],
                message=f"The notice names what goes with a fixed plan: {listed(terms)}.",
                severity=severity,
            )
