"""The store: every version of every notice, and the raw bytes behind it."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from types import GeneratorType

import pytest
import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.notice import Card, Notice, digest
from tenders.store import Store, Stored, open_store
from tests.stores import Places, notice, on


def test_a_notice_that_was_not_there_is_new(store: Store) -> None:
    assert store.add(notice(b"a"), b"a", "says a") == "new"


def test_a_notice_that_says_something_else_is_changed_and_its_old_version_stays(store: Store) -> None:
    store.add(notice(b"a"), b"a", "says a")
    assert store.add(notice(b"b", day=2), b"b", "says b") == "changed"
    assert [(version.fingerprint, store.raw(version.notice.sha256)) for version in store.versions("7")] == [
        ("says a", b"a"),
        ("says b", b"b"),
    ]


def test_a_notice_that_says_the_same_in_other_markup_adds_nothing_but_the_time(store: Store) -> None:
    store.add(notice(b"a"), b"a", "says a")
    assert store.add(notice(b"<a>", day=2), b"<a>", "says a") == "unchanged"
    (version,) = store.versions("7")
    assert (version.notice.sha256, version.first_seen.day, version.last_seen.day) == (digest(b"a"), 1, 2)
    with pytest.raises(StoreError, match="holds no raw bytes"):
        store.raw(digest(b"<a>"))


def test_what_is_found_is_the_notice_that_was_added(store: Store) -> None:
    added = notice(b"a")
    store.add(added, b"a", "says a")
    assert store.find("7") == Stored(notice=added, fingerprint="says a", first_seen=added.fetched_at, last_seen=added.fetched_at)


def test_leading_zeros_make_no_difference(store: Store) -> None:
    store.add(notice(b"a", number="0042"), b"a", "says a")
    assert store.add(notice(b"a", number="42"), b"a", "says a") == "unchanged"
    found = store.find("00042")
    assert found is not None
    assert found.notice.notice_id == "42"


def test_a_notice_that_is_not_there_is_not_found(store: Store) -> None:
    assert store.find("404") is None
    assert store.versions("404") == ()


CAPTURES = ((b"a", "says a", 1), (b"<a>", "says a", 4), (b"b", "says b", 2), (b"d", "says d", 4))


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_captures_added_in_any_order_leave_the_same_answers(order: tuple[int, ...], place: Places) -> None:
    answers = []
    for places in (range(4), order):
        with open_store(place()) as store:
            for number in places:
                raw, fingerprint, day = CAPTURES[number]
                store.add(notice(raw, day=day), raw, fingerprint)
            answers.append((store.find("7"), store.versions("7"), tuple(store.latest())))
    assert answers[0] == answers[1]


def test_the_latest_version_is_the_one_seen_last_though_it_was_seen_before(store: Store) -> None:
    for raw, fingerprint, day in ((b"a", "says a", 1), (b"b", "says b", 2), (b"a", "says a", 3)):
        store.add(notice(raw, day=day), raw, fingerprint)
    found = store.find("7")
    assert found is not None
    assert found.fingerprint == "says a"


def test_latest_gives_each_notice_once_in_the_order_of_source_and_number(store: Store) -> None:
    for number, source in (("10", "here"), ("9", "here"), ("3", "there"), ("9", "here")):
        store.add(notice(b"a", number=number, source=source), b"a", "says a")
    assert [(version.notice.source, version.notice.notice_id) for version in store.latest()] == [
        ("here", "9"),
        ("here", "10"),
        ("there", "3"),
    ]


def test_latest_reads_as_it_is_asked_and_another_may_write_meanwhile(store: Store) -> None:
    for number in range(3):
        store.add(notice(b"a", number=str(number)), b"a", "says a")
    versions = store.latest()
    assert isinstance(versions, GeneratorType)
    next(versions)
    assert store.add(notice(b"b", day=2), b"b", "says b") == "new"
    versions.close()


def test_raw_bytes_come_back_just_as_they_were_and_are_kept_once(store: Store) -> None:
    raw = bytes(range(256)) * 40
    for number in ("1", "2"):
        store.add(notice(raw, number=number), raw, "says it")
    assert store.raw(digest(raw)) == raw
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("select count(*), max(length(packed)) < 10240 from raw")).one() == (1, 1)


def test_times_come_back_aware_and_in_utc(store: Store) -> None:
    in_summer = datetime(2024, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    added = Notice(source="here", notice_id="1", url="u", fetched_at=in_summer, media_type="text/html", sha256=digest(b"a"))
    store.add(added, b"a", "says a")
    found = store.find("1")
    assert found is not None
    assert found.first_seen.isoformat() == "2024-06-30T23:30:00+00:00"


def test_a_wrong_hash_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not that of the raw bytes"):
        store.add(notice(b"a"), b"b", "says b")


def test_what_was_added_is_there_when_the_store_is_opened_again(place: Places) -> None:
    where = place()
    with open_store(where) as store:
        store.add(notice(b"a"), b"a", "says a")
    with open_store(where) as store:
        assert store.raw(digest(b"a")) == b"a"


def test_a_date_of_the_source_goes_before_the_time_of_fetching(store: Store) -> None:
    store.add(notice(b"amended", day=1, dated=on(9)), b"amended", "amended")
    store.add(notice(b"first", day=2, dated=on(3)), b"first", "first")
    store.add(notice(b"undated", day=3), b"undated", "undated")
    assert [version.fingerprint for version in store.versions("7")] == ["undated", "first", "amended"]
    assert [version.fingerprint for version in store.latest()] == ["amended"]
    found = store.find("7")
    assert found is not None
    assert (found.fingerprint, found.notice.dated) == ("amended", on(9))


def test_a_version_that_comes_back_with_a_later_date_is_the_latest(store: Store) -> None:
    for text, day in (("a", 1), ("b", 2), ("a", 3)):
        store.add(notice(text.encode(), day=1, dated=on(day)), text.encode(), text)
    found = store.find("7")
    assert found is not None
    assert (found.fingerprint, found.notice.dated) == ("a", on(3))


CARD = Card(title="A service", buyer="A council", published=on(1), closes=on(20), value=Decimal("12500.5"))


def test_a_card_comes_back_as_it_was(store: Store) -> None:
    store.add(notice(b"a"), b"a", "says a", CARD)
    found = store.find("7")
    assert found is not None
    assert found.card == CARD


def test_a_card_that_comes_later_fills_an_empty_one_and_is_not_emptied_again(store: Store) -> None:
    for card in (None, CARD, None):
        store.add(notice(b"a"), b"a", "says a", card)
    found = store.find("7")
    assert found is not None
    assert found.card == CARD


@pytest.mark.parametrize("value", ["1e9999", "NaN", "-Infinity"])
def test_a_value_that_is_no_number_is_not_kept(store: Store, value: str) -> None:
    store.add(notice(b"a"), b"a", "says a", Card(value=Decimal(value)))
    found = store.find("7")
    assert found is not None
    assert found.card.value is None


def test_what_closed_before_a_moment_is_left_out_of_the_latest(store: Store) -> None:
    for number, closes in (("1", on(10)), ("2", on(12)), ("3", None)):
        store.add(notice(b"a", number=number), b"a", "says a", Card(closes=closes))
    assert [version.notice.notice_id for version in store.latest(open_after=on(12))] == ["2", "3"]
    assert [version.notice.notice_id for version in store.latest()] == ["1", "2", "3"]


def test_a_notice_that_was_opened_again_counts_by_its_latest_version(store: Store) -> None:
    store.add(notice(b"a"), b"a", "open", Card(closes=on(20)))
    store.add(notice(b"b", day=2), b"b", "closed early", Card(closes=on(3)))
    assert list(store.latest(open_after=on(4))) == []


def test_text_that_no_database_takes_is_kept_without_what_it_cannot_hold(store: Store) -> None:
    store.add(notice(b"a", number="1\0"), b"a", "says a", Card(title="nul \0 and half \ud800 a character"))
    found = store.find("1")
    assert found is not None
    assert found.card.title == "nul  and half ? a character"


def test_a_number_of_any_length_is_found(store: Store) -> None:
    long, longer = "x" * 5000, "x" * 5001
    assert [store.add(notice(b"a", number=name), b"a", "says a") for name in (long, longer, long)] == ["new", "new", "unchanged"]
    assert store.find(long) is not None


@pytest.mark.parametrize("edge", [datetime.min, datetime.max])  # noqa: DTZ901
def test_times_at_the_ends_of_the_calendar_are_kept(store: Store, edge: datetime) -> None:
    east_and_west = [edge.replace(tzinfo=timezone(timedelta(hours=hours))) for hours in (-5, 5)]
    for number, time in enumerate(east_and_west):
        store.add(notice(b"a", number=str(number)), b"a", "says a", Card(published=time))
    assert [version.card.published is not None for version in store.latest()] == [True, True]


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        store.add(notice(b"a", dated=datetime(2024, 1, 1)), b"a", "says a")  # noqa: DTZ001
    assert list(store.latest()) == []


def test_small_raws_are_kept_as_they_are_and_large_ones_packed(store: Store) -> None:
    for raw in (b"a" * 4095, b"a" * 4096):
        store.add(notice(raw, number=str(len(raw))), raw, "says a")
        assert store.raw(digest(raw)) == raw
    with store.engine.connect() as connection:
        kept = connection.execute(sa.text("select coding, length(packed) < 100 from raw order by 1")).all()
    assert kept == [("plain", False), ("zlib", True)]
