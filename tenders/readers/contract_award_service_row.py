"""A row of the Contract Award Service's CSV: open opportunities too, and from 2026 the incumbent and the route."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from tenders import rendered
from tenders.document import Document, Section
from tenders.readers.digital_marketplace_row import applications, status
from tenders.rows import Cells, RowReader, bare_id

FORMAT = "contract-award-service-csv"
SOURCE = "contract-award-service-export"
# The service's names of lots that the rules know by the marketplace's own.
LOTS = {
    "digital outcomes": "digital-outcomes",
    "digital specialists": "digital-specialists",
    "user research participants": "user-research-participants",
}
# Between two places, but for the commas inside a bracket: "No specific location (for example, at home)".
BETWEEN_PLACES = re.compile(r",\s*(?![^(]*\))")
DAYS = re.compile(r"^\d+$")
NOT_SHARED = re.compile(r"not (?:prepared to share|specified)", re.IGNORECASE)


class ContractAwardServiceRow(RowReader):
    """Reads one row."""

    name: ClassVar[str] = "a row of the Contract Award Service's CSV"
    format: ClassVar[str] = FORMAT

    def document(self, cells: Cells) -> Document:
        return cells.document(SOURCE, bare_id(cells.line("ID")) or None, sections(cells))


READER = ContractAwardServiceRow()


def sections(cells: Cells) -> Iterator[Section]:
    """Each answer, under the marketplace's label."""
    lot = cells.line("Category")
    is_open = cells.line("Status").lower() == "open"
    yield Section(label="Title", text=cells.line("Opportunity"), field="title")
    yield Section(label="Buyer", text=cells.line("Organization Name", "Organisation Name"), field="buyer")
    yield Section(label="Lot", text=LOTS.get(lot.lower(), lot), field="lot")
    yield Section(label="Status", text=status(cells), field="banner")
    published = cells.moment("Published At")
    yield Section(label="Published", text=published.isoformat() if published else "", field="publishedAt")
    days = cells.line("Open For")
    yield Section(label="Open for", text=rendered.count(int(days), "day") if DAYS.match(days) else days, field="openFor")
    yield Section(label="Specialist role", text=cells.line("Specialist"), field="specialistRole")
    places = BETWEEN_PLACES.split(cells.line("Location Of The Work"))
    yield Section(label="Location", text="\n".join(filter(None, map(str.strip, places))), field="location")
    yield Section(label="Expected contract length", text=cells.text("Expected Contract Length"), field="contractLength")
    budget = cells.text("Budget range")
    yield Section(label="Budget range", text=re.sub(r"\s*-\s*£?\s*$", "", budget), field="budgetRange")
    start = cells.day("Contract start date")
    yield Section(label="Latest start date", text=rendered.day(start) if start else "", field="startDate")
    yield Section(label="Off-payroll (IR35) determination", text=cells.line("Employment status"), field="employmentStatus")
    yield Section(label="Completed applications", text="" if is_open else applications(cells), field="completedApplications")
    incumbent = cells.line("Incumbent supplier")
    yield Section(label="Incumbent supplier", text=incumbent, field="incumbentSupplier")
    yield Section(label="Call-off procedure", text=cells.line("Call-off procedure"), field="procurementMethod")
    yield Section(label="Procurement route", text=cells.line("Procurement route"), field="procurementRoute")
    yield Section(label="Framework", text=cells.line("Framework"), field="framework")
    yield Section(label="Buyer's domain", text=cells.line("Buyer Domain"), field="")
    yield Section(label="Link", text=cells.line("Link"), field="link")
