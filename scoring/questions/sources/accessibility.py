"""Accessibility, assisted digital and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import SAID, View, said
from scoring.rule import BY_THE_DAY, Route
from scoring.services import has_screens
from tenders.fields import CRITERIA

WELSH = re.compile(r"\b(?:Welsh|bilingual)\b")
NAMED = re.compile(r"\b(?:accessib(?:le|ility)|assisted digital|WCAG)\b", re.IGNORECASE)


class Accessibility(Source):
    """Accessibility, assisted digital and Welsh."""

    topic: ClassVar[str] = "accessibility"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "An audit, a second language or another channel is work that a price must hold."
    rules: ClassVar[tuple[str, ...]] = ("U005", "U010")

    def drafts(self, view: View) -> Iterator[Draft]:
        welsh = view.first(WELSH, *SAID, "title", *CRITERIA)
        named = view.first(NAMED, *SAID, *CRITERIA)
        if welsh:
            hit, evidence = welsh
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Must what is made be in Welsh as well, and who translates?",
                evidence,
                subject=hit[0],
            )
        elif named:
            hit, evidence = named
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. To which standard and level (such as WCAG 2.1 AA), who audits, and is the"
                " audit inside the price?",
                evidence,
                subject=hit[0],
                sharp=1 if "WCAG" in evidence.quote else 2,
            )
        elif has_screens(view.tender):
            yield self.ask(
                view,
                f"Which accessibility standard must {view.work} meet, who audits it, and is the audit inside the price?",
                sharp=1,
            )
