"""Sources of releases that go wrong: every release that the source holds is kept once, the last of each procurement counts,
and the source is asked as it wants to be.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tenders.store import open_store
from tests import release_site as sites
from tests.faults import CHALLENGE, PASSING, SORRY, compressed, error, slow
from tests.faulty import NOW, Fault, Scene, Went, full_disk, killed, room_again, scene, told_to_end
from tests.polite import rude
from tests.release_site import APIS, CLOSED, JSON, ReleaseSite, ids, releases
from tests.servers import Asked, Reply

SINCE = date(2024, 3, 13)
NUMBER = 40
BOTH = sorted(APIS)
# Finds the requests for the window with the newest release: of 120, it has three pages or more.
BUSY = {"contracts-finder": "publishedTo=2024-03-14", "find-a-tender": "updatedTo=2024-03-14T11"}
Open = Callable[..., Scene]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a source with 40 releases of the last day, some of them amendments."""
    with ExitStack() as stack:

        def at(source: str, *, number: int = NUMBER, **site: Any) -> Scene:
            given = site.pop("releases", None) or releases(source, number)
            return stack.enter_context(scene(ReleaseSite(source=source, releases=given, **site), source, tmp_path))

        yield at


def crawled(at: Scene, *faults: Fault, **options: Any) -> Went:
    """A crawl of the last day that keeps its manners."""
    went = at.crawl(*faults, **{"since": SINCE, "everything": True, **options})
    assert rude(at.source, went.log) == []
    return went


def versions(at: Scene) -> Counter[str]:
    """The id of every release in the store, and how often it is there."""
    with open_store(str(at.store)) as store:
        numbers = {version.notice.notice_id for version in store.latest()}
        raws = [store.raw(version.notice.sha256) for number in sorted(numbers) for version in store.versions(number)]
    return Counter(json.loads(raw)["id"] for raw in raws)


def whole(at: Scene) -> bool:
    """Whether each release that the source holds is in the store once, and the last of each procurement is its latest."""
    return versions(at) == Counter(release["id"] for release in at.site.releases) and ids(at.kept()) == at.site.held()


@pytest.mark.parametrize("source", BOTH)
def test_each_release_of_a_source_without_faults_is_kept_once_over_all_pages_and_windows(source: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at)
    assert whole(at)
    assert (went.counts[0], went.counts[1], went.counts[3]) == (len(at.site.held()), NUMBER - len(at.site.held()), 0)
    assert went.log[0].target == "/robots.txt"
    assert Counter(asked.target for asked in went.log)["/robots.txt"] == 1


NO_PACKAGE = {
    "an error page where JSON should be": Reply(body=SORRY),
    "a challenge page": Reply(body=CHALLENGE),
    "an empty body": Reply(headers={"Content-Type": JSON}),
    "null": Reply(body=b"null", headers={"Content-Type": JSON}),
    "an error in JSON": Reply(body=b'{"message": "An error has occurred."}', headers={"Content-Type": JSON}),
}
FAULTS = PASSING | NO_PACKAGE


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("source", BOTH)
def test_a_fault_that_passes_costs_nothing_and_is_waited_for_longer_each_time(source: str, fault: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=FAULTS[fault]), Fault(does=FAULTS[fault], first=3, times=3))
    assert (whole(at), went.failures) == (True, ())
    assert went.gaps[:7] == [1.0, 5.0, 1.0, 1.0, 5.0, 10.0, 20.0]


@pytest.mark.parametrize("body", [slow, compressed], ids=["slow", "compressed"])
@pytest.mark.parametrize("source", BOTH)
def test_a_body_that_comes_slowly_or_compressed_is_read_as_any_other(source: str, body: Any, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=body, times=None))
    assert (whole(at), went.failures) == (True, ())
    assert len(went.asked) == len({(asked.target, asked.at) for asked in went.asked})


@pytest.mark.parametrize("source", BOTH)
def test_every_fault_after_the_other_costs_nothing(source: str, opened: Open) -> None:
    at = opened(source)
    faults = [Fault(does=does, first=2 * place) for place, does in enumerate(FAULTS.values(), 1)]
    went = crawled(at, *faults)
    assert (whole(at), went.failures) == (True, ())


# Being asked to wait


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("first", [1, 3])
def test_contracts_finder_is_left_alone_for_five_minutes_after_a_403(first: int, times: int, opened: Open) -> None:
    at = opened("contracts-finder")
    went = crawled(at, Fault(does=Reply(status=403), first=first, times=times))
    assert (whole(at), went.failures) == (True, ())
    assert went.gaps[first : first + times] == [300.0] * times
    assert max(went.gaps[: first - 1] + went.gaps[first + times :], default=1.0) == 1.0


def test_a_403_for_good_ends_the_crawl_of_contracts_finder_and_the_next_goes_on(opened: Open) -> None:
    at = opened("contracts-finder", number=80)
    went = crawled(at, Fault(does=Reply(status=403, body=CHALLENGE), first=3, times=None))
    assert went.error is not None
    assert went.error.endswith("Contracts Finder may be busy or changed: run the same command later, and it goes on from here")
    assert went.error.startswith(f"CrawlError: {at.url}{went.log[-1].target} ")
    assert went.gaps[3:] == [300.0] * 12
    kept = ids(at.kept())
    assert set(kept) < set(at.site.held())
    again = crawled(at)
    assert whole(at)
    assert again.summary is not None
    assert again.summary.resumed
    assert again.asked[0].target == went.log[-1].target


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("source", BOTH)
def test_retry_after_in_seconds_is_kept(source: str, status: int, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=error(status, "47"), first=2, times=2))
    assert (whole(at), went.failures) == (True, ())
    assert went.gaps[2:4] == [47.0, 47.0]


def until(seconds: int, site: ReleaseSite, asked: Asked) -> Reply:
    """Too many requests: come back at a time of day."""
    when = (asked.at + timedelta(seconds=seconds)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return Reply(status=429, headers={"Retry-After": when})


@pytest.mark.parametrize("source", BOTH)
def test_retry_after_as_a_date_is_kept(source: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=partial(until, 200), first=2))
    assert (whole(at), went.failures) == (True, ())
    assert went.gaps[2] == 200.0


@pytest.mark.parametrize("source", BOTH)
def test_a_429_that_names_no_time_is_given_a_minute(source: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=Reply(status=429), first=2, times=2))
    assert (whole(at), went.failures) == (True, ())
    assert went.gaps[2:4] == [60.0, 60.0]


@pytest.mark.parametrize("source", BOTH)
def test_a_retry_after_without_end_ends_the_crawl_and_the_next_goes_on(source: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=error(503, "30"), first=4, times=None))
    assert went.error is not None
    assert "it goes on from here" in went.error
    assert went.gaps[-12:] == [30.0] * 12
    again = crawled(at)
    assert whole(at)
    assert again.asked[0].target == went.log[-1].target


@dataclass(kw_only=True)
class Strict:
    """A source that enforces its own limit: more than `most` requests in `within`, and it answers so."""

    site: ReleaseSite
    most: int
    within: timedelta
    reply: Reply
    times: list[datetime] = field(default_factory=list)
    refused: int = 0

    @property
    def releases(self) -> list[sites.Release]:
        return self.site.releases

    def held(self) -> dict[str, str]:
        """As the source's."""
        return self.site.held()

    def answer(self, asked: Asked) -> Reply | None:
        """The source's answer, or its refusal."""
        self.times = [at for at in self.times if asked.at - at < self.within]
        if len(self.times) >= self.most:
            self.refused += 1
            return self.reply
        self.times.append(asked.at)
        return self.site.answer(asked)


FIND_A_TENDER = Reply(status=429, body=b"12 request limit in 2 minute exceeded", headers={"Retry-After": "10"})


def test_find_a_tenders_own_limit_is_never_met(tmp_path: Path) -> None:
    inner = ReleaseSite(source="find-a-tender", releases=releases("find-a-tender", 150))
    site = Strict(site=inner, most=12, within=timedelta(seconds=120), reply=FIND_A_TENDER)
    with scene(site, "find-a-tender", tmp_path) as at:
        went = crawled(at)
        assert (whole(at), at.site.refused) == (True, 0)
        assert len(went.log) > 24


def test_a_limit_that_is_stricter_than_it_says_is_kept_by_waiting(tmp_path: Path) -> None:
    inner = ReleaseSite(source="contracts-finder", releases=releases("contracts-finder", 100))
    site = Strict(site=inner, most=5, within=timedelta(seconds=100), reply=Reply(status=403))
    with scene(site, "contracts-finder", tmp_path) as at:
        went = crawled(at)
        assert (whole(at), went.failures) == (True, ())
        assert at.site.refused == sum(asked.status == 403 for asked in went.log) > 1


# Pages and cursors


@pytest.mark.parametrize("source", BOTH)
def test_a_full_page_that_leads_no_further_hides_nothing(source: str, opened: Open) -> None:
    at = opened(source, number=350, page_size=100)
    went = crawled(at, Fault(does=sites.no_next, first=1))
    assert (whole(at), went.failures) == (True, ())


def test_full_pages_that_never_lead_further_hide_nothing(opened: Open) -> None:
    at = opened("contracts-finder", number=350, page_size=100)
    went = crawled(at, Fault(does=sites.no_next, times=None))
    assert (whole(at), went.failures) == (True, ())


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize("source", BOTH)
def test_a_cursor_that_leads_back_once_hides_nothing(source: str, first: int, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=sites.same_cursor, at="cursor=" if first == 2 else r"^/(?!robots)", first=1))
    assert (whole(at), went.failures) == (True, ())


@pytest.mark.parametrize("source", BOTH)
def test_cursors_that_always_lead_back_end_and_it_is_said_and_read_again_by_the_next_crawl(source: str, opened: Open) -> None:
    at = opened(source, number=300)
    went = crawled(at, Fault(does=sites.same_cursor, at="cursor=", times=None))
    assert went.failures != ()
    assert {failure.partition(" ")[2] for failure in went.failures} == {
        "has a cursor that leads back, however short the time asked for: crawl again later"
    }
    assert len(went.log) < 200
    crawled(at, new=True, since=None)
    assert whole(at)


def test_a_cursor_that_leads_on_without_end_ends_and_its_window_is_read_again_by_the_next_crawl(opened: Open) -> None:
    at = opened("contracts-finder")
    went = crawled(at, Fault(does=sites.one_for_ever, at="cursor=", times=None))
    assert {failure.partition(" ")[2] for failure in went.failures} == {"leads on without end: crawl again later"}
    crawled(at, new=True, since=None)
    assert whole(at)


@pytest.mark.parametrize("source", BOTH)
def test_a_next_link_off_the_site_is_not_followed_and_its_window_is_read_again_by_the_next_crawl(source: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=sites.off_the_site, first=2))
    assert [failure.partition(" ")[2] for failure in went.failures] == [
        "has a next link that leads off the site, to localhost:9: not followed"
    ]
    crawled(at, new=True, since=None)
    assert whole(at)


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize("source", BOTH)
def test_a_page_with_nothing_on_it_hides_nothing(source: str, first: int, opened: Open) -> None:
    at = opened(source, number=120)
    went = crawled(at, Fault(does=sites.nothing_on_it, at=BUSY[source], first=first))
    assert (whole(at), went.failures) == (True, ())


def test_pages_with_nothing_on_them_that_always_lead_further_end(opened: Open) -> None:
    at = opened("contracts-finder")
    went = crawled(at, Fault(does=sites.nothing_for_ever, times=None))
    assert went.error is not None or len(went.log) < 40


@pytest.mark.parametrize("arranged", [sites.shuffled, sites.doubled], ids=["out of order", "some twice"])
@pytest.mark.parametrize("source", BOTH)
def test_releases_out_of_order_or_twice_are_kept_once(source: str, arranged: Any, opened: Open) -> None:
    at = opened(source, number=100, arranged=arranged)
    went = crawled(at)
    assert (whole(at), went.failures) == (True, ())


@pytest.mark.parametrize("source", BOTH)
def test_releases_of_one_moment_at_the_edge_of_a_page_or_a_window_are_all_kept(source: str, opened: Open) -> None:
    edges = [datetime(2024, 3, 13, hour, tzinfo=UTC) for hour in (0, 5, 11, 23)]
    chance = random.Random(3)
    made = [sites.release(source, place, edges[place % 4], chance) for place in range(60)]
    at = opened(source, releases=made)
    crawled(at)
    assert whole(at)


@pytest.mark.parametrize("source", BOTH)
def test_windows_are_short_enough_for_a_source_that_loses_releases_in_long_ones(source: str, opened: Open) -> None:
    longest = {"contracts-finder": timedelta(days=15), "find-a-tender": timedelta(hours=6)}[source]
    made = releases(source, 120, start=NOW - timedelta(days=29 if source == "contracts-finder" else 2))
    at = opened(source, releases=made, longest=longest, page_size=100)
    crawled(at, since=None)
    assert whole(at)


def test_numbers_that_are_none_do_not_cost_the_page(opened: Open) -> None:
    at = opened("find-a-tender")
    crawled(at, Fault(does=sites.bad_numbers, first=2))
    assert ids(at.kept()) == at.site.held()


# A source that changes while it is read


@pytest.mark.parametrize("happens", [sites.one_more, sites.one_less, sites.one_amended], ids=["added", "removed", "amended"])
@pytest.mark.parametrize("first", [2, 4])
@pytest.mark.parametrize("source", BOTH)
def test_a_window_that_changes_while_its_pages_are_turned_is_read_again(
    source: str, first: int, happens: Any, opened: Open
) -> None:
    at = opened(source, number=120)
    went = crawled(at, Fault(does=happens, at=BUSY[source], first=first))
    assert went.failures == ()
    assert at.site.releases != releases(source, 120)
    kept = ids(at.kept())
    assert {ocid: kept.get(ocid) for ocid in at.site.held()} == at.site.held()


def test_a_window_that_changes_with_every_page_is_given_up_and_said_and_read_by_the_next_crawl(opened: Open) -> None:
    at = opened("contracts-finder", number=50)
    went = crawled(at, Fault(does=sites.one_more, at="cursor=", times=None))
    (failure,) = went.failures
    assert failure.endswith("changes while it is read, 4 times over: crawl again later")
    crawled(at, new=True, since=None)
    assert whole(at)


@pytest.mark.parametrize("source", BOTH)
def test_what_is_published_during_a_long_crawl_is_read_at_its_end(source: str, opened: Open) -> None:
    at = opened(source)
    crawled(at, Fault(does=error(503, "400"), first=2), Fault(does=sites.published_now, first=3, times=2))
    assert len(at.site.releases) == NUMBER + 2
    assert whole(at)


# What the way is barred by


@pytest.mark.parametrize("source", BOTH)
def test_a_source_closed_by_robots_txt_is_not_asked_for_anything(source: str, opened: Open) -> None:
    at = opened(source, robots=CLOSED)
    went = crawled(at)
    assert [asked.target for asked in went.log] == ["/robots.txt"]
    assert went.error is not None
    assert "is closed to robots by the site's robots.txt. " in went.error
    assert at.kept() == {}


@pytest.mark.parametrize("reply", [error(500), error(429), error(503, "20"), Reply(drops=True)], ids=["500", "429", "503", "drop"])
@pytest.mark.parametrize("source", BOTH)
def test_a_robots_txt_that_never_comes_closes_the_source(source: str, reply: Reply, opened: Open) -> None:
    at = opened(source, robots=reply)
    went = crawled(at)
    assert {asked.target for asked in went.log} == {"/robots.txt"}
    assert went.error is not None
    assert "is closed to robots, as the site's robots.txt " in went.error


@pytest.mark.parametrize("reply", [error(500), error(429), error(503, "20"), Reply(drops=True)], ids=["500", "429", "503", "drop"])
@pytest.mark.parametrize("source", BOTH)
def test_a_robots_txt_that_comes_at_the_second_time_is_obeyed(source: str, reply: Reply, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=reply, at="robots"))
    assert [asked.target for asked in went.log[:2]] == ["/robots.txt", "/robots.txt"]
    assert (whole(at), went.failures) == (True, ())


@pytest.mark.parametrize("source", BOTH)
def test_a_robots_txt_that_is_not_there_closes_nothing(source: str, opened: Open) -> None:
    at = opened(source, robots=Reply(status=404, body=SORRY))
    crawled(at)
    assert whole(at)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(body=CHALLENGE), "shows a challenge page"),
        (Reply(status=302, headers={"Location": "/account/sign-in"}), "asks for a login"),
        (
            Reply(status=302, headers={"Location": "https://www.example.org/"}),
            "leads off the site, to www.example.org: not followed",
        ),
        (Reply(status=404, body=SORRY), "is not there (404)"),
        (Reply(status=401), "asks for a login (401)"),
        (Reply(body=SORRY), ""),
    ],
    ids=["challenge", "login", "off the site", "404", "401", "error page"],
)
@pytest.mark.parametrize("source", BOTH)
def test_a_source_that_gives_nothing_is_an_error_that_says_why(source: str, reply: Reply, said: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=reply, times=None))
    assert went.error is not None
    assert went.error.startswith(f"CrawlError: {at.url}{went.asked[0].target} {said}")
    assert went.error.endswith("run the same command later, and it goes on from here")
    assert at.kept() == {}
    again = crawled(at)
    assert (whole(at), again.failures) == (True, ())


# Only what changed


@pytest.mark.parametrize("source", BOTH)
def test_only_what_came_since_is_asked_for(source: str, opened: Open) -> None:
    at = opened(source)
    first = crawled(at)
    at.now += timedelta(hours=30)
    at.site.releases += releases(source, 12, seed=9, start=NOW + timedelta(hours=1), end=NOW + timedelta(hours=29))
    again = crawled(at, new=True, since=None)
    assert whole(at)
    starts = [start for start, _ in windows(source, again)]
    assert NOW - timedelta(hours=2) <= min(starts) <= first.now - timedelta(hours=2)
    assert max(end for _, end in windows(source, again)) >= NOW + timedelta(hours=30)
    assert first.counts[3] == again.counts[3] == 0


@pytest.mark.parametrize("source", BOTH)
def test_a_gap_that_a_fault_left_is_asked_for_by_the_next_crawl_and_nothing_that_is_whole(source: str, opened: Open) -> None:
    at = opened(source, number=100)
    failing = "updatedTo=2024-03-13T23" if source == "find-a-tender" else "cursor="
    went = crawled(at, Fault(does=error(500), at=failing, times=4))
    (failure,) = went.failures
    assert whole(at) is False
    again = crawled(at, new=True, since=None)
    assert whole(at)
    start, _ = window_of(source, failure)
    settled = went.now - timedelta(hours=2)
    assert min(start for start, _ in windows(source, again)) == start
    assert {window for window in windows(source, again) if window[0] not in (start, settled) and window[1] < settled} == set()


def test_a_gap_before_all_that_is_whole_is_asked_for_too(opened: Open) -> None:
    early = datetime(2024, 3, 12, 23, tzinfo=UTC)
    at = opened(
        "contracts-finder", number=60, releases=releases("contracts-finder", 60, start=early, end=early + timedelta(hours=2))
    )
    went = crawled(at, Fault(does=sites.same_cursor, at="cursor=", times=None))
    assert went.failures != ()
    assert whole(at) is False
    again = crawled(at, new=True, since=None)
    assert whole(at)
    assert min(start for start, _ in windows("contracts-finder", again)) == window_of("contracts-finder", went.failures[0])[0]


@pytest.mark.parametrize("source", BOTH)
def test_a_release_that_comes_an_hour_after_the_time_it_carries_is_found_by_the_next_crawl(source: str, opened: Open) -> None:
    at = opened(source)
    crawled(at)
    at.site.releases += releases(source, 3, seed=77, start=NOW - timedelta(minutes=90), end=NOW - timedelta(minutes=1))
    at.now += timedelta(minutes=10)
    crawled(at, new=True, since=None)
    assert whole(at)


@pytest.mark.parametrize("source", BOTH)
def test_a_source_that_means_londons_time_in_summer_loses_nothing(source: str, opened: Open) -> None:
    summer = NOW + timedelta(days=90)
    made = releases(source, NUMBER, start=summer - timedelta(days=1), end=summer)
    at = opened(source, releases=made, zone=timedelta(hours=1))
    at.now = summer
    crawled(at, since=(summer - timedelta(days=1)).date())
    at.now += timedelta(hours=3)
    crawled(at, new=True, since=None)
    assert whole(at)


def windows(source: str, went: Went) -> list[tuple[datetime, datetime]]:
    """The windows that a crawl asked for."""
    return [window_of(source, asked.target) for asked in went.asked]


def window_of(source: str, target: str) -> tuple[datetime, datetime]:
    """The window that a request asks for."""
    query = parse_qs(urlsplit(target.partition(" ")[0]).query)
    start, end = (datetime.fromisoformat(query[name][0]).replace(tzinfo=UTC) for name in (APIS[source].since, APIS[source].until))
    return start, end


# A crawl that ends before it should


@pytest.mark.parametrize("happens", [killed, told_to_end], ids=["kill -9", "SIGTERM"])
@pytest.mark.parametrize("first", [2, 7])
@pytest.mark.parametrize("source", BOTH)
def test_a_crawl_that_is_ended_goes_on_with_what_is_left(source: str, first: int, happens: Any, opened: Open) -> None:
    at = opened(source)
    went = at.crawl(Fault(does=happens, first=first), since=SINCE, everything=True)
    assert went.summary is None
    if happens is told_to_end:
        assert went.error == "KeyboardInterrupt: "
    before = ids(at.kept())
    again = crawled(at)
    assert whole(at)
    assert again.summary is not None
    assert again.summary.resumed
    assert set(before) <= set(at.site.held())


@pytest.mark.parametrize("source", BOTH)
def test_a_full_disk_ends_the_crawl_with_its_own_message_and_the_next_goes_on(source: str, opened: Open) -> None:
    at = opened(source)
    went = crawled(at, Fault(does=partial(full_disk, at.store), first=3))
    assert went.error == (
        f"StoreError: {at.store}: the disk is full: free some space, or choose another file with --store or RIFFLE_STORE"
    )
    assert whole(at) is False
    room_again(at.store)
    crawled(at)
    assert whole(at)
