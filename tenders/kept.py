"""A capture as the store keeps it: plain values, which the process that prepares a large file can send just as they are."""

from __future__ import annotations

import math
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tenders.keys import number, plain
from tenders.notice import Card, Fetched

SMALL = 4096  # bytes: packing less than this costs more time than it saves space

# A card as it is kept: title, buyer, when it was published, when it closes, and its value in pounds.
KeptCard = tuple[str | None, str | None, str | None, str | None, float | None]


class Kept(NamedTuple):
    """A version of a notice, and the raw bytes that stand for it; `packed` is None where the store has them already.

    Times are written in UTC ("2026-11-22 09:30:00.000000"), so that the later one is the greater. A named tuple, as files hold
    hundreds of thousands.
    """

    source: str
    notice_id: str
    fingerprint: str
    url: str
    media_type: str
    first_seen: str
    last_seen: str
    dated: str | None
    # The card
    title: str | None
    buyer: str | None
    published: str | None
    closes: str | None
    value: float | None
    # The raw bytes
    sha256: str
    packed: bytes | None
    coding: str | None

    @property
    def card(self) -> tuple[Any, ...]:
        """Title, buyer, when it was published, when it closes, and its value."""
        return self.title, self.buyer, self.published, self.closes, self.value


SAID = Kept._fields.index("sha256")  # values: what is known of a capture without its raw bytes
CARD = slice(Kept._fields.index("title"), SAID)
NO_CARD = (None,) * 5


def kept(fetched: Fetched) -> Kept:
    """A capture as the store keeps it."""
    notice = fetched.notice
    seen = as_text(notice.fetched_at)
    return Kept(
        notice.source,
        number(notice.notice_id),
        fetched.fingerprint,
        plain(notice.url),
        plain(notice.media_type),
        seen,
        seen,
        None if notice.dated is None else as_text(notice.dated),
        *kept_card(fetched.card),
        notice.sha256,
        *packed(fetched.raw),
    )


def kept_card(card: Card) -> KeptCard:
    """A card as it is kept; a value that is no number is not."""
    value = None if card.value is None else float(card.value)
    return (
        card.title and plain(card.title),
        card.buyer and plain(card.buyer),
        None if card.published is None else as_text(card.published),
        None if card.closes is None else as_text(card.closes),
        value if value is not None and math.isfinite(value) else None,
    )


def card_from(kept: KeptCard) -> Card:
    """A card that is kept."""
    title, buyer, published, closes, value = kept
    return Card(
        title=title,
        buyer=buyer,
        published=None if published is None else from_text(published),
        closes=None if closes is None else from_text(closes),
        value=None if value is None else Decimal(str(value)),
    )


def merged(old: Kept, new: Kept) -> Kept:
    """A version with another capture that says the same: the first stands for all, the last dates count, and the last card.

    What it comes to does not depend on the order in which captures arrive, but for the card. `old` itself where nothing moved.
    """
    moved: dict[str, Any] = {}
    if (new.first_seen, new.sha256) < (old.first_seen, old.sha256):
        moved = {name: getattr(new, name) for name in ("first_seen", "sha256", "url", "media_type", "packed", "coding")}
    if new.last_seen > old.last_seen:
        moved["last_seen"] = new.last_seen
    if new.dated is not None and (old.dated is None or new.dated > old.dated):
        moved["dated"] = new.dated
    if new.card not in (NO_CARD, old.card):
        moved |= zip(Kept._fields[CARD], new.card, strict=True)
    return old._replace(**moved) if moved else old


def without_card(version: Kept) -> Kept:
    """The same, silent on what it is listed by."""
    return version._replace(title=None, buyer=None, published=None, closes=None, value=None)


def packed(raw: bytes) -> tuple[bytes, str]:
    """Bytes as they are kept, and how."""
    return (raw, "plain") if len(raw) < SMALL else (zlib.compress(raw), "zlib")


def unpacked(kept: bytes, coding: str) -> bytes:
    """Bytes as they came. Raises zlib.error."""
    return zlib.decompress(kept) if coding == "zlib" else bytes(kept)


def in_utc(value: datetime) -> datetime:
    """An aware time in UTC. The first and last hours of the calendar, which some publishers write for "not known", stay there."""
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return value.replace(tzinfo=UTC)


def as_text(value: datetime) -> str:
    """An aware time as it is kept, which is how SQLAlchemy writes it on SQLite."""
    return in_utc(value).isoformat(" ", "microseconds")[:26]


def stamp(text: str, value: datetime) -> str:
    """The same of a time that was read in this text: most are written nearly so, and writing one anew takes three times as long.

    An hour 24, which newer Pythons read as the next day's first, is written anew.
    """
    if len(text) == 20 and text[4::3] == "--T::Z" and text[11:13] != "24":
        return f"{text[:10]} {text[11:19]}.000000"
    return as_text(value)


def from_text(text: str) -> datetime:
    """A time that is kept."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
