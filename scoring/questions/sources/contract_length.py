"""Term, extension, statements of work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import CALLED_OFF, View, said


class ContractLength(Source):
    """Term, extension, statements of work."""

    topic: ClassVar[str] = "contract_length"
    why: ClassVar[str] = "It decides for how long people are held, and what happens to them after."
    rules: ClassVar[tuple[str, ...]] = ("W014", "W016")

    def drafts(self, view: View) -> Iterator[Draft]:
        span = view.tender.duration
        called = view.first(
            CALLED_OFF, "summary", "contractLength", "additionalTerms", "backgroundInformation", "outcome", "budgetRange"
        )
        if span is None:
            yield self.ask(view, f"How long is {view.work} to last, and may it be extended?")
        elif called:
            yield self.ask(
                view,
                f"You write {said(called[1], called[0][0])}. How are pieces of work agreed and priced over the"
                f" {view.term or 'term'}, and is any amount of work certain?",
                called[1],
            )
        elif span.extension is None and view.term:
            yield self.ask(
                view,
                f"The term is {view.term}. Is there an option to extend it, and if so for how long, and decided by when?",
                *span.evidence[:1],
                sharp=1,
            )
        elif span.extension is not None:
            yield self.ask(
                view,
                f"What decides whether the option to extend beyond {view.term or 'the first term'} is used, and by when would"
                " the supplier know?",
                *span.evidence[:1],
                sharp=1,
            )
