"""Working days: weekends, the bank holidays of each part of the kingdom, and deadlines on London's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rule_cases import tender
from scoring.calendar import Part, bank_holidays, last_day, names_a_day, part_of, working_days
from scoring.words import LONDON


@pytest.mark.parametrize(
    ("part", "after", "until", "expected"),
    [
        ("ENG", date(2019, 3, 4), date(2019, 3, 11), 5),
        ("ENG", date(2019, 4, 15), date(2019, 4, 22), 3),  # Good Friday and Easter Monday
        ("SCT", date(2019, 4, 15), date(2019, 4, 22), 4),  # Easter Monday is a working day in Scotland
        ("NIR", date(2019, 7, 8), date(2019, 7, 15), 4),  # 12 July
        ("ENG", date(2019, 7, 8), date(2019, 7, 15), 5),
        ("SCT", date(2019, 12, 31), date(2020, 1, 3), 1),  # 1 and 2 January
        ("ENG", date(2019, 12, 31), date(2020, 1, 3), 2),
        ("ENG", date(2019, 3, 8), date(2019, 3, 10), 0),  # a weekend
        ("ENG", date(2019, 3, 11), date(2019, 3, 4), 0),
    ],
)
def test_working_days_are_those_of_the_part_of_the_kingdom(part: Part, after: date, until: date, expected: int) -> None:
    assert working_days(after, until, part) == expected


def test_holidays_are_named_once_and_without_what_moved_them() -> None:
    assert bank_holidays(date(2019, 3, 12), date(2019, 3, 19), "NIR") == ("Saint Patrick's Day",)
    assert bank_holidays(date(2020, 12, 24), date(2020, 12, 29), "ENG") == ("Christmas Day", "Boxing Day")


def test_a_mistyped_year_takes_no_time() -> None:
    assert 200 < working_days(date(2019, 3, 4), date(9999, 12, 31), "ENG") < 300


@pytest.mark.parametrize(
    ("places", "part"),
    [("Scotland", "SCT"), ("Northern Ireland", "NIR"), ("Wales", "ENG"), ("London\nScotland", "ENG"), ("", "ENG")],
)
def test_the_part_is_that_of_every_place(places: str, part: str) -> None:
    assert part_of(tender({"Location": places} if places else {})) == part


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (datetime(2019, 3, 1, 23, 59, tzinfo=UTC), date(2019, 3, 1)),
        (datetime(2019, 6, 3, 23, 59, tzinfo=UTC), date(2019, 6, 3)),  # a minute to one in London, on the day after
        (datetime(2019, 6, 3, 0, 0, tzinfo=LONDON), date(2019, 6, 3)),  # a date with no clock
        (datetime(2019, 6, 3, 12, 0, tzinfo=LONDON), date(2019, 6, 3)),
    ],
)
def test_a_deadline_past_midnight_leaves_the_day_before(deadline: datetime, expected: date) -> None:
    assert last_day(deadline) == expected


@pytest.mark.parametrize(
    ("written", "has_day"),
    [
        ("31 March 2021", True),
        ("March 31st 2021", True),
        ("31/03/2021", True),
        ("2021-03-31", True),
        ("March 2021", False),
        ("Mar 21", False),
    ],
)
def test_a_written_date_names_its_day_or_not(written: str, has_day: bool) -> None:
    assert names_a_day(written) is has_day
