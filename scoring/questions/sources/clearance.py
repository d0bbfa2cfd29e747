"""Vetting of the supplier's people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said, sentence


class Clearance(Source):
    """Vetting of the supplier's people."""

    topic: ClassVar[str] = "clearance"
    why: ClassVar[str] = "Clearance takes weeks, and rules out people who do not hold it."
    rules: ClassVar[tuple[str, ...]] = ("T006",)

    def drafts(self, view: View) -> Iterator[Draft]:
        asked, field = view.tender.clearance_asked, view.tender.document.get("securityClearance")
        if asked is None and field is not None:
            if re.search(r"\b(?:no|none|not|n/?a)\b", field.text, re.IGNORECASE):
                return
            yield self.ask(
                view,
                f"Under security clearance you write {said(sentence(field, 0))}. Which level is that, for whom, and who applies"
                " and pays for it?",
                sentence(field, 0),
            )
            return
        if asked is None:
            yield self.ask(
                view,
                f"Will anyone on {view.work} need clearance (BPSS, SC or other)? If so: for which roles, and would you sponsor it?",
            )
            return
        level, terms, quote = asked.value.level, asked.value.terms, asked.evidence[:1]
        if level == "BPSS":
            yield self.ask(
                view,
                "BPSS is asked for. May people start while it is being checked, and is a supplier's own check of the same"
                " standard accepted?",
                *quote,
                sharp=1,
            )
        elif terms == "held":
            yield self.ask(
                view,
                f"{level} clearance must be held. Does that go for every role, would a transfer from another department count,"
                " and would you sponsor people who are in the process?",
                *quote,
            )
        elif terms in ("obtainable", "sponsored"):
            yield self.ask(
                view,
                f"{level} clearance may be gained after award. How long does it take with you, and which work may start before"
                " it is granted?",
                *quote,
            )
        else:
            yield self.ask(
                view,
                f"You ask for {level} clearance. Must it be held at application or at the start, for which roles, and would you"
                " sponsor people who do not hold it?",
                *quote,
            )
