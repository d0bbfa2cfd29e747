"""A row of the Digital Marketplace's export: no free text, but how the opportunity ended and how many applied.

Its source is not that of the opportunity's page: as a version of the same notice, the newer row would hide the whole page.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from tenders import rendered
from tenders.document import Document, Section
from tenders.rows import Cells, RowReader, bare_id

FORMAT = "digital-marketplace-csv"
SOURCE = "digital-marketplace-export"
STATUS = {
    "open": rendered.OPEN,
    "live": rendered.OPEN,
    "closed": rendered.CLOSED,
    "cancelled": rendered.CANCELLED,
    "withdrawn": rendered.WITHDRAWN,
    "unsuccessful": rendered.UNSUCCESSFUL,
}
# The framework's sizes of company, in the two words of the marketplace's pages.
SIZES = {"micro": "SME", "small": "SME", "medium": "SME", "sme": "SME", "large": "large"}


class DigitalMarketplaceRow(RowReader):
    """Reads one row."""

    name: ClassVar[str] = "a row of the Digital Marketplace's export"
    format: ClassVar[str] = FORMAT

    def document(self, cells: Cells) -> Document:
        return cells.document(SOURCE, bare_id(cells.line("ID")) or None, sections(cells))


READER = DigitalMarketplaceRow()


def sections(cells: Cells) -> Iterator[Section]:
    """Each answer, under the label of the opportunity's page."""
    yield Section(label="Title", text=cells.line("Opportunity"), field="title")
    yield Section(label="Buyer", text=cells.line("Organisation Name"), field="buyer")
    yield Section(label="Lot", text=cells.line("Category"), field="lot")
    yield Section(label="Status", text=status(cells), field="banner")
    published = cells.day("Published At")
    yield Section(label="Published", text=rendered.day(published) if published else "", field="publishedAt")
    yield Section(label="Open for", text=cells.line("Open For"), field="openFor")
    yield Section(label="Specialist role", text=cells.line("Specialist"), field="specialistRole")
    yield Section(label="Location", text=cells.line("Location Of The Work"), field="location")
    yield Section(label="Expected contract length", text=cells.text("Expected Contract Length"), field="contractLength")
    yield Section(label="Budget range", text=cells.text("Budget range"), field="budgetRange")
    yield Section(label="Off-payroll (IR35) determination", text=cells.line("Employment status"), field="employmentStatus")
    yield Section(label="Completed applications", text=applications(cells), field="completedApplications")
    questions = cells.number("Clarification questions")
    yield Section(label="Clarification questions", text=rendered.number(questions) if questions is not None else "", field="")
    yield Section(label="Framework", text=cells.line("Framework"), field="framework")
    yield Section(label="Buyer's domain", text=cells.line("Buyer Domain"), field="")
    yield Section(label="Link", text=cells.line("Link"), field="link")


def status(cells: Cells) -> str:
    """How it ended, in the words of the page's banner."""
    said = cells.line("Status").lower()
    supplier = cells.line("Winning supplier")
    if said == "awarded":
        value, start = rendered.stated(cells.number("Contract amount")), cells.day("Contract start date")
        size = SIZES.get(cells.line("Size of supplier").lower(), "")
        told = rendered.money(value) if value else ""
        return rendered.awarded([supplier or "a supplier that is not named"], told, rendered.day(start) if start else "", size)
    if said and said not in STATUS:
        cells.lost("Status", said, "a status of the marketplace")
    return STATUS.get(said, "")


def applications(cells: Cells) -> str:
    """How many applied, in the two lines of the page's box."""
    small, large, total = (
        cells.number(name) for name in ("Applications from SMEs", "Applications from Large Organisations", "Total Organisations")
    )
    if total is None:
        total = sum(filter(None, (small, large)), Decimal(0)) if small is not None or large is not None else None
    if total is None:
        return ""
    split = ", ".join(f"{rendered.number(found)} {size}" for found, size in ((small, "SME"), (large, "large")) if found is not None)
    return f"{rendered.number(total)}\n{split}".strip()
