"""Times as the store keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tenders.kept import as_text, from_text, stamp

NOON = datetime(2024, 7, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-05T12:00:00Z",
        "2024-07-05T12:00:00+00:00",
        "2024-07-05T13:00:00+01:00",
        "2024-07-05T12:00Z",
        "2024-W27-5T12:00:00Z",
        "20240705T120000+0000",
    ],
)
def test_a_time_is_kept_in_utc_however_it_was_written(text: str) -> None:
    assert stamp(text, datetime.fromisoformat(text)) == "2024-07-05 12:00:00.000000"


def test_the_first_moment_of_a_day_written_as_the_last_of_the_one_before_is_written_anew() -> None:
    assert stamp("2024-07-05T24:00:00Z", datetime(2024, 7, 6, tzinfo=UTC)) == "2024-07-06 00:00:00.000000"


def test_what_is_kept_is_read_again() -> None:
    assert from_text(as_text(NOON.astimezone(timezone(timedelta(hours=-5))))) == NOON


def test_the_later_time_is_the_greater_text() -> None:
    assert as_text(datetime(999, 1, 1, tzinfo=UTC)) < as_text(NOON) < as_text(NOON + timedelta(microseconds=1))
