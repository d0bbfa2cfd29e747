"""W013: everybody moves on one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.phases import is_made
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class BigBang(Rule):
    """Looks for one cutover or one go-live for everybody, where nothing is said of a private beta, a pilot or steps.

    A release to a few people finds what is wrong while it is cheap. On the day that everybody moves there is nobody
    left to learn from, and no way back.

    Bad: "All depots move to the new system on the same night."
    Good: "One depot moves first; the others follow as we learn."
    """

    code = "W013"
    name = "big-bang"
    severity = Severity.WARNING
    weight = 4
    requires = ("described",)
    message = "Everybody is to move at once, and nothing is said of a smaller release before."
    why = "A small release finds what is wrong while it is cheap; on the day that everybody moves it is too late."
    fix = "Add a private beta or a pilot, and release in steps."
    question = "Can the release be staged, with a few users first?"
    sources = ("US Digital Services Playbook, play 4", "Government Service Design Manual, 2016: agile delivery")

    def applies(self, tender: Tender) -> bool:
        return is_made(tender) or bool(tender.cues.find("timing.all_released", "timing.big_bang", within=WORK))

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        hits = in_sentences(asked(cues.find("timing.big_bang", within=WORK)))
        if hits and not cues.find("timing.staged", within=WORK):
            yield Clause(evidence=tuple(hit.clause for hit in hits[:2]))
