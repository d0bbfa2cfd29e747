"""Start, milestones and the dates that cannot move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.words import day, london

SOON = 30  # days from the closing date to the start, in which a shortlist, proposals and a contract must fit
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
BY_A_DATE = re.compile(
    r"\b(?:by|before|no later than|deadline of|ready for|go[- ]live (?:in|on|by)|launch(?:ed)? (?:in|on"
    rf"|by)) (?:the )?(?:end of |early |mid[- ]|late |start of )?(?:\d{{1,2}}(?:st|nd|rd"
    rf"|th)? (?:of )?)?{MONTH}\b(?: \d{{4}})?",
    re.IGNORECASE,
)


class StartAndTimeline(Source):
    """Start, milestones and the dates that cannot move."""

    topic: ClassVar[str] = "start_and_timeline"
    why: ClassVar[str] = "A fixed date with an open scope is a risk that somebody must price."
    rules: ClassVar[tuple[str, ...]] = ("W011", "W012", "W013", "W015", "W017", "S004")

    def drafts(self, view: View) -> Iterator[Draft]:
        tender = view.tender
        fixed = view.first(BY_A_DATE, "summary", "outcome", "backgroundInformation", "additionalTerms", "specialistWork", "text")
        if fixed:
            yield self.ask(
                view,
                f"You write {said(fixed[1], fixed[0][0])}. What depends on that date, and which parts of the work may follow it"
                " if the award comes late?",
                fixed[1],
            )
        start, closes = tender.start, tender.closes
        if start and closes and 0 < (start.value - london(closes.value).date()).days <= SOON:
            days = (start.value - london(closes.value).date()).days
            yield self.ask(
                view,
                f"Applications close on {day(closes.value)} and the latest start is {day(start.value)}, {days} days later. When"
                " will you award, and does the start move if that is late?",
                *start.evidence[:1],
            )
        elif start and not fixed:
            yield self.ask(
                view,
                f"The latest start is {day(start.value)}: is an earlier one wanted, and does the end of {view.work} move if the"
                " award is late?",
                *start.evidence[:1],
                sharp=1,
            )
        elif not start:
            yield self.ask(view, f"When do you want {view.work} to start, and which dates after that are fixed?")
