"""G16: few essentials, each of them one skill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.words import count
from tenders.tender import Tender

# A second thing asked for in the same breath.
AND_ALSO = re.compile(
    r";|\.\s+[A-Z]|\b(?:and|plus|as well as)(?: also)? (?:have|has|had|be|been|can|must|able|ability|experience|experienced|"
    r"knowledge|skills?|understand\w*|evidence|demonstrat\w*|proven|expertise|familiar\w*|hold|qualif\w+|a track record)\b",
    re.IGNORECASE,
)
# What stands between the things of a list; with so many of them it is more than one skill.
BETWEEN = re.compile(r",|/|\band\b|&", re.IGNORECASE)
LIST = 3


@dataclass(frozen=True, kw_only=True)
class FewEssentials(Signal):
    """Looks for ten essential skills at most, each short and each asking for one thing.

    An essential is pass or fail, so each one more shuts out somebody who could do the work.

    Bad: "Have experience of testing, security, hosting and training, and hold a certificate in each."
    Good: "Have run research with people who are not online."
    """

    code = "G16"
    name = "few-essentials"
    weight = -1
    requires = ("essential",)
    message = "The essentials are few, and each asks for one thing."
    why = "A small firm can see in a minute whether to bid, and nobody fails on half a sentence."
    fix = "Say for each what a full answer would show."
    question = ""
    sources = ("dxw: survey of suppliers on 31 opportunities, 2017", "Digital Outcomes and Specialists 5: buyer questions")

    max_essentials: int = 10
    max_words: int = 30

    def check(self, tender: Tender) -> Iterator[Clause]:
        essential = tender.essential
        if essential is None or len(essential.value) > self.max_essentials:
            return
        if all(self.is_single(line) for line in essential.value):
            number = count(len(essential.value), "essential is asked for", "essentials are asked for, each for one thing")
            yield Clause(evidence=essential.evidence, message=f"{number}.")

    def is_single(self, line: str) -> bool:
        """Whether a criterion is short and asks for one thing."""
        return len(line.split()) <= self.max_words and not AND_ALSO.search(line) and len(BETWEEN.findall(line)) < LIST
