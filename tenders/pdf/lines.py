"""Words into lines as a reader sees them, and lines into text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tenders.pdf.words import Box, Word

# A gap wider than this, in letter heights, parts what stands beside each other on one line.
GAP = 0.8
# Of the lower one's height, that two pieces of one line share: a raised number does, a line printed half over another does not.
SHARED = 0.65
SAME = 8.0  # points by which the left edges of one column may differ from page to page
# Lines further apart than this, in letter heights, are not of one paragraph.
LEADING = 1.55
# The share of its column that a line fills which may go on in the next though it had room for another word.
LONG = 0.75
# Two lines' distance and more, in letter heights: an empty line stands between.
EMPTY = (1.85, 2.6)
SIGN = re.compile(r"^[•◦▪●○‣■□➢✓✔➤⁃∙·\uf000-\uf0ff]$")
BULLET = re.compile(rf"{SIGN.pattern}|^o$")  # Word hangs a letter o before the items of a list in a list
HANGS = 0.5  # letter heights between a bullet and its item, where it is not written in the text
# What stands before an item of a list: a bullet, "1.", "a)", "(iv)", "5.1.2".
MARK = re.compile(
    rf"{SIGN.pattern}|^[-–—*]$|^\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[A-Za-z]|[ivxIVX]{{1,5}})[.)]$|^\d{{1,2}}(?:\.\d{{1,3}})+$"
)
ADDRESS = re.compile(r"(?:https?://|www\.)(?:\S*[/\-_=?&.])?$|\S/$")  # a line may break after a slash without a space


@dataclass(frozen=True)
class Piece:
    """Words that stand beside each other without a gap: a line, or one column's part of it.

    `edge` is where its column ends and `column` names that column, so that it may be known again on another page;
    `item`: a list's bullet hung before it, which is no word of it.
    """

    words: tuple[Word, ...]
    page: int
    edge: float = 0.0
    column: str = ""
    item: bool = False

    @cached_property
    def box(self) -> Box:
        """The box around its words."""
        x0, top, x1, bottom = self.words[0].box
        for word in self.words[1:]:
            left, above, right, below = word.box
            x0 = left if left < x0 else x0
            top = above if above < top else top
            x1 = right if right > x1 else x1
            bottom = below if below > bottom else bottom
        return Box(x0, top, x1, bottom)

    @cached_property
    def text(self) -> str:
        """Its words, a space between each and the next."""
        return " ".join(word.text for word in self.words)

    @property
    def bulleted(self) -> bool:
        """Whether it is an item of a list with bullets, hung before it or written in the text."""
        return self.item or bool(SIGN.match(self.words[0].text))

    @property
    def marked(self) -> bool:
        """Whether it starts as an item of a list does."""
        return bool(MARK.match(self.words[0].text))

    @property
    def mark_only(self) -> bool:
        """Whether it is the mark of a list's item and nothing else."""
        return len(self.words) == 1 and bool(self.marked or BULLET.match(self.words[0].text))

    @cached_property
    def size(self) -> float:
        """The height of most of its letters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @cached_property
    def bold(self) -> bool:
        """Whether all of it but list marks is bold."""
        words = [word for word in self.words if not MARK.match(word.text)] or list(self.words)
        return all(word.bold for word in words)


def pieces(words: Iterable[Word], page: int) -> list[Piece]:
    """Words in drawing order, put together where one follows another on its line without a gap."""
    runs: list[list[Word]] = []
    end = floor = ceiling = 0.0
    was_bold = False
    for word in words:
        left, top, right, bottom = word.box
        high = bottom - top
        apart = left - end
        gap = (GAP if word.bold == was_bold else GAP / 2) * max(high, floor - ceiling)
        shared = (bottom if bottom < floor else floor) - (top if top > ceiling else ceiling)
        if runs and -0.5 * high < apart < gap and shared > 0.5 * min(high, floor - ceiling):
            runs[-1].append(word)
        else:
            runs.append([word])
        end, floor, ceiling, was_bold = right, bottom, top, word.bold
    return [Piece(tuple(run), page) for run in runs]


def rows(parts: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line together, lines from top to bottom and pieces from left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(parts, key=lambda piece: (piece.box.middle, piece.box.x0)):
        for row in reversed(found[-3:]):
            box = row[0].box
            shared = min(box.bottom, piece.box.bottom) - max(box.top, piece.box.top)
            if shared > SHARED * min(box.bottom - box.top, piece.box.bottom - piece.box.top):
                row.append(piece)
                break
        else:
            found.append([piece])
    return [sorted(row, key=lambda piece: piece.box.x0) for row in found]


def lines(parts: Iterable[Piece], edge: float | None = None, column: str = "") -> list[Piece]:
    """Pieces of one column as its lines, each as wide as the column: `edge`, or where the longest of them ends."""
    joined = [one_line(row) for row in rows(parts)]
    if not joined:
        return []
    right = edge if edge is not None else max(piece.box.x1 for piece in joined)
    name = f"{column} {min(piece.box.x0 for piece in joined) / SAME:.0f}"
    return [replace(piece, edge=right, column=name) for piece in joined]


def one_line(row: Sequence[Piece]) -> Piece:
    """The pieces of a line as one, without the bullet that hangs before it: one drawn apart, or set off by more than a space."""
    words = tuple(word for piece in row for word in piece.words)
    apart = len(row) > 1 and len(row[0].words) == 1
    hangs = len(words) > 1 and BULLET.match(words[0].text) and (apart or words[1].box.x0 - words[0].box.x1 > HANGS * words[0].size)
    return Piece(words[1:], row[0].page, item=True) if hangs else Piece(words, row[0].page)


def wraps(line: Piece, following: Piece) -> bool:
    """Whether a line goes on in the next because its column ended, not because the writer broke it.

    A line that had room for the next one's first word was broken on purpose.
    """
    if following.bulleted or (following.marked and following.words[0].text[-1] in ".)" and len(following.words) > 1):
        return False
    if abs(line.size - following.size) > 0.08 * line.size:
        return False
    if line.words[-1].broken:
        return True
    if line.bold and not following.bold and not following.words[0].text[0].islower():
        return False
    if line.page == following.page and distance(line, following) > LEADING:
        return False
    first = following.words[0].box
    if line.box.x1 + 0.25 * line.size + (first.x1 - first.x0) > line.edge - 0.5:
        return True
    # Lines broken by count of letters leave room as well: a long one that ends in the middle of a sentence goes on.
    long = line.box.x1 - line.box.x0 > LONG * (line.edge - line.box.x0)
    return long and following.words[0].text[0].islower() and line.words[-1].text[-1] not in ".:;!?"


def distance(line: Piece, following: Piece) -> float:
    """How far a line is below another, in letter heights."""
    return (following.box.top - line.box.top) / max(1.0, line.size)


def joint(line: Piece, following: Piece, known: frozenset[str]) -> str:
    """What stands between a line and the next: nothing, a space, a line break, or an empty line."""
    if wraps(line, following):
        last = line.words[-1]
        if last.broken and whole(last.text, following.words[0].text) in known:
            return "\x08"
        return "" if last.broken or (last.text.endswith("-") and len(last.text) > 1) or ADDRESS.search(last.text) else " "
    apart = distance(line, following) if line.page == following.page else 1.0
    return "\n\n" if EMPTY[0] <= apart <= EMPTY[1] and not following.bulleted and not line.bulleted else "\n"


def whole(half: str, rest: str) -> str:
    """The word that a hyphen at a line's end broke, in lower case."""
    return (half.rstrip("-") + rest).strip(".,;:()\"'”“’‘").lower()


def text(parts: Sequence[Piece], known: frozenset[str] = frozenset()) -> list[tuple[str, list[tuple[int, int]]]]:
    """Lines as text: each line that the writer broke, with the pages it runs over and the offset at which it comes to each.

    `known`: the document's own words, which tell a hyphen that only broke a line from one that belongs to its word.
    An empty line stands between those that one parted on the page.
    """
    found: list[tuple[str, list[tuple[int, int]]]] = []
    for before, line in zip((None, *parts), parts, strict=False):
        between = "\n" if before is None else joint(before, line, known)
        if between.startswith("\n"):
            if between == "\n\n":
                found.append(("", [(0, line.page)]))
            found.append((line.text, [(0, line.page)]))
            continue
        said, pages = found[-1]
        said = said[:-1] if between == "\x08" else said + between
        if pages[-1][1] != line.page:
            pages.append((len(said), line.page))
        found[-1] = (said + line.text, pages)
    return found


def label(parts: Sequence[Piece], known: frozenset[str] = frozenset()) -> str:
    """Lines of a heading or a label, as one line."""
    return " ".join(said for said, _ in text([replace(part, edge=part.box.x1) for part in parts], known) if said)
