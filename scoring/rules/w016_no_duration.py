"""W016: nobody says how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.answered import is_answered
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.timebox import of_phase
from tenders.document import Section
from tenders.fields import ARRANGED, DESCRIBED
from tenders.tender import PHASES, Tender
from tenders.terms import end_dates, terms

ABOUT_IT = re.compile(r"\b(?:lengths?|durations?|how long|terms?|end date)\b", re.IGNORECASE)
# A length or a date, as buyers answer with.
TIME = re.compile(r"\b\d+\s*(?:(?:to|[-–])\s*\d+\s*)?(?:days|weeks|months|years?)\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", re.IGNORECASE)
RHYTHM_BEFORE = re.compile(r"\b(?:every|each|last|past|previous)\W+$", re.IGNORECASE)
RHYTHM_AFTER = re.compile(r"^\W*(?:sprints?|iterations?|ago\b|old\b|of experience)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NoDuration(Rule):
    """Looks for a notice that gives no length, no end and no length of a phase. Research participants are bought by the round.

    Bidders price by time. If they are told none, they guess, and their bids cannot be compared.

    Bad: "Contract length: to be confirmed."
    Good: "Ten weeks, with an option of four more."
    """

    code = "W016"
    name = "no-duration"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Nothing says how long the work lasts."
    why = "Bids are priced by time; without one they rest on guesses and cannot be compared."
    fix = "Give the length in weeks or an end date, and the extension."
    question = "How long is the contract, and what extension is possible?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def applies(self, tender: Tender) -> bool:
        return tender.lot is None or tender.lot.value != "user-research-participants"

    def check(self, tender: Tender) -> Iterator[Clause]:
        document = tender.document
        own = tuple(document.having("contractLength"))
        if tender.duration or any(of_phase(tender, phase) for phase in PHASES) or any(gives_a_time(section) for section in own):
            return
        if is_answered(tender, ABOUT_IT, TIME):
            return
        # a length that the reader of lengths did not take for the contract's may be it all the same
        if not any(gives_a_term(section) for section in document.having(*DESCRIBED, *ARRANGED)):
            yield Clause(evidence=tuple(section.whole() for section in own[:1]))


def gives_a_time(section: Section) -> bool:
    """Whether an answer holds a length or a date."""
    return gives_a_term(section) or next(iter(end_dates(section.text)), None) is not None


def gives_a_term(section: Section) -> bool:
    """Whether an answer holds a length of two weeks or more that is no rhythm: not "two days a week", "two-week sprints"."""
    return any(
        term.length.weeks is not None
        and term.length.weeks >= 2
        and not RHYTHM_BEFORE.search(section.text[: term.start])
        and not RHYTHM_AFTER.match(section.text[term.end :])
        for term in terms(section.text)
    )
