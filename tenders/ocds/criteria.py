"""How bids will be judged, by a release: criteria with their weights, and what bidders must show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tenders.ocds.fields import Fields
from tenders.rendered import number

# Publishers that have no field of their own for a weight write it as the criterion's description: "30", "63%".
WEIGHT = re.compile(r"^\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)?\s*$", re.IGNORECASE)
# Kinds of number that are a share of the whole, to what a share is multiplied by to be percent.
SHARES = {"percentageExact": Decimal(1), "decimalExact": Decimal(100)}
WHOLE = Decimal(100)
KINDS = {"price": "Price", "cost": "Cost", "quality": "Quality"}
ASKED = {"economic": "Economic standing", "technical": "Technical ability", "suitability": "Suitability to pursue the activity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One award criterion: its kind and name, its weight in percent where that is a number, and its words."""

    kind: str
    name: str
    weight: Decimal | None
    said: str

    def __str__(self) -> str:
        share = f"{number(self.weight)}%" if self.weight is not None else self.said
        return ": ".join(filter(None, (self.name, share)))


def criteria_of(lot: Fields) -> tuple[Criterion, ...]:
    """The award criteria of a lot (or of the whole tender)."""
    return tuple(criterion(found) for found in lot.inside("awardCriteria").each("criteria"))


def criterion(found: Fields) -> Criterion:
    """One criterion."""
    kind, said = found.line("type"), found.text("description")
    figure = WEIGHT.match(said)
    weight = Decimal(figure[1]) if figure else None
    for share in found.each("numbers"):
        unit = SHARES.get(share.line("weight"))
        amount = share.number("number") if unit else None
        if unit and amount is not None:
            weight = amount * unit
    return Criterion(kind=kind, name=found.line("name") or KINDS.get(kind, kind.capitalize()), weight=weight, said=said)


def weightings(criteria: Iterable[Criterion]) -> str:
    """The weights of quality and price in the words of their extractor; "" unless every criterion has one and they make 100."""
    sums: dict[str, Decimal] = {}
    for found in criteria:
        if found.weight is None:
            return ""
        name = KINDS.get(found.kind, "Quality")
        sums[name] = sums.get(name, Decimal(0)) + found.weight
    if sum(sums.values()) != WHOLE:
        return ""
    return "\n".join(f"{name}: {number(weight)}%" for name, weight in sums.items())


def shown(found: Fields) -> list[tuple[str, str]]:
    """What bidders must show, by kind: a label and the words."""
    told: dict[str, list[str]] = {}
    for item in found.each("criteria"):
        label = ASKED.get(item.line("type"), "Conditions for participation")
        words = told.setdefault(label, [])
        words += [text for text in dict.fromkeys((item.text("description"), item.text("minimum"))) if text and text not in words]
    general = found.text("description")
    return [(label, "\n\n".join(words)) for label, words in told.items()] + ([("Selection criteria", general)] if general else [])
