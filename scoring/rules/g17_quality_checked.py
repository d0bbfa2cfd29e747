"""G17: quality is checked while the work goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.listing import lines_under
from scoring.places import WORK
from scoring.rule import Clause, Signal
from scoring.sayings import asked
from tenders.cues import Hit
from tenders.tender import Tender

KINDS = ("tested", "accessible", "deployed", "secured", "recorded", "tried_with_users")

PERHAPS = re.compile(r"\b(?:may|might|could)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class QualityChecked(Signal):
    """Looks for what is checked each sprint: tests, accessibility, deployment, security, documentation or research.

    Two of these in one sentence with "each sprint" (or in the list under it) count; so does a quality assurance surveillance plan
    that is gone through each sprint.

    Bad: "The system will be tested before acceptance."
    Good: "At the end of every sprint the tests pass, the pages work with a screen reader, and anyone can deploy."
    """

    code = "G17"
    name = "quality-checked"
    weight = -1
    requires = ("described",)
    message = "Quality is checked each sprint, by measures that are named."
    why = "A fault that is found within a fortnight costs an afternoon."
    fix = "Say who checks, and what happens when a measure is missed."
    question = ""
    sources = ("18F: De-risking Government Technology",)

    least_kinds: int = 2

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        plans = {hit.place for hit in asked(cues.find("manner.quality_plan", within=WORK))}
        kinds: dict[tuple[str, int], set[str]] = {}
        for kind in KINDS:
            for hit in asked(cues.find(f"manner.{kind}", within=WORK)):
                kinds.setdefault(hit.place, set()).add(kind)
        for hit in asked(cues.find("manner.each_sprint", within=WORK)):
            if PERHAPS.search(hit.said):
                continue
            named = set[str]().union(*(kinds.get(place, set()) for place in places(hit)))
            if hit.place in plans or len(named) >= self.least_kinds:
                yield Clause(evidence=(hit.clause,))
                return


def places(hit: Hit) -> Iterator[tuple[str, int]]:
    """Its sentence, and the lines of the list that the sentence begins."""
    yield hit.place
    yield from ((hit.section.label, extent.start) for extent in lines_under(hit.section, hit.sentence))
