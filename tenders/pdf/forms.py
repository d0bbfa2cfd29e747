"""Forms without cells: a column of labels beside a column of answers, into rows of a label and its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tenders.labels import field_of
from tenders.pdf.blocks import Block, Row, Text
from tenders.pdf.lines import LEADING, SAME, Piece, joint, label, lines
from tenders.pdf.words import Box

GUTTER = 5.0  # points, the narrowest space between two columns
AIR = 1.6  # letter heights between a rule and the label under it, at most


def labelled(left: Sequence[Piece], right: Sequence[Piece], across: Sequence[Box], gutter: float) -> bool:
    """Whether the left column labels the right one: known labels, bold against plain, or rules that part rows."""
    names = groups(lines(left))
    if sum(bool(field_of(label(name))) for name in names) >= 2:
        return True
    bold = sum(piece.bold for piece in left) > 0.6 * len(left) and sum(piece.bold for piece in right) < 0.4 * len(right)
    top, bottom = min(piece.box.top for piece in left), max(piece.box.bottom for piece in (*left, *right))
    parted = len(heights(across, gutter, top, bottom)) >= 3
    return width(left) < 0.8 * width(right) and (bold or parted)


def answered(left: Sequence[Piece], right: Sequence[Piece], across: Sequence[Box], gutter: float) -> Iterator[Block]:
    """Rows of a label and its answer, and what stands between them to the left: headings mostly."""
    top, bottom = min(piece.box.top for piece in (*left, *right)), max(piece.box.bottom for piece in (*left, *right))
    rules = heights(across, gutter, top, bottom)
    names, answers = groups(lines(left)), lines(right, column=f"answers {gutter / SAME:.0f}")
    if len(rules) >= 2:
        found = between(rules, names, answers)
    else:
        found = unruled([part for name in names for part in apart(name, answers)], answers)
    for block in found:
        yield replace(block, column=gutter) if isinstance(block, Row) else block


def between(rules: Sequence[float], names: Sequence[list[Piece]], answers: Sequence[Piece]) -> Iterator[Block]:
    """Rows that rules part. Below a table's last row, up to the next rule, there may be a heading."""
    limits = (float("-inf"), *rules, float("inf"))
    for index, (start, end) in enumerate(pairwise(limits)):
        here = [name for name in names if start - 2 <= name[0].box.top < end - 2]
        said = tuple(line for line in answers if start - 2 <= line.box.middle < end)
        name: list[Piece] = []
        if here and (said or index) and here[0][0].box.top - start < AIR * here[0][0].size:
            first = here[0][0]
            name = [line for part in here for line in part if same_style(line, first)]
        elif here and not index and said:
            name = here.pop(-1) if level(here[-1][0], said[0]) else []
            yield from (Text(tuple(part)) for part in here)
            here = []
        if name or said:
            yield Row(tuple(name), said, open=end == float("inf"))
        other = [line for part in here for line in part if line not in name]
        if other:
            yield Text(tuple(other))


def apart(name: list[Piece], answers: Sequence[Piece]) -> Iterator[list[Piece]]:
    """A run of label lines as the labels it holds: where lines in it are known labels, or each has one line of answer
    and most of them end before they must."""
    single = all(sum(level(line, answer) for answer in answers) == 1 and not line.text[0].islower() for line in name)
    ended = sum("\n" in joint(line, following, frozenset()) for line, following in pairwise(name))
    part: list[Piece] = []
    for line in name:
        part.append(line)
        if (single and 2 * ended >= len(name)) or field_of(label(part)):
            yield part
            part = []
    if part:
        yield part


def unruled(names: Sequence[list[Piece]], answers: Sequence[Piece]) -> Iterator[Block]:
    """Rows without rules: an answer belongs to the last label that starts no lower than it does."""
    rows_: list[tuple[list[Piece], list[Piece]]] = [([], [])] + [(list(name), []) for name in names]
    for answer in answers:
        at = max((i for i, (name, _) in enumerate(rows_) if not name or name[0].box.top <= answer.box.middle), default=0)
        rows_[at][1].append(answer)
    size = min((line.size for name in names for line in name), default=0.0)
    for name, said in rows_:
        if said or (name and name[0].size < 1.1 * size and field_of(label(name))):
            yield Row(tuple(name), tuple(said))
        elif name:
            yield Text(tuple(name))


def groups(names: Sequence[Piece]) -> list[list[Piece]]:
    """Lines of a column of labels, each label's together: a label ends where a wider space follows."""
    found: list[list[Piece]] = []
    for line in names:
        near = found and (line.box.top - found[-1][-1].box.top) / max(1.0, line.size) <= LEADING
        if near and abs(line.size - found[-1][-1].size) < 0.5 and line.bold == found[-1][-1].bold:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def heights(across: Sequence[Box], gutter: float, top: float, bottom: float) -> list[float]:
    """The heights, in order, at which rules lie on both sides of a gutter."""
    found: list[float] = []
    for rule in sorted(across, key=lambda rule: rule.middle):
        if rule.x0 <= gutter - GUTTER and top - 30 <= rule.middle <= bottom + 30 and (not found or rule.middle - found[-1] > 2):
            level = [other for other in across if abs(other.middle - rule.middle) <= 2]
            if max(other.x1 for other in level) > gutter + 20:
                found.append(rule.middle)
    return found


def same_style(line: Piece, other: Piece) -> bool:
    """Whether two lines of a column look alike: one place, one size, one weight."""
    return abs(line.box.x0 - other.box.x0) <= 2 and abs(line.size - other.size) < 0.5 and line.bold == other.bold


def level(one: Piece, other: Piece) -> bool:
    """Whether two pieces share some height."""
    return min(one.box.bottom, other.box.bottom) > max(one.box.top, other.box.top)


def width(parts: Sequence[Piece]) -> float:
    """From the leftmost edge to the rightmost."""
    return max(piece.box.x1 for piece in parts) - min(piece.box.x0 for piece in parts)
