"""Current or mandated systems, platforms, hosting and tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.rule import Route

SYSTEM = re.compile(
    r"\b(?:existing|current|legacy|in-house|bespoke|ageing|outdated|end[- ]of[- ]life|back[- ]office|core"
    r"|present) (?:\w+[ -]){0,3}?"
    r"(?:systems?|platforms?|websites?|applications?|solutions?|databases?|software|infrastructure|technolog(?:y|ies)|tools?"
    r"|portals?|spreadsheets?)\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"\b(?:integrat(?:e|es|ed|ion|ing)|interfac(?:e|es|ing)|APIs?|connect(?:s|ed)? (?:to|with))\b", re.IGNORECASE)


class Technology(Source):
    """Current or mandated systems, platforms, hosting and tools."""

    topic: ClassVar[str] = "technology"
    not_for: ClassVar[frozenset[Route]] = frozenset({"user-research-participants"})
    why: ClassVar[str] = "It decides who can do the work, and how far a solution is open."
    rules: ClassVar[tuple[str, ...]] = ("S008", "W006")

    def drafts(self, view: View) -> Iterator[Draft]:
        names = [name for name, _ in view.products]
        if names:
            one = view.products[0][1]
            fixed = "Is that" if len(names) == 1 else "Which of these are"
            yield self.ask(
                view,
                f"You name {view.named()}. {fixed} fixed for {view.work}, in which versions and hosted where, and is anything"
                " open to an alternative?",
                one,
                subject=" ".join(names[:4]),
            )
        system = view.first(SYSTEM, "title", "summary", "backgroundInformation", "outcome", "workAlreadyDone", "text")
        if system:
            hit, evidence = system
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Which systems are those, what are they built on and where hosted, and what"
                f" must {view.work} connect to or leave in place?",
                evidence,
                subject=evidence.quote,
            )
        joined = view.first(JOINED, "summary", "backgroundInformation", "outcome", "endUsers", "text")
        if joined and not system:
            hit, evidence = joined
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Which systems is that, which interfaces do they offer, and who changes"
                " them where they must change?",
                evidence,
                subject=evidence.quote,
            )
        elif not names and not system:
            yield self.ask(
                view,
                f"Which systems and platforms does {view.title} concern: what are they built on, where are they hosted, and may"
                " the supplier choose its own tools?",
            )
