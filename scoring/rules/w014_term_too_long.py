"""W014: a contract for longer than it may last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import DAYS, Length, Tender

# Where these are said, an option is inside the term, or the end that was read may be the option's.
IN_ALL = re.compile(r"\b(?:total|overall|in all|including|inclusive|incl|maximum|max)\b", re.IGNORECASE)
OPTION = re.compile(r"\bexten[sd]|\boption|\brenew|\bfurther\b|\bplus\b|\+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class TermTooLong(Rule):
    """Looks for a term, or a term with its extensions, that is longer than the route or good sense allows.

    Contracts from Digital Outcomes and Specialists may not last for more than two years, and may be extended by a
    quarter of that. Elsewhere three years with every option is long enough for a need to change and for a supplier to
    become hard to leave.

    Bad: "Thirty months, with an option of twelve more."
    Good: "Twelve months, with an option of three."
    """

    code = "W014"
    name = "term-too-long"
    severity = Severity.WARNING
    weight = 2
    requires = ("duration",)
    message = "The contract lasts longer than it should."
    why = "Needs change within a long term, and the supplier becomes hard to leave; some frameworks do not allow it at all."
    fix = "Shorten the term, or buy again phase by phase."
    question = "Is the term, with its extension, inside the framework's limit?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions", "18F: State Software Budgeting Handbook")

    marketplace_months: int = 24
    marketplace_months_extended: int = 30
    max_months: int = 36

    def check(self, tender: Tender) -> Iterator[Clause]:
        span = tender.duration
        term = months_of(tender)
        if span is None or term is None:
            return
        whole = term + extension(tender, term)
        if tender.lot is None:
            if whole > self.max_months:
                message = f"The contract may last {said(whole)}, options included: {said(self.max_months)} is long."
                yield Clause(evidence=span.evidence, message=message)
        elif term > self.marketplace_months:
            message = f"The term is {said(term)}: this framework allows {said(self.marketplace_months)}."
            yield Clause(evidence=span.evidence, message=message, severity=Severity.ERROR)
        elif whole > self.marketplace_months_extended:
            message = (
                f"The term is {said(whole)} with its extension: this framework allows {said(self.marketplace_months_extended)}."
            )
            yield Clause(evidence=span.evidence, message=message, severity=Severity.ERROR)


def months_of(tender: Tender) -> Decimal | None:
    """The committed term in months; of an end date, the time from the start, where no option may be in it."""
    span = tender.duration
    if span is None:
        return None
    if span.length:
        return in_months(span.length)
    if span.end_date and tender.start and not OPTION.search(answer(tender)):
        return Decimal((span.end_date - tender.start.value).days) / DAYS["months"]
    return None


def extension(tender: Tender, term: Decimal) -> Decimal:
    """The months that options add; none where the figure is the whole with its options."""
    more = tender.duration.extension if tender.duration else None
    if more is None or more.max is None or IN_ALL.search(answer(tender)):
        return Decimal(0)
    return term * more.max / 100 if more.unit == "percent" else in_months(more) or Decimal(0)


def in_months(length: Length) -> Decimal | None:
    """The longest that a length may be, in months."""
    if length.max is None or length.unit not in DAYS:
        return None
    exact = length.max * 12 if length.unit == "years" else length.max * DAYS[length.unit] / DAYS["months"]
    return round(exact, 1)


def answer(tender: Tender) -> str:
    """The whole of what the length is read from."""
    span = tender.duration
    named = {words.section for words in span.evidence} if span else set()
    return " ".join(section.text for section in tender.document.having("contractLength") if section.label in named)


def said(months: Decimal | int) -> str:
    """ "30 months"."""
    return f"{round(months)} months"
