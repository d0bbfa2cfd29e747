"""The researcher's table."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from judged import assessment, finding, tender
from reports.export import COLUMNS, export, safe, table
from tenders.errors import RiffleError


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_one_row_a_notice_in_the_documented_columns(tmp_path: Path) -> None:
    path = tmp_path / "notices.csv"
    assert export([assessment(tender()), assessment(tender(number=7))], path) == 2
    found = rows(path.read_text(encoding="utf-8"))
    assert tuple(found[0]) == COLUMNS
    assert [row["id"] for row in found] == ["90001", "7"]


def test_a_row_holds_what_the_notice_states() -> None:
    row = rows(table([assessment(tender(), [finding("W001", label="short_timebox")])])[0])[0]
    assert {
        name: row[name] for name in ("buyer", "budget_min", "budget_max", "budget_vat", "weight_price", "essential_skills")
    } == {
        "buyer": "Larkfield Borough Council",
        "budget_min": "90000",
        "budget_max": "110000",
        "budget_vat": "excluded",
        "weight_price": "20",
        "essential_skills": "2",
    }
    assert (row["flags"], row["findings"], row["warnings"]) == ("short_timebox", "W001", "1")


def test_what_is_not_stated_is_an_empty_cell() -> None:
    row = rows(table([assessment(tender({"Budget range": "", "Payment approach": ""}))])[0])[0]
    assert (row["budget_max"], row["payment_approach"], row["winner"]) == ("", "", "")


def test_a_budget_in_dollars_says_so() -> None:
    row = rows(table([assessment(tender({"Budget range": "Up to $90,000"}))])[0])[0]
    assert (row["budget_max"], row["budget_currency"]) == ("90000", "USD")


def test_an_award_is_in_the_row() -> None:
    row = rows(table([assessment(tender(status="awarded"))])[0])[0]
    assert (row["winner"], row["award_value"], row["winner_size"]) == ("Brook and Heron Ltd", "98500", "SME")


def test_columns_do_not_change_type_with_the_rows_around_them() -> None:
    full, bare = assessment(tender()), assessment(tender({"Budget range": ""}))
    alone, together = rows(table([full])[0])[0], rows(table([full, bare])[0])[0]
    assert alone == together


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\n="])
def test_a_formula_gets_an_apostrophe(start: str) -> None:
    assert safe(f"{start}cmd|'/c calc'!A1").startswith("'")


def test_a_title_that_is_a_formula_is_only_text() -> None:
    row = rows(table([assessment(tender(title="=HYPERLINK(1)"))])[0])[0]
    assert row["title"] == "'=HYPERLINK(1)"


def test_ordinary_text_is_left_alone() -> None:
    assert safe("Discovery - bins") == "Discovery - bins"


def test_no_notices_is_a_header() -> None:
    assert table([])[0] == ",".join(COLUMNS) + "\n"


def test_the_same_notices_give_the_same_bytes() -> None:
    assert table([assessment(tender())]) == table([assessment(tender())])


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RiffleError) as raised:
        export([], tmp_path / "none" / "notices.csv")
    assert str(raised.value).endswith("cannot be written: No such file or directory. Name a file that you may write")


def test_a_name_that_promises_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RiffleError, match=r"notices\.xlsx would hold CSV all the same: name a file that ends in \.csv"):
        export([], tmp_path / "notices.xlsx")
    assert not (tmp_path / "notices.xlsx").exists()
