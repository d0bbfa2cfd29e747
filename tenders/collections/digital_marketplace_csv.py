"""The Digital Marketplace's export of closed opportunities (opportunity-data.csv), in all the widths that it has had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from tenders import rows
from tenders.collections import Broken, Captured
from tenders.readers.digital_marketplace_row import FORMAT, SOURCE

# What every width has. The Contract Award Service's file has the same but for one letter.
COLUMNS = frozenset({"ID", "Opportunity", "Framework", "Category", "Organisation Name", "Published At", "Status"})


class DigitalMarketplaceCsv:
    """Reads the export row by row."""

    name: ClassVar[str] = "the Digital Marketplace's CSV"
    media_type: ClassVar[str] = "text/csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)

    def recognises(self, head: bytes) -> bool:
        return set(rows.columns(head)) >= COLUMNS

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        return rows.captured(stream, FORMAT, identity)


COLLECTION = DigitalMarketplaceCsv()


def identity(row: rows.Row) -> Captured | str:
    """What a row is kept under. It says how the opportunity stands at the time of the export, which it does not date."""
    number = rows.bare_id(row["ID"])
    return (
        Captured(b"", number, SOURCE, None, row.get("Link", "").strip(), "")
        if number
        else "has no ID: put it right or leave it out"
    )
