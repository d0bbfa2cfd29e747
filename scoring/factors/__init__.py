"""Factors: what a bid's worth is weighed by. One factor a file, found by discovery.

A factor's module holds one class that inherits from Factor. A factor with nothing to go by is neutral (50) and says
so. Weights follow the pattern of published bid/no-bid matrices: capability 20 to 25, competition 15 to 20, commercial
15 to 20, time 10 to 15, delivery risk 10 to 15; the ask's shape as a factor of its own, and the scales, are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import ClassVar

from scoring.case import Case, Change
from tenders.discovery import units
from tenders.evidence import Evidence

NEUTRAL = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a factor says of a case: 0 (against bidding) to 100 (for it), why in one sentence, the words behind it."""

    score: int
    reason: str
    evidence: tuple[Evidence, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorResult:
    """A factor's mark under its name, with its weight."""

    key: str
    name: str
    score: int
    weight: float
    known: bool
    reason: str
    evidence: tuple[Evidence, ...]

    @property
    def pull(self) -> float:
        """How far it pulls the score from neutral, and which way, in weighted points."""
        return self.weight * (self.score - NEUTRAL)


class Factor:
    """The base of every factor. `about` is the comment that riffle.toml gives its weight."""

    key: ClassVar[str]
    name: ClassVar[str]
    order: ClassVar[int]
    weight: ClassVar[int]
    about: ClassVar[str]

    def mark(self, case: Case) -> Mark:
        """How the case scores on this factor."""
        raise NotImplementedError

    def changes(self, case: Case) -> Iterator[Change]:
        """What could be otherwise and would move this factor, in words that a bid manager can act on."""
        raise NotImplementedError

    def result(self, case: Case) -> FactorResult:
        """The mark under this factor's name, unless the case supposes its score."""
        found = self.mark(case)
        supposed = case.supposed.get(self.key)
        return FactorResult(
            key=self.key,
            name=self.name,
            score=found.score if supposed is None else supposed,
            weight=case.profile.weights.get(self.key, 0.0),
            known=found.known or supposed is not None,
            reason=found.reason,
            evidence=found.evidence,
        )


def silent(reason: str) -> Mark:
    """Neutral, because there was nothing to go by."""
    return Mark(score=NEUTRAL, reason=reason, known=False)


def along(scale: Sequence[tuple[float, float]], value: float) -> int:
    """The score at a value, on straight lines between the scale's points (value, score), flat beyond its ends."""
    if value <= scale[0][0]:
        return round(scale[0][1])
    for (low, low_score), (high, high_score) in pairwise(scale):
        if value <= high:
            return round(low_score + (high_score - low_score) * (value - low) / (high - low))
    return round(scale[-1][1])


@cache
def factors() -> tuple[Factor, ...]:
    """One of every factor in this package, in reading order."""
    return tuple(sorted((kind() for kind in units(__name__, Factor)), key=lambda factor: (factor.order, factor.key)))
