"""Blocks: what a reader of documents finds in its file, in order, before it becomes labelled sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The level of a heading that only looks like one; headings proper have 0 to 7.
GUESSED = 8
BREAKS = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
SPACES = re.compile(r"[^\S\t\n\r\v\f\x85\u2028\u2029]+")
TABS = re.compile(r" *\t[ \t]*")
UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 0 is the document's title, 1 its largest parts."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its line breaks kept; `strong` where all of it is in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, without its mark; its number where the file holds that."""

    text: str
    number: str = ""


class Cell(str):
    """A cell's text that knows its place in the file ("Sheet.D12"). Any other string is a cell whose place has no name."""

    __slots__ = ("place",)
    place: str

    def __new__(cls, text: str, place: str) -> Cell:
        cell = super().__new__(cls, text)
        cell.place = place
        return cell


def place_of(text: str) -> str:
    """Where a cell is, "" where that has no name."""
    return text.place if isinstance(text, Cell) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows of cells; a cell's paragraphs are lines."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that stands in the file and was not read: "an image"."""

    what: str


Block = Heading | Paragraph | Item | Table | Missed


def lines_of(text: str) -> list[str]:
    """A text's lines that are not blank, white space folded but for a tab."""
    folded = TABS.sub("\t", SPACES.sub(" ", UNPRINTED.sub("", text)))
    return [line for line in map(str.strip, BREAKS.split(folded)) if line]
