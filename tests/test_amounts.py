"""Amounts of money in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.amounts import amounts


def found(text: str) -> list[tuple[int | None, int]]:
    """The low and high ends of each amount, in whole units."""
    return [(None if a.low is None else int(a.low), int(a.high)) for a in amounts(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£40,000", 40_000),
        ("£40000", 40_000),
        ("£ 40,000", 40_000),
        ("£40k", 40_000),
        ("£40 K", 40_000),
        ("£60k+", 60_000),
        ("£60,000.", 60_000),
        ("£1 ,500,000", 1_500_000),
        ("£1, 500, 000", 1_500_000),
        ("£1400000.00", 1_400_000),
        ("£0.5m", 500_000),
        ("£1.62 million", 1_620_000),
        ("£1bn", 1_000_000_000),
        ("350K", 350_000),
        ("40 thousand pounds", 40_000),
        ("40,000 pounds", 40_000),
        ("40,000 GBP", 40_000),
        ("GBP40k", 40_000),
    ],
)
def test_a_lone_figure_has_no_low_end(text: str, value: int) -> None:
    assert found(text) == [(None, value)]


@pytest.mark.parametrize(
    "text",
    [
        "£40,000 - £50,000",
        "£40,000-50,000",
        "£40,000 – £50,000",
        "£40,000 — 50,000",
        "£40,000 to £50,000",
        "from £40,000 up to £50,000",
        "£40-50k",
        "£40K-£50K",
        "£40k - 50k",
        "£40-50,000",
        "40-50k",
        "£40 to £50K",
        "between £40,000 and £50,000",
        "between £40k and 50k",
        "between circa £40k and £50k",
    ],
)
def test_the_two_ends_of_a_range_are_joined(text: str) -> None:
    assert found(text) == [(40_000, 50_000)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [("£500k to £1m", (500_000, 1_000_000)), ("£500,000 - 1m", (500_000, 1_000_000)), ("£1-1.5m", (1_000_000, 1_500_000))],
)
def test_each_end_of_a_range_has_its_own_magnitude_or_shares_the_other_one(text: str, ends: tuple[int, int]) -> None:
    assert found(text) == [ends]


def test_and_joins_after_between_only() -> None:
    assert found("£40,000 and £50,000") == [(None, 40_000), (None, 50_000)]


def test_a_range_that_runs_down_is_two_figures() -> None:
    assert found("£50k-£40k") == [(None, 50_000), (None, 40_000)]


@pytest.mark.parametrize(
    "text", ["£50,000 - 31 March 2021", "£50,000 to 31 March", "£50,000 and 12 months", "£50,000 to be spent by 30,000 users"]
)
def test_a_date_or_a_count_after_a_figure_is_no_upper_end(text: str) -> None:
    assert found(text) == [(None, 50_000)]


@pytest.mark.parametrize("text", ["2019", "12 months", "5,000 users", "5 m", "4G", "section 3.2", "2019/20", "", "£", "£VAT"])
def test_a_bare_number_is_no_money(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "currency"),
    [("£5k", "GBP"), ("5k", "GBP"), ("$5k", "USD"), ("US$5k", "USD"), ("€5k", "EUR"), ("EUR 5k", "EUR"), ("5,000 GBP", "GBP")],
)
def test_the_currency_is_the_one_named_and_pounds_where_none_is(text: str, currency: str) -> None:
    assert [amount.currency for amount in amounts(text)] == [currency]


def test_pence_are_kept() -> None:
    assert [amount.high for amount in amounts("£5,000.50")] == [Decimal("5000.50")]


def test_the_place_is_the_figure_with_its_sign_and_magnitude() -> None:
    text = "About £40-50k (ex VAT)"
    assert [text[amount.start : amount.end] for amount in amounts(text)] == ["£40-50k"]


def test_amounts_come_in_reading_order() -> None:
    assert found("£30,000 for discovery, £1m for beta, 5k for cake") == [(None, 30_000), (None, 1_000_000), (None, 5_000)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("£450-550 per day", [(450, 550)]),
        ("£1 500 000", [(None, 1_500_000)]),
        ("£.5m", [(None, 500_000)]),
        ("£60kpa", [(None, 60_000)]),
        ("40,000 euros", [(None, 40_000)]),
        ("3 million records", []),
        ("100m of cable", []),
    ],
)
def test_the_rarer_ways(text: str, ends: list[tuple[int | None, int]]) -> None:
    assert found(text) == ends


@given(st.integers(min_value=1, max_value=10**9))
def test_any_whole_number_of_pounds_is_read_back(value: int) -> None:
    assert found(f"£{value:,}") == [(None, value)]


@given(st.text(alphabet="0123456789£$€.,- –kmKM/andto()", max_size=60))
def test_any_text_gives_amounts_in_order_with_their_place(text: str) -> None:
    last = 0
    for amount in amounts(text):
        assert last <= amount.start < amount.end <= len(text)
        assert amount.low is None or amount.low < amount.high
        last = amount.end
