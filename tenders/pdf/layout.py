"""Lines into blocks in reading order: running text, columns one after the other, rows of a label and its answer, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tenders.pdf.blocks import Block, Cells, Row, Text
from tenders.pdf.forms import GUTTER, answered, labelled, level, same_style, width
from tenders.pdf.lines import Piece, lines, rows
from tenders.pdf.words import Box

ALIGNED = 3.0  # points: left edges that are one column's
FULL = 0.55  # of a column's width, that lines of running text fill on average
SIDE = 4  # lines on each side of a gutter that make two columns of text
HANGING = 30.0  # points from a list's mark to its items, at most
NESTED = 3  # columns inside columns that are looked for

Grid = Sequence[Sequence[Box | None]]  # a table's rows of cells


def blocks(parts: Sequence[Piece], across: Sequence[Box], grids: Sequence[Grid] = (), before: Row | None = None) -> Iterator[Block]:
    """A page's blocks in reading order, running text that follows on running text as one.

    `across`: the rules drawn; `grids`: the cells of its tables, which hold words of their own; `before`: the last row of a form on
    the page before, with its label's first lines even where they stand on a page before that.
    """
    text: list[Piece] = []
    for block in stretches(parts, across, grids, before):
        if isinstance(block, Text):
            text += block.lines
            continue
        if text:
            yield Text(tuple(text))
            text = []
        yield block
    if text:
        yield Text(tuple(text))


def stretches(parts: Sequence[Piece], across: Sequence[Box], grids: Sequence[Grid], before: Row | None) -> Iterator[Block]:
    """A page's blocks, table by table and what stands between."""
    rest = list(parts)
    tables: list[tuple[float, list[Cells]]] = []
    for grid in grids:
        inside, rest = held(rest, grid)
        if inside:
            tables.append((min(piece.box.top for piece in inside), list(cells(inside, grid))))
    for top, table in sorted(tables, key=lambda found: found[0]):
        above = [piece for piece in rest if piece.box.middle < top]
        rest = [piece for piece in rest if piece.box.middle >= top]
        yield from flow(above, across, before)
        yield from table
        before = None
    yield from flow(rest, across, before)


def held(parts: Sequence[Piece], grid: Grid) -> tuple[list[Piece], list[Piece]]:
    """The pieces inside a table's cells, cut where a cell ends, and the others."""
    boxes = [box for row in grid for box in row if box]
    if not boxes:
        return [], list(parts)
    left, top = min(box.x0 for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.x1 for box in boxes), max(box.bottom for box in boxes)
    inside: list[Piece] = []
    outside: list[Piece] = []
    for piece in parts:
        middle = (piece.box.x0 + piece.box.x1) / 2
        (inside if top <= piece.box.middle <= bottom and left <= middle <= right else outside).append(piece)
    return inside, outside


def cells(inside: Sequence[Piece], grid: Grid) -> Iterator[Cells]:
    """The rows of a table with their words. A word that no cell holds goes to the nearest."""
    boxes = [(row, column, box) for row, found in enumerate(grid) for column, box in enumerate(found) if box]
    filled: dict[tuple[int, int], list[Piece]] = {}
    for piece in inside:
        for word in piece.words:
            x, y = (word.box.x0 + word.box.x1) / 2, word.box.middle
            row, column, _ = min(boxes, key=lambda found: away(found[2], x, y))
            filled.setdefault((row, column), []).append(Piece((word,), piece.page))
    for row, found in enumerate(grid):
        yield Cells(tuple(tuple(lines(filled.get((row, column), ()), box.x1 - 2)) for column, box in enumerate(found) if box))


def away(box: Box, x: float, y: float) -> float:
    """How far a point is from a box; 0 inside."""
    return max(box.x0 - x, 0.0, x - box.x1) + max(box.top - y, 0.0, y - box.bottom)


def flow(parts: Sequence[Piece], across: Sequence[Box], before: Row | None = None, column: str = "") -> Iterator[Block]:
    """Pieces outside tables, in reading order. `before`: the last row of a form on the page before, which may go on here;
    `column`: which column of the page they are, “lr” the right one of the left one."""
    if before:
        form, parts = going_on(parts, before)
        for index, band in enumerate(form):
            yield from banded(band, across, before, first=index == 0)
    if not parts:
        return
    gutter = find_gutter(parts) if len(column) < NESTED else None
    if gutter is None:
        yield Text(tuple(lines(parts, column=column)))
        return
    left, right = sides([piece for piece in parts if not crosses(piece, gutter)], gutter)
    is_form = labelled(left, right, across, gutter)
    for band in bands(parts, gutter):
        left, right = sides(band, gutter)
        if any(crosses(piece, gutter) for piece in band):
            yield Text(tuple(lines(band, column=column)))
        elif is_form:
            yield from answered(left, right, across, gutter)
        elif left and right and columns(left, right):
            yield from flow(left, across, column=column + "l")
            yield from flow(right, across, column=column + "r")
        else:
            yield Text(tuple(lines(band, column=column)))


def going_on(parts: Sequence[Piece], before: Row) -> tuple[list[list[Piece]], list[Piece]]:
    """The stretches of a page, from its top, in which a form goes on from the page before, and the rest of the page.

    A stretch goes on with the form where answers or labels stand where they stood; lines across may come before it.
    """
    found = list(bands([cut for piece in parts for cut in cut_at(piece, before.column)], before.column))
    end = 0
    while end < len(found):
        over = any(crosses(piece, before.column) for piece in found[end])
        if end + over >= len(found) or not goes_on(found[end + over], before):
            break
        end += 1 + over
    return found[:end], [piece for band in found[end:] for piece in band]


def goes_on(band: Sequence[Piece], before: Row) -> bool:
    """Whether answers or labels stand in a stretch where they stood on the page before."""
    begins = any(abs(piece.box.x0 - before.column) <= ALIGNED for piece in band)
    return begins or bool(before.label and any(same_style(piece, before.label[0]) for piece in band))


def banded(band: Sequence[Piece], across: Sequence[Box], before: Row, *, first: bool) -> Iterator[Block]:
    """A stretch of a form that goes on from the page before."""
    if any(crosses(piece, before.column) for piece in band):
        yield Text(tuple(lines(band)))
        return
    for index, block in enumerate(answered(*sides(band, before.column), across, before.column)):
        if first and index == 0 and isinstance(block, Text) and named_on(block.lines, before):
            yield Row(block.lines, (), column=before.column)  # the rest of a label that the page's end cut
        else:
            yield block


def named_on(parts: Sequence[Piece], before: Row) -> bool:
    """Whether lines at the top of a page look like the label that the page before ended with."""
    return bool(parts and before.open and before.label and same_style(parts[0], before.label[-1]))


def cut_at(piece: Piece, column: float) -> tuple[Piece, ...]:
    """A piece as two where a column begins inside it: a label that comes near to its answer."""
    for index, (word, following) in enumerate(pairwise(piece.words), 1):
        if abs(following.box.x0 - column) <= 1 and following.box.x0 - word.box.x1 > 0.35 * word.size:
            return Piece(piece.words[:index], piece.page), Piece(piece.words[index:], piece.page)
    return (piece,)


def sides(parts: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    """Pieces left of a gutter and right of it."""
    right = [piece for piece in parts if piece.box.x0 >= gutter - ALIGNED]
    return [piece for piece in parts if piece.box.x0 < gutter - ALIGNED], right


def crosses(piece: Piece, gutter: float) -> bool:
    """Whether a piece lies over a gutter."""
    return piece.box.x0 < gutter - ALIGNED and piece.box.x1 > gutter - GUTTER / 2


def find_gutter(parts: Sequence[Piece]) -> float | None:
    """Where the right one of two columns begins, or None where there are no two."""
    solid = [piece for piece in parts if not piece.mark_only]
    best, most = None, 1
    for start in sorted({round(piece.box.x0) for piece in solid}):
        begins = [piece for piece in solid if abs(piece.box.x0 - start) <= ALIGNED]
        if len(begins) < 2:
            continue
        edge = min(piece.box.x0 for piece in begins)
        before = [piece for piece in solid if piece.box.x1 <= edge - GUTTER]
        after = [piece for piece in solid if piece.box.x0 >= edge]
        top, bottom = min(piece.box.top for piece in begins), max(piece.box.bottom for piece in begins)
        over = sum(crosses(piece, edge) and top < piece.box.middle < bottom for piece in solid)
        if min(len(after), len(before)) - over > most and any(level(piece, other) for piece in begins for other in before):
            best, most = edge, min(len(after), len(before)) - over
    if best is None:
        return None
    # a list's marks hang to the left of its items
    hanging = [piece.box.x0 for piece in parts if piece.mark_only and best - HANGING <= piece.box.x0 < best]
    gutter = min([best, *hanging])
    return best if any(crosses(piece, gutter) for piece in solid if not crosses(piece, best)) else gutter


def bands(parts: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """Pieces from the top down, in stretches of two columns and stretches of lines that cross the gutter."""
    stretch: list[Piece] = []
    was = False
    for row in rows(parts):
        over = any(crosses(piece, gutter) for piece in row)
        if stretch and over != was:
            yield stretch
            stretch = []
        stretch += row
        was = over
    if stretch:
        yield stretch


def columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both sides are running text: enough lines, most of them full."""
    return all(len(side := lines(part)) >= SIDE and filled(side) >= FULL for part in (left, right))


def filled(side: Sequence[Piece]) -> float:
    """How much of a column's width its lines fill on average."""
    return sum(line.box.x1 - line.box.x0 for line in side) / max(1.0, len(side) * width(side))
