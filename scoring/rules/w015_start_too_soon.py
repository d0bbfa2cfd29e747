"""W015: a start that leaves no time to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.answered import is_answered
from scoring.calendar import last_day
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import count
from tenders.tender import Tender

ABOUT_IT = re.compile(r"\bstart dates?\b", re.IGNORECASE)
# A published answer that gives another date, or takes back the one that is printed.
MOVED = re.compile(
    r"\b(?:incorrect|in error|amended|has (?:been )?(?:changed|moved)|is now|start date is [^.\n]{3,40} (?:and )?not)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class StartTooSoon(Rule):
    """Looks for a latest start less than two weeks after the closing date, or before it.

    In that time the buyer shortlists, hears and chooses, and the supplier brings a team together. A start that cannot
    be kept favours whoever has people waiting, which is often whoever is there already. A start before the closing date
    is a slip of the pen, and bidders should not have to guess which. A date that a published answer corrects is left alone.

    Bad: "Applications close on 1 March; work starts by 5 March."
    Good: "Applications close on 1 March; work starts by 1 April."
    """

    code = "W015"
    name = "start-too-soon"
    severity = Severity.WARNING
    requires = ("closes", "start")
    message = "The work is to start soon after applications close."
    why = "Between closing and start come shortlisting, assessment, the contract and bringing a team together."
    fix = "Leave time to evaluate and to mobilise, or correct the date."
    question = "Is the start date realistic if the award slips?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    min_days: int = 14

    def applies(self, tender: Tender) -> bool:
        """Not to a notice of what is planned: what closes there is talking to the market."""
        return tender.status is None or tender.status.value != "planned"

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.closes is None or tender.start is None or is_answered(tender, ABOUT_IT, MOVED):
            return
        evidence = (*tender.closes.evidence, *tender.start.evidence)
        days = (tender.start.value - last_day(tender.closes.value)).days
        if days < 0:
            message = f"The work is to start {count(-days, 'day')} before applications close."
            yield Clause(evidence=evidence, message=message, severity=Severity.ERROR)
        elif days < self.min_days:
            when = f"{count(days, 'day')} after" if days else "on the day that"
            yield Clause(evidence=evidence, message=f"The work is to start {when} applications close.")
