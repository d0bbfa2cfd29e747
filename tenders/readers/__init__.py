"""Readers: one file a media type. `read` picks the one that recognises the bytes."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, Protocol

from tenders.discovery import modules
from tenders.document import Document
from tenders.errors import UnreadableError


class Reader(Protocol):
    """Turns the bytes of one kind of file into a document. Each reader's module makes one, named `READER`."""

    name: ClassVar[str]
    media_type: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    def recognises(self, raw: bytes) -> bool:
        """Whether the bytes look like this reader's kind, from their start."""

    def read(self, raw: bytes) -> Document:
        """The document. Raises UnreadableError, in words that follow the file's name."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader in this package."""
    return tuple(module.READER for module in modules(__name__))


def suffixes() -> frozenset[str]:
    """The file name endings that some reader takes."""
    return frozenset(suffix for reader in readers() for suffix in reader.suffixes)


def read(raw: bytes) -> Document:
    """The document in these bytes. Raises UnreadableError, in words that follow the file's name."""
    if not raw.strip():
        raise UnreadableError("is empty: save the page again")
    for reader in readers():
        if reader.recognises(raw):
            return reader.read(raw)
    kinds = " or ".join(sorted(reader.name for reader in readers()))
    raise UnreadableError(f"is not a kind of file that Riffle reads: give {kinds}")
