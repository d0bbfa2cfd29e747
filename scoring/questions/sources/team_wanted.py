"""Which roles and how many people the supplier is to bring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import CALLED_OFF, View, said
from scoring.rule import BY_THE_DAY, Route
from scoring.words import listed

TEAM = re.compile(
    r"\b(?:multi-?disciplinary|delivery|scrum|agile|project|development|supplier['’]s|blended|capable) teams?\b", re.IGNORECASE
)
# What is said before a team that is asked for, and before the buyer's own or somebody else's.
WANTED = re.compile(
    r"\b(?:an?|requir(?:es?|ed|ing)|need(?:s|ed)?|seek(?:s|ing)?|looking for|suppl(?:y|ying)|provid(?:e|es|ing)|provision of"
    r"|bring)\b"
    r"(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)
THEIRS = re.compile(r"\b(?:our|existing|current|in[- ]house|internal|alongside|within|with|into|to|from)\b[^.]*$", re.IGNORECASE)
# Where a buyer says what is to be brought, rather than what there is.
ASKED = ("title", "summary", "outcome", "backgroundInformation", "additionalTerms", "workingArrangements", "text")


def is_wanted(team: re.Match[str]) -> bool:
    """Whether the words before a team ask for it."""
    before = team.string[: team.start()]
    return WANTED.search(before) is not None and not THEIRS.search(before[-40:])


class TeamWanted(Source):
    """Which roles and how many people the supplier is to bring."""

    topic: ClassVar[str] = "team_wanted"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "The team is most of the price, and its gaps most of the risk."
    rules: ClassVar[tuple[str, ...]] = ("T008", "T009", "C002")

    def drafts(self, view: View) -> Iterator[Draft]:
        roles = view.tender.roles
        over = view.over
        if roles and len(roles.value) > 1:
            some = listed(roles.value[:5])
            more = " among others" if len(roles.value) > 5 else ""
            yield self.ask(
                view,
                f"You mention {some}{more}. Which of these must the supplier bring and which do you have; may one person hold"
                " two, and is any of them needed full time?",
                *roles.evidence[:1],
                sharp=1,
                subject=some,
            )
            return
        team = next((found for found in view.find(TEAM, *ASKED) if is_wanted(found[0])), None)
        if team:
            yield self.ask(
                view,
                f"You write {said(team[1], team[0][0])}. Which roles do you expect in that team, and about how many people{over}?",
                team[1],
            )
            return
        called = view.first(CALLED_OFF, "summary", "additionalTerms", "workingArrangements", "backgroundInformation")
        if called:
            yield self.ask(
                view,
                f"You write {said(called[1], called[0][0])}. Which roles do you expect to call for first, and how many people at"
                " a time?",
                called[1],
            )
            return
        yield self.ask(view, f"Which roles, and about how many people, do you expect a supplier to bring to {view.work}{over}?")
