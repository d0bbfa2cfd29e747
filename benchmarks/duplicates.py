"""How well the same opportunity is found on two sources, and how long that takes for a full store.

Each real notice is changed as another source would print it, and all are compared with all. Precision is the share of the pairs
joined that are right, recall the share of the notices found again: on the half that the weights were worked out on, and on the half
held back. "half gone": half of the notices are not there to be joined to, so that siblings have their chance. Then 200,000 cards
made of real words, a tenth of them on two sources, are compared from nothing, and 1,000 new ones with them.

    python benchmarks/duplicates.py [SHARED] [CARDS]      SHARED: the folder of real material, ../shared by default
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenders.sameness import Listed, matches
from tests.sightings import changed, measured, real

SEEDS = (11, 12, 13)
BARS = "the bars: precision 0.98, recall 0.85"
FIRST_DAY = datetime(2018, 1, 1, 12, tzinfo=UTC)
DAYS = 5 * 365
SOURCES = ("contracts-finder", "find-a-tender", "contract-award-service", "digital-marketplace")


def accuracy(notices: Sequence[Listed]) -> None:
    """A line for each half, with all there and with half gone."""
    print(f"{'':30} {'notices':>8} {'joined':>8} {'wrongly':>8} {'precision':>10} {'recall':>8}")
    for name, absent in (("all there", 0.0), ("half gone", 0.5)):
        runs = [measured(notices, seed, absent) for seed in SEEDS]
        for half in ("developed", "held"):
            right, wrong, there = (sum(run[half][n] for run in runs) for n in range(3))
            shares = f"{right / (right + wrong):>10.4f} {right / there:>8.4f}"
            print(f"{f'{half}, {name}':30} {there:>8} {right:>8} {wrong:>8} {shares}")
    print(f"{BARS}; {len(SEEDS)} seeds")


def crowd(notices: Sequence[Listed], count: int) -> list[Listed]:
    """As many cards of invented works: real words in new company, real buyers, five years of days; a tenth seen twice."""
    chance = random.Random(1)
    words = [word for listed in notices for word in (listed.card.title or "").split()]
    found: list[Listed] = []
    while len(found) < count:
        card = chance.choice(notices).card
        title = " ".join(chance.choice(words) if chance.random() < 0.6 else word for word in (card.title or "").split())
        published = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        closes = published + timedelta(days=chance.choice((7, 14, 14, 28, 30, 35)))
        source = chance.choice(SOURCES)
        listed = Listed(
            source=source, notice_id=str(len(found)), card=replace(card, title=title, published=published, closes=closes)
        )
        found.append(listed)
        if chance.random() < 0.1:
            found.append(changed(listed, 1, next(other for other in SOURCES if other != source)))
    return found[:count]


def speed(notices: Sequence[Listed], count: int) -> None:
    """The seconds of one processor that comparing takes, from nothing and after a crawl, and the most memory used."""
    cards = crowd(notices, count)
    for name, new, known in ((f"{count:,} cards", cards, []), (f"1,000 new with {count - 1000:,}", cards[:1000], cards[1000:])):
        start = time.process_time()
        joined = sum(1 for _ in matches(new, known))
        print(f"{name:30} {time.process_time() - start:8.1f} s, {joined:,} joined")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def main() -> None:
    notices = real(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
    if "--speed" not in sys.argv:
        accuracy(notices)
    speed(notices, int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)


if __name__ == "__main__":
    main()
