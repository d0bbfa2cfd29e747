"""The shape of the ask: whether it leaves room to find out what is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import Factor, Mark
from tenders.evidence import in_order


class Shape(Factor):
    """100 less the waterfall score."""

    key: ClassVar[str] = "shape"
    name: ClassVar[str] = "Shape of the ask"
    order: ClassVar[int] = 50
    weight: ClassVar[int] = 20
    about: ClassVar[str] = "Whether the ask leaves room to learn: 100 less its waterfall score"

    def mark(self, case: Case) -> Mark:
        evidence = in_order(e for remedy in case.remedies for e in remedy.evidence[:1])[:4]
        return Mark(score=100 - case.waterfall, reason=f"The waterfall score is {case.waterfall} of 100.", evidence=evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        for remedy in case.remedies:
            yield Change(words=remedy.words, case=replace(case, waterfall=remedy.waterfall), evidence=remedy.evidence)
