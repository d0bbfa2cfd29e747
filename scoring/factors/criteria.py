"""How many hurdles the bid must clear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import Factor, Mark, along, silent
from scoring.words import count
from tenders.evidence import Stated

# Essential skills: up to 10 is a good ask, above 10 many, above 15 too many.
ESSENTIALS = ((5.0, 100.0), (10.0, 65.0), (15.0, 35.0), (20.0, 10.0))


class Criteria(Factor):
    """The number of essential skills: each must be shown, and any one can lose the bid."""

    key: ClassVar[str] = "criteria"
    name: ClassVar[str] = "Criteria load"
    order: ClassVar[int] = 70
    weight: ClassVar[int] = 5
    about: ClassVar[str] = "How many essential skills must each be shown"

    def mark(self, case: Case) -> Mark:
        essential = case.tender.essential
        if essential is None or not essential.value:
            return silent("No essential skills are listed.")
        total = len(essential.value)
        return Mark(
            score=along(ESSENTIALS, total), reason=f"{count(total, 'essential skill')} to show.", evidence=essential.evidence[:1]
        )

    def changes(self, case: Case) -> Iterator[Change]:
        essential = case.tender.essential
        if essential is not None and len(essential.value) > 5:
            tender = replace(case.tender, essential=Stated(essential.value[:5], essential.evidence))
            yield Change(words="If only 5 skills were essential", case=supposing_fit(case, replace(case, tender=tender)))


def supposing_fit(case: Case, changed: Case) -> Case:
    """The changed case with the capability mark as it was: fewer essentials say nothing of fit."""
    from scoring.factors.capability import Capability

    fit = case.supposed.get(Capability.key, Capability().mark(case).score)
    return replace(changed, supposed={**case.supposed, Capability.key: fit})
