"""Opportunity pages printed to PDF: what stands above their rows (status, buyer, title, applications) is named, as on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tenders.labels import marketplace_field_of
from tenders.outline import Draft
from tenders.pdf.blocks import Block, Row, Text
from tenders.pdf.lines import Piece, joint, label
from tenders.pdf.sections import Sheets, lines_of

ROWS = 3  # labels of the marketplace that make a document a printed opportunity page
BANNER = re.compile(r"^(?:this opportunity|awarded to|no suitable suppliers)", re.IGNORECASE)
COUNT = re.compile(r"^(?:(?P<figure>\d+)\s+)?(?P<kind>incomplete|completed) applications?$", re.IGNORECASE)
SPLIT = re.compile(r"^\d+ SME\b", re.IGNORECASE)
# What the site itself says below its headings.
FURNITURE = re.compile(r"^(?:log in to ask|no questions have been answered|the deadline for asking questions about)", re.IGNORECASE)
SAME = 0.97  # of the largest letters' height: as large


def known(block: Block) -> bool:
    """Whether a block is a row of an opportunity page."""
    if not isinstance(block, Row):
        return False
    name = label(block.label)
    return bool(marketplace_field_of(name)) and not COUNT.match(name)


def is_print(pages: Sequence[Sequence[Block]]) -> bool:
    """Whether a document's rows are those of an opportunity page."""
    return sum(known(block) for blocks in pages for block in blocks) >= ROWS


def put(pages: Sequence[Sequence[Block]], sheets: Sheets) -> None:
    """A printed page's blocks into an outline: who, what and in what state first, then its rows under their headings."""
    above: list[Piece] = []
    at = first = 0
    for at, blocks in enumerate(pages):  # noqa: B007 (where it stopped counts)
        first = next((index for index, block in enumerate(blocks) if known(block)), len(blocks))
        above += [line for block in blocks[:first] for line in lines_of(block)]
        if first < len(blocks):
            break
    for name, field, parts in identity(above):
        draft = Draft(name, field)
        said = [(part.text, [(0, part.page)]) for part in parts]
        one = [(label(parts), said[0][1])] if field in ("title", "buyer") else said
        sheets.outline.drafts.append(draft)
        sheets.draft(draft, parts[0].page, one)
    sheets.outline.titled = True
    rest = [list(blocks) for blocks in pages[at:]]
    del rest[0][:first]
    for blocks in rest:
        sheets.add([without_intro(block, after) for block, after in zip(blocks, [*blocks[1:], None], strict=False)])


def without_intro(block: Block, after: Block | None) -> Block:
    """Text without the site's own words: those between a heading and the rows under it, and those under its questions."""
    if not isinstance(block, Text):
        return block
    size = max(line.size for line in block.lines)
    intro = isinstance(after, Row) and len({line.size > SAME * size for line in block.lines}) > 1
    return Text(tuple(line for line in block.lines if not FURNITURE.match(line.text) and (not intro or line.size > SAME * size)))


def identity(lines: Sequence[Piece]) -> Iterator[tuple[str, str, list[Piece]]]:
    """Title, buyer, status and the counts of applications, as far as they are there: label, field and lines."""
    if not lines:
        return
    largest = max(line.size for line in lines)
    start = next(index for index, line in enumerate(lines) if line.size > SAME * largest)
    end = next((index for index in range(start, len(lines)) if lines[index].size <= SAME * largest), len(lines))
    yield "Title", "title", list(lines[start:end])
    banner = next((index for index, line in enumerate(lines[:start]) if BANNER.match(line.text)), None)
    buyer = start
    while buyer and buyer - 1 != banner and (buyer == start or joint(lines[buyer - 1], lines[buyer], frozenset()) == " "):
        buyer -= 1
    if buyer < start:
        yield "Buyer", "buyer", list(lines[buyer:start])
    if banner is not None:
        yield "Status", "banner", list(lines[banner : max(buyer, banner + 1)])
    for index, line in enumerate(lines):
        found = COUNT.match(line.text)
        if found:
            before = lines[index - 1 : index] if index and lines[index - 1].text.isdecimal() else []
            figure = [Piece(line.words[:1], line.page)] if found["figure"] else before
            split = [other for other in lines[index + 1 : index + 2] if SPLIT.match(other.text)]
            if figure:
                yield f"{found['kind'].capitalize()} applications", f"{found['kind'].lower()}Applications", [*figure, *split]
