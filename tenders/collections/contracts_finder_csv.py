"""The CSV that Contracts Finder's search gives (42 columns in 2020, 43 since 2021) and its daily files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from tenders import rows
from tenders.collections import Broken, Captured
from tenders.kept import as_text
from tenders.readers.contracts_finder_row import FORMAT, SOURCE

COLUMNS = frozenset({"Notice Identifier", "Notice Type", "Organisation Name", "Status", "Published Date", "Title", "Description"})


class ContractsFinderCsv:
    """Reads the file row by row."""

    name: ClassVar[str] = "the Contracts Finder CSV"
    media_type: ClassVar[str] = "text/csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)

    def recognises(self, head: bytes) -> bool:
        return set(rows.columns(head)) >= COLUMNS

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        return rows.captured(stream, FORMAT, identity)


COLLECTION = ContractsFinderCsv()


def identity(row: rows.Row) -> Captured | str:
    """What a row is kept under: its buyer's own reference, dated by when this version of it was published."""
    number = " ".join(row["Notice Identifier"].split())[:200]
    if not number:
        return "has no Notice Identifier: put it right or leave it out"
    dated = rows.moment(row["Published Date"].strip())
    return Captured(b"", number, SOURCE, as_text(dated) if dated else None, "", "")
