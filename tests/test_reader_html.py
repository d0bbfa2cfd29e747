"""The reader of web pages that are no opportunity page, on small pages of our own."""

from __future__ import annotations

import pytest

from tenders import readers
from tenders.document import Document
from tenders.errors import NotATenderError
from tenders.readers.html import fragment
from tests.documents import html, page_of
from tests.pages import page

# What makes a page a tender: three things that a tender says.
TENDER = "<h2>Scope</h2><p>Bins.</p><h2>Budget</h2><p>£40,000</p><h2>Duration</h2><p>6 months</p>"


def read(body: str) -> Document:
    return readers.read(page_of(body + TENDER))


def first(markup: str) -> str:
    """The text that comes of markup before the first heading."""
    return next((section.text for section in read(markup).sections if section.label == "Text"), "")


def test_an_opportunity_page_is_still_read_as_one() -> None:
    assert readers.read(page()).source == "digital-marketplace"
    assert readers.read(html()).source == "file"


def test_headings_are_sections() -> None:
    assert [(section.label, section.text) for section in read("").sections] == [
        ("Scope", "Bins."),
        ("Budget", "£40,000"),
        ("Duration", "6 months"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Log in</h1><form><input></form>",
        "<h1>Just a moment</h1><p>Checking your browser</p>",
        "<h1>Opportunities</h1><ul><li>Published: today</li><li>Closing date: tomorrow</li><li>Location: Leeds</li></ul>",
        "<h2>Budget</h2><p>£40,000</p><h2>Duration</h2><p>6 months</p>",
        "",
    ],
    ids=["login", "challenge", "listing", "two things only", "nothing"],
)
def test_a_page_that_names_fewer_than_three_things_of_a_tender_is_none(body: str) -> None:
    with pytest.raises(NotATenderError, match=r"^is not an opportunity page: [^\n]+$"):
        readers.read(page_of(body))


def test_only_the_main_part_is_read() -> None:
    raw = page_of(f"<header><p>Wold Council</p></header><main>{TENDER}</main><p>Cookies</p>")
    assert [section.label for section in readers.read(raw).sections] == ["Scope", "Budget", "Duration"]


@pytest.mark.parametrize("tag", ["nav", "footer", "script", "style", "template", "noscript", "svg", "button"])
def test_what_is_not_the_pages_text_is_not_read(tag: str) -> None:
    assert first(f"<p>Hello.</p><{tag}>never</{tag}>") == "Hello."


@pytest.mark.parametrize("attribute", ["hidden", 'style="display: none"', 'style="visibility:hidden"'])
def test_what_a_browser_does_not_show_is_not_read(attribute: str) -> None:
    assert first(f"<p>Hello.</p><p {attribute}>never</p><div {attribute}><p>nor this</p></div>") == "Hello."


def test_line_breaks_are_kept_and_the_sources_are_folded() -> None:
    assert first("<p>One<br>two\n   three</p><pre>four\nfive</pre>") == "One\ntwo three\nfour\nfive"


def test_marks_inside_a_sentence_do_not_break_it() -> None:
    assert first("<p>See <a href='/x'>our <b>not</b>es</a>, page 2.</p>") == "See our notes, page 2."


def test_a_list_is_an_item_a_line() -> None:
    assert first("<ul><li>Bins<ul><li><p>green</p></li></ul></li><li>Boxes</li></ul>") == "Bins\ngreen\nBoxes"


def test_a_description_list_is_a_form() -> None:
    document = read("<dl><div><dt>Location</dt><dd>Leeds</dd><dd>York</dd></div><dt>Start date</dt><dd>May</dd></dl>")
    assert [(s.label, s.text, s.field) for s in document.sections[:2]] == [
        ("Location", "Leeds\nYork", "location"),
        ("Start date", "May", "startDate"),
    ]


def test_a_table_that_lays_out_the_page_is_looked_through() -> None:
    document = read("<table><tr><td>Menu</td><td><h2>Location</h2><p>Leeds</p></td></tr></table>")
    assert ("Location", "Leeds") in [(section.label, section.text) for section in document.sections]


@pytest.mark.parametrize("opening", ["<dl><dt>a</dt><dd>", "<table><tr><td>a</td><td>"])
def test_forms_nested_in_forms_take_no_longer_than_their_size(opening: str) -> None:
    assert "Scope" in [section.label for section in read(opening * 500).sections]


def test_an_image_with_a_description_is_named_and_one_without_is_decoration() -> None:
    document = read('<p>Hello.</p><img src="plan.png" alt="Plan of the depot"><img src="dots.png" alt=""><img src="logo.png">')
    assert document.not_read == ("an image",)
    assert document.read_share < 1


def test_a_fragment_without_markup_is_text() -> None:
    assert [block.text for block in fragment("Hello &amp; welcome") if hasattr(block, "text")] == ["Hello & welcome"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_known_whatever_is_declared(encoding: str) -> None:
    raw = page_of(TENDER).decode().replace('<meta charset="utf-8">', "").encode(encoding)
    assert readers.read(raw).by_field["budgetRange"][0].text == "£40,000"
