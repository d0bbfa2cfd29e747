"""The card of a notice: the few facts by which it is listed. Of an OCDS release `tenders.ocds.card` makes it quickly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tenders.document import Document
from tenders.evidence import Stated
from tenders.extractors import Reading
from tenders.extractors.budget import Budget
from tenders.extractors.notice_facts import NoticeFacts
from tenders.notice import Card
from tenders.tender import Money

# What a budget must be for its most to be the most that the contract may be worth.
WHOLE = ("total", "initial")


def card_of(document: Document) -> Card:
    """The card of a document, by the extractors that make its tender."""
    reading = Reading(document)
    facts, budget = NoticeFacts().extract(reading), Budget().extract(reading).get("budget")
    stated = {name: facts.get(name) for name in ("title", "buyer", "published", "closes")}
    found: dict[str, Any] = {name: one.value for name, one in stated.items() if isinstance(one, Stated)}
    return Card(**found, value=value_of(budget) if isinstance(budget, Money) else None)


def value_of(budget: Money) -> Decimal | None:
    """The most that a contract may be worth, in pounds."""
    return budget.max if budget.currency == "GBP" and budget.basis in WHOLE else None
