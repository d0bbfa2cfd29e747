"""Contract terms, rights, service levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import SAID, View, said, sentence

LEVELS = re.compile(
    r"\b(?:SLAs?|service levels?|24 ?[/x] ?7|out[- ]of[- ]hours|on[- ]call|maintenance and support|support and maintenance"
    r"|live support)\b",
    re.IGNORECASE,
)
HEAVY = re.compile(
    r"\b(?:liabilit\w+|indemnit\w+|insurance|intellectual property|IPR|TUPE|penalt\w+|terminat\w+|non[- ]disclosure|NDA"
    r"|confidential\w*|own(?:s|ed|ership)|schedule|special terms|terms and conditions)\b",
    re.IGNORECASE,
)


class Terms(Source):
    """Contract terms, rights, service levels."""

    topic: ClassVar[str] = "terms"
    why: ClassVar[str] = "Liability, rights and hours of support are priced, or they are a reason not to bid."
    rules: ClassVar[tuple[str, ...]] = ("C007", "C011", "S010")

    def drafts(self, view: View) -> Iterator[Draft]:
        levels = view.first(LEVELS, *SAID)
        if levels:
            hit, evidence = levels
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Which hours and times to respond do you ask for, and are there service"
                " credits if they are missed?",
                evidence,
                subject=evidence.quote,
                rules=("S010",),
            )
        more = view.tender.document.get("additionalTerms")
        if more and len(more.text.split()) > 6:
            heavy = HEAVY.search(more.text)
            one = sentence(more, heavy.start()) if heavy else None
            if heavy and one:
                yield self.ask(
                    view,
                    f"Your additional terms say {said(one, heavy[0])}. Is that open to change, and may bidders see the full"
                    " wording before they apply?",
                    one,
                    subject=one.quote,
                    rules=("C007",),
                )
                return
        if not levels:
            called = view.term or "the term"
            yield self.ask(
                view,
                f"Which terms beyond the framework's call-off contract apply over {called}, who owns what is made, and may it be"
                " published as open source?",
            )
