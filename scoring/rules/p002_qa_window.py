"""P002: too little time to ask, or to use the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.calendar import Part, bank_holidays, last_day, part_of, working_days
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import count, listed, london
from tenders.tender import Tender
from tenders.terms import end_dates

# A Digital Specialists notice that is open for less is one that is open for a week.
TWO_WEEKS = 14


@dataclass(frozen=True, kw_only=True)
class QaWindow(Rule):
    """Looks for too few working days in which to ask questions, answers too near the closing date, or no deadline at all.

    Working days are those of the part of the country where the work is: a window across Easter holds three where the
    calendar shows seven. A supplier who learns the answer on the last day has written the bid already.

    Bad: "Published on Maundy Thursday; questions by Tuesday; bids by Wednesday."
    Good: "Questions by the 10th, all answers by the 14th, bids by the 24th."
    """

    code = "P002"
    name = "qa-window"
    severity = Severity.WARNING
    requires = ("closes",)
    of_silence = True
    message = "No deadline is given for suppliers' questions."
    why = "Questions need time to be asked and to be answered before bids are written, or only insiders know the answers."
    fix = "Publish the dates for questions and for answers, and leave working days between them."
    question = "When do questions close, and when will the answers be published?"
    sources = (
        "Digital Outcomes and Specialists 5: buyer questions",
        "GOV.UK: Digital Outcomes and Specialists buyers' guide",
        "GOV.UK: UK bank holidays",
    )

    min_days: int = 5
    one_week_days: int = 2
    answer_days: int = 2

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.closes is None:
            return
        if tender.questions_close is None:
            if not tender.cues.find("timing.questions"):
                yield Clause(evidence=tender.closes.evidence)
            return
        yield from self.to_ask(tender)
        yield from self.to_answer(tender)

    def to_ask(self, tender: Tender) -> Iterator[Clause]:
        """Too few working days between publishing and the deadline for questions."""
        if tender.published is None or tender.questions_close is None:
            return
        after, until, part = london(tender.published.value).date(), last_day(tender.questions_close.value), part_of(tender)
        days, least = working_days(after, until, part), self.least(tender)
        if days < least:
            message = (
                f"Suppliers have {count(days, 'working day')} to ask questions{holidays(after, until, part)}: {least} is the least."
            )
            yield Clause(evidence=(*tender.published.evidence, *tender.questions_close.evidence), message=message)

    def least(self, tender: Tender) -> int:
        """How many working days there should be to ask."""
        specialists = tender.lot is not None and tender.lot.value == "digital-specialists"
        if specialists and tender.published and tender.closes:
            days = (last_day(tender.closes.value) - london(tender.published.value).date()).days
            return self.min_days if days >= TWO_WEEKS else self.one_week_days
        return self.min_days

    def to_answer(self, tender: Tender) -> Iterator[Clause]:
        """Too few working days between the deadline for questions, or the day of the answers, and the closing date."""
        if tender.closes is None or tender.questions_close is None:
            return
        until, part = last_day(tender.closes.value), part_of(tender)
        asked = last_day(tender.questions_close.value)
        days = working_days(asked, until, part)
        if days < self.answer_days:
            apart = f"{count(days, 'working day')} before applications do{holidays(asked, until, part)}"
            message = f"Questions close {apart}: answers come too late to be used."
            yield Clause(evidence=(*tender.questions_close.evidence, *tender.closes.evidence), message=message)
            return
        for hit in tender.cues.find("timing.answers_by"):
            for end in end_dates(hit.said):
                if asked <= end.day <= until and working_days(end.day, until, part) < 1:
                    message = "Answers are published on the day that applications close."
                    yield Clause(evidence=(hit.clause, *tender.closes.evidence), message=message)
                    return


def holidays(after: date, until: date, part: Part) -> str:
    """The bank holidays between two days in brackets, or nothing."""
    names = bank_holidays(after, until, part)
    return f" ({listed(names)} {'is' if len(names) == 1 else 'are'} in between)" if names else ""
