"""W011: price, scope and date all fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.document import Section
from tenders.evidence import Evidence
from tenders.tender import Tender

ITEM = re.compile(r"^\s*(?:[-•*●+–]|o\s|\(?\d{1,2}[.):]|[a-z][.)]|recommendation \d)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class FixedDateAndScope(Rule):
    """Looks for a fixed price for a listed set of outputs or requirements.

    A price that is fixed needs a scope that is fixed, and a term has been fixed already. What is left to give way is
    quality, or what users turn out to need.

    Bad: "Fixed price. The seven documents below are to be delivered by 31 March."
    Good: "Capped time and materials. The list is a starting point; the product owner will reorder it."
    """

    code = "W011"
    name = "fixed-date-and-scope"
    severity = Severity.ERROR
    label = "fixed_deliverables"
    weight = 6
    requires = ("payment_approach",)
    message = "The price is fixed for a fixed list of outputs."
    why = "Price, scope and date cannot all be fixed: long-term detailed plans are never correct, and the supplier prices that in."
    fix = "Fix two at most, and name what drives the date."
    question = "Which may flex: date, scope or price?"
    sources = ("18F: State Software Budgeting Handbook",)

    min_items: int = 4

    def check(self, tender: Tender) -> Iterator[Clause]:
        payment = tender.payment_approach
        if payment is None or not payment.value.lower().startswith("fixed") or tender.cues.find("scope.loose"):
            return
        lists = [listed(section) for section in tender.document.having("summary", "outcome", "backgroundInformation", "endUsers")]
        items = max(lists, key=len, default=())
        specified = tender.cues.find(
            "scope.counted",
            "scope.signed_off",
            within=("summary", "outcome", "workAlreadyDone", "backgroundInformation", "additionalTerms"),
        )
        if len(items) >= self.min_items:
            yield Clause(evidence=(*payment.evidence, *items[:3]))
        elif specified:
            yield Clause(evidence=(*payment.evidence, *(hit.clause for hit in specified[:2])))


def listed(section: Section) -> tuple[Evidence, ...]:
    """The items of the list in an answer, or none where it holds no list."""
    found, start = [], 0
    for line in section.text.split("\n"):
        if ITEM.match(line):
            found.append(section.cite(start, start + len(line)))
        start += len(line) + 1
    return tuple(found)
