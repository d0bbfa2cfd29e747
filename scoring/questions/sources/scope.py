"""What is in and out of the work, and what must be delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, opening, said
from scoring.rule import BY_THE_DAY, Route

# Words beside those, at least, to make a clause that can be asked about.
ENOUGH = 4
# Words that leave the edge of the work open.
OPEN = re.compile(
    r"\b(?:etc\b\.?|and so on|including but not limited to|may (?:also )?include|may be required|as (?:and when )?(?:required"
    r"|necessary|needed)|any other|and other|other related"
    r"|where (?:necessary|appropriate|required)|ad[- ]hoc|potentially|could include|might include|if (?:required|needed"
    r"|necessary)|amongst others?)(?!\w)",
    re.IGNORECASE,
)


class Scope(Source):
    """What is in and out of the work, and what must be delivered."""

    topic: ClassVar[str] = "scope"
    not_for: ClassVar[frozenset[Route]] = BY_THE_DAY
    why: ClassVar[str] = "What is not ruled out has to be priced, or is argued over later."
    rules: ClassVar[tuple[str, ...]] = ("S001", "S011", "S012", "S015", "W004", "W005", "W019")

    def drafts(self, view: View) -> Iterator[Draft]:
        seen = 0
        for hit, evidence in view.find(OPEN, "summary", "outcome", "backgroundInformation", "specialistWork", "text"):
            if len(evidence.quote.split()) < ENOUGH + len(hit[0].split()):
                continue
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Which of that is certain to be in scope of {view.work}, and what more may"
                " it come to?",
                evidence,
                subject=evidence.quote,
            )
            seen += 1
            if seen == 2:
                return
        summary = view.tender.document.get("summary") or view.tender.document.get("outcome")
        if seen or summary is None:
            if not seen:
                yield self.ask(view, f"What must be delivered by the end of {view.work}, and what is out of its scope?")
            return
        by = f" within {view.term.removeprefix('up to ')}" if view.term else f" by the end of {view.work}"
        first = opening(summary)
        yield self.ask(
            view,
            f"You describe the work as {said(first)}. Which parts must be finished{by}, in what order of priority, and what is"
            " out of scope?",
            first,
            sharp=1,
        )
