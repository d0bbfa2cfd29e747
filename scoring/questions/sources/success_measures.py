"""How success and performance are measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.rule import BY_THE_DAY, Route

AIM = re.compile(
    r"\b(?:improv(?:e|ed|ing)|reduc(?:e|ed|ing|tion)|increas(?:e|ed|ing)|faster|efficien(?:t|cy|cies)|cost savings?"
    r"|save (?:time|money)|better (?:user )?experience|KPIs?|benefits)\b",
    re.IGNORECASE,
)


class SuccessMeasures(Source):
    """How success and performance are measured."""

    topic: ClassVar[str] = "success_measures"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "It says what the buyer will judge the work by, and what a proposal should aim at."
    rules: ClassVar[tuple[str, ...]] = ("S011",)

    def drafts(self, view: View) -> Iterator[Draft]:
        aim = view.first(AIM, "outcome", "summary", "backgroundInformation")
        if aim:
            hit, evidence = aim
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. What is the figure today, and what would count as success at the end of"
                f" {view.work}?",
                evidence,
                subject=evidence.quote,
            )
            return
        yield self.ask(view, f"By which measures will you judge whether {view.work} has succeeded, and what are they today?")
