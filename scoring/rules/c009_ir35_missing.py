"""C009: nothing on the off-payroll rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.answered import is_answered
from scoring.finding import Severity
from scoring.rule import Clause, Route, Rule
from tenders.tender import Tender

SPECIALISTS: Route = "digital-specialists"
ABOUT_IT = re.compile(r"\bIR\s?35\b|\boff[- ]payroll\b|\bintermediaries legislation\b", re.IGNORECASE)
# An answer that decides it; "unable to be determined" does not.
DECIDED = re.compile(
    r"\b(?:(?:in|out)side|outwith|within|deemed out of scope|(?:does not|doesn['’]t) apply|applies|rather than individuals)\b"
    r"|^\W*(?:yes|no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Ir35Missing(Rule):
    """Looks for whether the off-payroll rules (IR35) apply, and finds nothing.

    Public bodies have had to decide this for each engagement since April 2017. The Digital Marketplace's form has asked
    for it since its fifth framework; from then on a blank is an error. A notice for a specialist from before that is
    silent gets a warning. One for an outcome does not, as the form did not ask and a team's work is most often contracted
    out.

    An answer that is published to a supplier's question counts.

    Bad: nothing.
    Good: "Contracted out service: the off-payroll rules do not apply."
    """

    code = "C009"
    name = "ir35-missing"
    severity = Severity.ERROR
    requires = ("described",)
    routes = frozenset({"digital-outcomes", "digital-specialists"})
    message = "Nothing says whether the off-payroll rules (IR35) apply."
    why = "Whether the rules apply changes what a person costs and who may bid, and it is the buyer's duty to decide it."
    fix = "State whether this is a contracted out service or a supply of resource."
    question = "Is this inside or outside IR35?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    asked_from: date = date(2021, 1, 20)

    def applies(self, tender: Tender) -> bool:
        return self.is_asked(tender) or (tender.lot is not None and tender.lot.value == SPECIALISTS)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = "off_payroll" in tender.facts or tender.cues.find("terms_of_contract.off_payroll")
        if not said and not tender.document.get("employmentStatus") and not is_answered(tender, ABOUT_IT, DECIDED):
            yield Clause(severity=Severity.ERROR if self.is_asked(tender) else Severity.WARNING)

    def is_asked(self, tender: Tender) -> bool:
        """Whether the form asked for it: it prints the question, or it is of the fifth framework or later."""
        printed = "employmentStatus" in tender.document.by_field
        return printed or (tender.published is not None and tender.published.value.date() >= self.asked_from)
