"""The reader of Word documents, on small documents of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenders import readers
from tenders.blocks import Heading, Paragraph
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.markup import parse_xml
from tenders.parse import load, parse
from tests.documents import CONTENT_TYPES, STYLES, W, docx, docx_of, packed, word_text

DELETED = '<w:del w:id="1"><w:r><w:delText>£90,000</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2"><w:r><w:t>£40,000</w:t></w:r></w:ins>'
NAMES = f'xmlns:w="{W}" xmlns:mc="m" xmlns:wp="wp" xmlns:a="a" xmlns:pic="pic" xmlns:w14="w14" xmlns:v="v" xmlns:o="o"'


def read(raw: bytes) -> Document:
    return readers.read(raw)


def body(markup: str) -> list[tuple[str, str]]:
    """Label and text of each section of a document with this body, after a heading "Scope"."""
    document = read(docx_of(word_text("Scope", '<w:pStyle w:val="Heading2"/>') + markup, names=NAMES))
    return [(section.label, section.text) for section in document.sections]


def scope(markup: str) -> str:
    """The text of the section "Scope" with this markup in it."""
    ((label, text),) = body(markup)
    assert label == "Scope"
    return text


def refusal(raw: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(raw)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# Headings


@pytest.mark.parametrize(
    "properties",
    ['<w:pStyle w:val="Heading1"/>', '<w:outlineLvl w:val="1"/>', '<w:pStyle w:val="Boxed"/>'],
    ids=["style", "outline level", "bold style"],
)
def test_a_heading_is_known_by_its_style_its_outline_level_or_its_bold_letters(properties: str) -> None:
    document = read(docx_of(word_text("Hello.") + word_text("Odds and ends", properties) + word_text("Bins.")))
    assert [section.label for section in document.sections] == ["Text", "Odds and ends"]


def test_a_style_based_on_a_heading_is_a_heading() -> None:
    style = '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Heading1"/></w:style></w:styles>'
    raw = docx_of(
        word_text("Hello.") + word_text("Odds", '<w:pStyle w:val="Mine"/>') + word_text("Bins."),
        {"word/styles.xml": STYLES.replace("</w:styles>", style)},
    )
    assert [section.label for section in read(raw).sections] == ["Text", "Odds"]


def test_styles_that_are_based_on_each_other_do_no_harm() -> None:
    loop = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    raw = docx_of(word_text("Bins.", '<w:pStyle w:val="A"/>'), {"word/styles.xml": f'<w:styles xmlns:w="{W}">{loop}</w:styles>'})
    assert read(raw).sections[0].text == "Bins."


def test_a_long_sentence_in_a_heading_style_is_text() -> None:
    sentence = "The supplier will empty every bin in the borough once a week and say when it did so."
    assert scope(word_text(sentence, '<w:pStyle w:val="Heading1"/>')) == sentence


def test_a_table_of_contents_is_left_out() -> None:
    assert scope(word_text("Budget\t3", '<w:pStyle w:val="TOC1"/>') + word_text("Bins.")) == "Bins."


# Text


def test_only_what_stands_when_changes_are_accepted_is_read() -> None:
    assert scope(f"<w:p><w:r><w:t>Up to </w:t></w:r>{DELETED}{INSERTED}</w:p>") == "Up to £40,000"


def test_a_row_that_was_deleted_is_not_read() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = row.format("", word_text("Budget"), word_text("£4")) + row.format(
        '<w:trPr><w:del w:id="1"/></w:trPr>', word_text("Duration"), word_text("6 months")
    )
    assert body(f"<w:tbl>{rows}</w:tbl>") == [("Budget", "£4")]


def test_comments_are_not_read() -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0"><w:p><w:r><w:t>Too much!</w:t></w:r></w:p></w:comment></w:comments>'
    raw = docx_of('<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>£40,000</w:t></w:r></w:p>', {"word/comments.xml": comments})
    assert [section.text for section in read(raw).sections] == ["£40,000"]


def test_headers_and_footers_are_not_read() -> None:
    header = f'<w:hdr xmlns:w="{W}">{word_text("OFFICIAL")}</w:hdr>'
    document = read(docx_of(word_text("Bins."), {"word/header1.xml": header, "word/footer1.xml": header.replace("hdr", "ftr")}))
    assert [section.text for section in document.sections] == ["Bins."]


def test_footnotes_come_last() -> None:
    line, note = word_text("---"), word_text("Without VAT.")
    inside = f'<w:footnote w:type="separator">{line}</w:footnote><w:footnote>{note}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W}">{inside}</w:footnotes>'
    document = read(docx_of(word_text("Bins."), {"word/footnotes.xml": notes}))
    assert [(section.label, section.text) for section in document.sections] == [("Text", "Bins."), ("Footnotes", "Without VAT.")]


def test_a_fields_code_and_hidden_text_are_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    assert scope(f"<w:p><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>Bins.</w:t></w:r>{hidden}</w:p>") == "Bins."


def test_a_box_that_nobody_filled_in_is_blank() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>Click here to enter text</w:t></w:r></w:sdtContent></w:sdt>"
    assert scope(f"<w:p><w:r><w:t>Bins. </w:t></w:r>{control.format('<w:showingPlcHdr/>')}</w:p>") == "Bins."
    assert scope(f"<w:p>{control.format('')}</w:p>") == "Click here to enter text"


def test_line_breaks_tabs_and_hard_hyphens_are_kept() -> None:
    assert scope(
        "<w:p><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t></w:r></w:p>"
    ) == ("One\nTwo three-four")


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{word_text('In a box.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert scope(f"<w:p><w:r><w:t>Bins.</w:t>{both}</w:r></w:p>") == "Bins.\nIn a box."


def test_a_table_of_one_column_is_a_box_around_its_blocks() -> None:
    table = f"<w:tbl><w:tr><w:tc>{word_text('Budget')}{word_text('£40,000')}</w:tc></w:tr></w:tbl>"
    assert body(table)[-1] == ("Budget", "£40,000")


def test_a_list_is_an_item_a_line() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert scope(word_text("Bins", number) + word_text("Boxes", number)) == "Bins\nBoxes"


# What is not read is said


def picture(size: int) -> str:
    inside = f'<wp:inline><wp:extent cx="{size}" cy="{size}"/><a:graphic><pic:pic/></a:graphic></wp:inline>'
    return f"<w:p><w:r><w:drawing>{inside}</w:drawing></w:r></w:p>"


def test_an_image_is_named_and_lowers_the_share() -> None:
    document = read(docx_of(word_text("Bins.") + picture(2_000_000), names=NAMES))
    assert (document.not_read, document.read_share) == (("an image",), 0.5)


def test_an_image_too_small_for_text_is_decoration() -> None:
    document = read(docx_of(word_text("Bins.") + picture(200_000), names=NAMES))
    assert (document.not_read, document.read_share) == ((), 1.0)


def test_an_embedded_object_is_named() -> None:
    document = read(docx_of(word_text("Bins.") + "<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>", names=NAMES))
    assert document.not_read == ("an embedded object",)


def test_a_document_of_images_alone_is_refused_with_the_next_step() -> None:
    assert refusal(docx_of(picture(2_000_000), names=NAMES)) == (
        "holds no text, only an image: where the text is in images, give the file that it was written in"
    )


# The package


def test_the_strict_kind_of_the_format_is_read() -> None:
    raw = docx_of(word_text("Bins."), names='xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"')
    assert read(raw).sections[0].text == "Bins."


def test_the_main_part_may_have_another_name() -> None:
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": '<Relationships xmlns="r"><Relationship Type="x/officeDocument" Target="/word/other.xml"/></Relationships>',
        "word/other.xml": f'<w:document xmlns:w="{W}"><w:body>{word_text("Bins.")}</w:body></w:document>',
    }
    assert read(packed(parts)).sections[0].text == "Bins."


def test_macros_are_never_looked_at() -> None:
    document = read(docx_of(word_text("Bins."), {"word/vbaProject.bin": b"\x00never"}))
    assert (document.sections[0].text, document.not_read) == ("Bins.", ())


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_part_that_is_no_xml_is_refused(part: str) -> None:
    assert refusal(docx_of("", {part: "<w:document"})) == "is damaged: save it again"


def test_a_package_without_its_text_is_refused() -> None:
    assert refusal(packed({"[Content_Types].xml": CONTENT_TYPES, "word/styles.xml": STYLES})) == (
        "is damaged: it has no word/document.xml in it. Save it again"
    )


# Hostile


ENTITIES = '<!DOCTYPE x [<!ENTITY a "{}">{}]>'


@pytest.mark.parametrize(
    "doctype",
    [
        ENTITIES.format("ha" * 10, "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
    ids=["billion laughs", "external entity", "parameter entity", "external type"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_unread(doctype: str, encoding: str) -> None:
    text = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{word_text("&a;")}</w:body></w:document>'
    message = "defines entities of its own, which Riffle does not read: save it again in your word processor"
    assert refusal(docx_of("", {"word/document.xml": text.encode(encoding)})) == message


def test_an_encoding_that_could_hide_something_is_refused() -> None:
    text = f'<?xml version="1.0" encoding="cp037"?><w:document xmlns:w="{W}"/>'
    assert refusal(docx_of("", {"word/document.xml": text.encode("cp037")})) == "is damaged: save it again"


def test_nesting_without_end_is_refused() -> None:
    assert (
        refusal(docx_of("<w:sdt>" * 250 + "</w:sdt>" * 250))
        == "is nested too deep to be read: save it again in your word processor"
    )


def test_markup_of_too_many_elements_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableError, match=r"^is too large to be read: give the part that describes the work$"):
        parse_xml(b"<a>" + b"<b/>" * 2_000_000 + b"</a>")


def test_a_document_under_a_password_is_refused_with_the_next_step() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(1_000)
    assert refusal(container) == "is protected by a password: save it without one"


def test_a_document_of_the_old_kind_is_refused_with_the_next_step() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000)) == (
        "is an Office file of the old kind (DOC, XLS or PPT): save it as DOCX, ODT or PDF"
    )


def test_what_it_is_decides_and_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "bins.html").write_bytes(docx([Heading("Bins", 0), Paragraph("Budget: £40,000")]))
    assert parse(load(tmp_path / "bins.html")).document.get("budgetRange") is not None


# Real documents


def test_the_task_order_names_its_period_of_performance_and_roles(shared: Path) -> None:
    document = read((shared / "data" / "documents" / "techfar_Agile_Task_Order_Example.docx").read_bytes())
    assert {section.label for section in document.having("contractLength")} >= {"BASE PERIOD", "Period of Performance (5)"}
    assert [section.label for section in document.having("essentialRequirements")] == ["Key Personnel"]
    assert (document.read_share, document.not_read) == (1.0, ())


def test_every_real_document_is_read(shared: Path) -> None:
    for path in sorted((shared / "data" / "documents").glob("*.docx")):
        document = read(path.read_bytes())
        assert document.by_field.keys() - {"text", "title"}, path.name
        assert len({section.label for section in document.sections}) == len(document.sections)
