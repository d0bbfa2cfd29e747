"""Earlier talks with suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said


class MarketEngagement(Source):
    """Earlier talks with suppliers."""

    topic: ClassVar[str] = "market_engagement"
    why: ClassVar[str] = "Whoever was in the room knows more: what was said there should be open to all."
    rules: ClassVar[tuple[str, ...]] = ("P008",)

    def drafts(self, view: View) -> Iterator[Draft]:
        found = view.tender.market_engagement
        if found and found.value.state == "done" and found.evidence:
            yield self.ask(
                view,
                f"On early market engagement you write {said(found.evidence[0])}. Which suppliers took part, and can what was"
                " shown and said be shared with every bidder?",
                *found.evidence[:1],
            )
        elif found and found.value.state == "planned" and found.evidence:
            yield self.ask(
                view,
                f"On early market engagement you write {said(found.evidence[0])}. When and how can bidders take part?",
                *found.evidence[:1],
            )
