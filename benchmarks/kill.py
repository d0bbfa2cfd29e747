"""kill -9 at random moments of a crawl, restarted each time until it ends: is all there, row for row?

For each source a site of our own on loopback, without waits, is crawled twice by the command line: once undisturbed, and once
killed at so many random moments (a request that came, and up to some milliseconds more), begun again each time. At the end both
stores must hold the same, row for row but for fetch times: versions, raw bytes, windows, validators; no crawl unfinished, no
task left.

    python benchmarks/kill.py [--notices 2000] [--kills 30] [--seed 5]

Ends with 1 where a store differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Timer

sys.path.insert(0, str(Path(__file__).parent.parent))  # the tests' sites are not installed

from socket import create_server

from tests.crawling import begin, marketplace
from tests.faulty import Answering
from tests.listing_site import ListingSite
from tests.release_site import ReleaseSite, releases
from tests.rows import left, rows, unfinished
from tests.servers import LOOPBACK, Site, served

NOTICES, KILLS, SEED = 2_000, 30, 5
LATEST = 0.03  # seconds after a request: an answer is asked for, read and written in about that time
DAY = datetime(2024, 3, 13, tzinfo=UTC)
ON_THE_DAY = ("--since", "2024-03-13", "--until", "2024-03-13", "--everything")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source that is crawled: what makes its site for so many notices, and the options of its crawl."""

    name: str
    site: Callable[[int], Answering]
    options: tuple[str, ...] = ()


def release_site(name: str, number: int) -> ReleaseSite:
    """A source of so many releases, all of one day."""
    made = releases(name, number, start=DAY, end=DAY + timedelta(hours=23))
    return ReleaseSite(source=name, releases=made)


def listing_site(number: int) -> ListingSite:
    """A replica with so many notices."""
    return ListingSite(replica=marketplace(extra=number - len(marketplace().opportunities)))


SOURCES = (
    Source(name="contracts-finder", site=partial(release_site, "contracts-finder"), options=ON_THE_DAY),
    Source(name="digital-marketplace", site=listing_site),
)


def crawl(source: Source, site: Site, store: Path) -> subprocess.Popen[str]:
    """A crawl by the command line."""
    return begin(site.url, store, *source.options, source=source.name)


def ended(running: subprocess.Popen[str]) -> int:
    """Wait for a crawl to end: its exit code. Raises RuntimeError where it ended for any reason but a kill."""
    out, err = running.communicate(timeout=1_200)
    if running.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the crawl ended with {running.returncode}: {err}")
    if running.returncode == 0 and json.loads(out)["failures"]:
        raise RuntimeError(f"the crawl met trouble: {out}")
    return running.returncode


def killed(source: Source, site: Site, store: Path, moments: list[tuple[int, float]]) -> int:
    """A crawl that is killed at each of these moments (a request's number, and seconds after it) and begun again, to its end.

    Gives how many of the kills struck a living crawl.
    """
    struck = 0
    for request, after in moments:
        running = crawl(source, site, store)
        asked = len(site.asked)

        def strike(number: int, at: int = max(request, asked + 1), after: float = after, process: int = running.pid) -> None:
            if number == at:
                Timer(after, os.kill, (process, signal.SIGKILL)).start()

        site.before = strike
        struck += ended(running) == -signal.SIGKILL
    site.before = lambda number: None
    ended(crawl(source, site, store))
    return struck


def measured(source: Source, notices: int, kills: int, seed: int, folder: Path) -> tuple[str, bool]:
    """A line of the table, and whether all is well."""
    whole, broken = folder / "whole.db", folder / "killed.db"
    chance = random.Random(f"{seed} {source.name}")
    with create_server((LOOPBACK, 0)) as listening:
        with served(source.site(notices).answer, listening) as site:
            began = time.perf_counter()
            ended(crawl(source, site, whole))
            took, asked = time.perf_counter() - began, len(site.asked)
        with served(source.site(notices).answer, listening) as site:
            moments = sorted(chance.sample(range(1, asked), kills))
            struck = killed(source, site, broken, [(moment, chance.uniform(0, LATEST)) for moment in moments])
            again = len(site.asked)
    expected, found = rows(whole), rows(broken)
    differing = [table for table in sorted(expected | found) if expected.get(table) != found.get(table)]
    kept, tasks = len(list(expected["version"].elements())), left(broken)
    well = not differing and struck == kills and tasks == unfinished(broken) == 0
    line = (
        f"{source.name:<20}{notices:>8}{kept:>10}{asked:>10}{took:>8.1f}{struck:>7}{again:>10}{tasks:>7}{unfinished(broken):>12}"
        f"   {'the same' if not differing else 'differ: ' + ', '.join(differing)}"
    )
    return line, well


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notices", type=int, default=NOTICES)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    heads = (("notices", 8), ("versions", 10), ("requests", 10), ("s", 8), ("kills", 7), ("requests", 10), ("tasks", 7))
    print(f"{'source':<20}{''.join(f'{head:>{width}}' for head, width in heads)}{'unfinished':>12}   rows")
    all_well = True
    for source in SOURCES:
        with tempfile.TemporaryDirectory() as folder:
            line, well = measured(source, given.notices, given.kills, given.seed, Path(folder))
        print(line, flush=True)
        all_well = all_well and well
    return 0 if all_well else 1


if __name__ == "__main__":
    raise SystemExit(main())
