"""The reader of Markdown, on small texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenders import readers
from tenders.document import Document
from tenders.readers.markdown import READER


def read(text: str) -> Document:
    assert READER.recognises(text.encode())
    return readers.read(text.encode())


def told(text: str) -> list[tuple[str, str]]:
    return [(section.label, section.text) for section in read(text).sections]


HEAD = "## Scope\n\n"


def scope(text: str) -> str:
    """The text under a heading "Scope"."""
    ((label, found),) = told(f"{HEAD}{text}\n\nThis is a line of some words to be text.")
    assert label == "Scope"
    return found.removesuffix("\nThis is a line of some words to be text.")


def test_headings_of_both_kinds_are_sections() -> None:
    assert told("# Bins and boxes\n\nBudget\n------\n\n£40,000\n\n### Depots ###\n\nTwo of them, and that is all.") == [
        ("Title", "Bins and boxes"),
        ("Budget", "£40,000"),
        ("Depots", "Two of them, and that is all."),
    ]


def test_a_soft_break_is_a_space_and_a_hard_one_a_line() -> None:
    assert scope("one\ntwo  \nthree\\\nfour<br>five") == "one two\nthree\nfour\nfive"


def test_marks_are_not_text() -> None:
    assert (
        scope("The **very** _best_ `bin` in [town](https://example.org), \\*really\\* &amp; truly")
        == "The very best bin in town, *really* & truly"
    )


def test_lists_are_an_item_a_line() -> None:
    assert scope("- one\n- two\n  - three\n\n1. four\n2. five") == "one\ntwo\nthree\nfour\nfive"


def test_a_table_of_labels_is_a_form_and_another_one_lines() -> None:
    form = "| Question | Answer |\n|---|---|\n| Budget | £40,000 |\n| Duration | 6 months |"
    assert told(f"{HEAD}All the bins that there are in town.\n\n{form}")[1:] == [("Budget", "£40,000"), ("Duration", "6 months")]
    assert scope("Role | Min | Max\n--- | --- | ---\nTester | 400 | 500") == "Role | Min | Max\nTester | 400 | 500"


def test_a_line_in_bold_is_a_heading() -> None:
    assert told(f"{HEAD}All the bins that there are in town.\n\n**Our depots**\n\nTwo.") == [
        ("Scope", "All the bins that there are in town."),
        ("Our depots", "Two."),
    ]


def test_an_item_in_bold_is_an_item() -> None:
    assert scope("- **Tester**\n- **Developer**") == "Tester\nDeveloper"


def test_front_matter_gives_the_title_and_no_more() -> None:
    assert told('---\ntitle: "Bins and boxes"\nlayout: post\n---\n\n## Scope\n\nAll the bins that there are.') == [
        ("Title", "Bins and boxes"),
        ("Scope", "All the bins that there are."),
    ]


def test_a_definition_list_answers_its_term() -> None:
    assert told(f"{HEAD}All the bins that there are in town.\n\nBudget range\n: £40,000")[1] == ("Budget range", "£40,000")


def test_markup_inside_is_read_as_a_web_pages() -> None:
    markup = "<table><tr><td>Budget</td><td>£40,000</td></tr></table>\n\n<script>never</script>\n"
    assert told(f"{HEAD}All the bins that there are in town.\n\n{markup}")[1:] == [("Budget", "£40,000")]


def test_code_is_text() -> None:
    assert scope("```\nGET /bins\nGET /boxes\n```") == "GET /bins\nGET /boxes"


def test_an_image_is_named() -> None:
    assert read(f"{HEAD}All the bins that there are in town. ![A plan](plan.png)").not_read == ("an image",)


@pytest.mark.parametrize("mark", ["[", "![", "**a ", "> ", "- ", "`", "<b>", "|"])
def test_marks_without_end_do_no_harm(mark: str) -> None:
    assert read(f"{HEAD}All the bins that there are in town.\n\n{mark * 5_000}").sections[0].label == "Scope"


def test_a_text_without_marks_is_not_markdown() -> None:
    assert not READER.recognises(b"Budget: 40,000 pounds\n\nAll the bins that there are in town, and 3 * 4 boxes.")


def test_the_request_for_quotation_names_its_period_and_its_roles(shared: Path) -> None:
    document = readers.read((shared / "data" / "documents" / "18F_DOL-WHD-14-c_RFQ.md").read_bytes())
    assert [section.label for section in document.having("contractLength")] == ["8.1.2 Period, place, and hours of performance"]
    assert document.by_field["title"][0].text.startswith("14(c)")
    roles = document.by_field["essentialRequirements"]
    assert any("Scrum Master" in section.text for section in roles)
