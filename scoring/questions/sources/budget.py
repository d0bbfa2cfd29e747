"""How much money there is, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, length_words
from scoring.words import listed


class Budget(Source):
    """How much money there is, and for what."""

    topic: ClassVar[str] = "budget"
    why: ClassVar[str] = "Without it a bid prices a guess: the team is too large, or too small to do the work."
    rules: ClassVar[tuple[str, ...]] = ("C001", "C002", "C013")

    def drafts(self, view: View) -> Iterator[Draft]:
        found = view.tender.budget
        if found is None or not view.budget:
            over = view.over
            if view.of_specialist:
                yield self.ask(view, "What is the most that you would pay for a day, excluding VAT, and are expenses paid on top?")
                return
            yield self.ask(
                view,
                f"What budget is approved for {view.work}{over}, excluding VAT? If no figure can be given: within what range"
                " would a bid be affordable?",
            )
            return
        quote = found.evidence[:1]
        if found.basis == "day_rate":
            return
        span = view.tender.duration
        extension = length_words(span.extension) if span and span.extension and (span.extension.min or span.extension.max) else ""
        if extension and span and span.extension and span.extension.unit != "percent":
            yield self.ask(
                view,
                f"Does the budget of {view.budget} cover the first {view.term or 'term'} only, or also the extension of"
                f" {extension}?",
                *quote,
                subject=view.budget,
            )
        elif len(view.tender.bought) > 1:
            phases = listed(view.tender.bought)
            yield self.ask(
                view,
                f"How is the budget of {view.budget} divided between {phases}, and is the part for the later phases approved"
                " already?",
                *quote,
                subject=view.budget,
            )
        elif found.min is None or found.min == found.max:
            things = ["licences", "hosting", *(["participants in research"] if view.tender.user_research.ask == "activity" else [])]
            yield self.ask(
                view,
                f"Is {view.budget} approved and a ceiling, or an estimate? Must it pay for {listed(things)} as well as people?",
                *quote,
                sharp=1,
                subject=view.budget,
            )
        else:
            yield self.ask(
                view,
                f"The budget is {view.budget}: what would you expect for the upper figure that you would not for the lower?",
                *quote,
                subject=view.budget,
            )
