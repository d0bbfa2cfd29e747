"""C008: payment at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked, in_sentences
from tenders.tender import Tender

# In these answers payment is the supplier's; elsewhere it may be the service's, unless the sentence says whose.
OF_THE_CONTRACT = frozenset({"budgetRange", "priceCriteria", "additionalTerms", "contractLength"})


@dataclass(frozen=True, kw_only=True)
class PayAtEnd(Rule):
    """Looks for payment that comes only when everything is complete or finally accepted.

    The supplier then lends the buyer the whole price, which small suppliers cannot. And where nothing is accepted until
    the end, nothing is looked at before. Payment by month, sprint, phase or milestone is not meant.

    Bad: "Invoices are accepted on final completion only."
    Good: "Invoices are monthly, for the work that the show and tells have shown."
    """

    code = "C008"
    name = "pay-at-end"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Payment comes only at the end."
    why = "Payment at the end makes the supplier lend the whole price, and puts off looking at the work until it is too late."
    fix = "Pay by the month or the sprint, for work that has been shown."
    question = "May we invoice monthly, for work that you have seen?"
    sources = ("US Digital Services Playbook, play 5",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        in_parts = {hit.place for hit in cues.find("terms_of_contract.paid_in_parts")}
        ours = {hit.place for hit in cues.find("terms_of_contract.contract_pay")}
        found = [
            hit
            for hit in asked(cues.find("terms_of_contract.paid_at_end", within=(*WORK, "priceCriteria")))
            if hit.place not in in_parts and (hit.section.field in OF_THE_CONTRACT or hit.place in ours)
        ]
        if found:
            yield Clause(evidence=tuple(hit.clause for hit in in_sentences(found))[:2])
