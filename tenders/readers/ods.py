"""OpenDocument spreadsheets (ODS): the official requirement templates, and forms of buyers' own.

A sheet with a column of questions and one of answers is a form, whatever stands beside them (guidance, limits, examples);
so are two columns of labels and answers. Any other sheet is read a row a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from tenders.blocks import Block, Heading, Missed
from tenders.document import Document
from tenders.markup import attribute, child, local
from tenders.odf import kind_of, open_content, table_of
from tenders.outline import document_of

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
