"""Evidence: the buyer's own words behind a value, and values that carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quote and its place: `quote` is exactly the section's text at `start:end` (code points).

    `section` is the label of a section of the document; `page` is given for paged documents only, and `cell` ("Sheet.D12",
    where the section's text starts) for spreadsheets only.
    """

    section: str
    start: int
    end: int
    quote: str
    page: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value that the notice states, with the words it came from. A silent field is `None` instead."""

    value: T
    evidence: tuple[Evidence, ...]


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same evidence without repeats, in the order given."""
    return tuple(dict.fromkeys(evidence))
