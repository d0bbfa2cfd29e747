"""The reader of OpenDocument texts, on small documents of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenders import readers
from tenders.errors import UnreadableError
from tests.documents import NAMES, ODT_STYLES, odt_of, open_text


def body(markup: str, **parts: str) -> list[tuple[str, str]]:
    """Label and text of each section of a document with this body."""
    return [(section.label, section.text) for section in readers.read(odt_of(markup, parts)).sections]


def refusal(raw: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        readers.read(raw)
    assert "\n" not in str(caught.value)
    return str(caught.value)


HELLO = open_text("Hello.")


def test_headings_are_known_by_their_outline_level() -> None:
    assert body(HELLO + open_text("Odds", "text:h", 'text:outline-level="2"') + open_text("Bins.")) == [
        ("Text", "Hello."),
        ("Odds", "Bins."),
    ]


def test_a_style_based_on_the_title_is_the_title() -> None:
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    styles = ODT_STYLES.replace("</office:styles>", f"</office:styles><office:automatic-styles>{style}</office:automatic-styles>")
    raw = odt_of(open_text("Bins", attributes='text:style-name="P1"') + HELLO, {"styles.xml": styles})
    assert [(section.label, section.text) for section in readers.read(raw).sections] == [("Title", "Bins"), ("Text", "Hello.")]


@pytest.mark.parametrize(
    "markup",
    [
        open_text("Our depots", attributes='text:style-name="Strong"'),
        '<text:p><text:span text:style-name="Strong">Our depots</text:span></text:p>',
    ],
    ids=["paragraph", "span"],
)
def test_a_line_in_bold_is_a_heading(markup: str) -> None:
    assert body(HELLO + markup + open_text("Two.")) == [("Text", "Hello."), ("Our depots", "Two.")]


def test_a_line_with_a_word_in_bold_is_none() -> None:
    markup = '<text:p>Our <text:span text:style-name="Strong">depots</text:span></text:p>'
    assert body(HELLO + markup + open_text("Two.")) == [("Text", "Hello.\nOur depots\nTwo.")]


def test_a_list_in_a_list_is_an_item_a_line() -> None:
    inner = f"<text:list><text:list-item>{open_text('green')}</text:list-item></text:list>"
    assert body(f"<text:list><text:list-item>{open_text('Bins')}{inner}</text:list-item></text:list>") == [("Text", "Bins\ngreen")]


def test_spaces_tabs_and_line_breaks_are_kept() -> None:
    assert body('<text:p>One<text:s text:c="999999999"/>two<text:line-break/>three<text:tab/>four</text:p>') == [
        ("Text", "One two\nthree four")
    ]


def test_what_was_deleted_or_commented_or_hidden_is_not_read() -> None:
    deletion = f"<text:deletion>{open_text('£90,000')}</text:deletion>"
    deleted = f"<text:tracked-changes><text:changed-region>{deletion}</text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation>{open_text('Too much!')}</office:annotation>"
    hidden = "<text:hidden-text>secret</text:hidden-text>"
    assert body(f"{deleted}<text:p>Up to {comment}£40,000{hidden}</text:p>") == [("Text", "Up to £40,000")]


def test_an_index_is_left_out() -> None:
    assert body(
        f"<text:table-of-content><text:index-body>{open_text('Budget 3')}</text:index-body></text:table-of-content>{HELLO}"
    ) == [("Text", "Hello.")]


def test_footnotes_come_last() -> None:
    inside = f"<text:note-citation>1</text:note-citation><text:note-body>{open_text('Without VAT.')}</text:note-body>"
    note = f"<text:note>{inside}</text:note>"
    assert body(f"<text:p>£40,000{note} a year</text:p>") == [("Text", "£40,000 a year"), ("Footnotes", "Without VAT.")]


def test_headers_and_footers_are_not_read() -> None:
    end = "</office:document-styles>"
    header = f"<office:master-styles><style:header>{open_text('OFFICIAL')}</style:header></office:master-styles>{end}"
    assert body(HELLO, **{"styles.xml": ODT_STYLES.replace(end, header)}) == [("Text", "Hello.")]


def test_a_text_box_is_read_and_an_image_named() -> None:
    frames = (
        f"<draw:frame><draw:text-box>{open_text('In a box.')}</draw:text-box></draw:frame><draw:frame><draw:image/></draw:frame>"
    )
    document = readers.read(odt_of(f"<text:p>Bins.{frames}</text:p>"))
    assert [section.text for section in document.sections] == ["Bins.\nIn a box."]
    assert document.not_read == ("an image",)
    assert document.read_share == pytest.approx(2 / 3)


def test_a_document_under_a_password_is_refused_with_the_next_step() -> None:
    whole = '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    locked = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    manifest = f"<manifest:manifest {NAMES}>{whole}{locked}</manifest:manifest>"
    assert refusal(odt_of("", {"META-INF/manifest.xml": manifest, "content.xml": bytes(range(256))})) == (
        "is protected by a password: save it without one"
    )


def test_entities_are_refused_unread() -> None:
    content = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert refusal(odt_of("", {"content.xml": content})).startswith("defines entities of its own")


def test_a_document_without_text_is_refused() -> None:
    assert refusal(odt_of("")) == "holds no text: where the text is in images, give the file that it was written in"


def test_a_document_that_says_what_it_is_in_its_manifest_only_is_read() -> None:
    assert readers.read(odt_of(HELLO, {"mimetype": ""})).sections[0].text == "Hello."


def test_the_list_of_day_rates_is_read(shared: Path) -> None:
    (path,) = (shared / "data" / "documents").glob("*.odt")
    title, rates = readers.read(path.read_bytes()).sections
    assert (title.field, len(rates.lines)) == ("title", rates.text.count("\n") + 1)
    assert sum(line.count(" | ") == 2 for line in rates.lines) == 42
