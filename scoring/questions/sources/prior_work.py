"""Seeing earlier research, reports, prototypes and designs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, opening, said
from scoring.rule import BY_THE_DAY, Route
from scoring.words import listed

# What is surely a paper or a thing, even where it is not told under work already done.
SEEN = re.compile(
    r"\b(?:reports?|prototypes?|proofs? of concept|backlog|personas?|user journeys?|business case|findings|process maps?)\b",
    re.IGNORECASE,
)
# What is still to be made.
AHEAD = re.compile(
    r"\b(?:will|would|should|must|shall|to be|need\w*|requir\w*|produc\w+|deliver\w*|develop\w*|creat\w+|support\w*"
    r"|to (?:define|design|build|run|inform))\b",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:(?:discovery|alpha|beta|options|feasibility|assessment|user research|research|audit|findings|final"
    r"|strategy) reports?|(?:clickable |initial |working |existing )?prototypes?"
    r"|proofs? of concept|(?:product |initial )?backlog|personas?|user (?:stories|journeys|research)|journey maps?"
    r"|business case|(?:technical |solution |enterprise |reference |high[- ]level )?architecture"
    r"|roadmap|(?:digital |data |IT )strategy|service blueprint|process maps?|target operating model|wireframes?"
    r"|specifications?|requirements? (?:catalogue|document)|surveys?|feasibility study|findings|recommendations)\b",
    re.IGNORECASE,
)


class PriorWork(Source):
    """Seeing earlier research, reports, prototypes and designs."""

    topic: ClassVar[str] = "prior_work"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "What is known already need not be found out, or priced, again."
    rules: ClassVar[tuple[str, ...]] = ("W001",)

    def drafts(self, view: View) -> Iterator[Draft]:
        done = view.tender.document.get("workAlreadyDone")
        if done and not re.match(r"\W*(?:none|no|n/?a|not applicable|nothing)\b", done.text, re.IGNORECASE):
            made = list(view.find(MADE, "workAlreadyDone"))
            if made:
                hit, evidence = made[0]
                things = listed(list(dict.fromkeys(" ".join(found[0].lower().split()) for found, _ in made))[:3])
                yield self.ask(
                    view,
                    f"Under work already done you write {said(evidence, hit[0])}. Can bidders see the {things} before they"
                    " apply, and what was decided as a result?",
                    evidence,
                    subject=f"{evidence.quote}",
                )
                return
            first = opening(done)
            yield self.ask(
                view,
                f"Under work already done you write {said(first)}. Is that written down anywhere that bidders can see before"
                " they apply?",
                first,
                subject=first.quote,
            )
            return
        elsewhere = next(
            (
                found
                for found in view.find(SEEN, "summary", "backgroundInformation", "outcome", "text")
                if not AHEAD.search(found[1].quote)
            ),
            None,
        )
        if elsewhere:
            hit, evidence = elsewhere
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Can bidders see that before they apply?",
                evidence,
                subject=evidence.quote,
            )
            return
        phase = view.before or "earlier work on this"
        yield self.ask(view, f"Are there findings, designs or documents of {phase} that bidders can see, and who holds them?")
