"""The card of a release by a few look-ups, as a file may hold a million: the same that `card_of` makes of its document.

What is well formed is read here; the rest is left to the slow way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tenders import keys
from tenders.kept import KeptCard, card_from, kept_card, stamp
from tenders.notice import Card
from tenders.ocds.origin import NOTICE_KINDS, moment
from tenders.ocds.words import written

# The sections of a release that hold a card's facts.
LISTED = frozenset({"title", "buyer", "publishedAt", "applicationsClosedAt", "budgetRange"})
LEAST = 50  # pounds: below, the budget's extractor takes no figure for a budget


def card_of_release(release: Mapping[str, Any]) -> Card:
    """The card of a release, as `card_of` would read it; but its value is what the release gives as such, never one in prose."""
    return card_from(kept_card_of_release(release))


def kept_card_of_release(release: Mapping[str, Any]) -> KeptCard:
    """The same, as the store keeps it."""
    try:
        return quick(release)
    except (TypeError, KeyError, AttributeError, ValueError):
        return slow(release)


def slow(release: Mapping[str, Any]) -> KeptCard:
    """The card by way of a document and the extractors, which take long to import."""
    from tenders.card import card_of
    from tenders.ocds.notes import Notes
    from tenders.ocds.sections import document_of

    document = document_of(dict(release), Notes())
    listed = tuple(section for section in document.sections if section.field in LISTED)
    return kept_card(card_of(replace(document, sections=listed)))


def quick(release: Mapping[str, Any]) -> KeptCard:
    """The card by a few look-ups. Raises one of several errors where anything is not just as it should be."""
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
    return keys.plain(" ".join(written(text).split()))


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
    """A time of this century, as it is kept. Raises ValueError for one that the slow way must see."""
    found = moment(text)
    if found is None or not 2000 <= found.year < 2100:
        raise ValueError
    return stamp(text, found)


def worth(tender: Mapping[str, Any], release: Mapping[str, Any]) -> float | None:
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
    return float(amount)
