"""Who does the work now or did the phase before, and whether they may bid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said

# Something that runs already, so that somebody runs it.
RUNNING = re.compile(
    r"\b(?:existing|current|incumbent|legacy|in-house) (?:\w+[ -]){0,3}?(?:system|service|platform|contract|website|solution"
    r"|arrangement|application|database|provision|support)\b|\b(?:maintenance|support contract|managed service)\b",
    re.IGNORECASE,
)


# A supplier that took part in what was done.
HELPED = re.compile(
    r"\b(?:(?:worked|working|partnered|engaged) (?:\w+ ){0,2}with [A-Z]\w+(?: [A-Z]\w+)*"
    r"|(?:by|with|from|using) (?:an? |our |the )?(?:\w+ ){0,2}(?:external )?(?:suppliers?|agency|contractors?|consultanc(?:y"
    r"|ies)|consultants?)"
    r"|previous (?:supplier|agency|contractor))\b"
)


class Incumbent(Source):
    """Who does the work now or did the phase before, and whether they may bid."""

    topic: ClassVar[str] = "incumbent"
    why: ClassVar[str] = "A supplier already there knows more and costs less to keep: it decides whether to bid, and how."
    rules: ClassVar[tuple[str, ...]] = ("P007",)

    def drafts(self, view: View) -> Iterator[Draft]:
        tender = view.tender
        seat = tender.incumbent
        if seat and seat.value.state == "none":
            return
        if seat and seat.value.name:
            name = seat.value.name
            yield self.ask(
                view,
                f"{name} is named as a supplier you already work with. When does its contract end, may it bid for {view.work},"
                " and what will all bidders be given so that they start level?",
                *seat.evidence[:1],
                subject=name,
            )
            return
        if seat and seat.value.state == "exists" and seat.evidence:
            yield self.ask(
                view,
                f"You write {said(seat.evidence[0])}. Who is meant, when does that contract end, and may they bid for {view.work}?",
                *seat.evidence[:1],
            )
            return
        helped = view.first(HELPED, "workAlreadyDone", "summary", "backgroundInformation", "existingTeam")
        if helped:
            hit, evidence = helped
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Does that supplier still work with you, and may it bid for {view.work}?"
                " What will all bidders be given so that they start level?",
                evidence,
            )
            return
        if view.before:
            told = tender.work_done.evidence[:1] if tender.work_done else ()
            yield self.ask(
                view,
                f"Who carried out {view.before}, your own staff or a supplier? If a supplier: which, and may it bid for"
                f" {view.work}?",
                *told,
            )
            return
        running = view.first(RUNNING, "summary", "backgroundInformation", "outcome", "workAlreadyDone", "text")
        if running:
            hit, evidence = running
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Who provides or supports that today, your own staff or a supplier, and may"
                " that supplier bid?",
                evidence,
            )
            return
        if view.of_specialist:
            yield self.ask(view, "Does anybody do this work for you now, and may their supplier put them forward again?")
            return
        yield self.ask(
            view,
            f"Has any supplier worked on {view.title} before now, or helped to write these requirements? If so: which, and may"
            " it bid?",
        )
