"""One opportunity, several origins: which notices in the store are the same, and which of them speaks for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from tenders.sameness import Listed, matches
from tenders.sameness import Match as Pair
from tenders.store import RIFFLE, Match, Origin, Store, Stored

# The sources by how much of the ask they publish, fullest first: whole pages, then notices of some length, then short ones.
FULLEST = (
    "contract-award-service",
    "digital-marketplace",
    "find-a-tender",
    "public-contracts-scotland",
    "sell2wales",
    "contracts-finder",
)


def standing(origin: Origin) -> tuple[int, str, str]:
    """What origins are ordered by: the fullest source first."""
    source, number = origin
    return FULLEST.index(source) if source in FULLEST else len(FULLEST), source, number


def together(store: Store) -> Mapping[Origin, tuple[Origin, ...]]:
    """Every notice in the store that is published elsewhere too, with all its origins, the one that speaks for all first."""
    groups = (tuple(sorted(group, key=standing)) for group in store.groups())
    return {origin: group for group in groups for origin in group}


def recognise(store: Store, at: datetime, progress: Callable[[], None] = lambda: None) -> int:
    """Compare what came into the store since the last time with all that is there; answers how many pairs are the same.

    What a person said of a pair stands. `progress` is called before a comparison that may take long. Raises StoreError.
    """
    if len(store.sources()) < 2:
        return 0  # one source's notices are each an opportunity of their own
    before, newest = store.compared(), store.newest()
    if newest <= before:
        return 0
    progress()
    fresh = [listed(stored) for stored in store.latest(added_after=before)]
    known = [listed(stored) for stored in store.latest(added_until=before)] if before else []
    settled = {(match.first, match.second) for match in store.matches()}
    found = [match for match in matches(fresh, known) if (match.first, match.second) not in settled]
    store.match_up_to(newest, *(kept(match, at) for match in found))
    return len(found)


def kept(match: Pair, at: datetime) -> Match:
    """What a comparison found, as the store keeps it."""
    return Match(first=match.first, second=match.second, verdict=match.verdict, score=match.score, why=match.why, by=RIFFLE, at=at)


def listed(stored: Stored) -> Listed:
    """A stored notice as it is compared."""
    return Listed(source=stored.notice.source, notice_id=stored.notice.notice_id, card=stored.card)
