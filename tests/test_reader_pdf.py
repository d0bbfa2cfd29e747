"""What the PDF reader makes of columns, running heads, forms, tables, scans, and files that mean harm."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pypdfium2
import pytest

from tenders import readers
from tenders.document import Document, Section
from tenders.errors import UnreadableError
from tenders.evidence import Evidence
from tenders.parse import tender_from
from tenders.readers.marketplace import READER as PAGES
from tenders.readers.pdf import PdfFile
from tests import pdfs
from tests.pdfs import Picture, Rule, Text, column, grid, pdf, rules

READER = PdfFile(ocr=False)
FIVE = ("budget", "duration", "phases", "user_research", "knowledge_transfer")


def texts(document: Document) -> dict[str, str]:
    """Each section's text by its label."""
    return {section.label: section.text for section in document.sections}


def body(document: Document) -> str:
    """All the text, section after section."""
    return "\n".join(section.text for section in document.sections)


def test_lines_that_the_column_broke_run_on_and_lines_that_the_writer_broke_do_not() -> None:
    lines = "We need to learn why people leave the waiting list before they are offered\na plot of their own.\nShort.\nThis too."
    assert body(READER.read(pdf(column(60, 200, lines)))) == (
        "We need to learn why people leave the waiting list before they are offered a plot of their own.\nShort.\nThis too."
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = (
        "Every week forty people join\nthe list for a plot and only\nseven of them are offered one\nbefore the next spring begins"
    )
    right = "so the council wants to know\nwhat the others do and which\nof them give up their places\nwithout ever telling anybody"
    page = [Text(60, 150, "Allotments of Larkfield, a study of the waiting list and of the people on it", 12)]
    said = body(READER.read(pdf([*page, *column(60, 200, left), *column(320, 200, right)])))
    assert said.index("before the next spring begins") < said.index("so the council wants to know")
    assert "only seven of them" in said


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        [
            Text(60, 30, "Larkfield Borough Council"),
            Text(450, 30, "In confidence"),
            Text(60, 200, f"This is part {word}."),
            Text(280, 815, f"{n} of 4"),
        ]
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    assert body(READER.read(pdf(*pages))).split("\n") == [
        "This is part one.",
        "This is part two.",
        "This is part three.",
        "This is part four.",
    ]


def test_what_a_browser_prints_around_a_page_is_dropped() -> None:
    around = [Text(30, 20, "04/05/2020, 10:32"), Text(30, 830, "https://example.org/opportunities/1"), Text(560, 830, "1/1")]
    assert body(READER.read(pdf([*around, Text(60, 200, "The budget is £40,000.")]))) == "The budget is £40,000."


def test_numbered_questions_at_the_top_of_each_page_are_no_running_heads() -> None:
    pages = [[Text(60, 40, f"Question {n}: what about plot {n}?"), Text(60, 200, "An answer.")] for n in (1, 2, 3)]
    document = READER.read(pdf(*pages))
    assert all(f"what about plot {n}?" in "\n".join([*texts(document), body(document)]) for n in (1, 2, 3))


def test_a_larger_line_heads_a_section_with_its_page() -> None:
    first = [
        Text(60, 100, "Study of the waiting list", 20),
        Text(60, 150, "Budget", 14, bold=True),
        Text(60, 170, "£40,000 excluding VAT."),
    ]
    second = [Text(60, 150, "How we work", 14, bold=True), Text(60, 170, "Two days a week together.")]
    title, budget, work = READER.read(pdf(first, second)).sections
    assert (title.label, title.text, title.field, title.page) == ("Title", "Study of the waiting list", "title", 1)
    assert (budget.label, budget.text, budget.field, budget.page) == ("Budget", "£40,000 excluding VAT.", "budgetRange", 1)
    assert (work.label, work.text, work.field, work.page) == ("How we work", "Two days a week together.", "workingArrangements", 2)


def test_a_bold_line_alone_heads_a_section() -> None:
    page = [
        Text(60, 200, "Period of performance", bold=True),
        *column(60, 220, "Twelve months from the award of the contract.\nNo more."),
    ]
    (section,) = READER.read(pdf(page)).sections
    assert (section.label, section.field) == ("Period of performance", "contractLength")


def test_a_section_that_runs_over_pages_cites_the_page_of_each_quote() -> None:
    first = [Text(60, 100, "Study of the list", 20), Text(60, 700, "Background", 14, bold=True), Text(60, 720, "The list is long.")]
    second = column(60, 200, "It grows every year.\nThe council wants to know why it is that so many people leave.")
    _, section = READER.read(pdf(first, second)).sections
    assert section.text.startswith("The list is long.\nIt grows every year.\nThe council")
    assert [section.cite(start, start + 3).page for start in (0, section.text.index("It"))] == [1, 2]


def test_a_hyphen_that_only_broke_a_line_goes_and_one_of_the_word_stays() -> None:
    lines = "The development of a service for people on the waiting list needs more develop-\nment, and a part-\ntime team."
    assert "needs more development, and a part-time team" in body(READER.read(pdf(column(60, 200, lines))))


def test_labels_on_the_left_and_answers_on_the_right_are_sections() -> None:
    page = [
        *column(60, 200, "Budget range"),
        *column(220, 200, "£40,000 to £50,000 excluding VAT for all of the\nwork."),
        *column(60, 240, "Expected contract\nlength"),
        *column(220, 240, "10 weeks"),
        *column(60, 280, "Security clearance"),
        *column(60, 310, "Current phase"),
        *column(220, 310, "Not started"),
    ]
    assert texts(READER.read(pdf(page))) == {
        "Budget range": "£40,000 to £50,000 excluding VAT for all of the work.",
        "Expected contract length": "10 weeks",
        "Security clearance": "",
        "Current phase": "Not started",
    }


def test_a_row_that_the_pages_end_cuts_goes_on_on_the_next_page() -> None:
    first = [
        *rules(690, 720),
        *(Text(60, 705, "Budget range", bold=True), Text(220, 705, "£40,000")),
        *(
            Text(60, 735, "Why the work is being", bold=True),
            Text(220, 735, "People leave the list before they are offered a plot, and"),
        ),
    ]
    second = [
        *rules(50, 90),
        Text(60, 65, "done", bold=True),
        Text(220, 65, "we do not know why."),
        Text(60, 105, "Current phase", bold=True),
        Text(220, 105, "Live"),
    ]
    document = READER.read(pdf(first, second))
    assert (
        texts(document)["Why the work is being done"]
        == "People leave the list before they are offered a plot, and we do not know why."
    )
    assert texts(document)["Current phase"] == "Live"
    why = next(section for section in document.sections if section.label.startswith("Why"))
    assert [why.cite(why.text.index(word), why.text.index(word) + 4).page for word in ("People", "know")] == [1, 2]


def test_an_opportunity_page_printed_is_named_as_the_page_is() -> None:
    page = [
        Text(60, 60, "This opportunity is closed for applications", 14, bold=True),
        Text(60, 85, "The deadline was Monday 18 May 2020"),
        Text(60, 110, "Larkfield Borough Council"),
        Text(60, 140, "Discovery for the allotment waiting list", 18, bold=True),
        *column(60, 170, "12\nIncomplete applications\n11 SME, 1 large"),
        Text(60, 240, "Overview", 14, bold=True),
        *(Text(60, 265, "Budget range", bold=True), Text(220, 265, "£40,000")),
        *(Text(60, 290, "Expected contract length", bold=True), Text(220, 290, "10 weeks")),
        *(Text(60, 315, "Location", bold=True), Text(220, 315, "Larkfield")),
        Text(60, 350, "Questions asked by suppliers", 14, bold=True),
        *(Text(60, 375, "1. Is there a budget?", bold=True), Text(220, 375, "Yes.")),
        Text(60, 410, "Log in to ask a question"),
    ]
    found = [(section.label, section.field, section.text) for section in READER.read(pdf(page)).sections]
    assert found == [
        ("Title", "title", "Discovery for the allotment waiting list"),
        ("Buyer", "buyer", "Larkfield Borough Council"),
        ("Status", "banner", "This opportunity is closed for applications\nThe deadline was Monday 18 May 2020"),
        ("Incomplete applications", "incompleteApplications", "12\n11 SME, 1 large"),
        ("Budget range", "budgetRange", "£40,000"),
        ("Expected contract length", "contractLength", "10 weeks"),
        ("Location", "location", "Larkfield"),
        ("1. Is there a budget?", "", "Yes."),
    ]


def test_an_empty_page_in_the_middle_of_a_form_is_passed_over() -> None:
    rows = [
        (Text(60, 200 + 30 * n, name, bold=True), Text(220, 200 + 30 * n, "Yes"))
        for n, name in enumerate(("Location", "Budget range"))
    ]
    last = [Text(60, 200, "Current phase", bold=True), Text(220, 200, "Live"), Text(60, 230, "Payment approach", bold=True)]
    document = READER.read(pdf([item for row in rows for item in row], [], [*last, Text(220, 230, "Fixed price")]))
    assert texts(document) == {"Location": "Yes", "Budget range": "Yes", "Current phase": "Live", "Payment approach": "Fixed price"}


def test_a_ruled_table_of_labels_is_sections_and_any_other_a_line_a_row() -> None:
    form = grid((60, 220, 500), (100, 130, 160), (("Budget", "£40,000"), ("Contract length", "10 weeks")))
    prices = grid((60, 220, 360, 500), (300, 330, 360), (("Item", "Days", "Price"), ("Research", "20", "£12,000")))
    document = READER.read(pdf([*form, Text(60, 250, "Prices", bold=True), *prices]))
    assert texts(document) == {
        "Budget": "£40,000",
        "Contract length": "10 weeks",
        "Prices": "Item | Days | Price\nResearch | 20 | £12,000",
    }


def test_a_turned_page_reads_as_it_is_seen() -> None:
    raw = pdf(column(60, 200, "A short line.\nA line that is long enough to tell where the column ends.\nA third line."), turned=90)
    assert body(READER.read(raw)).startswith("A short line.\nA line that is long enough to tell where the column ends.")


def test_a_list_loses_its_bullets_and_keeps_its_lines() -> None:
    page = [
        item
        for n, said in enumerate(("Open work", "Kind people"))
        for item in (Text(60, 200 + 14 * n, "•"), Text(78, 200 + 14 * n, said))
    ]
    assert body(READER.read(pdf(page))) == "Open work\nKind people"


def test_an_image_page_is_said_to_be_unread() -> None:
    document = READER.read(
        pdf([Text(60, 200, "The budget is £40,000.")], [Picture()], [Picture(), Text(500, 820, "3")], [Text(60, 200, "More.")])
    )
    assert document.not_read == ("page 2: an image, no text", "page 3: an image, no text")
    assert document.read_share == 0.5


def test_a_file_of_images_only_is_read_as_nothing_read() -> None:
    document = READER.read(pdf([Picture()]))
    assert (document.sections, document.read_share, document.not_read) == ((), 0.0, ("page 1: an image, no text",))


def test_an_empty_page_counts_as_read() -> None:
    document = READER.read(pdf([Text(60, 200, "The budget is £40,000.")], []))
    assert (document.read_share, document.not_read) == (1.0, ())


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
def test_image_pages_are_read_by_tesseract_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "level\\tpage\\tblock\\tpar\\tline\\tword\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"
    rows += "5\\t1\\t1\\t1\\t1\\t1\\t250\\t900\\t200\\t42\\t96\\tBudget:\\n"
    rows += "5\\t1\\t1\\t1\\t1\\t2\\t460\\t900\\t180\\t42\\t95\\t£40,000\\n"
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\ncat > /dev/null\nprintf '{rows}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    document = PdfFile().read(pdf([Picture()]))
    assert (texts(document), document.not_read, document.read_share) == ({"Budget": "£40,000"}, (), 1.0)


def test_pages_beyond_the_limit_are_said_to_be_unread() -> None:
    document = PdfFile(page_limit=20).read(pdfs.many(10_000))
    assert document.not_read == ("pages 21 to 10000: beyond the limit of 20 pages",)
    assert document.read_share == 0.002


HOSTILE = {
    "a loop in the page tree": (pdfs.looped(), "is damaged: none of its pages can be read. Save or export it again"),
    "a password": (pdfs.locked(), "is protected with a password: save a copy without one"),
    "cut off": (pdf([Text(60, 80, "Hello")])[:400], "is damaged or is not a PDF: save or export it again"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "is damaged or is not a PDF: save or export it again"),
    "nothing": (b"", "is empty: save or export it again"),
}


@pytest.mark.parametrize(("raw", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_read_is_one_line(raw: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        READER.read(raw)
    assert str(caught.value) == message


def test_a_drawing_of_many_lines_does_not_hold_the_reader_up() -> None:
    mesh = [Rule(50 + n % 400, 100, 50 + n % 400, 700) for n in range(3000)] + [
        Rule(50, 100 + n % 600, 540, 100 + n % 600) for n in range(3000)
    ]
    assert body(READER.read(pdf([*mesh, Text(60, 750, "Plan of the site.")]))) == "Plan of the site."


def test_a_pdf_is_known_by_its_bytes_and_not_by_its_name() -> None:
    assert readers.read(pdf([Text(60, 200, "The budget is £40,000.")])).source == "file"
    assert not READER.recognises(b"Budget: 40,000 pounds")
    assert not READER.recognises(b"<html><p>Save it as %PDF-1.7</p></html>")


def prints(shared: Path) -> Iterator[tuple[Document, Document]]:
    """Each printed opportunity page of the real material, and of the page's captures the one that says most of the same."""
    for path in sorted((shared / "data" / "documents").glob("dm_*.pdf")):
        printed = READER.read(path.read_bytes())
        said = {(section.label, " ".join(section.text.split())) for section in printed.sections}
        pages = sorted((shared / "data" / "digital-marketplace" / "opportunity").glob(f"{path.stem[3:]}__*.html"))
        yield printed, max((PAGES.read(page.read_bytes()) for page in pages), key=lambda page: len(said & same(page)))


def same(page: Document) -> set[tuple[str, str]]:
    """What a page says, white space aside."""
    return {(section.label, " ".join(section.text.split())) for section in page.sections}


def bare(value: object) -> object:
    """A value without its evidence."""
    if isinstance(value, tuple):
        return [bare(item) for item in value if not isinstance(item, Evidence)]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: bare(getattr(value, field.name)) for field in fields(value) if field.name != "evidence"}
    return value


def test_printed_pages_have_the_sections_of_the_pages(shared: Path) -> None:
    wanted = found = 0
    for printed, page in prints(shared):
        said = same(page) - {(section.label, section.text) for section in page.sections if section.field == "lot"}
        wanted += len(said)
        found += len(said & same(printed))
    assert found >= 0.97 * wanted


def test_printed_pages_give_the_five_fields_of_the_pages(shared: Path) -> None:
    pairs = [
        (bare(getattr(tender_from(printed, "1"), field)), bare(getattr(tender_from(page, "1"), field)))
        for printed, page in prints(shared)
        for field in FIVE
    ]
    assert sum(ours == theirs for ours, theirs in pairs) >= 0.95 * len(pairs)


def test_evidence_in_printed_pages_names_the_page_its_words_are_on(shared: Path) -> None:
    for path in sorted((shared / "data" / "documents").glob("dm_*.pdf")):
        raw = path.read_bytes()
        tender = tender_from(READER.read(raw), "1")
        with pypdfium2.PdfDocument(raw) as file:
            printed = [words(file, index) for index in range(len(file))]
        for evidence in (e for field in FIVE for e in getattr(getattr(tender, field), "evidence", ())):
            assert evidence.page is not None
            first = evidence.quote.split()[0].strip("-")
            assert first in printed[evidence.page - 1], (path.name, evidence)


def words(file: pypdfium2.PdfDocument, index: int) -> str:
    """A page's text as pdfium gives it."""
    page = file[index]
    text = page.get_textpage()
    said = text.get_text_range()
    text.close()
    page.close()
    return str(said)


def test_a_long_document_is_sections_under_its_headings(shared: Path) -> None:
    (path,) = (shared / "data" / "documents").glob("techfar_VA*.pdf")
    document = READER.read(path.read_bytes())
    assert document.not_read == ("page 1: an image, no text",)
    pages = {section.label: section.page for section in document.sections if isinstance(section, Section)}
    assert {label: pages.get(label) for label in ("1.0 BACKGROUND", "4.1 PERFORMANCE PERIOD", "5.3.2 HELP DESK")} == {
        "1.0 BACKGROUND": 20,
        "4.1 PERFORMANCE PERIOD": 21,
        "5.3.2 HELP DESK": 34,
    }
    assert not any("Page 2" in section.text for section in document.sections)
