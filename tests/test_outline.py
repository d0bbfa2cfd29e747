"""From blocks to labelled sections: the same tender gives the same sections, whatever file it came in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tenders import readers
from tenders.blocks import Block, Heading, Item, Missed, Paragraph, Table
from tenders.document import Document, Section
from tenders.errors import UnreadableError
from tenders.labels import field_of, fields, lexicon, marketplace_field_of
from tenders.outline import document_of
from tenders.parse import tender_from
from tests import documents
from tests.documents import KINDS, MODEL, MODEL_SECTIONS
from tests.pages import page

Said = list[tuple[str, str, str]]


def said(*blocks: Block) -> Said:
    """Label, text and field of each section that blocks make."""
    return told(document_of(blocks))


def told(document: Document) -> Said:
    return [(section.label, section.text, section.field) for section in document.sections]


# One tender, seven kinds of file


@pytest.mark.parametrize("kind", KINDS)
def test_a_tender_gives_the_same_sections_whatever_the_file(kind: str) -> None:
    document = readers.read(KINDS[kind](MODEL))
    assert told(document) == list(MODEL_SECTIONS)
    assert (document.source, document.notice_id, document.read_share, document.not_read) == ("file", None, 1.0, ())


FIVE = ("budget", "duration", "phases", "user_research", "knowledge_transfer")


def five(document: Document) -> dict[str, Any]:
    """The five fields of the tender in a document, without where they were found."""
    tender = tender_from(document, "1")
    return {name: bare(asdict(value)) for name in FIVE if (value := getattr(tender, name)) is not None}


def bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key != "evidence"}
    return [bare(inner) for inner in value] if isinstance(value, list | tuple) else value


def rewritten(document: Document) -> Iterator[Block]:
    """An opportunity page's sections as blocks."""
    for section in document.sections:
        if section.heading != documents_heading and section.label != "Title" and section.text:
            yield Heading(section.label, 1)
            yield from (Paragraph(line) for line in section.text.split("\n") if line)
        elif section.label == "Title":
            yield Heading(section.text, 0)


documents_heading = "Questions asked by suppliers"


@pytest.mark.parametrize("kind", ["docx", "odt", "ods", "html", "markdown", "text"])
def test_an_opportunity_page_rewritten_as_a_document_gives_the_same_five_fields(kind: str) -> None:
    before = readers.read(page())
    assert five(readers.read(KINDS[kind](tuple(rewritten(before))))) == five(before)


@pytest.mark.parametrize("kind", ["docx", "odt", "markdown"])
def test_real_opportunity_pages_rewritten_give_the_same_five_fields(kind: str, captures: tuple[Path, ...]) -> None:
    same = every = 0
    for path in captures[::20]:
        before = readers.read(path.read_bytes())
        after = five(readers.read(KINDS[kind](tuple(rewritten(before)))))
        every += len(FIVE)
        same += sum(after.get(name) == five(before).get(name) for name in FIVE)
    assert same / every >= 0.95


@pytest.mark.parametrize("program", ["soffice", "pandoc"])
@pytest.mark.parametrize(("kind", "suffix"), [("docx", "odt"), ("odt", "docx"), ("docx", "html")])
def test_what_another_program_makes_of_a_document_reads_the_same(kind: str, suffix: str, program: str, tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    given = tmp_path / f"given.{kind}"
    given.write_bytes(KINDS[kind](MODEL))
    made = tmp_path / f"given.{suffix}"
    commands = {
        "soffice": ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(given)],
        "pandoc": ["pandoc", "--standalone", str(given), "-o", str(made)],
    }
    subprocess.run(commands[program], check=True, capture_output=True, timeout=120)
    assert told(readers.read(made.read_bytes())) == list(MODEL_SECTIONS)


# Headings


def test_text_before_the_first_heading_is_called_text() -> None:
    assert said(Paragraph("Dear all,"), Heading("Scope"), Paragraph("Bins.")) == [
        ("Text", "Dear all,", "text"),
        ("Scope", "Bins.", "outcome"),
    ]


def test_the_first_heading_of_all_is_the_title() -> None:
    assert said(Heading("Bins and boxes"), Heading("Scope"), Paragraph("Bins."))[0] == ("Title", "Bins and boxes", "title")


@pytest.mark.parametrize(
    "first", [Heading("Budget"), Heading("Odds and ends", 2), Heading("In this part we say what it is all about:")]
)
def test_a_first_heading_that_is_a_label_or_of_a_part_or_a_sentence_is_no_title(first: Heading) -> None:
    assert "Title" not in [label for label, _, _ in said(first, Paragraph("£40,000"))]


def test_the_kind_of_document_above_its_title_is_not_the_title() -> None:
    assert said(Heading("Statement of objectives"), Heading("Bins and boxes", 2), Paragraph("Bins.")) == [
        ("Title", "Bins and boxes", "title"),
        ("Text", "Bins.", "text"),
    ]


def test_a_heading_knows_the_heading_over_it() -> None:
    document = document_of([Heading("Part 1"), Heading("Commercials"), Heading("Budget", 2), Paragraph("£40,000")])
    assert [(section.label, section.heading) for section in document.sections] == [("Title", ""), ("Budget", "Commercials")]


def test_a_heading_over_nothing_but_others_is_their_heading_alone() -> None:
    assert [label for label, _, _ in said(Paragraph("Hello"), Heading("Money"), Heading("Budget", 2), Paragraph("£4"))] == [
        "Text",
        "Budget",
    ]


def test_a_known_heading_with_nothing_under_it_was_left_blank() -> None:
    assert said(Heading("Budget"), Heading("Scope"), Paragraph("Bins."))[0] == ("Budget", "", "budgetRange")


def test_a_heading_that_is_not_known_takes_the_field_of_a_known_one_over_it_that_has_no_text() -> None:
    assert said(Heading("Period of performance"), Heading("First part", 2), Paragraph("6 months")) == [
        ("First part", "6 months", "contractLength")
    ]
    assert said(Heading("Scope"), Paragraph("Bins."), Heading("Depots", 2), Paragraph("Two."))[1] == ("Depots", "Two.", "text")


def test_a_heading_that_comes_again_is_numbered() -> None:
    blocks = [block for text in ("One.", "Two.", "Three.") for block in (Heading("Scope"), Paragraph(text))]
    assert [label for label, _, _ in said(*blocks)] == ["Scope", "Scope (2)", "Scope (3)"]


def test_a_line_in_bold_or_in_capitals_that_stands_alone_is_a_heading() -> None:
    found = said(
        Paragraph("Hello."), Paragraph("Our depots", strong=True), Paragraph("Two."), Paragraph("OUR LORRIES"), Paragraph("Nine.")
    )
    assert found == [("Text", "Hello.", "text"), ("Our depots", "Two.", "text"), ("OUR LORRIES", "Nine.", "text")]


def test_a_line_in_bold_with_nothing_under_it_is_text() -> None:
    assert said(Heading("Scope"), Paragraph("Bins."), Paragraph("Mind the gap", strong=True)) == [
        ("Scope", "Bins.\nMind the gap", "outcome")
    ]


def test_a_table_of_contents_is_left_out() -> None:
    contents = (Paragraph("Contents"), Paragraph("Scope\t2"), Paragraph("Budget\t3"))
    assert said(Paragraph("Hello."), *contents, Heading("Scope"), Paragraph("Bins."), Heading("Budget"), Paragraph("£4")) == [
        ("Text", "Hello.", "text"),
        ("Scope", "Bins.", "outcome"),
        ("Budget", "£4", "budgetRange"),
    ]


# Labels in running text


@pytest.mark.parametrize(
    "line", ["Budget: £40,000", "Budget:£40,000", "Budget – £40,000", "Budget\t£40,000", "BUDGET:  £40,000", "3. Budget: £40,000"]
)
def test_a_line_with_a_known_label_is_a_section(line: str) -> None:
    (found,) = said(Paragraph(line))
    assert found[1:] == ("£40,000", "budgetRange")


def test_a_line_with_a_label_nobody_knows_is_text() -> None:
    assert said(Paragraph("Biscuits: shortbread")) == [("Text", "Biscuits: shortbread", "text")]


def test_a_fact_ends_with_its_paragraph_and_what_follows_belongs_to_the_heading() -> None:
    assert said(Heading("Odds", 2), Paragraph("Budget: £40,000"), Paragraph("Call us.")) == [
        ("Odds", "Call us.", "text"),
        ("Budget", "£40,000", "budgetRange"),
    ]


def test_an_essay_goes_on_after_its_paragraph() -> None:
    assert said(Paragraph("Background: Bins."), Paragraph("Boxes.")) == [("Background", "Bins.\nBoxes.", "backgroundInformation")]


def test_a_list_belongs_to_the_label_before_it() -> None:
    found = said(Paragraph("Security clearance: staff need"), Item("BPSS"), Item("a pass"), Paragraph("Call us."))
    assert found[0] == ("Security clearance", "staff need\nBPSS\na pass", "securityClearance")


def test_an_item_with_a_label_is_a_section_of_its_own() -> None:
    assert said(Heading("Terms", 2), Item("Budget: £40,000"), Item("Tea is free")) == [
        ("Terms", "Tea is free", "text"),
        ("Budget", "£40,000", "budgetRange"),
    ]


def test_a_known_label_alone_on_a_line_is_a_heading() -> None:
    assert said(Paragraph("Budget range"), Paragraph("£40,000")) == [("Budget range", "£40,000", "budgetRange")]


def test_a_label_of_the_field_it_stands_in_is_its_text() -> None:
    assert said(Heading("Expected contract length"), Paragraph("Duration: 6 months")) == [
        ("Expected contract length", "Duration: 6 months", "contractLength")
    ]


def test_published_questions_are_no_fields_whatever_they_are_about() -> None:
    document = document_of(
        [
            Heading("Hello", 2),
            Heading("Questions asked by suppliers"),
            Paragraph("1. Budget"),
            Paragraph("Budget: £5"),
            Paragraph("2. When?"),
            Paragraph("Soon."),
        ]
    )
    assert [(s.label, s.text, s.field, s.heading) for s in document.sections[1:]] == [
        ("1. Budget", "Budget: £5", "", "Questions asked by suppliers"),
        ("2. When?", "Soon.", "", "Questions asked by suppliers"),
    ]


# Tables


def test_a_table_of_labels_and_answers_is_a_section_a_row() -> None:
    assert said(Table((("Budget", "£40,000"), ("Favourite biscuit", "Shortbread"), ("Duration", "")))) == [
        ("Budget", "£40,000", "budgetRange"),
        ("Favourite biscuit", "Shortbread", "text"),
        ("Duration", "", "contractLength"),
    ]


@pytest.mark.parametrize("head", [("Question", "Answer"), ("Item", "Details")])
def test_the_head_of_a_form_is_no_answer(head: tuple[str, str]) -> None:
    assert said(Table((head, ("Budget", "£40,000")))) == [("Budget", "£40,000", "budgetRange")]


def test_questions_with_marks_make_a_form_though_none_is_known() -> None:
    assert said(Table((("Who drives?", "Us."), ("Who pays?", "You.")))) == [
        ("Who drives?", "Us.", "text"),
        ("Who pays?", "You.", "text"),
    ]


def test_guidance_in_a_labels_cell_is_not_part_of_the_label() -> None:
    assert said(Table((("Budget range\nSay whether VAT is in it.", "£40,000"),))) == [("Budget range", "£40,000", "budgetRange")]


def test_a_label_across_a_form_has_its_answer_below() -> None:
    rows = (("Budget", "£40,000"), ("Background", ""), ("Bins are emptied weekly.", ""))
    assert said(Table(rows))[1] == ("Background", "Bins are emptied weekly.", "backgroundInformation")


def test_a_column_of_numbers_before_the_labels_is_left_out() -> None:
    assert said(Table((("1", "Budget", "£40,000"), ("2", "Duration", "6 months"))))[1] == ("Duration", "6 months", "contractLength")


def test_labels_across_the_top_stand_over_their_answers() -> None:
    assert said(Table((("Budget", "Duration", "Biscuits"), ("£40,000", "6 months", "None")))) == [
        ("Budget", "£40,000", "budgetRange"),
        ("Duration", "6 months", "contractLength"),
        ("Biscuits", "None", "text"),
    ]


def test_two_forms_side_by_side_are_both_read() -> None:
    assert [
        label for label, _, _ in said(Table((("Budget", "£4", "Duration", "6 months"), ("Location", "Leeds", "Start date", "May"))))
    ] == [
        "Budget",
        "Duration",
        "Location",
        "Start date",
    ]


def test_any_other_table_is_a_line_a_row() -> None:
    assert said(Heading("Rates", 2), Table((("Role", "Min", "Max"), ("Tester", "400", "500")))) == [
        ("Rates", "Role | Min | Max\nTester | 400 | 500", "text")
    ]
    assert said(Heading("Teams", 2), Table((("Size", "7"), ("Number", "1")))) == [("Teams", "Size: 7\nNumber: 1", "text")]


# What was not read, and no text


def test_what_was_missed_is_counted_named_and_lowers_the_share() -> None:
    document = document_of([Paragraph("Bins."), Missed("an image"), Missed("an image"), Missed("a chart")])
    assert document.not_read == ("2 images", "a chart")
    assert document.read_share == 0.25


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ([], "holds no text: give a file with text in it"),
        ([Missed("an image")], "holds no text, only an image: give a file with text in it"),
    ],
)
def test_a_document_without_text_is_refused(blocks: list[Block], message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        document_of(blocks)
    assert str(caught.value) == message


def test_white_space_is_folded_and_what_is_not_printed_left_out() -> None:
    assert said(Paragraph("  One\u00a0\u200b two \x00\r\n\n three ")) == [("Text", "One two\nthree", "text")]


# Labels known


@pytest.mark.parametrize(
    "label",
    [
        "Budget",
        "budget:",
        "BUDGET",
        "1. Budget",
        "4.2 Budget",
        "L.6 Budget",
        "Section C: Budget",
        "Budget (excluding VAT)",
        "Budget *",
    ],
)
def test_a_label_is_known_whatever_stands_around_it(label: str) -> None:
    assert field_of(label) == "budgetRange"


def test_a_heading_of_documents_is_no_label_of_the_marketplace() -> None:
    assert (marketplace_field_of("Budget range"), marketplace_field_of("Budget")) == ("budgetRange", "")


def test_documents_have_no_field_that_the_marketplace_does_not_know() -> None:
    assert set(lexicon()[1].values()) == set(fields().values())


def test_evidence_is_cited_from_a_section_as_it_stands() -> None:
    section = next(s for s in readers.read(documents.docx()).sections if s.label == "Budget range")
    assert isinstance(section, Section)
    assert section.cite(0, 7).quote == "£40,000"


CUT: tuple[Callable[[], bytes], ...] = (documents.docx, documents.odt, documents.ods, documents.pack)


@pytest.mark.parametrize("build", CUT)
@pytest.mark.parametrize("share", [10, 50, 90, 99])
def test_a_packed_file_that_is_cut_off_is_refused_in_one_line(build: Callable[[], bytes], share: int) -> None:
    raw = build()
    with pytest.raises(UnreadableError, match=r"^is damaged or cut off: save it again$"):
        readers.read(raw[: len(raw) * share // 100])
