"""Readers: one file a kind of document. `read` picks by what the bytes are, never by a file's name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import ClassVar, Protocol

from tenders.discovery import modules
from tenders.document import Document
from tenders.errors import NotATenderError, UnreadableError
from tenders.outline import unique


class Reader(Protocol):
    """Turns the bytes of one kind of file into a document. Each reader's module makes one, named `READER`.

    Where several readers recognise the same bytes, the one with the lower `order` goes first, and the next is asked where
    it raises NotATenderError: a web page that is no opportunity page may still be a tender, any text may be Markdown.
    A reader without an `order` has 0. One whose `here` is true reads plain data with no library that could be brought down,
    and so needs no process of its own (tenders/worker.py).
    """

    name: ClassVar[str]
    media_type: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    def recognises(self, raw: bytes) -> bool:
        """Whether the bytes look like this reader's kind."""

    def read(self, raw: bytes) -> Document:
        """The document. Raises UnreadableError, in words that follow the file's name."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader in this package, in the order in which they are asked."""
    found: list[Reader] = [module.READER for module in modules(__name__)]
    return tuple(sorted(found, key=lambda reader: getattr(reader, "order", 0)))


def suffixes() -> frozenset[str]:
    """The file name endings that some reader takes."""
    return frozenset(suffix for reader in readers() for suffix in reader.suffixes)


def media_type(raw: bytes) -> str:
    """The media type of bytes that some reader recognises, else that of unknown bytes."""
    return next((reader.media_type for reader in readers() if reader.recognises(raw)), "application/octet-stream")


def read(raw: bytes) -> Document:
    """The document in these bytes, its labels unique. Raises UnreadableError, in words that follow the file's name."""
    if not raw.strip():
        raise UnreadableError("is empty: save the page again")
    refused: NotATenderError | None = None
    for reader in readers():
        if reader.recognises(raw):
            try:
                document = reader.read(raw)
                return replace(document, sections=tuple(unique(document.sections)))
            except NotATenderError as error:
                refused = refused or error
    if refused:
        raise refused
    named = (reader for reader in readers() if reader.suffixes)  # a row of a table is no file of its own
    kinds = [reader.name for reader in sorted(named, key=lambda reader: (reader.media_type != "text/html", reader.name))]
    raise UnreadableError(f"is not a kind of file that Riffle reads: give {', '.join(kinds[:-1])} or {kinds[-1]}")
