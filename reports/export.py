"""The researcher's table: one row a notice, as CSV, through pandas.

Columns keep their names and their order (`COLUMNS`); new ones go to the end. Texts that a spreadsheet would run as a
formula get an apostrophe before them. Times are ISO 8601 with their offset, lists are parted by "; ". Sums are pounds,
but for a budget in another `budget_currency`. What a notice does not state is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from reports.safe import visible
from scoring.assess import Assessment
from scoring.finding import Severity
from tenders.errors import RiffleError
from tenders.evidence import Stated
from tenders.tender import Applications, Award, Length, Tender

Cell = str | int | float | None
# How a spreadsheet tells a formula, whatever white space stands before it.
FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r]")
# Any other ending promises what the table is not, or is that of a notice in whose place it was named.
ENDINGS = frozenset({".csv", ".txt", ""})
WEIGHTINGS = ("technical", "cultural", "price")
COLUMNS = (
    *("id", "source", "title", "buyer", "lot", "status", "published", "questions_close", "closes", "latest_start", "location"),
    *("budget_min", "budget_max", "budget_basis", "budget_vat", "budget_expenses"),
    *("duration_min", "duration_max", "duration_unit", "duration_end", "extension_max", "extension_unit"),
    *("phases", "current_phase", "user_research", "who_recruits", "knowledge_transfer"),
    *("payment_approach", "weight_technical", "weight_cultural", "weight_price", "clearance"),
    *("essential_skills", "nice_to_have_skills", "proposal_criteria", "suppliers_to_evaluate", "assessment_methods"),
    *("applications_incomplete", "applications_completed", "applications_sme", "applications_large", "questions"),
    *("winner", "winner_size", "award_value", "award_start"),
    *("waterfall", "flags", "errors", "warnings", "findings", "not_tested", "verdict", "score", "as_of", "rule_set"),
    "budget_currency",
)


def export(found: Iterable[Assessment], path: Path) -> int:
    """Write the table to a CSV file; answers the number of rows.

    Raises RiffleError where it cannot be written, or its name promises another format.
    """
    if path.suffix.lower() not in ENDINGS:
        raise RiffleError(f"{path} would hold CSV all the same: name a file that ends in .csv, which spreadsheets open")
    text, rows = table(found)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise RiffleError(f"{path} cannot be written: {error.strerror}. Name a file that you may write") from error
    return rows


def table(found: Iterable[Assessment]) -> tuple[str, int]:
    """The table as CSV, and its number of rows."""
    import pandas

    rows = [row(one) for one in found]
    frame = pandas.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return str(frame.to_csv(index=False, lineterminator="\n")), len(rows)


def row(found: Assessment) -> dict[str, Cell]:
    """An assessment's cells by column, texts made safe for a spreadsheet."""
    cells: dict[str, Cell] = {**stated(found.tender), **judged(found)}
    return {name: safe(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}


def safe(text: str) -> str:
    """A text that no spreadsheet runs: one that begins as a formula does gets an apostrophe before it."""
    return f"'{visible(text)}" if FORMULA.match(text) else visible(text)


def stated(tender: Tender) -> Mapping[str, Cell]:
    """What the notice states."""
    budget, term = tender.budget, tender.duration
    length = term.length if term else None
    extension = term.extension if term else None
    return {
        "id": tender.id,
        "source": tender.source,
        "title": words(tender.title),
        "buyer": words(tender.buyer),
        "lot": words(tender.lot),
        "status": tender.status.value if tender.status else None,
        "published": tender.published.value.isoformat() if tender.published else None,
        "questions_close": tender.questions_close.value.isoformat() if tender.questions_close else None,
        "closes": tender.closes.value.isoformat() if tender.closes else None,
        "latest_start": tender.start.value.isoformat() if tender.start else None,
        "location": several(tender.location.value if tender.location else None),
        "budget_min": figure(budget.min) if budget else None,
        "budget_max": figure(budget.max) if budget else None,
        "budget_basis": budget.basis if budget else None,
        "budget_vat": budget.vat if budget else None,
        "budget_expenses": budget.expenses if budget else None,
        **lengths("duration", length),
        "duration_end": term.end_date.isoformat() if term and term.end_date else None,
        "extension_max": figure(extension.max) if extension else None,
        "extension_unit": extension.unit if extension else None,
        "phases": several(tender.phases.value if tender.phases else None),
        "current_phase": words(tender.current_phase),
        "user_research": tender.user_research.ask,
        "who_recruits": tender.user_research.who_recruits,
        "knowledge_transfer": tender.knowledge_transfer.ask,
        "payment_approach": words(tender.payment_approach),
        **dict(weightings(tender)),
        "clearance": words(tender.clearance),
        "essential_skills": number(tender.essential),
        "nice_to_have_skills": number(tender.nice_to_have),
        "proposal_criteria": number(tender.proposal_criteria),
        "suppliers_to_evaluate": tender.suppliers_to_evaluate.value if tender.suppliers_to_evaluate else None,
        "assessment_methods": several(tender.assessment_methods.value if tender.assessment_methods else None),
        **applications(tender.incomplete_applications, tender.completed_applications),
        "questions": len(tender.questions),
        **ending(tender.award.value if tender.award else None),
        "budget_currency": budget.currency if budget else None,
    }


def judged(found: Assessment) -> Mapping[str, Cell]:
    """What the rules and the decision say."""
    findings = found.lint.findings
    return {
        "waterfall": found.waterfall,
        "flags": "; ".join(found.lint.labels),
        "errors": sum(finding.severity is Severity.ERROR for finding in findings),
        "warnings": sum(finding.severity is Severity.WARNING for finding in findings),
        "findings": "; ".join(dict.fromkeys(finding.code for finding in findings)),
        "not_tested": "; ".join(skip.code for skip in found.lint.skips),
        "verdict": found.decision.verdict.value,
        "score": found.decision.score,
        "as_of": found.as_of.isoformat(),
        "rule_set": found.rule_set,
    }


def words(said: Stated[str] | None) -> str | None:
    """A text as it was stated."""
    return said.value if said else None


def several(items: Iterable[str] | None) -> str | None:
    """A list in one cell."""
    return None if items is None else "; ".join(items)


def number(said: Stated[tuple[str, ...]] | None) -> int | None:
    """How many items a list holds."""
    return len(said.value) if said else None


def figure(amount: Decimal | None) -> int | float | None:
    """An amount as a number, whole where it is."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def lengths(name: str, length: Length | None) -> dict[str, Cell]:
    """A length's ends and unit."""
    return {
        f"{name}_min": figure(length.min) if length else None,
        f"{name}_max": figure(length.max) if length else None,
        f"{name}_unit": length.unit if length else None,
    }


def weightings(tender: Tender) -> Iterator[tuple[str, Cell]]:
    """The share in percent of each kind of criterion."""
    shares = tender.weightings.value if tender.weightings else {}
    for kind in WEIGHTINGS:
        share = next((share for name, share in shares.items() if kind in name.lower()), None)
        yield f"weight_{kind}", figure(share)


def applications(incomplete: Stated[Applications] | None, completed: Stated[Applications] | None) -> dict[str, Cell]:
    """How many had applied when the page was captured."""
    return {
        "applications_incomplete": incomplete.value.total if incomplete else None,
        "applications_completed": completed.value.total if completed else None,
        "applications_sme": completed.value.sme if completed else None,
        "applications_large": completed.value.large if completed else None,
    }


def ending(award: Award | None) -> dict[str, Cell]:
    """Whom it went to, and for how much."""
    return {
        "winner": award.supplier if award else None,
        "winner_size": award.size if award else None,
        "award_value": figure(award.value) if award else None,
        "award_start": award.start.isoformat() if award and award.start else None,
    }
