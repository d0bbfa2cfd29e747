"""Lengths of time, and dates that could be an end, in running text."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.terms import end_dates, terms


def found(text: str) -> list[tuple[float, float, str]]:
    """The ends and the unit of each length."""
    lengths = [term.length for term in terms(text)]
    return [(float(each.min or 0), float(each.max or 0), each.unit) for each in lengths]


def days(text: str) -> list[str]:
    """Each date, in ISO 8601."""
    return [end.day.isoformat() for end in end_dates(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("6 weeks", 6, "weeks"),
        ("10wks", 10, "weeks"),
        ("8-week", 8, "weeks"),
        ("6 month", 6, "months"),
        ("6 mths", 6, "months"),
        ("24months", 24, "months"),
        ("12m", 12, "months"),
        ("2 yrs", 2, "years"),
        ("1y", 1, "years"),
        ("a year", 1, "years"),
        ("a two-year term", 2, "years"),
        ("1.5 years", 1.5, "years"),
        ("2 1/2 years", 2.5, "years"),
        ("2½ years", 2.5, "years"),
        ("½ year", 0.5, "years"),
        ("twelve (12) weeks", 12, "weeks"),
        ("12 (twelve) weeks", 12, "weeks"),
        ("twenty-four months", 24, "months"),
        ("Twenty four months", 24, "months"),
        ("fourteen weeks", 14, "weeks"),
        ("ninety days", 90, "days"),
        ("20 days", 20, "days"),
        ("20 working days", 20, "days"),
        ("12 calendar months", 12, "months"),
        ("2 year(s)", 2, "years"),
    ],
)
def test_a_lone_length_is_both_ends(text: str, value: float, unit: str) -> None:
    assert found(text) == [(value, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "6-8 weeks",
        "6 - 8 weeks",
        "6–8 weeks",
        "6—8wks",
        "6 to 8 weeks",
        "six to eight weeks",
        "6/8 weeks",
        "6 or 8 weeks",
        "6 weeks - 8 weeks",
    ],
)
def test_the_two_ends_of_a_range_are_joined(text: str) -> None:
    assert found(text) == [(6, 8, "weeks")]


@pytest.mark.parametrize(
    ("text", "length"), [("18 months – 2 years", (18, 24, "months")), ("6 weeks to 2 months", (6, 8.7, "weeks"))]
)
def test_mixed_units_are_counted_in_the_first(text: str, length: tuple[float, float, str]) -> None:
    assert found(text) == [length]


@pytest.mark.parametrize("text", ["", "several weeks", "0 weeks", "version 2.0", "£12 months", "2020", "A4 yard", "12 mice"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert found(text) == []


def test_the_place_is_the_length_with_its_unit() -> None:
    text = "About 6 - 8 working weeks, then 2 years."
    assert [text[term.start : term.end] for term in terms(text)] == ["6 - 8 working weeks", "2 years"]


@pytest.mark.parametrize(
    "text",
    [
        "31 March 2021",
        "31st March 2021",
        "31st of March 2021",
        "31 Mar '21",
        "March 31, 2021",
        "March 31st 2021",
        "31/03/2021",
        "31/3/21",
        "31.03.2021",
        "Wednesday 31 March 2021",
        "March 2021",
        "Mar 21",
        "the end of March 2021",
    ],
)
def test_a_date_is_read_in_the_forms_that_buyers_use(text: str) -> None:
    assert days(text) == ["2021-03-31"]


@pytest.mark.parametrize(
    ("text", "day"), [("February 2021", "2021-02-28"), ("Feb 2020", "2020-02-29"), ("Sept 2020", "2020-09-30")]
)
def test_a_month_alone_is_its_last_day(text: str, day: str) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text", ["31 June 2020", "29 February 2021", "31/02/2021", "00/01/2021", "31 March", "FY 2020/21", "Marching 2020"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert days(text) == []


def test_the_place_of_a_date_is_the_date() -> None:
    text = "From 1 June 2020 until 31 March 2021."
    assert [text[end.start : end.end] for end in end_dates(text)] == ["1 June 2020", "31 March 2021"]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("between 6 and 8 weeks", [(6, 8, "weeks")]),
        ("half a year", [(0.5, 0.5, "years")]),
        ("a fortnight", [(2, 2, "weeks")]),
        ("1 year and 6 months", [(18, 18, "months")]),
    ],
)
def test_the_rarer_ways(text: str, lengths: list[tuple[float, float, str]]) -> None:
    assert found(text) == lengths


@pytest.mark.parametrize(
    ("text", "expected"),
    [("31-03-2021", ["2021-03-31"]), ("2021-03-31", ["2021-03-31"])],
)
def test_dates_in_figures(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@given(st.integers(1, 999), st.sampled_from(["days", "weeks", "months", "years"]))
def test_any_whole_number_is_read_back(value: int, unit: str) -> None:
    assert found(f"{value} {unit}") == [(value, value, unit)]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_of_this_century_is_read_back(day: date) -> None:
    assert days(f"{day.day} {day:%B %Y}") == [day.isoformat()]
    assert days(f"{day:%B %Y}") == [day.replace(day=calendar.monthrange(day.year, day.month)[1]).isoformat()]


@given(st.text(alphabet="0123456789 -–/½()+.,'wkmonthsyearsdays", max_size=60))
def test_any_text_gives_lengths_in_order_with_their_place(text: str) -> None:
    last = 0
    for term in terms(text):
        assert last <= term.start < term.end <= len(text)
        assert term.length.min is not None
        assert term.length.max is not None
        assert 0 <= term.length.min <= term.length.max
        last = term.end
