"""Windows: the stretches of publishing time that a source of releases is read by, so that none is skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tenders.frontier import Window


class Stretch(NamedTuple):
    """From a moment to a later one, both aware."""

    start: datetime
    end: datetime


def gaps(wanted: Stretch, whole: Iterable[Window]) -> Iterator[Stretch]:
    """What is left of a stretch when the windows that were read whole are taken out of it, in order."""
    here = wanted.start
    for window in sorted(whole, key=lambda window: window.start):
        if window.start > here:
            yield Stretch(here, min(window.start, wanted.end))
        here = max(here, window.end)
        if here >= wanted.end:
            return
    if here < wanted.end:
        yield Stretch(here, wanted.end)


def pieces(stretch: Stretch, longest: timedelta) -> Iterator[Stretch]:
    """A stretch in pieces of at most this length, end to end. They meet: a release of that moment comes twice, never not."""
    start = stretch.start
    while start < stretch.end:
        end = min(start + longest, stretch.end)
        yield Stretch(start, end)
        start = end


def halves(stretch: Stretch) -> tuple[Stretch, Stretch]:
    """A stretch in two, parted at a whole second."""
    middle = (stretch.start + (stretch.end - stretch.start) / 2).replace(microsecond=0)
    return Stretch(stretch.start, middle), Stretch(middle, stretch.end)
