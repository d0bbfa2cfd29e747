"""The one place that asks what time it is; everything below takes the moment as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from scoring.words import LONDON


def moment(day: date | None) -> datetime:
    """The start of a day in London, so that what closes that day is still open; now where no day is given."""
    return datetime.now(UTC) if day is None else datetime.combine(day, time(), LONDON)
