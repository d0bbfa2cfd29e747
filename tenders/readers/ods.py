"""OpenDocument spreadsheets (ODS): the official requirement templates, and forms of buyers' own.

A sheet with a column of questions and one of answers is a form, whatever stands beside them (guidance, limits, examples);
so are two columns of labels and answers. Any other sheet is read a row a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from tenders.blocks import Block, Cell, Heading, Missed, Table
from tenders.document import Document
from tenders.markup import attribute, child, local
from tenders.odf import cells, kind_of, open_content, rows, times
from tenders.outline import document_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UNNAMED = re.compile(r"^(?:sheet|table|tabelle|feuille)[ _]?\d*$", re.IGNORECASE)
MISSED = {"image": "an image", "object": "a chart", "object-ole": "an embedded object"}


class OpenDocumentSpreadsheet:
    """Reads every sheet of a spreadsheet; with several, each has its name as heading."""

    name: ClassVar[str] = "an OpenDocument spreadsheet (ODS)"
    media_type: ClassVar[str] = "application/vnd.oasis.opendocument.spreadsheet"
    suffixes: ClassVar[tuple[str, ...]] = (".ods", ".ots")

    def recognises(self, raw: bytes) -> bool:
        return kind_of(raw).startswith("spreadsheet")

    def read(self, raw: bytes) -> Document:
        _, content = open_content(raw)
        book = child(content, "body", "spreadsheet")
        return document_of(blocks([] if book is None else [sheet for sheet in book if local(sheet) == "table"]))


READER = OpenDocumentSpreadsheet()


def table_of(sheet: etree._Element) -> Table:
    """A sheet as a table whose cells know their places. A repeated cell or row stands once; cells that others cover are blank."""
    name, number, found = quoted(attribute(sheet, "name") or "Sheet"), 1, list[tuple[str, ...]]()
    for row in rows(sheet):
        found.append(tuple(text and Cell(text, f"{name}.{column(at)}{number}") for at, text in enumerate(cells(row))))
        number += times(row, "number-rows-repeated")
    return Table(tuple(found))


def quoted(name: str) -> str:
    """A sheet's name as spreadsheets write it in a cell's: in quotes where it is not one word."""
    return name if re.fullmatch(r"\w+", name) else "'" + name.replace("'", "''") + "'"


def column(at: int) -> str:
    """A column's letters by its number, counted from 0: A to Z, then AA."""
    before, last = divmod(at, len(LETTERS))
    return (column(before - 1) if before else "") + LETTERS[last]


def blocks(sheets: list[etree._Element]) -> Iterator[Block]:
    """Each sheet that holds something."""
    tables = [(sheet, table_of(sheet)) for sheet in sheets]
    full = [(sheet, table) for sheet, table in tables if any(any(cell.strip() for cell in row) for row in table.rows)]
    for sheet, table in full:
        name = attribute(sheet, "name") or ""
        if len(full) > 1 and name and not UNNAMED.match(name):
            yield Heading(name, 2)
        yield table
    for sheet, _ in tables:
        for frame in sheet.iter():
            if local(frame) == "frame":
                yield from (Missed(MISSED[local(found)]) for found in tuple(frame)[:1] if local(found) in MISSED)
