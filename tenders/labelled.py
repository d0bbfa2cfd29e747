"""Labels: what a careful reader found in notices, and what Riffle reads in the same, as answers that can be compared.

A labels file has a JSON object a line: `id`, and for each field what the reader found (budget, duration, phases_bought,
user_research, knowledge_transfer). It holds no text of the notices.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tenders.errors import UnreadableError
from tenders.tender import Length, Tender

Field = Literal["budget", "duration", "phases", "user_research", "knowledge_transfer"]
FIELDS: tuple[Field, ...] = ("budget", "duration", "phases", "user_research", "knowledge_transfer")
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A notice that was read by Riffle and by a labeller: the two answers to each field, in the same words."""

    tender: Tender
    labelled: Mapping[Field, str]
    read: Mapping[Field, str]


def load(path: Path) -> dict[str, Mapping[Field, str]]:
    """The answers of a labels file by notice number. Raises UnreadableError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} cannot be read as labels: give a file of JSON lines") from error
    found: dict[str, Mapping[Field, str]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                label = json.loads(line)
                found[str(label["id"])] = {field: LABEL[field](label) for field in FIELDS}
            except (ValueError, KeyError, TypeError) as error:
                raise UnreadableError(f"{path}, line {number} is not a label ({error}): correct or remove it") from error
    return found


def matched(tenders: Iterable[Tender], labels: Mapping[str, Mapping[Field, str]]) -> list[Labelled]:
    """Each tender that has a label, with both answers."""
    return [
        Labelled(tender=tender, labelled=labels[tender.id], read={field: READ[field](tender) for field in FIELDS})
        for tender in tenders
        if tender.id in labels
    ]


def money(low: object, high: object, basis: object) -> str:
    """A budget as an answer."""
    return NONE if low is None and high is None else f"{number(low)} to {number(high)} {basis}"


def time(low: object, high: object, unit: object, end: object) -> str:
    """A term as an answer."""
    if unit:
        return f"{number(low)} to {number(high)} {unit}"
    return f"until {end}" if end else NONE


def number(value: object) -> str:
    """A number as it is compared, "?" where there is none."""
    return "?" if value is None else f"{float(str(value)):g}"


def labelled_budget(label: Mapping[str, Any]) -> str:
    """The labeller's budget."""
    budget = label["budget"]
    return money(budget["min_gbp"], budget["max_gbp"], budget["basis"]) if budget["stated"] else NONE


def labelled_duration(label: Mapping[str, Any]) -> str:
    """The labeller's term."""
    term = label["duration"]
    return time(term["min"], term["max"], term["unit"], term["end_date"]) if term["stated"] else NONE


def read_budget(tender: Tender) -> str:
    """Riffle's budget."""
    return money(tender.budget.min, tender.budget.max, tender.budget.basis) if tender.budget else NONE


def read_duration(tender: Tender) -> str:
    """Riffle's term."""
    if tender.duration is None:
        return NONE
    length: Length | None = tender.duration.length
    return time(length and length.min, length and length.max, length and length.unit, tender.duration.end_date)


LABEL: Mapping[Field, Callable[[Mapping[str, Any]], str]] = {
    "budget": labelled_budget,
    "duration": labelled_duration,
    "phases": lambda label: ", ".join(label["phases_bought"]) or NONE,
    "user_research": lambda label: str(label["user_research"]["ask"]),
    "knowledge_transfer": lambda label: str(label["knowledge_transfer"]["ask"]),
}
READ: Mapping[Field, Callable[[Tender], str]] = {
    "budget": read_budget,
    "duration": read_duration,
    "phases": lambda tender: ", ".join(tender.bought) or NONE,
    "user_research": lambda tender: tender.user_research.ask,
    "knowledge_transfer": lambda tender: tender.knowledge_transfer.ask,
}
