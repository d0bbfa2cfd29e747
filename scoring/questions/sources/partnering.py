"""Consortia, subcontractors, conflicts of interest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import SAID, View, said
from scoring.rule import Route
from scoring.words import listed

# Work that ends in a recommendation or a purchase, which others then bid for.
LEADS_ON = re.compile(
    r"\b(?:options (?:appraisal|analysis)|business case|feasibility|procurement (?:strategy|options)|recommend\w*|scoping"
    r"|requirements gathering|market analysis|roadmap|blueprint|future procurement|inform (?:the|a|our|any))\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:multiple suppliers|other suppliers|more than one supplier|delivery partners|several suppliers"
    r"|separate(?:ly)? (?:procure\w*|contracts?|tender\w*))\b",
    re.IGNORECASE,
)


class Partnering(Source):
    """Consortia, subcontractors, conflicts of interest."""

    topic: ClassVar[str] = "partnering"
    not_for: ClassVar[frozenset[Route]] = frozenset({"digital-specialists"})
    why: ClassVar[str] = "It decides whether to bid alone, with others, or to keep free for what follows."

    def drafts(self, view: View) -> Iterator[Draft]:
        if view.tender.bought == ("discovery",) or view.says(LEADS_ON, "title", "summary", "outcome"):
            lead = view.first(LEADS_ON, "title", "summary", "outcome")
            work = "the discovery" if view.tender.bought == ("discovery",) else "this work"
            yield self.ask(
                view,
                f"Will the supplier of {work} be free to bid for what follows from it, or would you see a conflict of interest?",
                *((lead[1],) if lead else ()),
                sharp=2,
            )
            return
        others = view.first(OTHERS, *SAID)
        if others:
            hit, evidence = others
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. May a supplier of one part also bid for the others, and may bidders join"
                " or subcontract?",
                evidence,
            )
            return
        several = view.tender.roles
        wide = f", given that you look for {listed(several.value[:3])}" if several and len(several.value) > 3 else ""
        yield self.ask(
            view,
            f"May two suppliers bid together for {view.work}, or a subcontractor do part of it{wide}, and whose experience would"
            " then be scored?",
            sharp=1 if wide else 0,
        )
