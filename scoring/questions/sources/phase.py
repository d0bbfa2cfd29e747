"""Which phase, what was assessed before it, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.rule import BY_THE_DAY, Route
from scoring.words import listed


class Phase(Source):
    """Which phase, what was assessed before it, and what follows."""

    topic: ClassVar[str] = "phase"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "It decides what evidence there is to stand on, and what may come after."
    rules: ClassVar[tuple[str, ...]] = ("W007", "W008", "W009", "W010", "W018", "W020", "W021")

    def drafts(self, view: View) -> Iterator[Draft]:
        bought = view.tender.bought
        now = view.tender.current_phase
        if view.before and bought:
            yield self.ask(
                view,
                f"You are buying {view.work} after {view.before}. Is {view.before} complete, was it assessed against the Service"
                " Standard, and may bidders see the result?",
                *(now.evidence[:1] if now else ()),
            )
        elif bought == ("discovery",):
            yield self.ask(
                view,
                "What is to follow the discovery: is money set aside for an alpha, and would it be a new procurement or part of"
                " this contract?",
                *(view.tender.phases.evidence[:1] if view.tender.phases else ()),
                sharp=1,
            )
        elif len(bought) > 1:
            yield self.ask(
                view,
                f"Who decides, and on what evidence, whether the work goes on from one of {listed(bought)} to the next, and will"
                " each be assessed against the Service Standard?",
                *(view.tender.phases.evidence[:1] if view.tender.phases else ()),
                sharp=1,
            )
        elif bought:
            yield self.ask(
                view,
                f"What was learned before {view.work}, will it end with a Service Standard assessment, and what is to follow it?",
                sharp=1,
            )
        elif now and not re.search("applicable", now.value, re.IGNORECASE):
            yield self.ask(
                view,
                f"The current phase is given as {said(now.evidence[0])}. Which phases is the supplier to deliver, and will they"
                " be assessed against the Service Standard?",
                *now.evidence[:1],
                sharp=1,
            )
