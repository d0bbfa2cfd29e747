"""The Contract Award Service's CSV of opportunities (opportunity_data.csv), of 2024 and, with three more columns, of 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from tenders import rows
from tenders.collections import Broken, Captured
from tenders.readers.contract_award_service_row import FORMAT, SOURCE

COLUMNS = frozenset({"ID", "Opportunity", "Framework", "Category", "Published At", "Status"})
# What this file has and the Digital Marketplace's has not: its spelling of “organisation”, and the columns of 2026.
OWN = frozenset({"Organization Name", "Incumbent supplier", "Call-off procedure", "Procurement route"})
PROJECT = re.compile(r"(?:projectId=|/project/|/)(\d+)/?$")


class ContractAwardServiceCsv:
    """Reads the file row by row."""

    name: ClassVar[str] = "the Contract Award Service's CSV"
    media_type: ClassVar[str] = "text/csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)
    order: ClassVar[int] = -1

    def recognises(self, head: bytes) -> bool:
        found = set(rows.columns(head))
        return found >= COLUMNS and bool(found & OWN)

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        return rows.captured(stream, FORMAT, identity)


COLLECTION = ContractAwardServiceCsv()


def identity(row: rows.Row) -> Captured | str:
    """What a row is kept under: its project's number, from its link where the ID is missing."""
    link = row.get("Link", "").strip()
    project = PROJECT.search(link)
    number = rows.bare_id(row["ID"]) or (project[1] if project else "")
    return Captured(b"", number, SOURCE, None, link, "") if number else "has no ID: put it right or leave it out"
