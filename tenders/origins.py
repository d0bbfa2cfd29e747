"""One opportunity, several origins: which notices in the store are the same, and which of them speaks for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tenders.errors import StoreError

if TYPE_CHECKING:  # what a database needs takes long to load, and who reads a file needs none
    from tenders.sameness import Listed, Pairing
    from tenders.store import Match, Origin, Store, Stored

# The sources by how much of the ask they publish, fullest first: whole pages, then notices of some length, then short ones.
FULLEST = (
    "contract-award-service",
    "digital-marketplace",
    "find-a-tender",
    "public-contracts-scotland",
    "sell2wales",
    "contracts-finder",
)
# Versions that are compared without being asked: a day's crawl takes seconds, a whole archive minutes.
AT_ONCE = 20_000


def standing(origin: Origin) -> tuple[int, str, str]:
    """What origins are ordered by: the fullest source first."""
    source, number = origin
    return FULLEST.index(source) if source in FULLEST else len(FULLEST), source, number


def together(store: Store) -> Mapping[Origin, tuple[Origin, ...]]:
    """Every notice in the store that is published elsewhere too, with all its origins, the one that speaks for all first."""
    groups = (tuple(sorted(group, key=standing)) for group in store.groups())
    return {origin: group for group in groups for origin in group}


def named(store: Store, wanted: str) -> Stored:
    """The latest version of a notice that a person names: by its number, or by its source and number ("find-a-tender:12").

    Raises StoreError where the store does not hold it, or holds one of two sources.
    """
    source, colon, number = wanted.partition(":")
    sources = {source} if colon and source in store.sources() else None
    found = {
        stored.notice.source: stored
        for stored in store.versions(number if sources else wanted)  # the latest is the last
        if sources is None or stored.notice.source in sources
    }
    if not found:
        raise StoreError(f"{wanted} is neither a file nor a notice in the store: check the number, or add it with “riffle add”")
    if len(found) > 1:
        choices = " or ".join(f"{source}:{wanted}" for source in sorted(found))
        raise StoreError(f"{wanted} is the number of {len(found)} notices: say which, {choices}")
    return next(iter(found.values()))


def origin_of(stored: Stored) -> Origin:
    """Where a notice in the store comes from, and its number there."""
    return stored.notice.source, stored.notice.notice_id


def recognise(store: Store, at: datetime, progress: Callable[[], None] = lambda: None, most: int = AT_ONCE) -> int | None:
    """Compare what came into the store since the last time with all that is there; answers how many pairs are the same.

    What a person said of a pair stands. `progress` is called before a comparison that may take long. None where more than
    `most` versions came: nothing is compared then, as it would take minutes. Raises StoreError.
    """
    if len(store.sources()) < 2:
        return 0  # one source's notices are each an opportunity of their own
    before, newest = store.compared(), store.newest()
    if newest <= before:
        return 0
    if newest - before > most:
        return None
    from tenders.sameness import matches  # what compares names and titles takes long to import

    progress()
    fresh = [listed(stored) for stored in store.latest(added_after=before)]
    known = [listed(stored) for stored in store.latest(added_until=before)] if before else []
    settled = {(match.first, match.second) for match in store.matches()}
    found = [match for match in matches(fresh, known) if (match.first, match.second) not in settled]
    store.match_up_to(newest, *(kept(match, at) for match in found))
    return len(found)


def kept(match: Pairing, at: datetime) -> Match:
    """What a comparison found, as the store keeps it."""
    from tenders.store import RIFFLE, Match

    return Match(first=match.first, second=match.second, verdict=match.verdict, score=match.score, why=match.why, by=RIFFLE, at=at)


def listed(stored: Stored) -> Listed:
    """A stored notice as it is compared."""
    from tenders.sameness import Listed

    return Listed(source=stored.notice.source, notice_id=stored.notice.notice_id, card=stored.card)
