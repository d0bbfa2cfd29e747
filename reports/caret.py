"""Words in their line, with marks under them, as compilers show them: as wide as the terminal and no wider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.safe import visible

MOST_ROWS = 3
CUT = "…"
TAB = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of text, and the marks to be written under it."""

    text: str
    marks: str


def pointed(text: str, start: int, end: int, width: int) -> tuple[Row, ...]:
    """The line in which `text[start:end]` stands, its words marked.

    A line that is too long is cut around the words; words that are too long themselves take up to three rows. Words that
    go on in further lines are shown as one line, their lines parted by a dot.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    before, words, after = (plain(part) for part in (text[first:start].lstrip(), text[start : min(end, last)], text[end:last]))
    if end > last:
        words, after = " · ".join(plain(part.strip()) for part in text[start:end].split("\n") if part.strip()), ""
    room = width - cells(words)
    if cells(before) + cells(after.rstrip()) <= room:
        return (row(before, words, after.rstrip()),)
    if room < 3:
        return tuple(rows(words, width))
    # The words matter most, then what leads to them: before them at least half of the room, more where little follows.
    left = ending(before, max(room // 2, room - cells(after)))
    return (row(left, words, beginning(after, room - cells(left))),)


def plain(text: str) -> str:
    """Text in which every character has its width: none acts, a tab is four spaces."""
    return visible(text.replace("\t", TAB)).replace("\n", " ")


def cells(text: str) -> int:
    """How many columns a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def row(before: str, words: str, after: str) -> Row:
    """A row with the marks under its words."""
    return Row(text=f"{before}{words}{after}".rstrip(), marks=" " * cells(before) + underline(words, "^"))


def underline(words: str, first: str) -> str:
    """As many marks as the words are wide."""
    return first + "~" * (cells(words) - 1)


def rows(words: str, width: int) -> Iterator[Row]:
    """Long words in a few rows, cut where they are longer."""
    for number in range(MOST_ROWS):
        part = taken(words, width)
        words = words[len(part) :].lstrip()
        if words and number == MOST_ROWS - 1:
            part = taken(part, width - 1).rstrip() + CUT
        yield Row(text=part.rstrip(), marks=underline(part.rstrip(), "~" if number else "^"))
        if not words:
            return


def taken(text: str, width: int) -> str:
    """As much of the start of a text as fits, whole words where there are any."""
    if cells(text) <= width:
        return text
    fits = next((end for end in range(min(len(text), width), 0, -1) if cells(text[:end]) <= width), 1)
    space = text.rfind(" ", 0, fits + 1)
    return text[: space + 1].rstrip() if space > 0 else text[:fits]


def beginning(text: str, width: int) -> str:
    """The start of a text, with an ellipsis where it is cut."""
    if cells(text) <= width:
        return text
    return taken(text, width - 1).rstrip() + CUT if width > 1 else CUT * max(0, width)


def ending(text: str, width: int) -> str:
    """The end of a text, with an ellipsis where it is cut."""
    if len(text) <= 4 * width and cells(text) <= width:
        return text
    text = text[-4 * width :] if width > 1 else ""  # what is far from the end costs time only
    start = next((at for at in range(len(text)) if cells(text[at:]) <= width - 2), len(text))
    space = text.find(" ", start)
    kept = text[space + 1 :] if 0 <= space < len(text) - 1 else text[start:]
    return f"{CUT} {kept.lstrip(' .,;:')}"
