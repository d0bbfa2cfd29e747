"""The Contract Award Service when it goes wrong, in both of its generations: every notice that it holds is kept once, as an
undisturbed crawl keeps it, and it is asked as it wants to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tenders.store import open_store
from tests.cas_site import LISTING, Site2024, Site2026, many, many_modern
from tests.faults import CHALLENGE, PASSING, SORRY, compressed, error, short, slow
from tests.faulty import Fault, Scene, Went, full_disk, killed, room_again, scene, told_to_end
from tests.polite import rude
from tests.servers import Asked, Reply

SOURCE = "contract-award-service"
PER_PAGE = 9  # half of what the service shows: what goes wrong is the same, in half the time
ALL = PER_PAGE + 2  # notices: a page of the listing, and a little more
FIRST = rf"^{LISTING}$"


@dataclass(frozen=True, kw_only=True)
class Generation:
    """A generation of the service: a site of it, and the addresses of its listing's second page and of a notice's pages."""

    made: Callable[[], Any]
    second: str
    notice: str


GENERATIONS = {
    "2024": Generation(
        made=lambda: Site2024(found=many(ALL), per_page=PER_PAGE),
        second=r"[?&]page=2",
        notice="reviewRecommendation|opportunitiesDetails|questions",
    ),
    "2026": Generation(made=lambda: Site2026(found=many_modern(ALL), per_page=PER_PAGE), second=r"[?&]p=2", notice="/project/"),
}
Open = Callable[[], Scene]


@pytest.fixture(params=GENERATIONS)
def of(request: pytest.FixtureRequest) -> str:
    """The generation: each test runs on both."""
    return str(request.param)


@pytest.fixture
def opened(of: str, tmp_path: Path) -> Iterator[Open]:
    """Opens a site."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(scene(GENERATIONS[of].made(), SOURCE, tmp_path))


@cache
def undisturbed(of: str) -> dict[str, str]:
    """What a crawl without faults keeps: each notice's number and fingerprint."""
    with TemporaryDirectory() as folder, scene(GENERATIONS[of].made(), SOURCE, Path(folder)) as at:
        crawled(at)
        return fingerprints(at)


def crawled(at: Scene, *faults: Fault, **options: Any) -> Went:
    """A crawl that keeps its manners."""
    went = at.crawl(*faults, **options)
    assert rude(SOURCE, went.log) == []
    return went


def fingerprints(at: Scene) -> dict[str, str]:
    """The number of each notice in the store, and what its latest version says."""
    with open_store(str(at.store)) as store:
        return {version.notice.notice_id: version.fingerprint for version in store.latest()}


def whole(at: Scene, of: str) -> bool:
    """Whether each notice is in the store as an undisturbed crawl has it, in one version."""
    kept = fingerprints(at)
    with open_store(str(at.store)) as store:
        versions = sum(len(store.versions(number)) for number in kept)
    return same(at, of) and versions == ALL


def same(at: Scene, of: str) -> bool:
    """Whether each notice is in the store as an undisturbed crawl has it; a page that failed at first may have left a version
    without it.
    """
    return fingerprints(at) == undisturbed(of)


@pytest.mark.parametrize("fault", [fault for fault in PASSING if PASSING[fault] is not short])
def test_a_fault_that_passes_costs_nothing(fault: str, of: str, opened: Open) -> None:
    at, pages, does = opened(), GENERATIONS[of], PASSING[fault]
    went = crawled(
        at,
        Fault(does=does, at=FIRST),
        Fault(does=does, at=pages.notice, first=2),
        Fault(does=does, at=pages.notice, first=7),
        Fault(does=does, at=pages.second),
    )
    assert (whole(at, of), went.failures) == (True, ())
    assert [gap for gap in went.gaps if gap != 1.0] == [5.0, 5.0, 5.0, 5.0]


@pytest.mark.parametrize("body", [slow, compressed], ids=["slow", "compressed"])
def test_a_body_that_comes_slowly_or_compressed_is_read_as_any_other(body: Any, of: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=body, times=None))
    assert (whole(at, of), went.failures) == (True, ())
    assert max(Counter(asked.target for asked in went.log).values()) == 1


@pytest.mark.parametrize(
    ("reply", "wait"),
    [(error(429, "90"), 90.0), (error(503, "7"), 7.0), (error(429), 60.0)],
    ids=["429", "503", "429 that names no time"],
)
@pytest.mark.parametrize("where", ["listing", "second page", "notice"])
def test_a_wait_that_is_asked_for_is_kept(where: str, reply: Reply, wait: float, of: str, opened: Open) -> None:
    at, pages = opened(), GENERATIONS[of]
    place = {"listing": FIRST, "second page": pages.second, "notice": pages.notice}[where]
    went = crawled(at, Fault(does=reply, at=place, times=2))
    assert (whole(at, of), went.failures) == (True, ())
    assert [gap for gap in went.gaps if gap != 1.0] == [wait, wait]


def test_a_403_storm_is_not_pressed_and_the_next_crawl_has_what_it_kept_back(of: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=error(403), at=GENERATIONS[of].notice, first=5, times=4))
    assert len(went.failures) == 4
    assert max(Counter(asked.target for asked in went.log).values()) == 1
    crawled(at)
    assert same(at, of)


@pytest.mark.parametrize("page", [SORRY, CHALLENGE, b""], ids=["an apology", "a challenge", "nothing"])
def test_another_page_where_a_notice_should_be_is_said_and_asked_for_by_the_next_crawl(page: bytes, of: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=Reply(body=page), at=GENERATIONS[of].notice, first=3, times=3))
    assert len(went.failures) == 3
    crawled(at)
    assert same(at, of)


@pytest.mark.parametrize("page", [SORRY, short], ids=["an apology", "half a page"])
def test_another_page_where_the_listing_should_be_hides_nothing(page: Any, of: str, opened: Open) -> None:
    at, pages = opened(), GENERATIONS[of]
    does = Reply(body=page) if isinstance(page, bytes) else page
    crawled(at, Fault(does=does, at=FIRST), Fault(does=does, at=pages.second))
    crawled(at)
    assert same(at, of)


def without_links(site: Any, asked: Asked) -> Reply | None:
    """A page of the listing that leads to no other."""
    return replace(site, links=False).answer(asked)


def test_a_listing_without_links_to_its_next_pages_is_read_to_its_end(of: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=without_links, at=rf"^{LISTING}(?:$|\?)", times=None))
    assert (whole(at, of), went.failures) == (True, ())


def first_page(site: Any, asked: Asked) -> Reply | None:
    """The listing's first page, whichever was asked for."""
    return site.answer(replace(asked, target=LISTING))


def test_a_page_that_is_repeated_once_hides_nothing(of: str, opened: Open) -> None:
    at = opened()
    crawled(at, Fault(does=first_page, at=GENERATIONS[of].second))
    crawled(at)
    assert whole(at, of)


def test_a_page_that_is_always_repeated_ends_and_the_next_crawl_has_the_rest(of: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=first_page, at=rf"^{LISTING}(?:$|\?)", times=None))
    assert went.counts[0] == PER_PAGE
    assert len(went.failures) == 1
    crawled(at)
    assert whole(at, of)


def turned(site: Any, asked: Asked) -> None:
    """The listing's order changes while its pages are turned: its last notice comes to its top."""
    site.found = (site.found[-1], *site.found[:-1])


def test_a_listing_that_changes_while_it_is_walked_loses_nothing_for_good(of: str, opened: Open) -> None:
    at = opened()
    crawled(at, Fault(does=turned, at=GENERATIONS[of].second))
    crawled(at)
    assert whole(at, of)


@pytest.mark.parametrize("first", [1, 2, 9])
@pytest.mark.parametrize("happens", [killed, told_to_end], ids=["kill -9", "SIGTERM"])
def test_a_crawl_that_is_ended_goes_on_with_what_is_left(happens: Any, first: int, of: str, opened: Open) -> None:
    at = opened()
    at.crawl(Fault(does=happens, at=GENERATIONS[of].notice, first=first))
    again = crawled(at)
    assert whole(at, of)
    assert again.summary is not None
    assert again.summary.resumed


def test_a_full_disk_ends_the_crawl_with_its_own_message_and_the_next_goes_on(of: str, opened: Open) -> None:
    at = opened()
    went = crawled(at, Fault(does=partial(full_disk, at.store), at=GENERATIONS[of].notice, first=7))
    assert went.error is not None
    assert went.error.startswith(f"StoreError: {at.store}: the disk is full")
    room_again(at.store)
    crawled(at)
    assert whole(at, of)
