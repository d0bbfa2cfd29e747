"""A notice as collected: where it came from, what its raw bytes are, and the few facts that it is listed by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


def digest(raw: bytes) -> str:
    """The address of raw bytes: their SHA-256, in hex."""
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One capture of one notice. `fetched_at` is aware; `sha256` addresses the raw bytes in the store.

    `dated` is the source's own date of what it published here (aware), by which an amended release is known to be later
    than the one before it, in whatever order they arrive; None where the source gives none.
    """

    source: str
    notice_id: str
    url: str
    fetched_at: datetime
    media_type: str
    sha256: str
    dated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The few facts by which a notice is listed and recognised on another source; None where it is silent.

    `value` is the most that the contract may be worth, in pounds. Times are aware.
    """

    title: str | None = None
    buyer: str | None = None
    published: datetime | None = None
    closes: datetime | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that a notice links to: its address, and the name and media type that the notice gives it."""

    url: str
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A capture on its way into the store. `fingerprint` is a hash of what the raw bytes say, whatever their markup."""

    notice: Notice
    raw: bytes
    fingerprint: str
    card: Card = field(default_factory=Card)
    attachments: tuple[Attachment, ...] = ()
