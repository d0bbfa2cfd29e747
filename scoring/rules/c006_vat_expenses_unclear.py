"""C006: a budget that does not say what it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.answered import is_settled
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.fields import ARRANGED
from tenders.tender import Tender

# Travel and subsistence, as those who write it often write it; the scan for cues finds words.
T_AND_S = re.compile(r"\bT\s?&\s?S\b", re.IGNORECASE)
# What a published answer settles.
VAT = re.compile(r"\bVAT\b", re.IGNORECASE)
EXPENSES = re.compile(r"\bexpenses\b|\bT\s?&\s?S\b|\bsubsistence\b|\btravel costs?\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class VatExpensesUnclear(Rule):
    """Looks for a budget beside which nothing is said of VAT, or nothing of expenses.

    VAT adds a fifth to the sum, and weekly travel to another town adds more. What is not said is priced in two
    ways, and the offers cannot be compared. An answer that is published counts. Most notices are silent on one of
    the two, so this is a note.

    Bad: "Up to £100,000."
    Good: "Up to £100,000, excluding VAT and including all expenses."
    """

    code = "C006"
    name = "vat-expenses-unclear"
    severity = Severity.INFO
    requires = ("budget",)
    of_silence = True
    message = "The notice does not say whether the budget includes VAT and expenses."
    why = "VAT adds a fifth to the sum; where VAT or expenses are left open, suppliers price different things."
    fix = "Say whether the budget includes VAT and expenses, and what limits there are on expenses."
    question = "Does the budget exclude VAT, and does it include expenses?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        budget = tender.budget
        if budget is None:
            return
        vat = budget.vat != "unstated" or bool(tender.cues.find("terms_of_contract.vat")) or is_settled(tender, VAT)
        named = tender.cues.find("terms_of_contract.expenses", within=(*ARRANGED, "summary", "text"))
        short = any(T_AND_S.search(section.text) for section in tender.document.having(*ARRANGED))
        expenses = budget.expenses != "unstated" or bool(named) or short or is_settled(tender, EXPENSES)
        open_ones = " and ".join(name for name, said in (("VAT", vat), ("expenses", expenses)) if not said)
        if open_ones:
            yield Clause(evidence=budget.evidence, message=f"The notice does not say whether the budget includes {open_ones}.")
