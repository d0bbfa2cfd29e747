"""The reader of tender packs: one tender, several documents; and archives made to harm."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from tenders import archive, readers
from tenders.archive import Archive
from tenders.blocks import Heading, Paragraph
from tenders.document import Document
from tenders.errors import UnreadableError
from tests.documents import docx, markdown, odt, packed, text
from tests.pages import page

SPECIFICATION = docx([Heading("Scope"), Paragraph("Bins."), Heading("Budget"), Paragraph("£40,000")])
LETTER = b"Dear all, please find the papers for our bins in this pack.\n\nDuration: 6 months"


def read(members: dict[str, bytes]) -> Document:
    return readers.read(packed(members))


def refusal(raw: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        readers.read(raw)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# Several documents, one tender


def test_sections_are_labelled_with_their_document_and_the_one_that_answers_most_is_first() -> None:
    document = read({"letter.txt": LETTER, "papers/specification.docx": SPECIFICATION})
    assert [(section.label, section.field) for section in document.sections] == [
        ("papers/specification.docx: Scope", "outcome"),
        ("papers/specification.docx: Budget", "budgetRange"),
        ("letter.txt: Text", "text"),
        ("letter.txt: Duration", "contractLength"),
    ]
    assert (document.source, document.read_share, document.not_read) == ("file", 1.0, ())


def test_a_pack_of_one_document_reads_as_that_document() -> None:
    assert read({"specification.docx": SPECIFICATION}).sections == readers.read(SPECIFICATION).sections


def test_what_a_member_is_decides_and_not_its_name() -> None:
    assert read({"specification.xls": SPECIFICATION}).get("budgetRange") is not None


def test_a_member_that_no_reader_takes_is_named_and_lowers_the_share() -> None:
    document = read(
        {"a.docx": SPECIFICATION, "prices.xlsx": packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "x.bin": b"\x00\x01"}
    )
    assert document.read_share == pytest.approx(1 / 3)
    assert document.not_read == (
        "prices.xlsx: a kind of file that Riffle does not read",
        "x.bin: a kind of file that Riffle does not read",
    )


def test_an_empty_or_damaged_member_costs_that_member_only() -> None:
    document = read({"a.docx": SPECIFICATION, "b.docx": SPECIFICATION[:500], "c.txt": b""})
    assert [words.partition(":")[0] for words in document.not_read] == ["b.docx", "c.txt"]


def test_what_systems_leave_behind_is_no_member() -> None:
    document = read({"a.docx": SPECIFICATION, "__MACOSX/._a.docx": b"x", ".DS_Store": b"x", "folder/": b""})
    assert (document.read_share, document.not_read) == (1.0, ())


def test_a_saved_opportunity_page_in_a_pack_gives_its_number() -> None:
    assert read({"page.html": page(number="90001"), "a.docx": SPECIFICATION}).notice_id == "90001"


def test_what_a_member_left_unread_is_said_with_its_name() -> None:
    document = read({"a.md": b"# Bins and boxes\n\n![A plan](x.png) and some words to be text", "b.docx": SPECIFICATION})
    assert document.not_read == ("a.md: an image",)


def test_a_pack_in_a_pack_is_read_and_one_in_that_is_named() -> None:
    deepest = packed({"c.docx": SPECIFICATION})
    inner = packed({"b.txt": LETTER, "deeper.zip": deepest})
    document = read({"a.docx": SPECIFICATION, "inner.zip": inner})
    assert {section.label.partition(":")[0] for section in document.sections} == {"a.docx", "inner.zip/b.txt"}
    assert document.not_read == ("inner.zip/deeper.zip: a pack inside a pack inside a pack",)


def test_documents_beyond_a_hundred_are_named() -> None:
    document = read({f"{number:03}.txt": LETTER for number in range(102)})
    assert [words.partition(":")[0] for words in document.not_read] == ["100.txt", "101.txt"]


# What leads out of an archive


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "\\\\host\\evil.txt"]
)
def test_a_name_that_leads_out_of_the_archive_is_not_opened_and_said(name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    document = readers.read(packed([("a.docx", SPECIFICATION), (info, LETTER)]))
    ((said),) = document.not_read
    assert said.endswith(": its name leads out of the archive")
    assert document.get("contractLength") is None


def test_a_link_is_not_followed_and_said() -> None:
    info = zipfile.ZipInfo("link.txt")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    document = readers.read(packed([("a.docx", SPECIFICATION), (info, b"/etc/passwd")]))
    assert document.not_read == ("link.txt: a link, not a file",)


def test_a_name_with_controls_in_it_stays_on_one_line() -> None:
    document = read({"a.docx": SPECIFICATION, "x\n\x1b[31m.bin": b"\x00"})
    assert re.fullmatch(r"x\?\?\[31m\.bin: [^\n\x1b]+", document.not_read[0])


# Bombs


def test_a_member_that_unpacks_to_far_more_than_it_is_packed_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"unpacks to far more than a document holds"):
        Archive(packed({"bomb.txt": bytes(50 << 20)})).read("bomb.txt")


def test_a_bomb_costs_that_member_only() -> None:
    document = read({"a.docx": SPECIFICATION, "bomb.txt": bytes(20 << 20)})
    assert document.not_read == ("bomb.txt: unpacks to far more than a document holds: give the documents themselves",)


def test_members_that_come_to_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000)
    monkeypatch.setattr(archive.Allowance, "__init__", lambda self: setattr(self, "left", 10_000))
    words = " ".join(str(number) for number in range(1_000)).encode()
    assert refusal(packed({f"{number}.txt": words for number in range(5)})) == (
        "unpacks to far more than a document holds: give the documents themselves"
    )


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    raw = bytearray(packed({"bomb.txt": bytes(50 << 20)}))
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert refusal(bytes(raw)).startswith("holds no document that Riffle reads (bomb.txt: ")


def test_a_document_that_is_a_bomb_is_refused() -> None:
    assert refusal(packed({"[Content_Types].xml": b"", "word/document.xml": bytes(50 << 20)})) == (
        "unpacks to far more than a document holds: give the documents themselves"
    )


def test_an_archive_of_too_many_files_is_refused() -> None:
    assert refusal(packed({str(number): b"" for number in range(5_001)})) == (
        "is an archive of more than 5,000 files: give the invitation to tender alone"
    )


# What is no pack


def test_an_archive_with_nothing_in_it_is_refused() -> None:
    assert refusal(packed({})) == "is an empty archive: put the documents into it again"


def test_an_archive_of_files_that_no_reader_takes_is_refused_with_their_names() -> None:
    assert refusal(packed({"a.bin": b"\x00", "b.bin": b"\x00"})).startswith("holds no document that Riffle reads (a.bin: ")


def test_an_office_file_of_another_kind_is_refused_with_the_next_step() -> None:
    raw = packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert refusal(raw) == "is an Office file of a kind that Riffle does not read: save it as DOCX, ODT, ODS or PDF"


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"PK\x03\x04" + bytes(40), b"PK\x05\x06", b"PK\x07\x08" + bytes(100)])
def test_what_only_starts_as_an_archive_is_refused(raw: bytes) -> None:
    assert refusal(raw) == "is damaged or cut off: save it again"


def test_a_member_under_a_password_is_named() -> None:
    raw = bytearray(packed({"a.txt": LETTER}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    why = "a.txt: is protected by a password: save it without one"
    assert refusal(bytes(raw)) == f"holds no document that Riffle reads ({why}): give the documents themselves"


def test_a_member_packed_in_a_rare_way_is_named() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a.txt", LETTER)
    assert "packed in a way that Riffle does not unpack" in refusal(out.getvalue())


def test_a_member_whose_checksum_is_wrong_is_named() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", LETTER)
    raw = out.getvalue().replace(b"Dear", b"Deer")
    assert zlib.crc32(LETTER) != zlib.crc32(LETTER.replace(b"Dear", b"Deer"))
    assert refusal(raw).startswith("holds no document that Riffle reads (a.txt: is damaged or cut off")


def test_every_kind_of_document_goes_into_a_pack() -> None:
    document = read({"a.docx": docx(), "b.odt": odt(), "c.md": markdown(), "d.txt": text()})
    assert {section.label.partition(":")[0] for section in document.sections} == {"a.docx", "b.odt", "c.md", "d.txt"}
    assert len(document.by_field["budgetRange"]) == 4
