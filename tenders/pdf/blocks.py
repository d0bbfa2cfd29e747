"""What a page is made of once its lines are in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from tenders.pdf.lines import Piece


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of running text, one under the other."""

    lines: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A label's lines and its answer's. `open`: nothing on its page closes it, so that it may go on on the next;
    `column`: where its answers' column begins."""

    label: tuple[Piece, ...]
    answer: tuple[Piece, ...]
    open: bool = False
    column: float = 0.0


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a table: each cell's lines."""

    cells: tuple[tuple[Piece, ...], ...]


Block = Text | Row | Cells
