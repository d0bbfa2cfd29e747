"""How many others are after it, and whether someone is already in the seat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import NEUTRAL, Factor, Mark, along, silent
from scoring.words import count
from tenders.evidence import Evidence
from tenders.tender import Tender

# Applications so far, those begun counting half: few begun ones are sent.
RIVALS = ((0.0, 90.0), (5.0, 75.0), (15.0, 50.0), (30.0, 25.0), (60.0, 10.0))
# What an incumbent takes off the mark, and what the word that there is none adds: ours.
INCUMBENT, NO_INCUMBENT = -30, 10


class Competition(Factor):
    """Applications so far, and words that name an incumbent."""

    key: ClassVar[str] = "competition"
    name: ClassVar[str] = "Competition"
    order: ClassVar[int] = 40
    weight: ClassVar[int] = 15
    about: ClassVar[str] = "How many have applied, and whether a supplier is already there"

    def mark(self, case: Case) -> Mark:
        score, reasons, evidence = NEUTRAL, list[str](), list[Evidence]()
        done, begun = case.tender.completed_applications, case.tender.incomplete_applications
        if done is not None:
            waiting = begun.value.total if begun is not None and is_open(case) else 0
            score = along(RIVALS, done.value.total + waiting / 2)
            reasons.append(f"{count(done.value.total, 'supplier')} had applied{f' and {waiting} had begun' if waiting else ''}.")
            evidence += [*done.evidence, *(begun.evidence if begun is not None and waiting else ())]
        seat = seated(case.tender)
        if seat is not None:
            score = max(0, min(100, score + seat.score))
            reasons.append(seat.reason)
            evidence += seat.evidence
        if not reasons:
            return silent("Neither applications so far nor an existing supplier is stated.")
        return Mark(score=score, reason=" ".join(reasons), evidence=tuple(evidence))

    def changes(self, case: Case) -> Iterator[Change]:
        now, seat = self.mark(case), seated(case.tender)
        if seat is not None and seat.score < 0:
            better = min(100, now.score - seat.score)
            words = "If the supplier already there were not bidding"
            yield Change(words=words, case=supposed(case, better), evidence=seat.evidence)
        elif seat is None:
            yield Change(words="If a supplier already there were bidding", case=supposed(case, max(0, now.score + INCUMBENT)))
        if case.tender.completed_applications is None:
            for total in (5, 30):
                few = f"If {'no more than ' if total == 5 else ''}{total} suppliers applied"
                yield Change(words=few, case=supposed(case, along(RIVALS, total)))


def supposed(case: Case, score: int) -> Case:
    """The case with another score for competition."""
    return replace(case, supposed={**case.supposed, Competition.key: score})


def is_open(case: Case) -> bool:
    """Whether applications can still come in."""
    return case.tender.closes is None or case.tender.closes.value >= case.as_of


def seated(tender: Tender) -> Mark | None:
    """What the notice says of a supplier already there, as points to add; None where it says nothing."""
    incumbent = tender.incumbent
    if incumbent is None:
        return None
    if incumbent.value.state == "none":
        return Mark(score=NO_INCUMBENT, reason="There is no incumbent.", evidence=incumbent.evidence)
    who = f"{incumbent.value.name} is there already" if incumbent.value.name else "A supplier is there already"
    return Mark(score=INCUMBENT, reason=f"{who}.", evidence=incumbent.evidence)
