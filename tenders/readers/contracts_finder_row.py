"""A row of Contracts Finder's CSV: a whole notice but for its documents' text.

It is known by its buyer's reference, as the file has neither the ocid nor the GUID of the notice's page; so its source is
not that of the OCDS releases, whose numbers are ocids.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from tenders import rendered
from tenders.document import Document, Section
from tenders.rows import Cells, RowReader, at

FORMAT = "contracts-finder-csv"
SOURCE = "contracts-finder-export"
STATUS = {
    "open": rendered.OPEN,
    "closed": rendered.CLOSED,
    "awarded": rendered.CLOSED,
    "withdrawn": rendered.WITHDRAWN,
    "cancelled": rendered.CANCELLED,
}
# Kinds of notice that ask for no bids yet.
AHEAD = ("pipeline", "preprocurement", "futureopportunity", "earlyengagement")
SUPPLIER = "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]"
IS_SME = 4  # among the parts of a supplier
MARKS = "[] "


class ContractsFinderRow(RowReader):
    """Reads one row."""

    name: ClassVar[str] = "a row of the Contracts Finder CSV"
    format: ClassVar[str] = FORMAT

    def document(self, cells: Cells) -> Document:
        published = cells.moment("Published Date")
        dated = published.isoformat() if published else ""
        return cells.document(SOURCE, cells.line("Notice Identifier")[:200] or None, sections(cells), dated)


READER = ContractsFinderRow()


def sections(cells: Cells) -> Iterator[Section]:
    """Each answer, under the marketplace's label where it has one."""
    yield Section(label="Title", text=cells.line("Title"), field="title")
    yield Section(label="Buyer", text=cells.line("Organisation Name"), field="buyer")
    yield Section(label="Status", text=status(cells), field="banner")
    yield Section(label="Notice type", text=cells.line("Notice Type"), field="noticeType")
    published, closing = cells.moment("Published Date"), cells.moment("Closing Date")
    yield Section(label="Published", text=published.isoformat() if published else "", field="publishedAt")
    closes = at(closing, cells.line("Closing Time")) if closing else None
    told = "" if closes is None else closes.isoformat() if closes != closing else rendered.day(closes)
    yield Section(label="Closing date for applications", text=told, field="applicationsClosedAt")
    yield Section(label="Summary of the work", text=cells.text("Description"), field="summary")
    yield Section(label="Additional information", text=cells.text("Additional Text"), field="text")
    start, end = cells.day("Start Date"), cells.day("End Date")
    if start and end and end < start:
        cells.notes.lost(f"End Date “{cells.line('End Date')}”: it is before the start")
        end = None
    yield Section(label="Start date", text=rendered.day(start) if start else "", field="startDate")
    yield Section(label="Expected contract length", text=rendered.period(start, end) if end else "", field="contractLength")
    places = (cells.line("Region"), cells.line("Postcode"))
    yield Section(label="Location", text="\n".join(dict.fromkeys(filter(None, places))), field="location")
    yield Section(label="Budget range", text=budget(cells), field="budgetRange")
    yield Section(label="CPV codes", text="\n".join(cells.line("Cpv Codes").split()), field="classification")
    yield Section(label="Main category", text=cells.line("OJEU Contract Type"), field="mainProcurementCategory")
    yield Section(label="Procurement method", text=cells.line("OJEU Procedure Type"), field="procurementMethod")
    suited = (
        ("Suitable for SME", "Small and medium-sized enterprises"),
        ("Suitable for VCO", "Voluntary and community organisations"),
    )
    answers = [name for column, name in suited if cells.line(column).lower() == "yes"]
    yield Section(label="Suitable for", text="\n".join(answers), field="suitability")
    yield Section(label="Documents", text=cells.text("Attachments"), field="documents")
    yield Section(label="Links", text="\n".join(cells.text("Links").split()), field="link")
    yield Section(label="Parent notice", text=cells.line("Parent Reference"), field="parent")


def budget(cells: Cells) -> str:
    """The value, from low to high; 0 and 1 mean that none is stated."""
    low, high = rendered.stated(cells.number("Value Low")), rendered.stated(cells.number("Value High"))
    if low and high and low < high:
        return f"{rendered.money(low)} to {rendered.money(high)}"
    if high:
        return rendered.money(high)
    return f"At least {rendered.money(low)}" if low else ""


def status(cells: Cells) -> str:
    """How it stands: awarded where a supplier is named, planned where the kind of notice asks for no bids."""
    supplier = [part.strip(MARKS) for part in cells.line(SUPPLIER).split("|")]
    if supplier[0]:
        value, start = rendered.stated(cells.number("Awarded Value")), cells.day("Contract start date")
        small = len(supplier) > IS_SME and supplier[IS_SME].lower() in ("yes", "true")
        told = (rendered.money(value) if value else "", rendered.day(start) if start else "", "SME" if small else "")
        return rendered.awarded([supplier[0]], *told)
    said = cells.line("Status").lower()
    if said == "open" and cells.line("Notice Type").replace(" ", "").lower() in AHEAD:
        return rendered.PLANNED
    if said and said not in STATUS:
        cells.lost("Status", said, "a status of Contracts Finder")
    return STATUS.get(said, "")
