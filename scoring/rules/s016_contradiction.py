"""S016: the notice says two things of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import is_denied, is_told
from scoring.words import day, pounds
from scoring.worth import VAT
from tenders.cues import Hit
from tenders.evidence import Evidence, in_order
from tenders.extractors.budget import ELSEWHERE, figures_elsewhere
from tenders.extractors.duration import read_span
from tenders.extractors.phases import bought_in
from tenders.figures import Figure
from tenders.tender import DAYS, PHASES, Length, Phase, Tender
from tenders.terms import MONTHS, EndDate, end_dates

# What starts is the work as a whole.
WHOLE_WORK = re.compile(r"\b(?:contract|work|project|engagement|assignment|supplier|team)\b[^.;]{0,40}$", re.IGNORECASE)
LATER_PART = re.compile(
    r"\b(?:phase|stage|alpha|beta|extension|option|next|second|subsequent|further|follow|later|service|go[- ]live|launch|"
    r"test(?:s|ing)?|may|might|could|previous|last|next|original(?:ly)?)\b",
    re.IGNORECASE,
)
DAY_GIVEN = re.compile(r"^\W*\d|\d{1,2}(?:st|nd|rd|th)\b|,\s*20\d\d", re.IGNORECASE)
# A figure elsewhere is the budget of the whole only where it is called so.
WHOLE_BUDGET = re.compile(
    r"\b(?:total|overall|maximum|whole|contract|project|our|the|a)\s+(?:\w+\s+){0,2}(?:budget|value|spend)\b", re.IGNORECASE
)
PART_OF_IT = re.compile(
    r"\b(?:phase|stage|alpha|beta|discovery|first|initial|year|sow|statement of work|of which|remaining|so far|spent|previous|"
    r"licen[cs]es?|hosting|hardware|travel|expenses|minimum|at least|per|each|annual|programme|departmental?)\b",
    re.IGNORECASE,
)
PART_OF_TERM = re.compile(
    r"\b(?:phase|stage|discovery|alpha|beta|live|exten\w+|option\w*|renew\w*|initial\w*|first|notice|maximum|up to|total|framework|"
    r"previous|existing|current|incumbent|sow|statement of work|review\w*|break)\b",
    re.IGNORECASE,
)
# Two lengths are one where they differ by less than this share: "12 weeks" and "3 months".
SAME = Decimal("0.1")
# The phases that "Current phase" may name, and how far on each is; not started is no further back than a discovery.
HOW_FAR: Mapping[str, int] = {"not started": 0, "discovery": 0, "alpha": 1, "beta": 2, "live": 3}
LATE: tuple[Phase, ...] = ("beta", "live")


@dataclass(frozen=True, kw_only=True)
class Contradiction(Rule):
    """Looks for two passages of the notice that cannot both be true: of the phase, the dates, the budget or the length.

    Compared are the phase that the title and the summary name as bought; a beta in the title with a service that has not
    been through a discovery; the end, the start and the deadlines; a start in the text after the latest start; and a
    budget or a contract length in the text beside the one in its own field. A part, an option, a range and rounding are
    no contradictions.

    Bad: "Title: Alpha for permits. Summary: we need a team for the discovery phase."
    Good: "Title: Alpha for permits. Summary: our discovery ended in May; we need a team for the alpha."
    """

    code = "S016"
    name = "contradiction"
    severity = Severity.ERROR
    requires = ("described",)
    message = "Two passages of the notice cannot both be true."
    why = "Suppliers price what they read; where the notice says two things, each offer may be for something else."
    fix = "Decide which is right, and correct the other before you publish."
    question = "The notice says two different things here: which of them stands?"
    sources = ("dxw: survey of suppliers on 31 opportunities, 2017",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        yield from phases(tender)
        yield from dates(tender)
        yield from later_start(tender)
        yield from budgets(tender)
        yield from lengths(tender)


def phases(tender: Tender) -> Iterator[Clause]:
    """The title against the summary, and against where the service is now."""
    titled = named(tender, "title")
    summed = named(tender, "summary")
    both = titled.keys() & summed.keys()
    if titled and summed and not both:
        title, summary = next(iter(titled)), next(iter(summed))
        yield Clause(
            evidence=(titled[title], summed[summary]),
            message=f"The title names the {title} as bought, and the summary the {summary}.",
        )
    now = tender.current_phase.value.strip().lower() if tender.current_phase else ""
    if now in HOW_FAR and titled and tender.current_phase and titled.keys() <= set(LATE):
        first = min(titled, key=PHASES.index)
        if HOW_FAR[first] - HOW_FAR[now] > 1:
            yield Clause(
                evidence=(titled[first], *tender.current_phase.evidence),
                message=f"The title names the {first} as bought, and the current phase is “{tender.current_phase.value}”.",
            )


def named(tender: Tender, field: str) -> dict[Phase, Evidence]:
    """The phases that a field names as bought, with their words."""
    found: dict[Phase, Evidence] = {}
    for section in tender.document.having(field):
        for phase, words in bought_in(section):
            found.setdefault(phase, words)
    return found


def dates(tender: Tender) -> Iterator[Clause]:
    """Ends before starts."""
    span, start = tender.duration, tender.start
    if span and span.end_date and start and span.end_date < start.value:
        yield Clause(
            evidence=(*span.evidence[:1], *start.evidence),
            message=f"The contract ends on {day(span.end_date)}, before its latest start on {day(start.value)}.",
        )
    asks, closes = tender.questions_close, tender.closes
    if asks and closes and asks.value > closes.value:
        yield Clause(
            evidence=(*asks.evidence, *closes.evidence),
            message=f"Questions may be asked until {day(asks.value)}, after applications close on {day(closes.value)}.",
        )


def later_start(tender: Tender) -> Iterator[Clause]:
    """A start in the text that is after the latest start."""
    start = tender.start
    for hit in tender.cues.find("terms_of_contract.begins", without=("startDate", "title")) if start else ():
        told = begins(hit)
        if start and told and told[0] > start.value:
            words = hit.section.cite(hit.start, hit.end + told[1])
            yield Clause(
                evidence=(*start.evidence, words),
                message=f"The latest start date is {day(start.value)}, and the text has the work start later.",
            )
            return


def begins(hit: Hit) -> tuple[date, int] | None:
    """The earliest day that a sentence gives for the start of the work as a whole, and where it ends; None where it does not."""
    before, after = hit.said[: hit.start - hit.sentence.start], hit.section.text[hit.end : hit.sentence.end]
    if not WHOLE_WORK.search(before) or LATER_PART.search(before) or is_denied(hit) or is_told(hit):
        return None
    found = next(end_dates(after), None)
    if found is None or found.start > 12:
        return None
    return earliest(found, after), found.end


def earliest(found: EndDate, text: str) -> date:
    """The first day that the words may mean: of a month alone its first."""
    words = text[found.start : found.end].lower()
    a_month_alone = not DAY_GIVEN.search(words) and any(month[:3] in words for month in MONTHS)
    return found.day.replace(day=1) if a_month_alone else found.day


def budgets(tender: Tender) -> Iterator[Clause]:
    """A budget for the whole in the text beside the one in its own field."""
    budget = tender.budget
    if budget is None or budget.max is None or budget.basis != "total" or not tender.document.get("budgetRange"):
        return
    for section in tender.document.having(*ELSEWHERE):
        for figure in figures_elsewhere(section):
            if is_whole(figure) and not agrees(figure, budget.min, budget.max):
                words = section.cite(figure.amount.start, figure.amount.end)
                yield Clause(
                    evidence=(*budget.evidence, words),
                    message=f"The budget is {pounds(budget.max)} in its own field, and “{words.quote}” elsewhere.",
                )
                return


def is_whole(figure: Figure) -> bool:
    """Whether a figure is called the budget of all of it."""
    extent = figure.section.sentence_at(figure.amount.start)
    said = figure.section.text[extent.start : extent.end]
    apart = figure.extra or figure.part or figure.piece or figure.minimum or figure.basis != "total"
    return not apart and bool(WHOLE_BUDGET.search(said)) and not PART_OF_IT.search(said)


def agrees(figure: Figure, low: Decimal | None, high: Decimal) -> bool:
    """Whether a figure can be the same budget: inside its range, or with VAT on or off."""
    ends = (figure.amount.low if figure.amount.low is not None else figure.amount.high, figure.amount.high)
    near = any(abs(end - high * share) <= high / 20 for end in ends for share in (Decimal(1), VAT, 1 / VAT))
    return near or (low is not None and any(low <= end <= high for end in ends))


def lengths(tender: Tender) -> Iterator[Clause]:
    """A contract length in the text beside the one in its own field."""
    span = tender.duration
    if span is None or span.length is None or span.length.max is None or not tender.document.get("contractLength"):
        return
    for hit in tender.cues.find("terms_of_contract.length_said", without=("contractLength", "title")):
        part = replace(hit.section, text=hit.said)
        other = read_span(part) if not (PART_OF_TERM.search(hit.said) or is_denied(hit) or is_told(hit)) else None
        if (
            other
            and other.length
            and other.length.max
            and not same(span.length, other.length)
            and not same(other.length, span.extension)
        ):
            yield Clause(
                evidence=in_order((*span.evidence[:1], hit.clause)),
                message="The contract length in its own field is not the one in the text.",
            )
            return


def same(one: Length, other: Length | None) -> bool:
    """Whether two lengths may be one: they meet, give or take a tenth. False where there is no other."""
    if other is None:
        return False
    (low, high), (least, most) = in_days(one), in_days(other)
    return low * (1 - SAME) <= most and least <= high * (1 + SAME)


def in_days(length: Length) -> tuple[Decimal, Decimal]:
    """A length's ends in days; open below it starts at nothing, open above at a century."""
    each = DAYS.get(length.unit, Decimal(1))
    low, high = length.min, length.max
    return (low or Decimal(0)) * each, (high if high is not None else Decimal(36_525)) * each
