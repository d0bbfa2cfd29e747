"""Whether there is time to bid, and people free when the work starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import Factor, Mark, along, silent
from scoring.words import count, day
from tenders.evidence import Evidence, Stated

# Days left to bid: this marketplace gives two weeks, and good answers take about one.
LEFT = ((0.0, 0.0), (3.0, 30.0), (7.0, 70.0), (10.0, 100.0))
# Days from the latest start until people are free.
LATE = ((0.0, 100.0), (14.0, 50.0), (42.0, 0.0))


class Time(Factor):
    """The worse of the days left to bid and the wait between the latest start and free capacity."""

    key: ClassVar[str] = "time"
    name: ClassVar[str] = "Time"
    order: ClassVar[int] = 30
    weight: ClassVar[int] = 10
    about: ClassVar[str] = "Days left to bid, and whether you have people when the work starts"

    def mark(self, case: Case) -> Mark:
        parts = [part for part in (to_bid(case), to_start(case)) if part is not None]
        if not parts:
            return silent("No closing date is stated, so the time to bid is not known.")
        evidence: tuple[Evidence, ...] = tuple(e for part in parts for e in part.evidence)
        return Mark(score=min(part.score for part in parts), reason=" ".join(part.reason for part in parts), evidence=evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        closes, free = case.tender.closes, case.profile.supplier.capacity_from
        if closes is not None and closes.value >= case.as_of:
            for days in (3, 7):
                later = replace(case.tender, closes=Stated(closes.value + timedelta(days=days), closes.evidence))
                yield Change(
                    words=f"If the deadline were {days} days later", case=replace(case, tender=later), evidence=closes.evidence
                )
        start = case.tender.start
        if start is not None and free is not None and start.value < free:
            supplier = replace(case.profile.supplier, capacity_from=None)
            words = f"If you had people from {day(start.value)}"
            yield Change(words=words, case=replace(case, profile=replace(case.profile, supplier=supplier)), evidence=start.evidence)


def to_bid(case: Case) -> Mark | None:
    """The mark for the days left to bid; None where no deadline is stated."""
    closes = case.tender.closes
    if closes is None:
        return None
    left = (closes.value - case.as_of) / timedelta(days=1)
    if left < 0:
        return Mark(score=0, reason="No time is left to bid.", evidence=closes.evidence)
    reason = "Less than a day is left to bid." if left < 1 else f"{count(int(left), 'day')} left to bid."
    return Mark(score=along(LEFT, left), reason=reason, evidence=closes.evidence)


def to_start(case: Case) -> Mark | None:
    """The mark for having people at the start; None where the start or the capacity is not stated."""
    start, free = case.tender.start, case.profile.supplier.capacity_from
    if start is None or free is None:
        return None
    begins: date = start.value
    if begins >= free:
        reason = f"You have people from {day(free)}, before the latest start on {day(begins)}."
        return Mark(score=100, reason=reason, evidence=start.evidence)
    reason = f"The latest start is {day(begins)}; you have people from {day(free)}."
    return Mark(score=along(LATE, (free - begins).days), reason=reason, evidence=start.evidence)
