"""Tables of documents: which are forms, and which label stands beside which answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenders.blocks import place_of
from tenders.labels import field_of, plain

Rows = tuple[tuple[str, ...], ...]

# The columns of the official requirement templates, and of buyers' own forms.
ASKING = ("question", "questions", "field")
# In order of preference: a buyer who answers beside the template's example means the answer.
ANSWERING = (
    "answer",
    "answers",
    "your answer",
    "buyer answer",
    "buyer's answer",
    "response",
    "your response",
    "buyer response",
    "example answer",
)
GROUPING = ("subsection", "section")
HEADS = frozenset({*ASKING, *ANSWERING, "item", "detail", "details", "label", "value", "heading", "description", "information"})
HEAD_ROWS = 10  # a form's head is looked for in as many rows
NUMBER = re.compile(r"^(?:[A-Za-z]?\.?\d{1,3}(?:\.\d{1,3})*[.)]?)?$")
LONGEST_LABEL = 240  # a form's question may be a sentence
LONGEST_BLANK = 60  # of a label with nothing beside it; more is a row of text that goes across


@dataclass(frozen=True, slots=True)
class Answer:
    """A form's label, what stands beside it ("" where it was left blank), the heading in the form it stands under, and the
    cell where the answer starts.
    """

    label: str
    text: str
    heading: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table that is no form, or of one that has no label: as text. `free`: nothing stands beside it."""

    text: str
    free: bool = False


def pairs(rows: Rows, *, asked: bool = False) -> Iterator[Answer | Line]:
    """A form's answers; any other table's rows, as lines. `asked`: the table holds published questions, whatever its labels."""
    table = tidy(rows)
    if not table:
        return
    width = max(map(len, table))
    head = find_head(table)
    if head:
        yield from by_columns(table, *head)
    elif width == 1:
        yield from (Line(row[0], free=True) for row in table)
    elif width == 2 and (asked or is_form(table)):
        yield from beside(table)
    elif width == 4 and any(field_of(row[0]) for row in table) and any(len(row) > 2 and field_of(row[2]) for row in table):
        yield from beside(tuple(half for row in table for half in (row[:2], row[2:]) if any(half)))
    elif len(table) == 2 and sum(bool(field_of(cell)) for cell in table[0]) >= 2:
        yield from beside(tuple(zip(*table, strict=True)))
    else:
        yield from (line(row) for row in table)


def tidy(rows: Rows) -> Rows:
    """The rows with something in them, all as wide, without blank columns or a first column of numbers. Cells keep their places."""
    full = [row for row in rows if any(cell.strip() for cell in row)]
    if not full:
        return ()
    width = max(map(len, full))
    even = [(*row, *[""] * (width - len(row))) for row in full]
    used = [index for index in range(width) if any(row[index].strip() for row in even)]
    if len(used) > 2 and all(NUMBER.match(row[used[0]].strip()) for row in even[1:]) and any(row[used[0]] for row in even[1:]):
        used = used[1:]
    return tuple(tuple(row[index] for index in used) for row in even)


def find_head(table: Rows) -> tuple[int, int, int, int | None] | None:
    """The row that heads a form, and its columns of questions, of answers and (where there is one) of headings."""
    for index, row in enumerate(table[:HEAD_ROWS]):
        names = [plain(cell) for cell in row]
        asking = next((names.index(name) for name in ASKING if name in names), None)
        answering = next((names.index(name) for name in ANSWERING if name in names), None)
        if asking is not None and answering is not None:
            return index, asking, answering, next((names.index(name) for name in GROUPING if name in names), None)
    return None


def by_columns(table: Rows, head: int, asking: int, answering: int, grouping: int | None) -> Iterator[Answer | Line]:
    """The answers of a form whose head names its columns. Guidance and limits are the form's own words, not the buyer's."""
    yield from (line(row) for row in table[:head])
    heading, label, texts = "", "", list[str]()
    for row in table[head + 1 :]:
        if row[asking] and label:
            yield joined(label, texts, heading)
        if grouping is not None and row[grouping]:
            heading = one_line(row[grouping])
        if row[asking]:
            label, texts = one_line(row[asking]), []
        if row[answering]:
            texts.append(row[answering])
    if label:
        yield joined(label, texts, heading)


def joined(label: str, texts: list[str], heading: str) -> Answer:
    """The answer that these cells are together."""
    return Answer(label, "\n".join(texts), heading, cell=place_of(texts[0]) if texts else "")


def is_form(table: Rows) -> bool:
    """Whether a table of two columns has labels on the left: a known one, or all of them with a colon or question mark."""
    labels = [row[0] for row in table if row[0]]
    return any(field_of(first_line(label)) for label in labels) or all(label.endswith((":", "?")) for label in labels)


def beside(table: Rows) -> Iterator[Answer | Line]:
    """The answers of a form without a head: the label left, the answer right; or the label across, and the answer below it."""
    waiting = ""
    for index, row in enumerate(table):
        label, text = row[0], row[1]
        if index == 0 and plain(label) in HEADS and plain(text) in HEADS:
            continue
        if waiting and not (label and text):
            yield Answer(waiting, label or text, cell=place_of(label or text))
            waiting = ""
            continue
        if waiting:
            yield Answer(waiting, "")
            waiting = ""
        if not label:
            yield Line(text)
        elif not text and field_of(first_line(label)):
            waiting = name(label)
        elif len(name(label)) > (LONGEST_LABEL if text or label.endswith((":", "?")) else LONGEST_BLANK):
            yield line(row)
        else:
            yield Answer(name(label), text, cell=place_of(text))
    if waiting:
        yield Answer(waiting, "")


def name(label: str) -> str:
    """A label without the guidance that stands under it in its cell."""
    return first_line(label) if field_of(first_line(label)) else one_line(label)


def first_line(text: str) -> str:
    return text.partition("\n")[0]


def one_line(text: str) -> str:
    return " ".join(text.split())


def line(row: tuple[str, ...]) -> Line:
    """A row as text: two cells as a name and what it is, more with bars between them."""
    cells = [one_line(cell) for cell in row if cell]
    return Line(": ".join((cells[0].rstrip(": "), cells[1])) if len(row) == 2 and len(cells) == 2 else " | ".join(cells))
