"""PDFs: text with its page numbers, columns in reading order, tables, no running heads.

Scans are said to be unread, and read where a program that can is installed.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from tenders.document import Document, Section
from tenders.errors import UnreadableError
from tenders.outline import TEXT
from tenders.pdf import ocr
from tenders.pdf.blocks import Block, Row
from tenders.pdf.layout import Grid, blocks
from tenders.pdf.lines import pieces
from tenders.pdf.prints import is_print, put
from tenders.pdf.running import Sheet, without
from tenders.pdf.sections import Sheets, Style, lines_of, widened
from tenders.pdf.words import Box, Page, Pages

PAGES = 1000  # pages read of one file, unless told otherwise
HEAD = 1024  # bytes in which a PDF names itself, ISO 32000-1 annex H
PICTURE = 0.4  # of a page that images cover: with hardly a word on it, it is a scan
HARDLY = 8  # words that are stamped on a scan, at most
PASSWORD = 4  # FPDF_ERR_PASSWORD
SHOWN = 20  # pages named one by one before the rest are counted


@dataclass(slots=True)
class PdfFile:
    """Reads a PDF's bytes into sections: one for each heading, form question or printed label.

    `page_limit`: pages read at most; `ocr`: whether programs that read images are used where they are installed;
    `ocr_seconds`: how long they may take for one file.
    """

    name: ClassVar[str] = "a PDF"
    media_type: ClassVar[str] = "application/pdf"
    suffixes: ClassVar[tuple[str, ...]] = (".pdf",)
    page_limit: int = PAGES
    ocr: bool = True
    ocr_seconds: float = 30.0

    def recognises(self, raw: bytes) -> bool:
        return b"%PDF-" in raw[:HEAD] and not raw.lstrip().startswith((b"<", b"PK\x03\x04"))

    def read(self, raw: bytes) -> Document:
        document = opened(raw)
        try:
            total = len(document)
            reading = Reading(total)
            images = ocr.reader(document, self.ocr_seconds) if self.ocr else None
            reading.take(document, min(total, self.page_limit), images)
        finally:
            document.close()
        if reading.damaged == reading.taken:
            raise UnreadableError("is damaged: none of its pages can be read. Save or export it again")
        return Document(
            source="file",
            notice_id=None,
            sections=sections(reading.pages, raw),
            read_share=reading.read / total,
            not_read=tuple(reading.not_read(self.page_limit)),
        )


READER = PdfFile()


def opened(raw: bytes) -> Any:
    """The open document. Raises UnreadableError."""
    import pypdfium2  # type: ignore[import-untyped]

    if not raw.strip():
        raise UnreadableError("is empty: save or export it again")
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise UnreadableError("is protected with a password: save a copy without one") from error
        raise UnreadableError("is damaged or is not a PDF: save or export it again") from error
    if not len(document):
        document.close()
        raise UnreadableError("is a PDF without pages: save or export it again")
    return document


@dataclass
class Reading:
    """The pages read of a file of `total` pages, and those that were not, with why."""

    total: int
    pages: list[Page] = field(default_factory=list)
    missed: dict[str, list[int]] = field(default_factory=dict)
    taken: int = 0

    @property
    def damaged(self) -> int:
        return len(self.missed.get("damaged", ()))

    @property
    def read(self) -> int:
        return self.taken - sum(map(len, self.missed.values()))

    def take(self, document: Any, limit: int, images: ocr.Images | None) -> None:
        """Read pages up to a limit."""
        import pypdfium2

        source = Pages(document)
        for index in range(limit):
            self.taken += 1
            try:
                page = source.read(index)
            except pypdfium2.PdfiumError:
                self.missed.setdefault("damaged", []).append(index + 1)
                continue
            if page.pictured >= PICTURE and len(page.words) <= HARDLY:
                seen = images(index) if images else ()
                if not seen:
                    self.missed.setdefault("an image, no text", []).append(index + 1)
                else:
                    page = Page(number=page.number, width=page.width, height=page.height, words=seen)
            self.pages.append(page)

    def not_read(self, limit: int) -> Iterator[str]:
        """What was not read, in words."""
        for why, numbers in self.missed.items():
            yield from (f"page {number}: {why}" for number in numbers[:SHOWN])
            if len(numbers) > SHOWN:
                yield f"{len(numbers) - SHOWN} more pages: {why}"
        if self.taken < self.total:
            yield f"pages {self.taken + 1} to {self.total}: beyond the limit of {limit:,} pages"


def sections(pages: Sequence[Page], raw: bytes) -> tuple[Section, ...]:
    """The sections of a document's pages."""
    sheets = [Sheet(page.number, page.height, tuple(pieces(page.words, page.number))) for page in pages]
    known = frozenset(word.text.strip(".,;:()\"'”“’‘").lower() for page in pages for word in page.words if not word.broken)
    tables = Tables(raw)
    laid: list[list[Block]] = []
    before: Row | None = None
    try:
        for page, kept in zip(pages, without(sheets), strict=True):
            laid.append(list(blocks(kept, page.across, tables.grids(page), before)))
            before = last_row(laid[-1], before)
    finally:
        tables.close()
    laid = widened(laid)
    outline = Sheets(Style.of([line for found in laid for block in found for line in lines_of(block)]), known)
    if is_print(laid):
        put(laid, outline)
        # a heading of the site's own under which nothing was written is no question left blank
        return tuple(
            section for section in outline.sections() if section.text or section.heading or section.field not in ("", TEXT)
        )
    for found in laid:
        outline.add(found)
    return outline.sections()


def last_row(found: Sequence[Block], before: Row | None) -> Row | None:
    """The last row of a form up to a page's end, for the next page: open only where nothing follows it."""
    row = next((block for block in reversed(found) if isinstance(block, Row)), before)
    if row is None:
        return None
    return replace(row, label=row.label or (before.label if before else ()), open=row.open and bool(found) and row is found[-1])


class Tables:
    """The cells of pages with ruled tables, found by pdfplumber, which is loaded when the first such page comes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.file: Any = None

    def grids(self, page: Page) -> list[Grid]:
        """A page's tables, top to bottom. None where its rules make no cells, or where pdfplumber cannot read it."""
        if not page.ruled:
            return []
        try:
            return list(self.found(page))
        except Exception:  # a second opinion on the page: its words are read all the same
            logging.getLogger(__name__).debug("no tables on page %d", page.number, exc_info=True)
            return []

    def found(self, page: Page) -> Iterator[Grid]:
        """A page's tables."""
        import pdfplumber

        if self.file is None:
            self.file = pdfplumber.open(io.BytesIO(self.raw))
        source = self.file.pages[page.number - 1]
        try:
            left, top = source.bbox[:2]
            for table in source.find_tables():
                grid = [
                    [Box(c[0] - left, c[1] - top, c[2] - left, c[3] - top) if c else None for c in row.cells] for row in table.rows
                ]
                if any(sum(cell is not None for cell in row) > 1 for row in grid):
                    yield grid
        finally:
            source.close()

    def close(self) -> None:
        """Let go of the file. pdfplumber's own `close` goes through every page again and trips over damaged ones."""
        self.file = None
