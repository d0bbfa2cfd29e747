"""Sources with listings that go wrong: every notice that the source holds is kept once, with its last version, and the source
is asked as it wants to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.pages import LISTING
from tenders.store import open_store
from tests import listing_site as sites
from tests.crawling import marketplace
from tests.faults import CHALLENGE, PASSING, SORRY, compressed, short, slow
from tests.faulty import Fault, Scene, Went, full_disk, killed, room_again, scene, told_to_end
from tests.listing_site import NOTICE, SECOND, ListingSite
from tests.polite import rude
from tests.servers import Reply

SOURCE = "digital-marketplace"
REPLICA = marketplace()
ALL = len(REPLICA.opportunities)
ANY = r"^/digital"
Open = Callable[..., Scene]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a replica."""
    with ExitStack() as stack:

        def at(**site: Any) -> Scene:
            return stack.enter_context(scene(ListingSite(**{"replica": REPLICA, **site}), SOURCE, tmp_path))

        yield at


def crawled(at: Scene, *faults: Fault, **options: Any) -> Went:
    """A crawl that keeps its manners."""
    went = at.crawl(*faults, **options)
    assert rude(SOURCE, went.log) == []
    return went


def whole(at: Scene) -> bool:
    """Whether each notice that the source holds is in the store as it stands, once."""
    with open_store(str(at.store)) as store:
        number = sum(len(store.versions(notice_id)) for notice_id in at.site.held())
    return at.kept() == at.site.held() and number == ALL


ON_NOTICES = {
    "an error page where a notice should be": Reply(body=SORRY),
    "an empty body": Reply(),
    "half a page that is said to be all": short,
}


@pytest.mark.parametrize("fault", [fault for fault in PASSING if PASSING[fault] is not short])
def test_a_fault_that_passes_costs_nothing_on_the_listing_or_a_notice(fault: str, opened: Open) -> None:
    at = opened()
    does = PASSING[fault]
    went = crawled(at, Fault(does=does), Fault(does=does, at=NOTICE, first=2, times=3), Fault(does=does, at=SECOND))
    assert (whole(at), went.failures) == (True, ())
    assert [gap for gap in went.gaps if gap != 1.0] == [5.0, 5.0, 10.0, 20.0, 5.0]


@pytest.mark.parametrize("fault", ON_NOTICES)
def test_a_notice_that_is_not_itself_is_asked_for_again(fault: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=ON_NOTICES[fault], at=NOTICE, first=3, times=3))
    assert (whole(at), went.failures) == (True, ())


@pytest.mark.parametrize("body", [slow, compressed], ids=["slow", "compressed"])
def test_a_body_that_comes_slowly_or_compressed_is_read_as_any_other(body: Any, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=body, times=None))
    assert (whole(at), went.failures) == (True, ())
    assert max(Counter(asked.target for asked in went.log).values()) == 1


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        (Reply(status=429, headers={"Retry-After": "90"}), 90.0),
        (Reply(status=503, headers={"Retry-After": "7"}), 7.0),
        (Reply(status=429), 60.0),
    ],
    ids=["429", "503", "429 that names no time"],
)
@pytest.mark.parametrize("where", [ANY, SECOND, NOTICE], ids=["listing", "second page", "notice"])
def test_a_wait_that_is_asked_for_is_kept(where: str, reply: Reply, wait: float, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=reply, at=where, times=2))
    assert (whole(at), went.failures) == (True, ())
    assert [gap for gap in went.gaps if gap != 1.0] == [wait, wait]


def test_waits_without_end_end_the_crawl_and_the_next_goes_on(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=Reply(status=503, headers={"Retry-After": "600"}), at=NOTICE, first=6, times=None))
    assert went.error is not None
    assert went.error.startswith(f"CrawlError: {at.url}{went.log[-1].target} answered with an error (503). ")
    assert went.gaps[-12:] == [600.0] * 12
    kept = set(at.kept())
    assert len(kept) == 5
    again = crawled(at)
    assert whole(at)
    assert again.counts == (ALL - 5, 0, 0, 0)
    assert {asked.path.rpartition("/")[2] for asked in again.asked if asked.path.startswith(f"{LISTING}/")} == {
        number for number in at.site.held() if number not in kept
    }


def test_half_a_listing_that_is_said_to_be_all_is_read_again_as_its_total_shows(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=short, at=ANY))
    assert whole(at)
    assert went.failures == (f"{at.url}{LISTING} is cut off: the rest of the listing may be missing",)


def test_a_challenge_on_a_notice_is_not_pressed(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=Reply(body=CHALLENGE), at=NOTICE, first=2))
    (failure,) = went.failures
    assert failure.endswith(" shows a challenge page")
    assert max(Counter(asked.target for asked in went.log).values()) == 1
    crawled(at)
    assert whole(at)


# A listing that changes while it is walked


@pytest.mark.parametrize("happens", [sites.closes, sites.taken_down], ids=["closes", "taken down"])
def test_a_notice_that_slips_by_while_pages_are_turned_is_found_by_another_walk(happens: Any, opened: Open) -> None:
    at = opened()
    first = str(sites.listed(at.site)[0])
    went = crawled(at, Fault(does=happens, at=SECOND))
    assert went.failures == ()
    held, kept = at.site.held(), at.kept()
    assert {number for number in held if kept.get(number) != held[number]} <= {first}
    assert Counter(asked.target for asked in went.log)[LISTING] == 2
    assert set(Counter(asked.target for asked in went.asked if asked.path != LISTING).values()) == {1}


def test_a_notice_that_is_put_up_while_pages_are_turned_hides_none_and_is_found_by_the_next_crawl(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=sites.put_up, at=SECOND))
    assert went.failures == ()
    assert at.site.held().items() - at.kept().items() == {("31000", at.site.held()["31000"])}
    crawled(at, new=True)
    assert at.kept() == at.site.held()


def test_a_listing_that_stands_still_is_walked_once(opened: Open) -> None:
    at = opened()
    went = crawled(at)
    assert whole(at)
    assert max(Counter(asked.target for asked in went.log).values()) == 1


def test_a_next_link_that_is_missing_once_hides_nothing(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=sites.without_pager, at=ANY))
    assert (whole(at), went.failures) == (True, ())


def test_a_page_that_is_repeated_once_hides_nothing(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=sites.first_page, at=SECOND))
    assert (whole(at), went.failures) == (True, ())


def test_a_next_link_that_is_always_missing_is_said_with_the_numbers(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=sites.without_pager, at=rf"^{LISTING}(?:$|\?)", times=None))
    assert went.failures == (f"{at.url}{LISTING} says that there are 14 opportunities, but names 8: crawl again later",)
    assert sum(asked.target == LISTING for asked in went.log) == 3
    crawled(at)
    assert whole(at)


def test_a_page_that_is_always_repeated_is_said(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=sites.first_page, at=SECOND, times=None))
    assert [failure.removeprefix(f"{at.url}{LISTING}?page=2 ") for failure in went.failures] == [
        f"has a next link that leads back to {at.url}{LISTING}?page=2: stopped there",
        "says that there are 14 opportunities, but names 8: crawl again later",
    ]
    crawled(at)
    assert whole(at)


def test_one_page_under_ever_new_numbers_ends_for_a_crawl_of_what_is_new_too(opened: Open) -> None:
    at = opened()
    crawled(at)
    went = crawled(at, Fault(does=sites.ever_new, at=rf"^{LISTING}(?:$|\?)", times=None), new=True)
    assert len(went.log) < 60


# Only what changed


def test_what_has_not_changed_is_not_sent_again_where_the_source_gives_validators(opened: Open) -> None:
    at = opened(validators=True)
    crawled(at)
    at.site.changed(21024, title="Beta for a map of benches")
    again = crawled(at)
    assert at.kept() == at.site.held()
    assert again.counts == (0, 1, ALL - 1, 0)
    notices = [asked for asked in again.asked if asked.path.startswith(f"{LISTING}/")]
    assert sorted(asked.status for asked in notices) == [200] + [304] * (ALL - 1)


def test_validators_of_what_is_not_in_the_store_are_not_sent(opened: Open) -> None:
    at = opened(validators=True)
    crawled(at)
    at.store = at.store.with_name("other.db")
    again = crawled(at)
    assert whole(at)
    assert {asked.headers.get("if-none-match") for asked in again.log} == {None}


def test_a_crawl_of_what_is_new_asks_only_for_what_the_listing_shows_otherwise(opened: Open) -> None:
    at = opened()
    crawled(at)
    at.now += timedelta(days=1)
    at.site.changed(21024, title="Beta for a map of benches")
    sites.put_up(at.site, at.site)
    again = crawled(at, new=True)
    assert again.counts == (1, 1, ALL - 1, 0)
    assert {asked.path for asked in again.asked} == {LISTING, f"{LISTING}/21024", f"{LISTING}/31000"}
    assert at.kept() == at.site.held()


def test_a_notice_that_failed_is_asked_for_by_the_crawl_of_what_is_new(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=Reply(status=500), at=f"{LISTING}/21024", times=None))
    assert len(went.failures) == 1
    again = crawled(at, new=True)
    assert whole(at)
    assert [asked.path for asked in again.asked if asked.path != LISTING] == [f"{LISTING}/21024"]


# A crawl that ends before it should


@pytest.mark.parametrize("first", [2, 3, 9])
@pytest.mark.parametrize("happens", [killed, told_to_end], ids=["kill -9", "SIGTERM"])
def test_a_crawl_that_is_ended_goes_on_with_what_is_left(happens: Any, first: int, opened: Open) -> None:
    at = opened()
    went = at.crawl(Fault(does=happens, at=ANY, first=first))
    assert went.summary is None
    kept = set(at.kept())
    again = crawled(at)
    assert whole(at)
    assert again.summary is not None
    assert again.summary.resumed
    assert again.counts == (ALL - len(kept), 0, 0, 0)


def test_a_full_disk_ends_the_crawl_with_its_own_message_and_the_next_goes_on(opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=partial(full_disk, at.store), at=NOTICE, first=4))
    assert went.error == (
        f"StoreError: {at.store}: the disk is full: free some space, or choose another file with --store or RIFFLE_STORE"
    )
    assert len(at.kept()) == 3
    room_again(at.store)
    again = crawled(at)
    assert whole(at)
    assert again.counts == (ALL - 3, 0, 0, 0)
