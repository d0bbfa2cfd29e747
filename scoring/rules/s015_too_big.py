"""S015: a contract too big to fail small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import pounds
from scoring.worth import a_year, in_all
from tenders.tender import Tender

SHARED = re.compile(
    r"\b(?:across|between|among|over) (?:all )?(?:of )?(?:the )?(?:\w+ )?"
    r"(?:domains|lots|contracts|suppliers|competitions|call[- ]offs)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class TooBig(Rule):
    """Looks for a contract over £10 million in all, or over £2 million a year.

    Small contracts fail cheaply and can be given to somebody else; large ones go on because too much is spent. The
    figures are those of a handbook for United States budgets, in dollars; they are read as pounds, which lets more pass.
    A contract for less than a year counts as a year's. VAT is taken off where the budget includes it.
    A sum that several contracts share is left alone.

    Bad: "One supplier, £9 million, one year."
    Good: "Four contracts of £1 million, each for a service that can be used alone."
    """

    code = "S015"
    name = "too-big"
    severity = Severity.WARNING
    requires = ("budget",)
    message = "The contract is larger than one contract for one team's work needs to be."
    why = "The larger a software project, the likelier it fails; a small contract can be stopped or given to somebody else."
    fix = "Split it into contracts that each pay for something users can use."
    question = "Could the work be ordered in smaller contracts, and what is the first piece worth?"
    sources = ("18F: State Software Budgeting Handbook",)

    most_in_all: int = 10_000_000
    most_a_year: int = 2_000_000

    def applies(self, tender: Tender) -> bool:
        return in_all(tender) is not None

    def check(self, tender: Tender) -> Iterator[Clause]:
        total, yearly, budget, span = in_all(tender), a_year(tender), tender.budget, tender.duration
        if total is None or budget is None or is_shared(tender):
            return
        if total > self.most_in_all:
            yield Clause(evidence=budget.evidence, message=f"The contract is worth up to {pounds(round(total, 0))} in all.")
        elif yearly is not None and round(yearly, -3) > self.most_a_year:
            yield Clause(
                evidence=(*budget.evidence, *(span.evidence[:1] if span else ())),
                message=f"The contract is worth up to about {pounds(round(yearly, -3))} a year.",
            )


def is_shared(tender: Tender) -> bool:
    """Whether the sum is for more contracts than this one: "across all four lots"."""
    return any(SHARED.search(section.text) for section in tender.document.having("budgetRange"))
