"""Handover, training and support after the work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.rule import Route


class KnowledgeTransfer(Source):
    """Handover, training and support after the work."""

    topic: ClassVar[str] = "knowledge_transfer"
    not_for: ClassVar[frozenset[Route]] = frozenset({"user-research-participants"})
    why: ClassVar[str] = "Handing over needs somebody to hand over to, and days that are priced."
    rules: ClassVar[tuple[str, ...]] = ("T003", "T004", "T010", "T012", "C010")

    def drafts(self, view: View) -> Iterator[Draft]:
        found = view.tender.knowledge_transfer
        if found.ask == "vague" and found.evidence:
            yield self.ask(
                view,
                f"You write {said(found.evidence[0])}. Who takes the work over, how many people are they, and from when have"
                " they time for it?",
                *found.evidence[:1],
            )
        elif found.ask == "none":
            yield self.ask(
                view,
                f"Who looks after what {view.work} leaves behind: your own people or a supplier, and what must be handed over to"
                " them?",
            )
