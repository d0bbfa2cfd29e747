"""The buyer's own team: who decides, and how much time they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said

OTHERS = re.compile(
    r"\b(?:other|existing|third[- ]party|current|incumbent|multiple) (?:\w+ )?(?:suppliers?|contractors?|partners?|vendors?"
    r"|providers?)\b",
    re.IGNORECASE,
)
OWNERS = ("product owner", "service owner", "product manager", "service manager")
SENIOR = re.compile(r"\b(?:senior responsible (?:owner|officer)|SRO|(?:project |executive )?sponsor)\b", re.IGNORECASE)


class BuyerTeam(Source):
    """The buyer's own team: who decides, and how much time they give."""

    topic: ClassVar[str] = "buyer_team"
    why: ClassVar[str] = "A team that waits for decisions is paid to wait."
    rules: ClassVar[tuple[str, ...]] = ("T001", "T002", "T011")

    def drafts(self, view: View) -> Iterator[Draft]:
        there = view.tender.existing_team
        if there is None:
            yield self.ask(
                view,
                f"Who on your side will work with the supplier on {view.work}: is there a product owner who may decide, and how"
                " many days a week do they and others have for it?",
            )
            return
        suppliers = OTHERS.search(there.value)
        if suppliers:
            yield self.ask(
                view,
                f"You write {said(there.evidence[0], suppliers[0])}. How is the work divided between your people, the other"
                " suppliers and this one, and who decides where they disagree?",
                *there.evidence[:1],
                subject=suppliers[0],
            )
            return
        role = owner(there.value)
        if role:
            yield self.ask(
                view,
                f"You name {role} in the existing team: is that full time on {view.work}, and may that person decide priorities"
                " without going to a board?",
                *there.evidence[:1],
                subject=role,
            )
            return
        senior = SENIOR.search(there.value)
        if senior:
            yield self.ask(
                view,
                f"You write {said(there.evidence[0], senior[0])}. Is there a product owner as well, who decides priorities day"
                f" to day on {view.work}, and for how many days a week?",
                *there.evidence[:1],
                subject=senior[0],
            )
            return
        yield self.ask(
            view,
            f"Of the existing team you write {said(there.evidence[0])}. How many days a week does each have for {view.work}, and"
            " which of them decides priorities?",
            *there.evidence[:1],
        )


def owner(text: str) -> str:
    """The role that decides, with its article, or ""."""
    return next((f"a {role}" for role in OWNERS if role in text.lower()), "")
