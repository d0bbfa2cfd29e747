"""A notice as collected: where it came from and what its raw bytes are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


def digest(raw: bytes) -> str:
    """The address of raw bytes: their SHA-256, in hex."""
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One capture of one notice. `fetched_at` is aware; `sha256` addresses the raw bytes in the store."""

    source: str
    notice_id: str
    url: str
    fetched_at: datetime
    media_type: str
    sha256: str
