"""The same opportunity on two sources: which notices are one, and why.

    for match in matches(cards): store.match(match)
    for match in matches(new, known): ...    # after a crawl: only what is new is compared

Only notices of different sources are compared: what one source publishes twice is two notices. Precision comes first: where two
notices of a source fit one of another's equally well, neither is joined to it.

What is compared is only what shares something that few others share: two telling words of the title, or a day of closing or
publishing (to within a day) and a telling word of title or buyer. So the work grows with the number of notices and not with its
square: `benchmarks/duplicates.py` times 200,000 cards.

Splink, the usual tool for linking records, was considered. It brings DuckDB, pandas and altair (some 250 MB installed, seconds to
import) to estimate weights for fields that agree or differ; what is hard here is to tell "lot 1" from "lot 2" in two like titles,
which it leaves to whoever writes the comparison. rapidfuzz (3 MB, no dependencies) and weights set by hand do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from tenders.likeness import ENOUGH, Facts, Weighed, facts, hopeless, weigh
from tenders.naming import names
from tenders.notice import Card
from tenders.titling import mass

Verdict = Literal["same", "different"]
Key = tuple[str, str]  # source, notice id

# A pair must be better than what else either notice might be joined to by so many points.
CLEARLY = 1.0
TELLING_WORDS = 5  # of a title, by which others are looked up: the longest, which are the rarest
# What more notices than this share says nothing about any two of them. It bounds the work, too.
CROWD = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A notice as the store lists it: where it came from, its number there, and its card."""

    source: str
    notice_id: str
    card: Card

    @property
    def key(self) -> Key:
        return self.source, self.notice_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """That two notices are the same opportunity or are not, how sure that is (0 to 1), and why in plain words.

    `first` and `second` are (source, notice id), in that order of sorting.
    """

    first: Key
    second: Key
    verdict: Verdict
    score: float
    why: str


def matches(new: Iterable[Listed], known: Sequence[Listed] = ()) -> Iterator[Pairing]:
    """Each pair of notices from two sources that are the same, where one of them at least is new.

    `known` is what was compared before; pairs among it are not given again.
    """
    fresh = [Entry(listed) for listed in new]
    found = Pairs()
    found.compare(fresh)
    found.compare_with(fresh, known)
    # What a new notice is joined to may be joined to another of the same source already: it must be the better by far.
    pairs = [(entry, other) for pair in found.good() for entry, other in (pair, pair[::-1])]
    settled = {entry.listed.key for entry in fresh}
    rivals = {entry.listed.key: entry for entry, _ in pairs if entry.listed.key not in settled}
    sources = {other.listed.source for entry, other in pairs if entry.listed.key in rivals}
    if rivals:
        found.compare_with(list(rivals.values()), (listed for listed in known if listed.source in sources))
    for one, other, weighed in found.best():
        if one.key in settled or other.key in settled:
            yield match(one, other, weighed)


def compared(one: Listed, other: Listed) -> Pairing:
    """Two notices side by side, whatever others there are: the same or different, and why."""
    return match(one, other, weigh(facts(one.card), facts(other.card)))


def match(one: Listed, other: Listed, weighed: Weighed) -> Pairing:
    """A match of two notices in the order of their keys."""
    first, second = sorted((one.key, other.key))
    verdict: Verdict = "same" if one.source != other.source and weighed.points >= ENOUGH else "different"
    return Pairing(first=first, second=second, verdict=verdict, score=weighed.score, why=weighed.why)


class Entry:
    """A notice made ready: its facts, and the keys by which others that may be the same are found."""

    __slots__ = ("facts", "listed")

    def __init__(self, listed: Listed) -> None:
        self.listed = listed
        self.facts: Facts = facts(listed.card)

    def lookups(self) -> set[int]:
        """What to look others up by, as hashes: they take a third of the memory that the words would."""
        card, title = self.facts.card, self.facts.title
        telling = sorted(set(title.words), key=lambda word: (-mass(word), -len(word), word))[:TELLING_WORDS]
        own = [word for word in telling if mass(word) >= 1] or telling
        found = {hash(pair) for pair in combinations(sorted(telling), 2) if pair[0] in own or pair[1] in own}
        found |= {hash(("reference", reference)) for reference in title.references}
        buyer = [word for name in names(card.buyer or "")[:3] for word in sorted(name.apart, key=len)[-2:]]
        for kind, moment in (("closes", card.closes), ("published", card.published)):
            if moment is not None:
                ordinal = moment.toordinal()
                # Two days that follow each other are both in one of the pairs of days that overlap.
                for near in (ordinal, ordinal + 1):
                    found |= {hash((kind, near, word)) for word in (*own[:4], *buyer)}
        return found


class Pairs:
    """Pairs of notices that were compared and may be one."""

    def __init__(self) -> None:
        self.weighed: dict[tuple[Key, Key], tuple[Entry, Entry, Weighed]] = {}

    def compare(self, some: Sequence[Entry]) -> None:
        """Weigh what is alike among some notices."""
        index: dict[int, list[Entry]] = defaultdict(list)
        for entry in some:
            keys = entry.lookups()
            self.weigh(entry, [index[key] for key in keys if key in index])
            for key in keys:
                index[key].append(entry)

    def compare_with(self, some: Sequence[Entry], others: Iterable[Listed]) -> None:
        """Weigh what is alike between some notices, which are indexed, and others, of which one at a time is in memory."""
        index: dict[int, list[Entry]] = defaultdict(list)
        for entry in some:
            for key in entry.lookups():
                index[key].append(entry)
        for listed in others:
            other = Entry(listed)
            self.weigh(other, [index[key] for key in other.lookups() if key in index])

    def weigh(self, entry: Entry, groups: Iterable[Sequence[Entry]]) -> None:
        """Weigh a notice against those of these groups that are another source's."""
        near = {id(other): other for group in groups if len(group) <= CROWD for other in group}
        for other in near.values():
            if other.listed.source == entry.listed.source or hopeless(entry.facts, other.facts, ENOUGH - CLEARLY):
                continue
            weighed = weigh(entry.facts, other.facts)
            if weighed.points >= ENOUGH - CLEARLY:
                first, second = sorted((entry, other), key=lambda one: one.listed.key)
                self.weighed[first.listed.key, second.listed.key] = first, second, weighed

    def good(self) -> Iterator[tuple[Entry, Entry]]:
        """The pairs that may be joined."""
        return ((one, other) for one, other, weighed in self.weighed.values() if weighed.points >= ENOUGH)

    def best(self) -> Iterator[tuple[Listed, Listed, Weighed]]:
        """The pairs of which each notice is by far the best for the other among its source's."""
        ranks: dict[tuple[Key, str], list[float]] = defaultdict(list)
        for (first, second), (_, _, weighed) in self.weighed.items():
            ranks[first, second[0]].append(weighed.points)
            ranks[second, first[0]].append(weighed.points)
        for (first, second), (one, other, weighed) in sorted(self.weighed.items(), key=lambda pair: pair[0]):
            if weighed.points >= ENOUGH and all(
                sum(points > weighed.points - CLEARLY for points in ranks[place]) == 1
                for place in ((first, second[0]), (second, first[0]))
            ):
                yield one.listed, other.listed, weighed
