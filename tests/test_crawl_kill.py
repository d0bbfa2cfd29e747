"""kill -9 in the middle of a crawl, then the same command again: nothing lost, nothing twice."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from crawler.demo.pages import LISTING
from tenders.store import open_store
from tests.crawling import begin, crawl, end, marketplace, page_of, replied
from tests.servers import site


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
@pytest.mark.parametrize("at", [20, 61])
def test_a_killed_crawl_loses_nothing_and_repeats_nothing(at: int, tmp_path: Path) -> None:
    replica, store = marketplace(extra=60), tmp_path / "riffle.db"
    with site(lambda target: replied(replica, target)) as running:
        killed = begin(running.url, store)
        running.before = lambda number: killed.send_signal(signal.SIGKILL) if number == at else None
        assert end(killed).code == -signal.SIGKILL
        asked = {asked.target.rpartition("/")[2] for asked in running.asked if asked.target.startswith(f"{LISTING}/")}
        with open_store(str(store)) as opened:
            kept = {version.notice.notice_id for version in opened.latest()}
        assert set() < kept < asked

        running.before = lambda number: None
        again = crawl(running.url, store)
    assert again.code == 0
    assert again.counts == (74 - len(kept), 0, len(kept), 0)
    with open_store(str(store)) as opened:
        versions = {version.notice.notice_id: opened.versions(version.notice.notice_id) for version in opened.latest()}
        raws = {number: [opened.raw(version.notice.sha256) for version in found] for number, found in versions.items()}
    assert raws == {str(shown.number): [page_of(replica, shown.number)] for shown in replica.opportunities}
