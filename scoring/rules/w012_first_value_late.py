"""W012: users wait for the first release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.calendar import last_day, names_a_day
from scoring.finding import Severity
from scoring.phases import is_made
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from scoring.words import count
from tenders.cues import Hit
from tenders.tender import DAYS, Tender
from tenders.terms import NUMBER, EndDate, end_dates, number, terms

# What ties a time to the release before it: "in month nine", "within a year", "by 31 March 2021".
WITHIN = re.compile(
    r"\b(?:within|in|after|at|by|around|about|no later than|not later than|the end of)"
    r"(?:\W+(?:the|about|around|approximately|roughly|first|next|end|of|some|a further|period))*\W*$",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:by|in|on|before|for|until|no later than|from|is|end of)(?:\W+(?:the|end|of|early|late|mid|start|beginning|around))*\W*$",
    re.IGNORECASE,
)
IN_MONTH = re.compile(rf"\b(?P<unit>month|week)\s+(?P<count>{NUMBER})", re.IGNORECASE)
# A length that is something else's: how long a trial runs, how long support goes on, what was before.
NOT_A_WAIT = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:of|long|contract|support|sprints?|experience|pilot|trial|period"
    r"|after (?:go|launch|it|the (?:launch|release)))\b",
    re.IGNORECASE,
)
# How far from the name of the release its time may stand.
NEAR = 90


@dataclass(frozen=True, kw_only=True)
class FirstValueLate(Rule):
    """Looks for a first release that is promised for a time more than three months after the start.

    Until something is used, nobody knows whether it is right. Where the whole goes live at once and no smaller release
    is spoken of, that day counts as the first.

    Bad: "The first release is planned for month eleven."
    Good: "One office uses the first version from week eight."
    """

    code = "W012"
    name = "first-value-late"
    severity = Severity.INFO
    requires = ("described",)
    message = "Users get nothing for more than three months."
    why = "What is not in use cannot be shown to be right: value should come within six months, and something useful within three."
    fix = "Promise some users something early, however small."
    question = "What will users get in the first three months?"
    sources = ("18F: State Software Budgeting Handbook", "US Digital Services Playbook, play 4")

    max_weeks: int = 13
    error_weeks: int = 39

    def applies(self, tender: Tender) -> bool:
        return is_made(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        late = [(weeks, hit) for weeks, hit in waits(tender) if weeks > self.max_weeks]
        if late:
            weeks, hit = min(late, key=lambda item: item[0])
            severity = Severity.ERROR if weeks > self.error_weeks else Severity.INFO
            message = f"Users get a first release {count(int(weeks), 'week')} after the start."
            yield Clause(evidence=(hit.clause,), message=message, severity=severity)


def waits(tender: Tender) -> tuple[tuple[Decimal, Hit], ...]:
    """How many weeks users wait for each release with a time of its own: for the first, else for the whole where no
    smaller release is spoken of."""
    cues = tender.cues
    first = asked(cues.find("timing.first_release", within=WORK))
    hits = first or (() if cues.find("timing.staged") else asked(cues.find("timing.all_released", within=WORK)))
    found = ((wait(hit, beginning(tender)), hit) for hit in hits)
    return tuple((weeks, hit) for weeks, hit in found if weeks is not None)


def beginning(tender: Tender) -> date | None:
    """The day from which to count: the start or, where none is stated, the closing date."""
    if tender.start:
        return tender.start.value
    return last_day(tender.closes.value) if tender.closes else None


def wait(hit: Hit, start: date | None) -> Decimal | None:
    """The weeks until a release, from the words right after it; None where they give no time."""
    after = hit.said[hit.end - hit.sentence.start :][:NEAR]
    named = IN_MONTH.search(after)
    if named:
        return number(named["count"]) * DAYS[f"{named['unit'].lower()}s"] / 7
    for term in terms(after):
        if term.length.weeks and WITHIN.search(after[: term.start]) and not NOT_A_WAIT.match(after[term.end :]):
            return term.length.weeks
    for end in end_dates(after):
        if start and earliest(end, after) > start and BY.search(after[: end.start]):
            return Decimal((earliest(end, after) - start).days) / 7
    return None


def earliest(end: EndDate, text: str) -> date:
    """The first day that a date may mean: of a month alone its first, though it is read as its last."""
    return end.day if names_a_day(text[end.start : end.end]) else end.day.replace(day=1)
