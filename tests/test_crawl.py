"""A crawl of the replica, through the command line: what is collected, kept, filtered and counted."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.pages import LISTING
from crawler.run import CrawlOptions
from crawler.run import crawl as run
from tenders.errors import SettingsError
from tenders.store import open_store
from tests.crawling import begin, crawl, end, marketplace, numbers, page_of, replied, stored
from tests.servers import Site, site

REPLICA = marketplace()
ALL = {str(shown.number) for shown in REPLICA.opportunities}
CLOSED = {"21030", "21033", "21036"}


@pytest.fixture
def replica() -> Iterator[Site]:
    with site(lambda target: replied(REPLICA, target)) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "riffle.db"


def test_each_opportunity_is_got_once_over_both_pages_and_kept_byte_for_byte(replica: Site, store: Path) -> None:
    done = crawl(replica.url, store)
    assert (done.code, done.counts, done.summary["pages"]) == (0, (14, 0, 0, 0), 16)
    assert replica.times == dict.fromkeys(
        ["/robots.txt", LISTING, f"{LISTING}?page=2", *(f"{LISTING}/{number}" for number in ALL)], 1
    )
    with open_store(str(store)) as opened:
        assert {version.notice.notice_id: opened.raw(version.notice.sha256) for version in opened.latest()} == {
            number: page_of(REPLICA, int(number)) for number in ALL
        }


def test_a_notice_is_kept_with_where_it_came_from(replica: Site, store: Path) -> None:
    crawl(replica.url, store, "--limit", "1")
    (version,) = stored(store)
    assert version.notice.source == "digital-marketplace"
    assert version.notice.url == f"{replica.url}{LISTING}/{version.notice.notice_id}"
    assert version.notice.media_type == "text/html"


def test_a_second_crawl_of_the_same_site_adds_nothing(replica: Site, store: Path) -> None:
    crawl(replica.url, store)
    before = stored(store)
    assert crawl(replica.url, store).counts == (0, 0, 14, 0)
    after = stored(store)
    assert [(version.notice, version.first_seen) for version in after] == [
        (version.notice, version.first_seen) for version in before
    ]
    assert all(later.last_seen > earlier.last_seen for earlier, later in zip(before, after, strict=True))


def test_a_notice_that_changed_is_a_new_version_beside_the_old(store: Path) -> None:
    first, *rest = REPLICA.opportunities
    changed = replace(REPLICA, opportunities=(replace(first, title=f"{first.title} (new dates)"), *rest))
    for shown in (REPLICA, changed):
        with site(lambda target, shown=shown: replied(shown, target)) as running:  # type: ignore[misc]
            done = crawl(running.url, store)
    assert done.counts == (0, 1, 13, 0)
    with open_store(str(store)) as opened:
        versions = [opened.raw(version.notice.sha256) for version in opened.versions("21001")]
    assert versions == [page_of(REPLICA, 21001), page_of(changed, 21001)]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--status", "closed"), CLOSED),
        (("--status", "open", "--lot", "digital-specialists"), {"21024"}),
        (("--status", "closed", "--since", "2024-02-20"), {"21036"}),
        (("--status", "closed", "--until", "2024-02-19"), {"21030", "21033"}),
        (("--limit", "3"), {"21021", "21004", "21018"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_options_narrow_what_is_collected(options: tuple[str, ...], wanted: set[str], replica: Site, store: Path) -> None:
    assert crawl(replica.url, store, *options).code == 0
    assert numbers(store) == wanted


def test_opportunities_too_old_by_the_listing_are_not_asked_for(replica: Site, store: Path) -> None:
    crawl(replica.url, store, "--status", "open", "--since", "2024-03-12")
    assert numbers(store) == {"21004", "21021"}
    assert [target for target in replica.times if "page=2" in target] == []
    assert sum(target.startswith(f"{LISTING}/") for target in replica.times) == 2


def test_nothing_new_since_a_day_is_no_error(replica: Site, store: Path) -> None:
    done = crawl(replica.url, store, "--status", "open", "--since", "2024-03-14")
    assert (done.code, done.counts) == (0, (0, 0, 0, 0))


def test_one_honest_user_agent_asks_for_robots_txt_first(replica: Site, store: Path) -> None:
    crawl(replica.url, store, "--contact", "https://example.org/us", "--limit", "1")
    (agent,) = {asked.agent for asked in replica.asked}
    assert re.fullmatch(r"riffle-tenders/\d+\.\d+\.\d+\S* \(\+https://example\.org/us\)", agent)
    assert replica.asked[0].target == "/robots.txt"


def test_a_base_url_may_have_a_path_of_its_own(store: Path) -> None:
    prefix = "/web/2020/https://www.marketplace.example"
    with site(lambda target: replied(REPLICA, target.removeprefix(prefix)) if target.startswith(prefix) else None) as archive:
        done = crawl(archive.url + prefix, store)
        assert (done.code, done.counts) == (0, (14, 0, 0, 0))


def test_a_base_url_may_be_the_listing_itself(replica: Site, store: Path) -> None:
    assert crawl(f"{replica.url}{LISTING}?statusOpenClosed=closed", store).code == 0
    assert numbers(store) == CLOSED


def test_nothing_is_said_but_riffles_own_words(replica: Site, store: Path) -> None:
    assert crawl(replica.url, store, "--limit", "2").errors == []


def test_what_was_read_before_ctrl_c_stays(replica: Site, store: Path) -> None:
    running = begin(replica.url, store)
    replica.before = lambda number: running.send_signal(signal.SIGINT) if number == 8 else None
    done = end(running)
    assert done.code == 130
    assert 1 <= len(stored(store)) < 14
    replica.before = lambda number: None
    assert crawl(replica.url, store).code == 0
    assert numbers(store) == ALL


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"base_url": "m.example"}, "the base URL 'm.example' is not a web address: give one that starts with https:// or http://"),
        ({"lot": "g-cloud"}, "lot 'g-cloud' is not one of digital-marketplace's: give digital-outcomes or digital-"),
        ({"limit": 0}, "a limit of 0 leaves nothing to crawl: give 1 or more"),
        (
            {"contact": "me (at home)"},
            "the contact 'me (at home)' cannot stand in a user agent: give a plain web or e-mail address",
        ),
        ({"source": "the-moon"}, "'the-moon' is not a source: give "),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_option_is_an_error_that_names_it_and_nothing_is_made(option: dict[str, Any], said: str, store: Path) -> None:
    with pytest.raises(SettingsError, match=f"^{re.escape(said)}"):
        run(CrawlOptions(**option), str(store))
    assert not store.exists()
