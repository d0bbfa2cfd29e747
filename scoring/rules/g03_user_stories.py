"""G03: users and their needs, in their own form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.good_ask import needs
from scoring.rule import Clause, Signal
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class UserStories(Signal):
    """Looks for needs written as user stories: who, what they need to do, and why.

    The marketplace asks for them in this form because it names a person and a reason, which a requirement does not.

    Bad: "The system shall send reminders."
    Good: "As a ferry passenger, I need to hear of a cancelled crossing before I leave home, so that I do not drive for nothing."
    """

    code = "G03"
    name = "user-stories"
    weight = -3
    most = 4
    requires = ("endUsers",)
    message = "Needs are written as user stories."
    why = "A story names who needs something and why, so that the team can find another way to meet it."
    fix = "Keep them short, and say which matter most."
    question = ""
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in needs(tender):
            yield Clause(evidence=(hit.clause,))
