"""A page's blocks into the outline that all documents share, and the outline's sections back to their pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from tenders.blocks import Heading, Item, Paragraph, Table
from tenders.document import Section
from tenders.labels import field_of
from tenders.outline import TEXT, Draft, Outline, unique
from tenders.pdf.blocks import Block, Cells, Row, Text
from tenders.pdf.lines import LEADING, Piece, distance, joint, label, text

LARGER = 1.15  # times the body's letters: a heading
TITLE = 1.3  # times the body's letters: a document's title
BOLD_MEANS = 0.4  # where more than this share of the letters is bold, bold marks nothing
LONGEST = 160  # characters of a heading
CONTENTS = re.compile(r"(?:\.{4,}|(?:\. ){4,}\.?)\s*[\divx]{1,5}$|^\.{4,}")  # a line of a table of contents
# "SECTION B - …" and "5.1.2 …", which are headings where they are bold; "5. …" may be an item of a list
OUTLINE = re.compile(
    r"^(?:(?:section|part|annex|addendum|appendix|schedule|chapter)\s+[A-Z0-9]{1,4}\b|[A-Z]?\.?\d{1,2}(?:\.\d{1,3})+\.?\s)",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\d+")
Places = list[tuple[int, int]]  # the pages that a line runs over: the offset at which it comes to each, and its number
Line = tuple[str, Places]


@dataclass(frozen=True, slots=True)
class Style:
    """What a document's letters tell: the body's size, the sizes of headings, largest first, and whether bold sets a line apart."""

    body: float
    larger: tuple[float, ...]
    bold: bool

    @classmethod
    def of(cls, lines: Sequence[Piece]) -> Style:
        """The style of a document's lines."""
        sizes: Counter[float] = Counter()
        bold = 0
        for line in lines:
            sizes[round(line.size)] += len(line.text)
            bold += len(line.text) * line.bold
        body = max(sizes, key=lambda size: sizes[size], default=10.0)
        larger = sorted((size for size in sizes if size >= LARGER * body), reverse=True)
        return cls(body, tuple(larger), bold <= BOLD_MEANS * max(1, sum(sizes.values())))

    def level(self, line: Piece) -> int | None:
        """The level of a line that is a heading by its look, else None: 0 a title, 1 to 7 by size or by number."""
        said = line.text
        if len(said) > LONGEST or line.bulleted or sum(map(str.isalpha, said)) < 3:
            return None
        if line.size >= LARGER * self.body:
            rank = sum(size > round(line.size) for size in self.larger)
            return 0 if rank == 0 and line.size >= TITLE * self.body else min(7, 1 + rank)
        if self.bold and line.bold and (found := OUTLINE.match(said)) and not said.endswith((".", ",", ";")):
            return min(7, len(self.larger) + 1 + len([part for part in NUMBERS.findall(found[0]) if int(part)]))
        return None


@dataclass
class Sheets:
    """A document's blocks put into an outline, page after page, with the pages of every line that went in."""

    style: Style
    known: frozenset[str]
    outline: Outline = field(default_factory=Outline)
    places: dict[int, list[Places]] = field(default_factory=dict)  # of each draft's lines, by its identity
    starts: dict[int, int] = field(default_factory=dict)  # the page of each draft's label
    table: list[Cells] = field(default_factory=list)
    waiting: Row | None = None

    def add(self, blocks: Sequence[Block]) -> None:
        """Take a page's blocks. A form's row and a table may go on from the page before."""
        for index, block in enumerate(blocks):
            if not isinstance(block, Cells):
                self.end_table()
            if not isinstance(block, Row):
                self.end_row()
            if isinstance(block, Cells):
                self.cells(block, first=index == 0)
            elif isinstance(block, Row):
                self.row(block, first=index == 0)
            else:
                self.text(block.lines)

    def sections(self) -> tuple[Section, ...]:
        """The sections, once all pages are in."""
        self.end_row()
        self.end_table()
        found = [draft for _, draft in sorted(self.outline.standing().items())]
        sections = [self.section(draft) for draft in found]
        return tuple(replace(section, label=named.label) for section, named in zip(sections, unique(sections), strict=True))

    def section(self, draft: Draft) -> Section:
        """A draft's section, with the page it starts on and the offsets at which a page begins."""
        page = self.starts.get(id(draft), 1)
        places = self.places.get(id(draft), [])
        first = places[0][0][1] if places else page
        breaks: list[int] = []
        at, now = 0, first
        for line, place in zip(draft.lines, places, strict=False):
            for offset, number in place:
                breaks += [at + min(offset, len(line))] * (number - now)
                now = max(now, number)
            at += len(line) + 1
        said = "\n".join(draft.lines)
        return Section(label=draft.label, text=said, field=draft.meant, heading=draft.heading, page=first, breaks=tuple(breaks))

    def draft(self, draft: Draft, label_page: int, lines: Sequence[Line]) -> None:
        """Lines into a draft of their own."""
        self.starts[id(draft)] = label_page
        draft.lines.extend(line for line, _ in lines)
        self.places[id(draft)] = [places for _, places in lines]

    def put(self, block: Heading | Paragraph | Item | Table, lines: Sequence[Line]) -> None:
        """A block into the outline. Whichever drafts grew by it grew by these lines, or by parts of them."""
        if not lines:
            return
        open_ = [draft for draft in (self.outline.base, self.outline.current) if draft is not None]
        had = {id(draft): len(draft.lines) for draft in open_}
        count = len(self.outline.drafts)
        self.outline.add(block)
        at = 0
        for draft in {id(draft): draft for draft in (*open_, *self.outline.drafts[count:])}.values():
            if id(draft) not in had:
                at = place_of(draft.label, lines, at)
                self.starts[id(draft)] = lines[at][1][0][1]
            for line in draft.lines[had.get(id(draft), 0) :]:
                at = place_of(line, lines, at)
                whole, places = lines[at]
                skipped = max(0, whole.find(line))
                start = max((number for offset, number in places if offset <= skipped), default=places[0][1])
                later = [(offset - skipped, number) for offset, number in places if offset > skipped]
                self.places.setdefault(id(draft), []).append([(0, start), *later])

    def text(self, lines: Sequence[Piece]) -> None:
        """Running text: headings, paragraphs, items of lists. A table of contents is no text of its own."""
        for level, group in told_apart([line for line in lines if not CONTENTS.search(line.text)], self.style):
            if level is not None:
                name = label(group, self.known)
                self.put(Heading(name, level), [(name, [(0, group[0].page)])])
                continue
            for part in paragraphs(group):
                said = [line for line in text(part, self.known) if line[0]]
                whole = "\n".join(line for line, _ in said)
                strong = self.style.bold and all(line.bold for line in part)
                self.put(Item(whole) if part[0].bulleted else Paragraph(whole, strong=strong), said)

    def row(self, row: Row, *, first: bool) -> None:
        """A label and its answer, kept until it is known that the next page does not go on with it."""
        name = label(row.label, self.known)
        last = self.waiting
        goes_on = first and last is not None and not field_of(name) and (last.open or not name or name[0].islower())
        if last and (goes_on or not name):
            self.waiting = replace(row, label=(*last.label, *row.label), answer=(*last.answer, *row.answer))
            return
        self.end_row()
        self.waiting = row

    def end_row(self) -> None:
        """Put the row that waits into the outline."""
        row, self.waiting = self.waiting, None
        if row is None:
            return
        said = text(row.answer, self.known)
        if not row.label:
            self.put(Paragraph("\n".join(line for line, _ in said)), [line for line in said if line[0]])
            return
        name = label(row.label, self.known)
        asked = self.outline.asked is not None
        draft = self.outline.open(name if asked else name.rstrip(": "), "" if asked else field_of(name) or TEXT)
        self.draft(draft, row.label[0].page, said)
        self.outline.current = self.outline.base

    def cells(self, row: Cells, *, first: bool) -> None:
        """A row of a table, put with the table that is being read if it is as wide. It may go on with one that a page's end cut."""
        if self.table and len(self.table[-1].cells) != len(row.cells):
            self.end_table()
        if first and self.table and not row.cells[0]:
            joined = zip(self.table[-1].cells, row.cells, strict=True)
            self.table[-1] = Cells(tuple((*above, *below) for above, below in joined))
        else:
            self.table.append(row)

    def end_table(self) -> None:
        """Put the table that is being read into the outline."""
        table, self.table = self.table, []
        rows, lines = [], list[Line]()
        for row in table:
            cells = [[line for line in text(cell, self.known) if line[0]] for cell in row.cells]
            lines += [line for cell in cells for line in cell]
            rows.append(tuple("\n".join(line for line, _ in cell) for cell in cells))
        self.put(Table(tuple(rows)), lines)


def lines_of(block: Block) -> tuple[Piece, ...]:
    """Every line of a block."""
    if isinstance(block, Text):
        return block.lines
    if isinstance(block, Row):
        return (*block.label, *block.answer)
    return tuple(line for cell in block.cells for line in cell)


def told_apart(lines: Sequence[Piece], style: Style) -> Iterator[tuple[int | None, list[Piece]]]:
    """Lines of running text as headings, with their level, and what stands between them (None)."""
    group: list[Piece] = []
    was: int | None = None
    for line in lines:
        level = style.level(line)
        goes_on = bool(group) and level == was and (level is None or one_heading(group[-1], line))
        if group and not goes_on:
            yield was, group
            group = []
        group.append(line)
        was = level
    if group:
        yield was, group


def one_heading(line: Piece, following: Piece) -> bool:
    """Whether a heading goes on in the next line."""
    return (
        distance(line, following) <= LEADING
        and not OUTLINE.match(following.text)
        and joint(line, following, frozenset()) in ("", " ")
    )


def paragraphs(lines: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Lines as paragraphs: those that run on together, and an item of a list alone."""
    group: list[Piece] = []
    for line in lines:
        if group and "\n" in joint(group[-1], line, frozenset()):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def place_of(said: str, lines: Sequence[Line], start: int) -> int:
    """Which of a block's lines holds these words, or the first cell of a table's row; the start where none does."""
    for part in dict.fromkeys((said, said.partition(" | ")[0], said.partition(": ")[0])):
        for index in chain(range(start, len(lines)), range(start)):
            if part and part in lines[index][0]:
                return index
    return start


def widened(pages: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Blocks with each line's column as wide as that column is anywhere in the document."""
    edges: dict[str, float] = defaultdict(float)
    for line in (line for blocks in pages for block in blocks for line in running(block)):
        edges[line.column] = max(edges[line.column], line.edge)
    return [[as_wide(block, edges) for block in blocks] for blocks in pages]


def running(block: Block) -> tuple[Piece, ...]:
    """The lines of a block that a column's end breaks. A table's cell tells its own end."""
    if isinstance(block, Cells):
        return ()
    return block.answer if isinstance(block, Row) else block.lines


def as_wide(block: Block, edges: Mapping[str, float]) -> Block:
    """A block with the edge that its column has."""
    if isinstance(block, Cells):
        return block
    lines = tuple(replace(line, edge=edges[line.column]) for line in running(block))
    return replace(block, answer=lines) if isinstance(block, Row) else Text(lines)
