"""Who the users are, how many, and what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, opening, said
from scoring.rule import BY_THE_DAY, Route
from scoring.words import listed

# "As a highways inspector, I need to …".
GROUP = re.compile(r"\bas an? ([^,.;\n]{3,45}?),? I\b", re.IGNORECASE)


class Users(Source):
    """Who the users are, how many, and what they need."""

    topic: ClassVar[str] = "users"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "Groups that are hard to reach, or were not counted, change the team and the plan."
    rules: ClassVar[tuple[str, ...]] = ("U002", "U003", "U010")

    def drafts(self, view: View) -> Iterator[Draft]:
        told = view.tender.document.get("endUsers")
        if told is None:
            yield self.ask(
                view,
                f"Who will use what {view.work} delivers: which groups, about how many of each, and what must they be able to do?",
            )
            return
        groups = list(dict.fromkeys(" ".join(hit[1].split()) for hit in GROUP.finditer(told.text)))[:3]
        named = listed(groups) if groups else said(opening(told))
        quoted = f"You name these users: {named}." if groups else f"Of the users you write {named}."
        yield self.ask(
            view,
            f"{quoted} About how many are there of each, which matter most to {view.work}, and are there others that it must"
            " serve?",
            opening(told),
            sharp=1,
            subject=named,
        )
