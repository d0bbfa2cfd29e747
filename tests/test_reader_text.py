"""The reader of plain text, on small texts of our own."""

from __future__ import annotations

import textwrap

import pytest

from tenders import readers
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.readers.text import READER

WORDS = "The council empties ninety thousand bins a week, and residents ring to ask when theirs is next."


def read(text: str) -> Document:
    return readers.read(text.encode())


def told(text: str) -> list[tuple[str, str]]:
    return [(section.label, section.text) for section in read(text).sections]


# Headings


def test_a_first_line_alone_is_the_title() -> None:
    assert told(f"Bins and boxes\n\n{WORDS}") == [("Title", "Bins and boxes"), ("Text", WORDS)]


@pytest.mark.parametrize("first", ["Dear all,", "We buy bins.", "budget and time"])
def test_a_first_line_that_is_a_sentence_or_a_greeting_is_not(first: str) -> None:
    assert told(f"{first}\n\n{WORDS}") == [("Text", f"{first}\n{WORDS}")]


@pytest.mark.parametrize(
    "heading",
    [
        "Our depots\n==========",
        "Our depots\n----------",
        "Our depots\n",
        "OUR DEPOTS\n",
        "2. Our depots\n",
        "2.1 Our depots\n",
        "Section 2: Our depots\n",
    ],
    ids=["underlined twice", "underlined", "alone", "capitals", "numbered", "numbered twice", "section"],
)
def test_what_looks_like_a_heading_is_one(heading: str) -> None:
    label = heading.partition("\n")[0]
    assert told(f"{WORDS}\n\n{heading}\n{WORDS}") == [("Text", WORDS), (label, WORDS)]


def test_a_short_answer_to_a_known_label_is_no_heading() -> None:
    assert told(f"Budget\n\nUp to £40k\n\nDuration\n\n6 months\n\nScope\n\n{WORDS}")[:2] == [
        ("Budget", "Up to £40k"),
        ("Duration", "6 months"),
    ]


def test_a_known_heading_with_its_text_right_below_is_one() -> None:
    assert told(f"1. Scope\n{WORDS}\n\n2. Budget\n£40,000") == [("1. Scope", WORDS), ("2. Budget", "£40,000")]


def test_numbered_lines_one_after_the_other_are_a_list() -> None:
    assert told(f"{WORDS}\n\n1. Kind people\n\n2. Open people\n\n3. Brisk people") == [
        ("Text", f"{WORDS}\nKind people\nOpen people\nBrisk people")
    ]


# Lines


def test_lines_that_were_wrapped_are_joined() -> None:
    assert told(textwrap.fill(f"{WORDS} {WORDS}", 72)) == [("Text", f"{WORDS} {WORDS}")]


def test_lines_that_were_not_wrapped_stay_lines() -> None:
    address = "Wold Council\n1 High Street\nBrook"
    assert told(f"{textwrap.fill(WORDS, 72)}\n\n{address}") == [("Text", f"{WORDS}\n{address}")]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "1.", "a)", "(iv)"])
def test_marks_of_lists_are_not_text(mark: str) -> None:
    assert told(f"{WORDS}\n\n{mark} Kind people\n{mark} Open people") == [("Text", f"{WORDS}\nKind people\nOpen people")]


def test_an_item_over_several_lines_is_one() -> None:
    item = textwrap.fill(WORDS, 60, initial_indent="- ", subsequent_indent="  ")
    assert told(f"{item}\n- Open people") == [("Text", f"{WORDS}\nOpen people")]


def test_labels_and_answers_line_by_line_are_sections() -> None:
    assert told("Budget: £40,000 without VAT\nDuration: 6 months\nLocation: Leeds or York\nStart date\tMay") == [
        ("Budget", "£40,000 without VAT"),
        ("Duration", "6 months"),
        ("Location", "Leeds or York"),
        ("Start date", "May"),
    ]


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_known_by_their_bytes(encoding: str) -> None:
    assert readers.read(f"{WORDS} “Café” – £5".encode(encoding)).sections[0].text == f"{WORDS} “Café” – £5"


def test_one_bad_byte_spoils_one_character_only() -> None:
    assert readers.read(f"{WORDS} “Café” – £5".encode().replace(b"5", b"\xff")).sections[0].text == f"{WORDS} “Café” – £\ufffd"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_every_system_are_read(ending: str) -> None:
    assert told(f"Budget: £40,000 without any VAT{ending}Duration: 6 months or so") == [
        ("Budget", "£40,000 without any VAT"),
        ("Duration", "6 months or so"),
    ]


# What is no text


@pytest.mark.parametrize(
    "raw",
    [
        b"hello",
        b'{"a": 1}',
        b"{\\rtf1 some words of a rich text file that is none}",
        b"\x7fELF" + bytes(range(1, 200)),
        bytes(range(256)) * 4,
    ],
    ids=["a word", "JSON", "RTF", "a program", "bytes"],
)
def test_what_no_person_wrote_as_text_is_refused(raw: bytes) -> None:
    assert not READER.recognises(raw)
    with pytest.raises(UnreadableError, match=r"^is not a kind of file that Riffle reads: give a [^\n]+ or [^\n]+$"):
        readers.read(raw)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t"])
def test_a_file_of_zero_bytes_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^is empty: [^\n]+$"):
        readers.read(raw)
