"""Rows of CSV files, each a notice: found by the names of its columns, kept as JSON that says which file it is of.

A row's bytes are `{"row of": FORMAT, COLUMN: CELL, …}`, so that the store holds what was in the file, cell by cell, and the
reader of the format knows its own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, ClassVar

import orjson

from tenders.collections import Broken, Captured
from tenders.document import Document, Section
from tenders.errors import UnreadableError
from tenders.ocds.notes import Notes, quoted
from tenders.ocds.origin import LONDON
from tenders.ocds.words import written

FORMAT = "row of"
LARGEST_CELL = 4 << 20  # bytes; past it a quote was not closed, and the rest of the file would be one cell
FIGURE = re.compile(r"^£?\s*(-?[\d,]+(?:\.\d+)?)\s*$")
# 30/04/2020; 2020-04-30 and 2020-4-3, with a clock and a zone or without.
DAY = re.compile(
    r"^(\d{1,2})/(\d{1,2})/(\d{4})$"
    r"|^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$"
)
CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::\d{2})?\s*(am|pm)?$", re.IGNORECASE)

Row = dict[str, str]


def columns(head: bytes) -> tuple[str, ...]:
    """The names in the first line of a CSV file, () where it is none. The line may end past `head`."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    try:
        return tuple(name.strip() for name in next(csv.reader([text.lstrip().partition("\n")[0]]), []))
    except csv.Error:
        return ()


def captured(stream: BinaryIO, name: str, identity: Callable[[Row], Captured | str]) -> Iterator[Captured | Broken]:
    """Each row of a CSV file. `identity` gives a row's number, source, date and page, or says what is wrong with it."""
    csv.field_size_limit(LARGEST_CELL)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="riffle-windows-1252", newline="")
    table = csv.reader(lines)
    names = [column.strip() for column in next(table, [])]
    line = table.line_num + 1
    while True:
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            yield Broken(str(line), f"cannot be read as CSV ({error}): check its quotation marks. Nothing after it was read")
            return
        if any(cell.strip() for cell in cells):
            while len(cells) > len(names) and not cells[-1].strip():
                cells.pop()
            if len(cells) == len(names):
                row = dict(zip(names, cells, strict=True))
                found = identity(row)
                if isinstance(found, str):
                    yield Broken(str(line), found)
                else:
                    yield found._replace(raw=orjson.dumps({FORMAT: name, **row}), place=str(line))
            else:
                yield Broken(
                    str(line), f"has {len(cells)} cells where the first line has {len(names)}: correct its commas and quotes"
                )
        line = table.line_num + 1
    lines.detach()


def is_row(raw: bytes, name: str) -> bool:
    """Whether bytes are a row of this format."""
    return raw.startswith(b'{"%s":"%s"' % (FORMAT.encode(), name.encode()))


class Cells:
    """A row as its reader asks it: by column, mended, with notes of what could not be read."""

    def __init__(self, raw: bytes) -> None:
        self.notes = Notes()
        try:
            found = orjson.loads(raw)
        except ValueError as error:
            raise UnreadableError("is a damaged row of a table: add its file again") from error
        self.row: Row = {name: cell for name, cell in found.items() if isinstance(cell, str)} if isinstance(found, dict) else {}

    def text(self, *names: str) -> str:
        """The text of the first of these columns that is there."""
        return next((written(self.row[name], self.notes) for name in names if name in self.row), "")

    def line(self, *names: str) -> str:
        """The same on one line."""
        return " ".join(self.text(*names).split())

    def number(self, *names: str) -> Decimal | None:
        """A number; None where the cell is empty. "6.0" and "£1,200" are numbers."""
        text = self.text(*names)
        figure = FIGURE.match(text)
        if not text:
            return None
        if figure:
            with suppress(InvalidOperation):
                return Decimal(figure[1].replace(",", ""))
        self.lost(names[0], text, "a number")
        return None

    def day(self, *names: str) -> date | None:
        """The day of a date, in London."""
        found = self.moment(*names)
        return found.date() if found else None

    def moment(self, *names: str) -> datetime | None:
        """A date as these files write them: dd/mm/yyyy, or ISO 8601 with a clock or without. London's where it has no zone."""
        text = self.line(*names)
        if not text:
            return None
        found = moment(text)
        if found is None:
            self.lost(names[0], text, "a date")
        return found

    def lost(self, name: str, text: str, wanted: str) -> None:
        """Note that a cell is not what it should be."""
        self.notes.lost(f"{name} {quoted(text)}: it is not {wanted}")

    def document(self, source: str, notice_id: str | None, sections: Iterator[Section], dated: str = "") -> Document:
        """The document of the row; what has no text is no answer."""
        told = tuple(section for section in sections if section.text.strip())
        return Document(
            source=source,
            notice_id=notice_id,
            sections=told,
            not_read=self.notes.all_lost,
            mended=self.notes.all_mended,
            dated=dated,
            url=self.line("Link"),
            form=True,
        )


def moment(text: str) -> datetime | None:
    """A date of these files, or None."""
    found = DAY.match(text)
    if not found:
        return None
    try:
        if found[3]:
            return datetime(int(found[3]), int(found[2]), int(found[1]), tzinfo=LONDON)
        if found[10]:
            return datetime.fromisoformat(text.replace(" ", "T")).astimezone(LONDON)
        return datetime(
            int(found[4]), int(found[5]), int(found[6]), int(found[7] or 0), int(found[8] or 0), int(found[9] or 0), tzinfo=LONDON
        )
    except ValueError:
        return None


def at(day: datetime, clock: str) -> datetime:
    """A day at the time that a clock's cell gives: "5:00 PM", "17:00"; the day's start where it gives none."""
    found = CLOCK.match(clock)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return day
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "pm" else 0) if found[3] else int(found[1])
    return day + timedelta(hours=hour, minutes=int(found[2]))


def bare_id(text: str) -> str:
    """The number of a notice as a spreadsheet may have written it: "9.0" is 9."""
    return text.strip().removesuffix(".0")


class RowReader:
    """Reads one row of a table. A reader says its name, the `format` that its rows are marked with, and what their cells make."""

    name: ClassVar[str]
    format: ClassVar[str]
    media_type: ClassVar[str] = "application/json"
    suffixes: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[int] = -20  # a row is known by its first bytes: nothing else need be asked
    here: ClassVar[bool] = True

    def recognises(self, raw: bytes) -> bool:
        return is_row(raw, self.format)

    def read(self, raw: bytes) -> Document:
        return self.document(Cells(raw))

    def document(self, cells: Cells) -> Document:
        """The document that a row's cells make. Raises UnreadableError."""
        raise NotImplementedError
