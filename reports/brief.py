"""A tender in a table's few characters: £60k, 6-8 wk, 2E 1W."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from scoring.assess import Assessment
from scoring.finding import Finding, Severity
from scoring.words import SIGNS
from tenders.evidence import Stated
from tenders.tender import Length, Money, Span, Tender

UNITS = {"days": "d", "weeks": "wk", "months": "mo", "years": "yr", "percent": "%"}
ENDS_SHORT = {"total": "", "initial": " first", "per_year": "/yr", "day_rate": "/day"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A notice as one row of the screen, every cell as it is shown."""

    id: str
    verdict: str
    score: str
    left: str
    budget: str
    length: str
    phases: str
    initials: str
    findings: str
    title: str
    buyer: str
    decided: str


def row(found: Assessment) -> Row:
    """The row of an assessment."""
    tender = found.tender
    return Row(
        id=tender.id,
        verdict=found.decision.verdict.value,
        score=str(found.decision.score),
        left=left(found),
        budget=brief_budget(tender.budget),
        length=brief_span(tender.duration),
        phases=", ".join(tender.bought) or "-",
        initials="+".join(phase[0].upper() for phase in tender.bought) or "-",
        findings=tally(found.lint.findings),
        title=title(tender),
        buyer=said(tender.buyer) or "buyer not stated",
        decided=found.decided[-1].verdict if found.decided else "",
    )


def left(found: Assessment) -> str:
    """Days left to bid: "8", "<1", "closed", or "-" where that is not known."""
    if any(gate.key == "deadline" for gate in found.decision.failed):
        return "closed"
    if found.tender.closes is None:
        return "-"
    days = (found.tender.closes.value - found.as_of) / timedelta(days=1)
    return "<1" if days < 1 else str(int(days))


def tally(findings: Iterable[Finding]) -> str:
    """Findings by severity, such as "2E 1W", or "none"."""
    marks = [finding.severity for finding in findings]
    parts = [f"{marks.count(severity)}{severity.value[0].upper()}" for severity in Severity if severity in marks]
    return " ".join(parts) or "none"


def brief_money(amount: Decimal, currency: str = "GBP") -> str:
    """£950, £7.5k, £60k, $1.2m."""
    sign = SIGNS.get(currency, f"{currency} ")
    for size, mark in ((Decimal(1_000_000), "m"), (Decimal(1_000), "k")):
        if amount >= size or (mark == "m" and round(amount, -3) >= size):
            scaled = amount / size
            figure = f"{scaled:.1f}" if scaled < 10 else f"{scaled:.0f}"
            return f"{sign}{figure.removesuffix('.0')}{mark}"
    return f"{sign}{amount:.0f}"


def brief_budget(budget: Money | None) -> str:
    """£60k, £50k-£60k, £500-£600/day, £120k/yr, or "-"."""
    if budget is None or (budget.max is None and budget.min is None):
        return "-"
    figures = [brief_money(amount, budget.currency) for amount in (budget.min, budget.max) if amount is not None]
    low = f"{figures[0]}+" if budget.max is None else "-".join(dict.fromkeys(figures))
    return low + ENDS_SHORT[budget.basis]


def brief_length(length: Length) -> str:
    """6-8 wk, ≤2 yr, 25%."""
    high = number(length.max) if length.max is not None else None
    low = number(length.min) if length.min is not None else None
    unit = UNITS[length.unit]
    gap = "" if unit == "%" else " "
    if low is None or high is None:
        return f"{'≤' if low is None else '≥'}{high or low}{gap}{unit}"
    return f"{low if low == high else f'{low}-{high}'}{gap}{unit}"


def brief_span(span: Span | None) -> str:
    """A term for a table: its length, else its end, else "-"."""
    if span is None:
        return "-"
    if span.length is not None:
        return brief_length(span.length)
    return f"to {span.end_date.day} {span.end_date:%b %y}" if span.end_date else "-"


def title(tender: Tender) -> str:
    """The notice's title, or its number where it has none."""
    return said(tender.title) or f"Notice {tender.id}"


def said(stated: Stated[str] | None) -> str:
    """The text that was stated, on one line; "" where none was."""
    return " ".join(stated.value.split()) if stated else ""


def number(amount: Decimal) -> str:
    """6, 1.5."""
    return f"{amount.normalize():f}"
