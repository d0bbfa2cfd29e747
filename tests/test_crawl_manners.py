"""Manners and windows: how often a source is asked, how long it is left alone, and that no moment of publishing is skipped."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from crawler.clock import VirtualClock
from crawler.manners import Manners, Pace
from crawler.run import sources
from crawler.settings import CrawlOptions
from crawler.windows import Stretch, gaps, halves, pieces
from tenders.errors import SettingsError
from tenders.frontier import Window
from tests.polite import AGENT, LIMITS, rude
from tests.servers import Asked

START = datetime(2024, 3, 14, 12, tzinfo=UTC)


def turns(pace: Pace, took: Iterable[float]) -> list[float]:
    """The seconds after the start at which a crawl asks, where its answers take so long."""
    clock = pace.clock
    assert isinstance(clock, VirtualClock)

    async def crawl() -> list[float]:
        at = []
        for seconds in took:
            await pace.turn()
            at.append((clock.now() - START).total_seconds())
            clock.time += timedelta(seconds=seconds)
            pace.took(seconds)
        return at

    return asyncio.run(crawl())


def paced(manners: Manners) -> Pace:
    """A pace by a clock of its own."""
    return Pace(manners, VirtualClock(START))


def test_requests_are_a_delay_apart_and_the_first_goes_at_once() -> None:
    assert turns(paced(Manners(delay=1.5)), [0.0] * 4) == [0.0, 1.5, 3.0, 4.5]


def test_the_time_that_an_answer_took_counts_towards_the_delay() -> None:
    assert turns(paced(Manners(delay=1.0)), [0.4] * 3) == [0.0, 1.0, 2.0]


def test_a_slow_site_is_asked_more_slowly() -> None:
    assert turns(paced(Manners(delay=1.0)), [8.0, 8.0, 0.0, 0.0, 0.0, 0.0]) == [0.0, 8.0, 16.0, 19.0, 20.5, 21.5]


def test_on_this_machine_no_one_is_waited_for() -> None:
    assert turns(paced(Manners(delay=0.0)), [0.0, 0.0, 0.0]) == [0.0, 0.0, 0.0]


def test_no_more_than_so_many_go_in_so_long() -> None:
    assert turns(paced(Manners(delay=1.0, most=3, within=60.0)), [0.0] * 8) == [0.0, 1.0, 2.0, 60.0, 61.0, 62.0, 120.0, 121.0]


@given(
    delay=st.floats(0, 5),
    most=st.integers(1, 12),
    within=st.floats(0, 200),
    took=st.lists(st.floats(0, 30), max_size=40),
)
def test_whatever_the_site_does_neither_limit_is_passed(delay: float, most: int, within: float, took: list[float]) -> None:
    at = turns(paced(Manners(delay=delay, most=most, within=within)), took)
    grain = 1e-5  # a clock counts whole microseconds
    assert all(later - earlier >= delay - grain for earlier, later in pairwise(at))
    assert all(later - earlier >= within - grain for earlier, later in zip(at, at[most:], strict=False))


@pytest.mark.parametrize(
    ("status", "said", "after_403", "wait"),
    [
        (429, "30", None, 30.0),
        (503, "30", None, 30.0),
        (429, None, None, 60.0),
        (503, None, None, None),
        (403, None, 300.0, 300.0),
        (403, None, None, None),
        (500, "30", None, None),
        (200, "30", 300.0, None),
        (429, "Thu, 14 Mar 2024 12:02:00 GMT", None, 120.0),
        (503, "Thu, 14 Mar 2024 11:00:00 GMT", None, 0.0),
        (429, "86400", None, 900.0),
    ],
)
def test_how_long_an_answer_asks_to_wait(status: int, said: str | None, after_403: float | None, wait: float | None) -> None:
    answer = Response("https://m.example/", status=status, headers={"Retry-After": said} if said else {})
    assert paced(Manners(after_403=after_403)).wait_asked(answer) == wait


def test_each_source_is_asked_as_it_wants_to_be() -> None:
    said = {name: source.manners_of(CrawlOptions(source=name)) for name, source in sources().items()}
    assert all(manners.delay >= 1.0 for manners in said.values())
    assert said["contracts-finder"].after_403 == 300.0
    most, within = LIMITS["find-a-tender"]
    assert said["find-a-tender"].most is not None
    assert said["find-a-tender"].most < most
    assert said["find-a-tender"].within >= within.total_seconds()


def test_a_longer_delay_may_be_asked_for_and_a_shorter_one_only_on_this_machine() -> None:
    source = sources()["digital-marketplace"]
    assert source.manners_of(CrawlOptions(base_url="https://m.example", delay=7)).delay == 7
    assert source.manners_of(CrawlOptions(base_url="http://localhost:8000", delay=0.2)).delay == 0.2
    with pytest.raises(SettingsError, match=r"^a delay of 0\.2 seconds is too short for m\.example: give 1 or more$"):
        source.manners_of(CrawlOptions(base_url="https://m.example", delay=0.2))


@pytest.mark.parametrize("source", sorted(sources()))
@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "[::1]", "localhost"])
def test_on_this_machine_a_source_is_not_waited_for_but_what_it_asks_for_is_heeded(source: str, host: str) -> None:
    manners = sources()[source].manners_of(CrawlOptions(source=source, base_url=f"http://{host}:8000"))
    elsewhere = sources()[source].manners
    assert manners == replace(elsewhere, delay=0.0, pause=0.0, most=None)


# The judge of the other tests


def asked(seconds: float, status: int = 200, retry_after: str | None = None, target: str = "/x") -> Asked:
    """A request in a log."""
    agent = "riffle-tenders/1.0 (+https://example.org/us)"
    return Asked(target=target, agent=agent, at=START + timedelta(seconds=seconds), status=status, retry_after=retry_after)


@pytest.mark.parametrize(
    ("source", "log"),
    [
        ("digital-marketplace", [asked(1.0)]),
        ("digital-marketplace", [asked(0.0, target="/robots.txt"), asked(0.9)]),
        ("digital-marketplace", [asked(0.0, 429, "30", "/robots.txt"), asked(29.0)]),
        ("digital-marketplace", [asked(0.0, 429, "Thu, 14 Mar 2024 12:02:00 GMT", "/robots.txt"), asked(119.0)]),
        ("contracts-finder", [asked(0.0, 403, target="/robots.txt"), asked(299.0)]),
        ("find-a-tender", [asked(0.0, target="/robots.txt"), *(asked(9.0 * place) for place in range(1, 13))]),
        ("digital-marketplace", [replace(asked(0.0, target="/robots.txt"), agent="Mozilla/5.0")]),
    ],
    ids=["no robots.txt", "too soon", "Retry-After", "Retry-After as a date", "after a 403", "too many", "user agent"],
)
def test_a_log_of_bad_manners_is_seen_as_one(source: str, log: list[Asked]) -> None:
    assert len(rude(source, log)) == 1


def test_a_log_of_good_manners_is_seen_as_one() -> None:
    log = [asked(0.0, target="/robots.txt"), asked(1.0, 429, "30"), asked(31.0, 403), asked(331.0), asked(332.0)]
    assert rude("contracts-finder", log) == []
    assert AGENT.fullmatch("riffle-tenders/0.1.0 (no contact given)") is None


# Windows

moments = st.integers(0, 400_000).map(lambda seconds: START + timedelta(seconds=seconds))
stretches = st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Stretch(*pair))
wholes = st.lists(stretches.map(lambda stretch: Window(start=stretch.start, end=stretch.end)), max_size=6)
lengths = st.integers(600, 200_000).map(lambda seconds: timedelta(seconds=seconds))


def holds(stretches: Iterable[Stretch], moment: datetime) -> bool:
    """Whether some stretch holds a moment, its ends included."""
    return any(stretch.start <= moment <= stretch.end for stretch in stretches)


@given(wanted=stretches, whole=wholes, moment=moments)
def test_gaps_are_all_that_is_wanted_and_not_whole(wanted: Stretch, whole: list[Window], moment: datetime) -> None:
    left = list(gaps(wanted, whole))
    read = any(window.start <= moment <= window.end for window in whole)
    if wanted.start <= moment <= wanted.end and not read:
        assert holds(left, moment)
    inside = any(window.start < moment < window.end for window in whole)
    if inside or not wanted.start <= moment <= wanted.end:
        assert not holds(left, moment)


@given(wanted=stretches, whole=wholes)
def test_gaps_are_in_order_and_apart_and_none_is_empty(wanted: Stretch, whole: list[Window]) -> None:
    left = list(gaps(wanted, whole))
    assert all(gap.start < gap.end for gap in left)
    assert all(earlier.end <= later.start for earlier, later in pairwise(left))
    windows = [Window(start=gap.start, end=gap.end) for gap in left]
    assert list(gaps(wanted, [*whole, *windows])) == []


@given(stretch=stretches, longest=lengths)
def test_pieces_meet_and_cover_the_stretch_and_none_is_too_long(stretch: Stretch, longest: timedelta) -> None:
    cut = list(pieces(stretch, longest))
    assert (cut[0].start, cut[-1].end) == stretch
    assert all(earlier.end == later.start for earlier, later in pairwise(cut))
    assert all(timedelta() < piece.end - piece.start <= longest for piece in cut)


@given(stretch=stretches.filter(lambda stretch: stretch.end - stretch.start >= timedelta(seconds=2)))
def test_halves_meet_at_a_whole_second_and_are_both_shorter(stretch: Stretch) -> None:
    earlier, later = halves(stretch)
    assert (earlier.start, later.end) == stretch
    assert stretch.start < earlier.end == later.start < stretch.end
    assert earlier.end.microsecond == 0


def test_a_whole_window_of_no_length_parts_a_gap_and_hides_nothing() -> None:
    end, middle = START + timedelta(hours=2), START + timedelta(hours=1)
    assert list(gaps(Stretch(START, end), [Window(start=middle, end=middle)])) == [Stretch(START, middle), Stretch(middle, end)]
    assert list(gaps(Stretch(START, end), [Window(start=START, end=START)])) == [Stretch(START, end)]
