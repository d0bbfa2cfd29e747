"""Who recruits participants, and access to users and stakeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.rule import BY_THE_DAY, Route
from scoring.words import listed

MET = re.compile(
    r"\b(?:interviews?|workshops?|user testing|usability testing|stakeholder engagement|engag(?:e"
    r"|ing) with (?:\w+ ){0,3}(?:stakeholders?|users?|staff)"
    r"|test(?:ing|ed)? with (?:\w+ ){0,2}(?:users?|people|customers|disab\w+))\b",
    re.IGNORECASE,
)


# People of the buyer's own, whom nobody recruits.
INSIDE = re.compile(
    r"\b(?:stakeholders?|members|staff|colleagues|officers|SMEs|subject matter experts)\b|^\W*as an? ", re.IGNORECASE
)


class UserAccess(Source):
    """Who recruits participants, and access to users and stakeholders."""

    topic: ClassVar[str] = "user_access"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "Recruiting costs weeks and money, and falls on whoever did not think of it."
    rules: ClassVar[tuple[str, ...]] = ("U001", "U004", "U006", "U007", "U008", "W003")

    def drafts(self, view: View) -> Iterator[Draft]:
        research = view.tender.user_research
        if research.who_recruits in ("buyer", "supplier", "shared"):
            return
        groups = view.tender.participants.value.groups if view.tender.participants else ()
        people = listed(groups[:3]) if groups else "participants"
        inside = bool(research.evidence and INSIDE.search(research.evidence[0].quote))
        if research.ask == "activity" and research.evidence and not inside:
            yield self.ask(
                view,
                f"You write {said(research.evidence[0])}. Who recruits {people} and pays their incentives, and how soon after"
                " the start can the first be met?",
                *research.evidence[:1],
            )
            return
        met = view.first(MET)
        if met:
            yield self.ask(
                view,
                f"You write {said(met[1], met[0][0])}. Who will arrange access to these people, and how soon after the start can"
                " the team meet them?",
                met[1],
            )
            return
        if research.ask == "skill_only":
            yield self.ask(
                view,
                f"User research is asked for as a skill. Is research with users part of {view.work}, and would you recruit the"
                " participants?",
                *research.evidence[:1],
                sharp=1,
            )
        elif view.tender.document.get("endUsers"):
            yield self.ask(
                view,
                f"Will the team have access during {view.work} to the users that you describe, and who would arrange it?",
                sharp=0,
            )
