"""Text and numbers as the store keeps them, so that both kinds of database take them and find them again."""

from __future__ import annotations

from tenders.notice import digest

LONGEST_KEY = 255  # characters: PostgreSQL indexes no more than 2,700 bytes


def number(notice_id: str) -> str:
    """A notice's number as it is kept: without the zeros that file names put before it."""
    notice_id = key(notice_id)
    return (notice_id.lstrip("0") or "0") if notice_id.isdecimal() else notice_id


def key(text: str) -> str:
    """A text as it is indexed: one that is too long ends in its hash instead. A key's key is itself."""
    return plain(text) if len(text) <= LONGEST_KEY else plain(text[:190]) + "#" + digest(text.encode("utf-8", "replace"))


def plain(text: str) -> str:
    """A text without what no database takes: null characters, and halves of characters."""
    return text if text.isprintable() else text.replace("\0", "").encode("utf-8", "replace").decode()
