"""The card of a notice: the few facts by which it is listed, from a document or, quickly, from an OCDS release.

Both ways give the same card: the quick one reads what is well formed by itself and leaves the rest to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tenders.document import Document
from tenders.evidence import Stated
from tenders.extractors import Reading
from tenders.extractors.budget import Budget
from tenders.extractors.notice_facts import NoticeFacts
from tenders.notice import Card
from tenders.ocds.notes import Notes
from tenders.ocds.origin import NOTICE_KINDS, moment
from tenders.ocds.sections import document_of
from tenders.ocds.words import written
from tenders.tender import Money

# Title, buyer, when it was published, when it closes (ISO 8601), and its value.
Facts = tuple[str | None, str | None, str | None, str | None, str | None]
# What a budget must be for its most to be the most that the contract may be worth.
WHOLE = ("total", "initial")
# The sections of a release that hold a card's facts.
LISTED = frozenset({"title", "buyer", "publishedAt", "applicationsClosedAt", "budgetRange"})
LEAST = 50  # pounds: below, the budget's extractor takes no figure for a budget


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


def card_of_release(release: Mapping[str, Any]) -> Card:
    """The card of a release, as `card_of` would read it; but its value is what the release gives as such, never one in prose."""
    return card_from(facts_of_release(release))


def facts_of_release(release: Mapping[str, Any]) -> Facts:
    """The same in plain values."""
    try:
        return quick(release)
    except (TypeError, KeyError, AttributeError, ValueError):
        document = document_of(dict(release), Notes())
        listed = tuple(section for section in document.sections if section.field in LISTED)
        return facts_of(card_of(replace(document, sections=listed)))


def facts_of(card: Card) -> Facts:
    """A card in plain values."""
    published, closes, value = card.published, card.closes, card.value
    return (
        card.title,
        card.buyer,
        None if published is None else published.isoformat(),
        None if closes is None else closes.isoformat(),
        None if value is None else str(value),
    )


def card_from(facts: Facts) -> Card:
    """A card of plain values."""
    title, buyer, published, closes, value = facts
    return Card(
        title=title,
        buyer=buyer,
        published=None if published is None else moment(published),
        closes=None if closes is None else moment(closes),
        value=None if value is None else Decimal(value),
    )


def quick(release: Mapping[str, Any]) -> Facts:
    """The card's facts by a few look-ups. Raises one of several errors where anything is not just as it should be."""
    tender = release["tender"]
    title = tender["title"]
    buyer = release["buyer"]["name"]
    if type(title) is not str or type(buyer) is not str or not title or not buyer:
        raise TypeError
    period = tender.get("tenderPeriod")
    closes = period.get("endDate") if period else None
    return (
        plain(title),
        plain(buyer),
        published(release, tender),
        checked(closes) if closes is not None else None,
        worth(tender, release),
    )


def plain(text: str) -> str:
    """A line of text as its author wrote it; nearly every one is so already."""
    if text.isascii() and "rn" not in text and "&" not in text and "<" not in text and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(written(text).split())


def published(release: Mapping[str, Any], tender: Mapping[str, Any]) -> str | None:
    """When the notice was first published (tenders/ocds/standing.py says why in this order)."""
    told = tender.get("datePublished")
    if told is None:
        for document in tender.get("documents") or ():
            if document.get("documentType") in NOTICE_KINDS and (told := document.get("datePublished")):
                break
    if told is None:
        told = release.get("date")
    return checked(told) if told is not None else None


def checked(text: Any) -> str:
    """A time of this century, as it is written. Raises ValueError for one that the slow way must see."""
    found = moment(text)
    if found is None or not 2000 <= found.year < 2100:
        raise ValueError
    return str(text)


def worth(tender: Mapping[str, Any], release: Mapping[str, Any]) -> str | None:
    """The most that the contract may be worth, where the tender's own value says so in pounds; the rest is for the slow way."""
    value = tender.get("value")
    if not value:
        if (
            "minValue" in tender
            or "budget" in (release.get("planning") or ())
            or any(lot.get("value") for lot in tender.get("lots") or ())
        ):
            raise ValueError
        return None
    amount = value.get("amount")
    if type(amount) is not int and type(amount) is not float:
        raise ValueError
    if amount < LEAST or value.get("currency") != "GBP" or amount >= 1e15 or "minValue" in tender:
        raise ValueError
    return str(amount)
