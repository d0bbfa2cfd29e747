"""A tender in people's words, as a page tells it. No format is decided here; `reports.brief` has the short forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from reports.brief import brief_budget, brief_span, left, number, said
from reports.decisions import said as decision_said
from reports.wording import (
    clearance_words,
    engagement_words,
    hurdle_words,
    incumbent_words,
    on_site_words,
    participants_words,
    standing_words,
)
from scoring.assess import Assessment
from scoring.engine import SILENT_ASK, contributions
from scoring.finding import Finding, LintResult, Severity
from scoring.words import count, day, listed, moment, money, pounds
from tenders.evidence import Evidence, Stated
from tenders.tender import Applications, Award, Length, Money, Span, Tender

T = TypeVar("T")
NOT_STATED = "Not stated"
BASES = {"total": "in total", "initial": "for the first piece of work", "per_year": "a year", "day_rate": "a day"}
RESEARCH = {"activity": "asked for as work", "skill_only": "asked for as a skill only", "none": "not asked for"}
RECRUITERS = {
    "buyer": "the buyer finds the participants",
    "supplier": "the supplier finds the participants",
    "shared": "buyer and supplier find the participants together",
    "not_stated": "who finds the participants is not stated",
    "not_applicable": "",
}
TRANSFER = {"specific": "asked for, and how", "vague": "named, but not how, to whom or when", "none": "not asked for"}
LOTS = {
    "digital-outcomes": "Digital outcomes",
    "digital-specialists": "Digital specialists",
    "user-research-participants": "User research participants",
}
# Facts beyond the fields, by the name that their extractor gives them; another is shown by its name as it stands.
FACTS = {"off_payroll": "Off-payroll rules"}
YES_OR_NO = {"off_payroll": ("They apply (inside IR35)", "They do not apply (outside IR35)")}
QUOTE = 160
WORD = re.compile(r"\w+")
DOUBT = "Documents that a notice links to are read only where they were fetched: riffle crawl --attachments, or give their files."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one rule adds to the waterfall score or takes from it, in its own words, with the words behind it."""

    code: str
    message: str
    points: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How a waterfall score adds up: where a silent ask stands, and each rule's part, heaviest first."""

    start: int
    parts: tuple[Part, ...]


def sum_of(result: LintResult) -> Sum:
    """How the waterfall score of a lint result adds up."""
    first = {finding.code: finding for finding in reversed((*result.findings, *result.credits))}
    parts = (
        Part(code=code, message=first[code].message, points=points, evidence=first[code].evidence)
        for code, points in contributions(result)
        if points
    )
    return Sum(start=SILENT_ASK, parts=tuple(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that the notice says, or is silent on: a name, the value in words, and the words behind it."""

    name: str
    value: str
    stated: bool = True
    evidence: tuple[Evidence, ...] = ()


def tally_words(findings: Iterable[Finding]) -> str:
    """Findings by severity in words: "2 errors and 1 warning", or "no findings"."""
    marks = [finding.severity for finding in findings]
    names = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"), Severity.INFO: ("info", "info")}
    return listed(count(marks.count(s), *names[s]) for s in Severity if s in marks) or "no findings"


def glance(found: Assessment) -> str:
    """When it closes, for how much, for how long and which phases, in a line."""
    tender, days = found.tender, left(found)
    when = day(tender.closes.value) if tender.closes else ""
    closing = {"closed": f"Closed {when}".strip(), "-": "No closing date", "<1": f"Closes {when}, in less than a day"}
    end = closing.get(days) or f"Closes {when}, {count(int(days), 'day')} left"
    parts = [
        brief_budget(tender.budget) if tender.budget else "no budget stated",
        brief_span(tender.duration) if tender.duration else "no length stated",
        listed(tender.bought) or "no phase named",
    ]
    return " · ".join([end, *parts])


def budget_words(budget: Money) -> str:
    """£50,000 to £60,000 in total, without VAT, expenses included."""
    figures = list(dict.fromkeys(money(amount, budget.currency) for amount in (budget.min, budget.max) if amount is not None))
    figure = " to ".join(figures) if budget.max is not None else f"from {' to '.join(figures)}"
    if budget.min is None and budget.max is not None:
        figure = f"up to {figure}"
    vat = {"excluded": "without VAT", "included": "with VAT", "unstated": "VAT not stated"}[budget.vat]
    expenses = {"excluded": "expenses on top", "included": "with expenses", "unstated": "expenses not stated"}[budget.expenses]
    return f"{figure} {BASES[budget.basis]}, {vat}, {expenses}"


def length_words(length: Length) -> str:
    """6 to 8 weeks, up to 2 years, 25%."""
    unit: str = "%" if length.unit == "percent" else length.unit
    gap = "" if unit == "%" else " "
    low, high = length.min, length.max
    if high is not None and high == 1:
        unit = unit.removesuffix("s")
    if low is None or high is None:
        end = low if high is None else high
        return f"{'up to' if low is None else 'at least'} {number(end)}{gap}{unit}" if end is not None else NOT_STATED
    return f"{number(low) if low == high else f'{number(low)} to {number(high)}'}{gap}{unit}"


def span_words(span: Span) -> str:
    """6 to 8 weeks, the first piece 2 weeks, with an extension of up to 1 year."""
    parts = [length_words(span.length)] if span.length else []
    if span.end_date:
        parts.append(f"until {day(span.end_date)}")
    if span.first_piece:
        parts.append(f"the first piece {length_words(span.first_piece)}")
    if span.extension:
        parts.append(f"with an extension of {length_words(span.extension)}")
    return ", ".join(parts) or NOT_STATED


def award_words(award: Award) -> str:
    """Awarded to whom, for how much."""
    value = f" for {pounds(award.value)}" if award.value is not None else ""
    start = f", starting {day(award.start)}" if award.start else ""
    return f"Awarded to {award.supplier or 'a supplier not named'}{value}{start}"


def applied(stated: Stated[Applications]) -> str:
    """Twelve (8 SME, 4 large)."""
    found = stated.value
    sizes = [f"{n} {name}" for n, name in ((found.sme, "SME"), (found.large, "large")) if n is not None]
    return f"{found.total}{f' ({listed(sizes)})' if sizes else ''}"


def facts(tender: Tender) -> Iterator[Fact]:
    """What a bid manager looks for, in reading order; what the notice is silent on is said so."""
    text = [
        ("Buyer", tender.buyer, said(tender.buyer)),
        ("Lot", tender.lot, LOTS.get(said(tender.lot), said(tender.lot))),
        ("Status", tender.status, tender.status.value.capitalize() if tender.status else ""),
        ("Award", tender.award, award_words(tender.award.value) if tender.award else ""),
        ("Published", tender.published, day(tender.published.value) if tender.published else ""),
        ("Questions close", tender.questions_close, moment(tender.questions_close.value) if tender.questions_close else ""),
        ("Applications close", tender.closes, moment(tender.closes.value) if tender.closes else ""),
        ("Latest start", tender.start, day(tender.start.value) if tender.start else ""),
    ]
    for name, stated, value in text:
        if name not in ("Lot", "Award") or stated is not None:
            yield fact(name, value, stated.evidence if stated else None)
    yield fact("Budget", budget_words(tender.budget) if tender.budget else "", tender.budget.evidence if tender.budget else None)
    term = tender.duration
    yield fact("Length", span_words(term) if term else "", term.evidence if term else None)
    bought = tender.phases
    yield fact("Phases bought", listed(bought.value).capitalize() if bought else "", bought.evidence if bought else None)
    yield fact("Service is now at", said(tender.current_phase), tender.current_phase.evidence if tender.current_phase else None)
    research = tender.user_research
    words = [RESEARCH[research.ask], RECRUITERS[research.who_recruits] if research.ask == "activity" else ""]
    yield fact("User research", "; ".join(w for w in words if w).capitalize(), research.evidence)
    yield from where_stated("Research participants", tender.participants, participants_words)
    transfer, counts = tender.knowledge_transfer, tender.transfer_standing
    words = [TRANSFER[transfer.ask], standing_words(counts.value) if counts else ""]
    yield fact("Knowledge transfer", "; ".join(w for w in words if w).capitalize(), transfer.evidence)
    place = tender.location
    yield fact("Location", listed(place.value) if place else "", place.evidence if place else None)
    yield fact("Payment", said(tender.payment_approach), tender.payment_approach.evidence if tender.payment_approach else None)
    weights = tender.weightings
    shares = ", ".join(f"{name.lower()} {number(share)}%" for name, share in weights.value.items()) if weights else ""
    yield fact("Weightings", shares.capitalize(), weights.evidence if weights else None)
    essential = tender.essential
    skills = count(len(essential.value), "essential skill") if essential else ""
    yield fact("Criteria", skills, essential.evidence if essential else None)
    asked, answer = tender.clearance_asked, tender.clearance
    if asked is not None:
        yield fact("Clearance", clearance_words(asked.value), asked.evidence)
    else:
        yield fact("Clearance", said(answer), answer.evidence if answer else None)
    yield from where_stated("On site", tender.on_site, on_site_words)
    yield from where_stated("Market engagement", tender.market_engagement, engagement_words)
    yield from where_stated("Incumbent", tender.incumbent, incumbent_words)
    yield from where_stated("Roles", tender.roles, listed)
    yield from where_stated("Hurdles", tender.hurdles, lambda found: listed(hurdle_words(each) for each in found))
    done = tender.completed_applications
    if done is not None:
        yield fact("Applications", applied(done), done.evidence)
    for name, found in tender.facts.items():
        yield fact(FACTS.get(name, name.replace("_", " ").capitalize()), fact_words(name, found.value), found.evidence)


def where_stated(name: str, found: Stated[T] | None, words: Callable[[T], str]) -> Iterator[Fact]:
    """A fact that is shown only where the notice states it."""
    if found is not None:
        said = words(found.value)
        yield fact(name, said[:1].upper() + said[1:], found.evidence)


def fact_words(name: str, value: object) -> str:
    """A fact beyond the fields, in words."""
    if isinstance(value, bool):
        return YES_OR_NO.get(name, ("Yes", "No"))[not value]
    if isinstance(value, tuple):
        return listed(str(each) for each in value)
    return str(value).capitalize() if isinstance(value, str) else str(value)


def fact(name: str, value: str, evidence: tuple[Evidence, ...] | None) -> Fact:
    """A fact, or the word that the notice is silent on it. `evidence` is None where it is."""
    if evidence is None or not value:
        return Fact(name=name, value=NOT_STATED, stated=False)
    return Fact(name=name, value=shortened(value, 2 * QUOTE), evidence=evidence)


def shortened(text: str, most: int = QUOTE) -> str:
    """A text on one line, its lines parted by a dot, cut at a word with an ellipsis where it is longer than `most`."""
    flat = " · ".join(" ".join(part.split()) for part in text.split("\n") if part.strip())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,.;:") + "…"


def same(quote: str, value: str) -> bool:
    """Whether a quote says no more than the value shown, so that it need not be repeated."""
    return WORD.findall(quote.casefold()) == WORD.findall(value.casefold())


def reading(tender: Tender) -> Iterator[str]:
    """What was read and what was not, a sentence each."""
    document = tender.document
    answered = sum(1 for section in document.sections if section.text.strip())
    blank = len(document.sections) - answered
    read = count(answered, "answer")
    yield f"{round(document.read_share * 100)}% of the document was read: {read}{f', and {blank} left blank' if blank else ''}."
    if document.not_read:
        yield f"Not read: {listed(document.not_read)}."
    if document.mended:
        yield f"Put right: {listed(document.mended)}."
    yield DOUBT


def beyond(found: Assessment) -> Iterator[str]:
    """What is known of a notice beyond its text, a sentence each: where else it is published, and what people decided."""
    own = (found.tender.source, found.tender.id)
    others = [f"{source} ({number})" for source, number in found.origins if (source, number) != own]
    if others:
        yield f"Also published on {listed(others)}."
    yield from map(decision_said, found.decided)


def standing(found: Assessment) -> str:
    """How sure the decision is, in a sentence."""
    decision = found.decision
    share = round(decision.known * 100)
    if not decision.silent:
        return f"Confidence is {decision.confidence}: every gate and factor rests on something stated."
    missing = listed(name.lower() for name in dict.fromkeys(decision.silent))
    return f"Confidence is {decision.confidence}: {share}% of the weight rests on something stated. Not known: {missing}."


def basis(found: Assessment) -> str:
    """For whom the decision was made, in a sentence."""
    if found.decision.profile_given:
        return "Judged for the profile in your settings."
    return (
        "No profile was given, so neutral defaults stand in. To judge for yourself, fill in riffle.toml: “riffle init” writes one."
    )
