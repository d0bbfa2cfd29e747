"""What a listed skill or criterion means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said

# Words that two readers measure differently.
VAGUE = re.compile(
    r"\b(?:complex|complexity|similar|large[- ]scale|at scale|relevant|comparable|modern|innovative|innovation|robust|seamless"
    r"|multi-?faceted|appropriate|significant|proven|wide range|broad range|various|diverse|high[- ]quality"
    r"|cutting[- ]edge|leading[- ]edge|holistic|strategic|end[- ]to[- ]end|best practices?|transformation(?:al)?|extensive"
    r"|in[- ]depth"
    r"|recent|mature|agile way|industry standards?|(?:good|deep|strong) understanding|suitable)\b",
    re.IGNORECASE,
)
# What parts the things that one criterion asks for.
PARTS = re.compile(r",|;|/|\band\b|\bas well as\b", re.IGNORECASE)
SEVERAL = 3


class CriteriaMeaning(Source):
    """What a listed skill or criterion means."""

    topic: ClassVar[str] = "criteria_meaning"
    why: ClassVar[str] = "An answer that misreads a criterion loses marks however good the team."
    rules: ClassVar[tuple[str, ...]] = ("P004",)

    def drafts(self, view: View) -> Iterator[Draft]:
        skills = view.items("essentialRequirements", "niceToHaveRequirements")
        listed = skills or view.items("successCriteria")
        vague = [(word, item) for item in listed if len(item.quote.split()) > 3 and (word := VAGUE.search(item.quote))]
        vague.sort(key=lambda one: -len(VAGUE.findall(one[1].quote)))
        for word, item in vague[:3]:
            yield self.ask(
                view,
                f"You ask for {said(item, word[0])}. What do you mean here by “{' '.join(word[0].lower().split())}”, and what"
                " would a strong answer show?",
                item,
                subject=item.quote,
            )
        packed = max(listed, key=lambda item: len(PARTS.findall(item.quote)), default=None)
        if packed and len(PARTS.findall(packed.quote)) >= SEVERAL:
            yield self.ask(
                view,
                f"You ask for {said(packed)}. That is several things in one criterion: which of them weigh most, and must one"
                " example show all of them?",
                packed,
                subject=packed.quote,
                sharp=1 if vague else 2,
            )
        elif packed and not vague:
            brief = min(listed, key=lambda item: len(item.quote.split()))
            yield self.ask(
                view,
                f"{said(brief)} is one of the criteria: what should an answer show, and to what depth?",
                brief,
                subject=brief.quote,
                sharp=1,
            )
