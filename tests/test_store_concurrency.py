"""Many writers at once lose nothing of each other's."""

from __future__ import annotations

import subprocess
import sys

from tenders.store import open_store
from tests.conftest import ROOT
from tests.stores import Places

WRITERS = 4

# Each writer opens (and so lays out) the store, and puts in its share, every tenth notice the same as the others'.
WRITING = """
import sys
from datetime import UTC, datetime
from tenders.frontier import Step, Task
from tenders.store import Decided, open_store
from tests.stores import fetched
place, me = sys.argv[1], int(sys.argv[2])
at = datetime(2024, 5, 1, tzinfo=UTC)
counts = {"new": 0, "changed": 0, "unchanged": 0}
with open_store(place) as store:
    crawl = store.begin("here", "u", "", at)
    for share in range(125):
        mine = [fetched(f"text {me} {share} {n}", number=f"{me}-{share}-{n}") for n in range(9)]
        both = fetched(f"text {share}", number=f"common-{share}")
        if share % 2:
            outcomes = store.record(crawl, Step(done=Task(key=str(share), kind="k", url="u"), fetched=(*mine, both)), at)
        else:
            outcomes = [store.add_fetched(each) for each in (both, *mine)]
        for outcome in outcomes:
            counts[outcome] += 1
        for n in range(4):
            store.decide(Decided(source="here", notice_id=f"common-{share}", verdict="bid", reason=f"{me} {n}", by=str(me), at=at))
    store.finish(crawl, at)
print(counts["new"], counts["changed"], counts["unchanged"])
"""


def test_four_writers_lose_none_of_5000_notices_and_2000_decisions(place: Places) -> None:
    where = place()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, where, str(number)], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for number in range(WRITERS)
    ]
    ended = [process.communicate(timeout=300) for process in running]
    assert [error for _, error in ended] == [""] * WRITERS
    new, changed, unchanged = (sum(column) for column in zip(*([int(n) for n in out.split()] for out, _ in ended), strict=True))
    with open_store(where) as store:
        assert (new, changed, unchanged) == (WRITERS * 125 * 9 + 125, 0, 3 * 125)
        assert new + unchanged == 5000
        assert store.info().notices == new
        assert len({(each.notice_id, each.by, each.reason) for each in store.decisions()}) == len(store.decisions()) == 2000
        assert store.info().unfinished == ()
        assert store.check() == ()
