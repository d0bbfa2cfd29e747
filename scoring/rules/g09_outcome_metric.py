"""G09: a figure says what success is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import asked, in_sentences
from tenders.cues import Hit
from tenders.tender import Tender

MEASURED_IN = ("summary", "outcome", "backgroundInformation", "endUsers", "specialistWork", "text")
COUNT = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
UNIT = (
    r"(?:\s*%|\s*(?:per ?cent|in (?:ten|\d+|every)|(?:working )?(?:days?|hours?|minutes?|weeks?|seconds)|calls|complaints|visits"
    r"|errors|letters|journeys|forms|points)\b)"
)
# What a change is measured by: "by 30 %", "from nine days to two", "by a third", "below 5 %".
FAR = re.compile(
    rf"\b(?:by|to|to within|from|below|under|above|over|than)\s+(?:\w+\s+){{0,2}}?"
    rf"(?:{COUNT}{UNIT}|half\b|a (?:half|third|quarter|fifth|tenth)\b|two thirds\b)",
    re.IGNORECASE,
)
# A change that is told, not sought.
HAPPENED = re.compile(
    r"\b(?:has|have|had|was|were|been) (?:\w+ )?(?:\w+ed|seen|grown|cut|fallen|risen)\b|\bused to\b|"
    r"\b(?:budget|price|cost of the contract|discount|deadline|contract)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class OutcomeMetric(Signal):
    """Looks for the measure of success: what is to rise or fall and how far, or the words "success is measured by".

    A figure lets the team choose between two ways, and lets everybody see afterwards whether it worked.

    Bad: "A better experience for customers."
    Good: "We want to bring the wait for a permit down from nine days to two."
    """

    code = "G09"
    name = "outcome-metric"
    weight = -1
    requires = ("described",)
    message = "A measure says what success is."
    why = "What is measured can be aimed at, and can be seen to have worked."
    fix = "Add where the figure stands today, and by when it should move."
    question = ""
    sources = ("The Digital, Data and Technology Playbook, 2023",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        told = asked(cues.find("manner.measured", within=MEASURED_IN))
        moved = (hit for hit in asked(cues.find("manner.shift", within=MEASURED_IN)) if is_far(hit))
        said = in_sentences((*told, *moved))
        if said:
            yield Clause(evidence=tuple(hit.clause for hit in said[:2]))


def is_far(hit: Hit) -> bool:
    """Whether its sentence says how far something is to rise or fall, and not how far it did."""
    return bool(FAR.search(hit.said[hit.start - hit.sentence.start :])) and not HAPPENED.search(hit.said)
