"""The card of a notice: the few facts by which it is listed, from a document or, quickly, from an OCDS release.

Both ways give the same card: the quick one reads what is well formed by itself and leaves the rest to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from tenders.document import Document
from tenders.extractors import Reading
from tenders.extractors.budget import Budget
from tenders.extractors.notice_facts import NoticeFacts
from tenders.notice import Card
from tenders.ocds.notes import Notes
from tenders.ocds.origin import NOTICE_KINDS, moment
from tenders.ocds.sections import document_of
from tenders.ocds.words import written
from tenders.tender import Money

# What a budget must be for its most to be the most that the contract may be worth.
WHOLE = ("total", "initial")
# The sections of a release that hold a card's facts.
LISTED = frozenset({"title", "buyer", "publishedAt", "applicationsClosedAt", "budgetRange"})
LEAST = 50  # pounds: below, the budget's extractor takes no figure for a budget


def card_of(document: Document) -> Card:
    """The card of a document, by the extractors that make its tender."""
    reading = Reading(document)
    facts, budget = NoticeFacts().extract(reading), Budget().extract(reading).get("budget")
    found: dict[str, Any] = {
        name: stated.value for name in ("title", "buyer", "published", "closes") if (stated := facts.get(name))
    }  # type: ignore[attr-defined]
    return Card(**found, value=value_of(budget) if isinstance(budget, Money) else None)


def value_of(budget: Money) -> Decimal | None:
    """The most that a contract may be worth, in pounds."""
    return budget.max if budget.currency == "GBP" and budget.basis in WHOLE else None


def card_of_release(release: Mapping[str, Any]) -> Card:
    """The card of a release, as `card_of` would read it; but its value is what the release gives as such, never one in prose."""
    try:
        return quick(release)
    except (TypeError, KeyError, AttributeError, ValueError):
        document = document_of(dict(release), Notes())
        return card_of(replace(document, sections=tuple(section for section in document.sections if section.field in LISTED)))


def quick(release: Mapping[str, Any]) -> Card:
    """The card by a few look-ups. Raises one of several errors where anything is not just as it should be."""
    tender = release["tender"]
    title = tender["title"]
    buyer = release["buyer"]["name"]
    if type(title) is not str or type(buyer) is not str or not title or not buyer:
        raise TypeError
    period = tender.get("tenderPeriod")
    closes = period.get("endDate") if period else None
    return Card(
        title=plain(title),
        buyer=plain(buyer),
        published=published(release, tender),
        closes=moment_or_none(closes) if closes is not None else None,
        value=worth(tender, release),
    )


def plain(text: str) -> str:
    """A line of text as its author wrote it; nearly every one is so already."""
    if text.isascii() and "rn" not in text and "&" not in text and "<" not in text and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(written(text).split())


def published(release: Mapping[str, Any], tender: Mapping[str, Any]) -> datetime | None:
    """When the notice was first published (tenders/ocds/standing.py says why in this order)."""
    told = tender.get("datePublished")
    if told is None:
        for document in tender.get("documents") or ():
            if document.get("documentType") in NOTICE_KINDS and (told := document.get("datePublished")):
                break
    if told is None:
        told = release.get("date")
    return moment_or_none(told) if told is not None else None


def moment_or_none(text: object) -> datetime | None:
    """A time of this century. Raises ValueError for one that the slow way must see."""
    found = moment(text)
    if found is None or not 2000 <= found.year < 2100:
        raise ValueError
    return found


def worth(tender: Mapping[str, Any], release: Mapping[str, Any]) -> Decimal | None:
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
    return Decimal(str(amount))
