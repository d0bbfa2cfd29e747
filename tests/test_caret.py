"""Carets: words in their line, marked, no wider than the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reports.caret import CUT, MOST_ROWS, pointed

LONG = (
    "The Council requires a replacement portal, and the supplier shall deliver it within two weeks of the award of this contract."
)


def drawn(text: str, words: str, width: int = 40) -> list[str]:
    """The rows and the marks under them, as lines."""
    start = text.index(words)
    return [part for row in pointed(text, start, start + len(words), width) for part in (row.text, row.marks)]


def test_a_short_line_is_shown_whole() -> None:
    assert drawn("One.\nPaid at a fixed price only.\nThree.", "fixed price") == [
        "Paid at a fixed price only.",
        "          ^~~~~~~~~~~",
    ]


def test_a_long_line_is_cut_around_the_words() -> None:
    assert drawn(LONG, "the supplier") == ["… and the supplier shall deliver it…", "      ^~~~~~~~~~~~"]


def test_words_at_the_end_of_a_long_line_keep_what_leads_to_them() -> None:
    assert drawn(LONG, "this contract.") == ["… weeks of the award of this contract.", "                        ^~~~~~~~~~~~~~"]


def test_long_words_take_rows_and_are_cut_after_three() -> None:
    found = drawn(LONG, LONG, 30)
    assert found == [
        "The Council requires a",
        "^~~~~~~~~~~~~~~~~~~~~~",
        "replacement portal, and the",
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~",
        "supplier shall deliver it…",
        "~~~~~~~~~~~~~~~~~~~~~~~~~~",
    ]


def test_words_that_go_on_in_further_lines_are_one_line() -> None:
    assert drawn("Weights:\nPrice\n\n55%\nRest", "Price\n\n55%") == ["Price · 55%", "^~~~~~~~~~~"]


def test_wide_characters_have_marks_as_wide() -> None:
    assert drawn("予算 固定価格 です", "固定価格") == ["予算 固定価格 です", "     ^~~~~~~~"]


def test_a_tab_is_four_spaces() -> None:
    assert drawn("Pay:\tfixed\tprice", "fixed\tprice") == ["Pay:    fixed    price", "        ^~~~~~~~~~~~~~"]


@pytest.mark.parametrize("acting", ["\x1b[31m", "\u202e", "\x00", "\u2028"])
def test_nothing_that_acts_comes_through(acting: str) -> None:
    (row,) = pointed(f"a {acting}b{acting} c", 2, 4 + len(acting), 80)
    assert acting not in row.text
    assert row.text.startswith("a <U+")
    assert row.marks.startswith("  ^~~~")


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 300), st.integers(20, 100))
def test_no_row_is_wider_than_asked_and_marks_lie_under_words(text: str, start: int, length: int, width: int) -> None:
    start = min(start, len(text))
    found = pointed(text, start, min(len(text), start + length), width)
    assert 1 <= len(found) <= MOST_ROWS
    for row in found:
        assert cell_len(row.text) <= width
        assert len(row.marks) <= width + 1


def test_a_line_of_a_novel_is_quick() -> None:
    text = "word " * 200_000
    (row,) = pointed(text, 500_000, 500_004, 80)
    assert row.text.startswith(CUT)
