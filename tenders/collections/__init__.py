"""Files of many notices: one file a format. `open_collection` picks by what the bytes are, never by a file's name.

Each streams: a file of any size takes the memory of its largest notice. A line, row or element that is broken is said so,
with its place, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO, ClassVar, NamedTuple, Protocol

from tenders.discovery import modules

# Bytes of a file's start by which its kind is told.
HEAD = 64 << 10


class Captured(NamedTuple):
    """One notice of many: its raw bytes, by which a reader reads it again, and what it is kept under.

    `place` is where it stands in its file ("12", a line, or "12 ocds-…"); `dated` is the source's own date, written as the store
    keeps it (tenders/kept.py); `value` is what the bytes say, parsed already, or None; `start` is where the bytes begin in the
    file, None where they do not stand in it just so. A named tuple, as files hold hundreds of thousands.
    """

    raw: bytes
    notice_id: str
    source: str
    dated: str | None
    url: str
    place: str
    value: Any = None
    start: int | None = None


class Broken(NamedTuple):
    """A part of a file that is no notice: where, and why, in words that follow the place and end in the next step."""

    place: str
    error: str


class Collection(Protocol):
    """Reads one kind of file of many notices. Each module makes one, named `COLLECTION`.

    Where several recognise the same start, the one with the lower `order` (0 where it has none) is taken.
    """

    name: ClassVar[str]
    media_type: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    def recognises(self, head: bytes) -> bool:
        """Whether a file that starts so is of this kind."""

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        """Each notice of the file, in order, from its first byte. Raises UnreadableError where the file as a whole fails."""


@cache
def collections() -> tuple[Collection, ...]:
    """Every kind in this package, in the order in which they are asked."""
    found: list[Collection] = [module.COLLECTION for module in modules(__name__) if hasattr(module, "COLLECTION")]
    return tuple(sorted(found, key=lambda collection: getattr(collection, "order", 0)))


def suffixes() -> frozenset[str]:
    """The file name endings of files of many notices."""
    return frozenset(suffix for collection in collections() for suffix in collection.suffixes)


def recognised(head: bytes) -> Collection | None:
    """The collection that reads a file which starts so, or None where it is one notice, or none."""
    return next((collection for collection in collections() if collection.recognises(head)), None)
