"""Plain text: an invitation to tender from an e-mail, or saved without its looks.

What looks like a heading is one: a line that is underlined, numbered, or stands alone between blank lines with text after
it. Lines that were wrapped at a width are joined again, lists are an item a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from tenders.blocks import GUESSED, Block, Heading, Item, Paragraph
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.labels import field_of
from tenders.outline import document_of, labelled

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# How other kinds of file start that have no reader of their own: no text that a person wrote.
OTHER_KINDS = (
    *(b"<", b"{", b"[", b"%PDF", b"%!PS", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"MZ\x90"),
    *(b"\x89PNG", b"GIF8"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
FEWEST_WORDS = 8
MOST_BYTES = 5 << 20  # a novel has 1
LINE = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
BULLET = re.compile(r"^(?P<mark>[-*+•◦▪●○‣·–—o]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t]+(?P<text>\S.*)$")
UNDERLINE = {"=": 1, "-": 2, "~": 3}
NUMBERED = re.compile(
    r"^(?:[Ss]ection\s+|SECTION\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})*)(?:[.:)][ \t]+(?=[^\W\d_])|[ \t]+(?=[A-Z]))(?P<text>\S.*)$"
)
LONGEST_HEADING = 90
LONGEST_DRAWN = 160  # of an underlined heading
# Lines this long or longer were broken by a program; shorter widths are those of lists and addresses.
NARROWEST, WIDEST = 50, 120


class PlainText:
    """Reads text in UTF-8, UTF-16 or Windows-1252 into blocks."""

    name: ClassVar[str] = "plain text"
    media_type: ClassVar[str] = "text/plain"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text")
    order: ClassVar[int] = 30

    def recognises(self, raw: bytes) -> bool:
        return is_text(raw)

    def read(self, raw: bytes) -> Document:
        if len(raw) > MOST_BYTES:
            raise UnreadableError("is too large to be read: give the part that describes the work")
        return document_of(blocks(decode(raw)))


READER = PlainText()


def is_text(raw: bytes) -> bool:
    """Whether bytes are text that a person may have written: some words, next to no control characters, no other kind of file."""
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(OTHER_KINDS) or raw.startswith(b"{\\rtf"):
        return False
    start = decode(raw[: 1 << 16])
    odd = len(CONTROLS.findall(start)) + start.count("\ufffd")
    return odd * 100 <= len(start) and len(start.split(None, FEWEST_WORDS)) >= FEWEST_WORDS


def decode(raw: bytes) -> str:
    """Bytes as text: by the mark at their start, else UTF-8, else what Windows wrote. A bad byte spoils one character only."""
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if raw[:4].count(0) == 2:
        return raw.decode("utf-16-le" if raw[1] == 0 else "utf-16-be", "replace")
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if not broken or broken <= len(BEYOND_ASCII.findall(text)) else raw.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines between blank ones."""

    lines: tuple[str, ...]

    @property
    def alone(self) -> str:
        """The line where there is one only, else ""."""
        return self.lines[0].strip() if len(self.lines) == 1 else ""

    @property
    def underlined(self) -> bool:
        """Whether they start with an underlined heading."""
        return len(self.lines) > 1 and is_rule(self.lines[1].strip()) and not is_rule(self.lines[0].strip())


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    parts = tuple(paragraphs(text))
    width = wrapped_at(parts)
    drawn = any(part.underlined for part in parts)  # who underlines headings does not set others off by blank lines alone
    before = ""
    for index, part in enumerate(parts):
        after = parts[index + 1] if index + 1 < len(parts) else None
        level = heading_level(part, after, first=index == 0, answers=drawn or bool(before and field_of(before)))
        if level is not None:
            yield Heading(part.alone, level)
        else:
            yield from pieces(part.lines, width)
        before = part.alone


def paragraphs(text: str) -> Iterator[Lines]:
    """Runs of lines without a blank one between them."""
    found: list[str] = []
    for line in LINE.split(text.replace("\x1a", "")):
        if line.strip():
            found.append(line.rstrip())
        elif found:
            yield Lines(tuple(found))
            found = []
    if found:
        yield Lines(tuple(found))


def wrapped_at(parts: tuple[Lines, ...]) -> int:
    """The width at which the text's lines were broken, or 0 where they were not: some line is longer than any width in use."""
    longest = max((len(line) for part in parts for line in part.lines), default=0)
    return longest if NARROWEST <= longest <= WIDEST else 0


def heading_level(part: Lines, after: Lines | None, *, first: bool, answers: bool) -> int | None:
    """The level of a paragraph that is a heading, else None. Known labels and capitals are found by the outline.

    `answers`: the paragraph is not to be taken for a heading because it stands alone, since it answers the one before.
    """
    line = part.alone
    if not line or len(line) > LONGEST_HEADING or line.endswith((".", ",", ";", ":")) or after is None:
        return None
    numbered = NUMBERED.match(line)
    if numbered:
        goes_on = NUMBERED.match(after.lines[0].strip())
        known = field_of(line)
        return None if line.endswith("?") or ((goes_on or answers) and not known) else level_of(numbered)
    if labelled(line) or BULLET.match(line) or not line[0].isupper() or "\t" in line:
        return None
    if first:
        return 1
    short = after.alone and len(after.alone) <= len(line) and not labelled(after.alone)
    return None if answers or short else GUESSED


def level_of(numbered: re.Match[str]) -> int:
    """The level of a numbered heading: that of "2.1" is under that of "2"."""
    return min(2 + numbered["number"].count("."), GUESSED - 1)


def pieces(lines: tuple[str, ...], width: int) -> Iterator[Block]:
    """The headings, items and paragraphs in lines that stand together."""
    held: list[str] = []
    listed = False
    above = number = ""
    for index, line in enumerate(lines):
        below = lines[index + 1].strip() if index + 1 < len(lines) else ""
        text = line.strip()
        mark = BULLET.match(text)
        numbered = NUMBERED.match(text)
        if is_rule(text):
            if len(held) == 1 and not listed and len(held[0]) <= LONGEST_DRAWN and text[0] in UNDERLINE:
                yield Heading(held.pop(), UNDERLINE[text[0]])
        elif numbered and field_of(text) and not listed:
            yield from finished(held, listed, number)
            yield Heading(text, level_of(numbered))
            held = []
        elif mark and (mark["mark"] != "o" or below.startswith("o ") or listed):
            yield from finished(held, listed, number)
            held, listed, number = [mark["text"]], True, mark["mark"].strip("().") if mark["mark"].strip("().").isdigit() else ""
        elif held and not labelled(text) and (wraps(above, text, width) or (listed and line[0].isspace())):
            held[-1] += " " + text
        elif listed or is_rule(below):
            yield from finished(held, listed, number)
            held, listed = [text], False
        else:
            held.append(text)
        above = line
    yield from finished(held, listed, number)


def finished(held: list[str], listed: bool, number: str) -> Iterator[Block]:
    """The block that lines make."""
    if held:
        yield Item("\n".join(held), number) if listed else Paragraph("\n".join(held))


def is_rule(text: str) -> bool:
    """Whether a line is drawn and not written."""
    return len(text) >= 3 and text[0] in "=-~_*#" and set(text) == {text[0]}


def wraps(line: str, below: str, width: int) -> bool:
    """Whether a line was broken because the next line's first word did not fit any more."""
    return bool(width) and len(line) + 1 + len(below.split(None, 1)[0]) > width
