"""The reader of OpenDocument spreadsheets: the official requirement templates, and forms of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenders import readers
from tenders.document import Document
from tenders.errors import UnreadableError
from tests.documents import ods_of, open_cell, open_table

# The columns of the official templates.
COLUMNS = ("Section", "Subsection", "Question", "Template guidance", "Optional", "Input limit", "Example answer")


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(section.label, section.text, section.field) for section in document.sections]


def test_a_templates_questions_and_answers_are_sections() -> None:
    rows = (
        COLUMNS,
        ("Write", "1. Project", "Name your project", "Be clear.", "", "500 characters", "Bins"),
        ("", "2. Context", "Set your budget", "Say how much.", "", "", "£40,000"),
        ("", "", "Terms and acronyms", "Explain them.", "Optional", "", ""),
    )
    document = readers.read(ods_of(rows))
    assert told(document) == [
        ("Name your project", "Bins", "title"),
        ("Set your budget", "£40,000", "budgetRange"),
        ("Terms and acronyms", "", "text"),
    ]
    assert [section.heading for section in document.sections] == ["1. Project", "2. Context", "2. Context"]


def test_an_answer_beside_the_templates_example_is_the_answer() -> None:
    rows = ((*COLUMNS, "Your answer"), ("", "", "Set your budget", "", "", "", "£1", "£40,000"))
    assert told(readers.read(ods_of(rows))) == [("Set your budget", "£40,000", "budgetRange")]


def test_an_answer_over_several_rows_is_one() -> None:
    rows = (("Question", "Answer"), ("Essential skills and experience", "Kind"), ("", "Open"), ("Budget range", "£4"))
    assert told(readers.read(ods_of(rows)))[0] == ("Essential skills and experience", "Kind\nOpen", "essentialRequirements")


def test_rows_above_a_forms_head_are_text() -> None:
    rows = (("Requirements of Wold Council", ""), ("Question", "Answer"), ("Budget", "£4"))
    assert told(readers.read(ods_of(rows))) == [("Text", "Requirements of Wold Council", "text"), ("Budget", "£4", "budgetRange")]


def test_a_cells_paragraphs_are_lines() -> None:
    assert told(readers.read(ods_of([("Budget", "£40,000\nwithout VAT")]))) == [("Budget", "£40,000\nwithout VAT", "budgetRange")]


def test_sheets_that_have_names_are_headings_where_there_are_several() -> None:
    sheets = open_table([("Budget", "£4")], "Money") + open_table([("Duration", "6 months")], "Time") + open_table([], "Empty")
    assert [(s.label, s.heading) for s in readers.read(ods_of(body=sheets)).sections] == [("Budget", "Money"), ("Duration", "Time")]


def test_cells_repeated_to_the_edge_of_the_sheet_cost_nothing() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = f"<table:table-row>{open_cell('Budget')}{open_cell('£4')}{blank}</table:table-row>"
    rows = f'<table:table-row table:number-rows-repeated="1048576">{blank}</table:table-row>'
    assert told(readers.read(ods_of(body=f"<table:table>{row}{rows}</table:table>"))) == [("Budget", "£4", "budgetRange")]


def test_a_full_cell_that_is_repeated_stands_once() -> None:
    cell = open_cell("Bins").replace("<table:table-cell>", '<table:table-cell table:number-columns-repeated="999999999999">')
    assert told(readers.read(ods_of(body=f"<table:table><table:table-row>{cell}</table:table-row></table:table>"))) == [
        ("Text", "Bins", "text")
    ]


def test_a_comment_on_a_cell_is_not_read() -> None:
    cell = open_cell("£4").replace("<text:p", "<office:annotation><text:p>Too much!</text:p></office:annotation><text:p", 1)
    body = f"<table:table><table:table-row>{open_cell('Budget')}{cell}</table:table-row></table:table>"
    assert told(readers.read(ods_of(body=body))) == [("Budget", "£4", "budgetRange")]


def test_rows_in_groups_are_read() -> None:
    row = f"<table:table-row>{open_cell('Budget')}{open_cell('£4')}</table:table-row>"
    group = f"<table:table-row-group><table:table-header-rows>{row}</table:table-header-rows></table:table-row-group>"
    body = f"<table:table>{group}</table:table>"
    assert told(readers.read(ods_of(body=body))) == [("Budget", "£4", "budgetRange")]


def test_a_spreadsheet_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^holds no text: give a file with text in it$"):
        readers.read(ods_of([("", "")]))


@pytest.mark.parametrize(
    ("name", "questions", "known"),
    [("ccs_outcomes_requirements_template_v1.1.ods", 36, 27), ("ccs_participants_requirements_template_v1.0.ods", 32, 23)],
)
def test_the_official_templates_are_read_question_by_question(name: str, questions: int, known: int, shared: Path) -> None:
    document = readers.read((shared / "data" / "documents" / name).read_bytes())
    assert len(document.sections) == questions
    assert sum(section.field != "text" for section in document.sections) == known
    assert all(section.heading for section in document.sections)
    assert (document.read_share, document.not_read) == (1.0, ())


def cells(document: Document) -> list[tuple[str, str]]:
    return [(section.label, section.cell) for section in document.sections]


def test_an_answer_names_its_cell_and_so_does_evidence_from_it() -> None:
    document = readers.read(ods_of((("", "Question", "Guidance", "Answer"), ("", "Budget", "Say how much.", "£40,000"))))
    assert cells(document) == [("Budget", "Sheet1.D2")]
    assert document.sections[0].cite(1, 3).cell == "Sheet1.D2"


def test_an_answer_over_several_rows_names_the_first() -> None:
    rows = (("Question", "Answer"), ("Essential skills and experience", ""), ("", "Kind"), ("", "Open"), ("Budget range", "£4"))
    assert cells(readers.read(ods_of(rows))) == [("Essential skills and experience", "Sheet1.B3"), ("Budget range", "Sheet1.B5")]


def test_labels_beside_or_above_their_answers_name_them_too() -> None:
    assert cells(readers.read(ods_of([("Budget", "£4")]))) == [("Budget", "Sheet1.B1")]
    rows = (("Title", "Bins"), ("Budget", ""), ("£4", ""))
    assert cells(readers.read(ods_of(rows))) == [("Title", "Sheet1.B1"), ("Budget", "Sheet1.A3")]


def test_repeated_and_blank_rows_and_columns_are_counted() -> None:
    blank = '<table:table-cell table:number-columns-repeated="26"/>'
    gap = f'<table:table-row table:number-rows-repeated="7">{blank}</table:table-row>'
    row = f"<table:table-row>{open_cell('Budget')}{blank}{open_cell('£4')}</table:table-row>"
    assert cells(readers.read(ods_of(body=f'<table:table table:name="Money">{gap}{row}</table:table>'))) == [
        ("Budget", "Money.AB8")
    ]


def test_a_sheets_name_of_several_words_is_quoted() -> None:
    body = open_table([("Budget", "£4")], "The buyer's form")
    assert cells(readers.read(ods_of(body=body))) == [("Budget", "'The buyer''s form'.B1")]


def test_text_that_is_no_answer_names_no_cell() -> None:
    assert cells(readers.read(ods_of([("Requirements of Wold Council", "", "")]))) == [("Text", "")]


def test_a_blank_answer_names_no_cell() -> None:
    assert cells(readers.read(ods_of((("Question", "Answer"), ("Budget", ""), ("Title", "Bins"))))) == [
        ("Budget", ""),
        ("Title", "Sheet1.B3"),
    ]
