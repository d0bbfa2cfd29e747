"""Extractors: one file a field (or a family of like fields). Each is found here and run on every document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from tenders.cues import Cues
from tenders.discovery import units
from tenders.document import Document

T = TypeVar("T")


class Reading:
    """A document as an extractor sees it: its sections by field, and the cues found in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cues = Cues(document)
        self._worked_out: dict[Callable[[Reading], Any], Any] = {}

    def once(self, work: Callable[[Reading], T]) -> T:
        """What several extractors need, worked out when the first of them asks."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        found: T = self._worked_out[work]
        return found


class Extractor:
    """Finds values in a reading. `extract` answers {field name: value}; a field it leaves out is silent.

    A name that is no field of Tender goes to `Tender.facts`, so that a new extractor needs no other edit; such a
    value is a `Stated`.
    """

    def extract(self, reading: Reading) -> Mapping[str, object]:
        raise NotImplementedError


@cache
def extractors() -> tuple[Extractor, ...]:
    """One of every extractor in this package."""
    return tuple(kind() for kind in units(__name__, Extractor))
