"""A record: one notice as plain values for JSON, in the shape that researchers' tools and the benchmarks read.

Every stated value has evidence: the section's label, the start and end in its text (code points), and the quote.
Amounts are numbers in the notice's currency; times are ISO 8601 with their offset.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from reports.judged import place, quotes
from scoring.assess import Assessment
from tenders.evidence import Evidence, Stated, in_order
from tenders.tender import Applications, Award, Length, Money, Question, Span, Tender

# Fields that go into the record as they stand: words, lists of words, and the hurdles as a list of objects.
AS_STATED = (
    "payment_approach",
    "clearance",
    "existing_team",
    "work_done",
    "location",
    "essential",
    "nice_to_have",
    "proposal_criteria",
    "cultural_criteria",
    "assessment_methods",
    "suppliers_to_evaluate",
    "roles",
    "hurdles",
)
# Fields that are several things at once: an object each, with its evidence in it.
TOLD = ("clearance_asked", "on_site", "market_engagement", "incumbent")


def record(assessment: Assessment) -> dict[str, Any]:
    """The record of an assessed tender."""
    tender, document = assessment.tender, assessment.tender.document
    research, transfer, counts = tender.user_research, tender.knowledge_transfer, tender.transfer_standing
    return {
        "id": tender.id,
        "source": tender.source,
        "title": value(tender.title),
        "buyer": value(tender.buyer),
        "lot": value(tender.lot),
        "status": value(tender.status),
        "award": value(tender.award, award),
        "published": value(tender.published, lambda moment: moment.date().isoformat()),
        "questions_close": value(tender.questions_close, lambda moment: moment.isoformat()),
        "closes": value(tender.closes, lambda moment: moment.isoformat()),
        "start": value(tender.start, lambda day: day.isoformat()),
        "budget": money(tender.budget) if tender.budget else None,
        "duration": span(tender.duration) if tender.duration else None,
        "phases": list(tender.bought),
        "phases_evidence": evidence_of(tender.phases),
        "current_phase": value(tender.current_phase),
        "user_research": {"ask": research.ask, "who_recruits": research.who_recruits, "evidence": quotes(research.evidence)},
        "participants": told(tender.participants),
        "knowledge_transfer": {
            "ask": transfer.ask,
            "scored": bool(counts and counts.value.scored),
            "nice_to_have_only": bool(counts and counts.value.nice_to_have_only),
            "evidence": quotes(in_order((*transfer.evidence, *(counts.evidence if counts and transfer.evidence else ())))),
        },
        **{name: plain(value(getattr(tender, name))) for name in AS_STATED},
        **{name: told(getattr(tender, name)) for name in TOLD},
        "weightings": value(tender.weightings, lambda found: {name: number(percent) for name, percent in found.items()}),
        "applications": applications(tender),
        "questions": [question(found) for found in tender.questions],
        "facts": {name: {"value": plain(fact.value), "evidence": quotes(fact.evidence)} for name, fact in tender.facts.items()},
        "evidence": {name: evidence_of(getattr(tender, name)) for name in STATED if getattr(tender, name) is not None},
        "flags": list(assessment.lint.labels),
        "waterfall": assessment.waterfall,
        "rule_set": assessment.rule_set,
        "read": {"share": document.read_share, "not_read": list(document.not_read), "mended": list(document.mended)},
        "sections": [{"field": section.label, "text": section.text, **place(section)} for section in document.sections],
    }


# Fields whose evidence stands together under `evidence`, beside the plain value.
STATED = (
    "title",
    "buyer",
    "lot",
    "status",
    "award",
    "published",
    "questions_close",
    "closes",
    "start",
    "current_phase",
    "weightings",
    *AS_STATED,
    "incomplete_applications",
    "completed_applications",
)


def value(stated: Stated[Any] | None, shape: Callable[[Any], Any] = lambda found: found) -> Any:
    """A stated value in its JSON shape, or None where the notice is silent."""
    return None if stated is None else shape(stated.value)


def told(stated: Stated[Any] | None) -> dict[str, Any] | None:
    """A stated value as an object with its evidence, or None where the notice is silent."""
    return None if stated is None else {**plain(stated.value), "evidence": quotes(stated.evidence)}


def evidence_of(stated: Stated[Any] | None) -> list[dict[str, Any]]:
    """A stated value's evidence; none where the notice is silent."""
    found: tuple[Evidence, ...] = stated.evidence if stated else ()
    return quotes(found)


def plain(found: Any) -> Any:
    """A value that JSON can hold: decimals as numbers, tuples as lists, dataclasses as objects."""
    if found is None or isinstance(found, str):
        return found  # as nearly all are
    if isinstance(found, Decimal):
        return number(found)
    if is_dataclass(found) and not isinstance(found, type):
        return {field.name: plain(getattr(found, field.name)) for field in fields(found)}
    return [plain(item) for item in found] if isinstance(found, tuple) else found


def number(amount: Decimal | None) -> int | float | None:
    """A decimal as the JSON number that prints shortest."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def money(budget: Money) -> dict[str, Any]:
    """A budget."""
    return {
        "min": number(budget.min),
        "max": number(budget.max),
        "currency": budget.currency,
        "basis": budget.basis,
        "vat": budget.vat,
        "expenses": budget.expenses,
        "evidence": quotes(budget.evidence),
    }


def span(duration: Span) -> dict[str, Any]:
    """A term, its extension and its first piece."""
    whole = length(duration.length) or {"min": None, "max": None, "unit": None}
    return {
        **whole,
        "end_date": duration.end_date.isoformat() if duration.end_date else None,
        "extension": length(duration.extension),
        "first_piece": length(duration.first_piece),
        "evidence": quotes(duration.evidence),
    }


def length(found: Length | None) -> dict[str, Any] | None:
    """A length of time."""
    return None if found is None else {"min": number(found.min), "max": number(found.max), "unit": found.unit}


def award(found: Award) -> dict[str, Any]:
    """How the notice ended."""
    return {
        "supplier": found.supplier,
        "value": number(found.value),
        "start": found.start.isoformat() if found.start else None,
        "size": found.size,
    }


def applications(tender: Tender) -> dict[str, Any]:
    """The counts of applications that the page showed when it was captured."""

    def count(found: Applications) -> dict[str, Any]:
        return {"total": found.total, "sme": found.sme, "large": found.large}

    return {"incomplete": value(tender.incomplete_applications, count), "completed": value(tender.completed_applications, count)}


def question(found: Question) -> dict[str, Any]:
    """A published question with its answer."""
    return {"number": found.number, "question": found.question, "answer": found.answer}
