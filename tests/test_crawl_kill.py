"""kill -9 in the middle of a crawl, three times over, then the same command again: nothing lost, nothing twice."""

from __future__ import annotations

import os
import random
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import marketplace
from tests.faulty import Answering, Fault, killed, scene
from tests.listing_site import ListingSite
from tests.release_site import ReleaseSite, releases
from tests.rows import left, rows, unfinished

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
DAY = date(2024, 3, 13)  # whole before the crawl begins: what is read does not depend on when it is read
SITES: dict[str, tuple[Answering, dict[str, Any], int]] = {  # with the options of the crawl and about how often it asks
    "contracts-finder": (
        ReleaseSite(source="contracts-finder", releases=releases("contracts-finder", 150)),
        {"since": DAY, "until": DAY, "everything": True},
        20,
    ),
    "find-a-tender": (
        ReleaseSite(source="find-a-tender", releases=releases("find-a-tender", 150)),
        {"since": DAY, "until": DAY, "everything": True},
        20,
    ),
    "digital-marketplace": (ListingSite(replica=marketplace(extra=46)), {}, 64),
}


@pytest.mark.parametrize("source", SITES)
def test_a_crawl_that_is_killed_three_times_holds_what_an_undisturbed_one_holds(source: str, tmp_path: Path) -> None:
    site, options, number = SITES[source]
    chance = random.Random(f"three kills of {source}")
    moments = sorted(chance.sample(range(3, number), 3))
    with scene(site, source, tmp_path) as at:
        undisturbed = at.crawl(**options)
        assert undisturbed.failures == ()
        expected, at.store = at.store, tmp_path / "killed.db"
        before = 0
        for moment in moments:
            fault = Fault(does=partial(killed, after=chance.choice((0.0, 0.002, 0.004))), first=moment - before)
            assert at.crawl(fault, **options).summary is None
            before = moment
        again = at.crawl(**options)
    assert again.failures == ()
    assert rows(at.store) == rows(expected)
    assert (unfinished(at.store), left(at.store)) == (0, 0)


def test_what_was_kept_before_a_kill_is_not_asked_for_again(tmp_path: Path) -> None:
    site, options, _ = SITES["digital-marketplace"]
    with scene(site, "digital-marketplace", tmp_path) as at:
        at.crawl(Fault(does=killed, first=40), **options)
        kept = set(at.kept())
        again = at.crawl(**options)
    assert len(kept) > 20
    assert again.counts == (60 - len(kept), 0, 0, 0)
    asked = {request.path.rpartition("/")[2] for request in again.asked}
    assert asked & kept == set()
