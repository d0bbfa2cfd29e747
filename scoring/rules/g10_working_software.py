"""G10: progress is shown as working software."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import ASKED
from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class WorkingSoftware(Signal):
    """Looks for ways of working that show progress early: sprints, show and tells, a backlog, iterations.

    What is seen working every fortnight can be corrected every fortnight.

    Bad: "Monthly progress report against the plan."
    Good: "Two-week sprints, with a show and tell open to anyone."
    """

    code = "G10"
    name = "working-software"
    weight = -1
    most = 5
    requires = ("summary",)
    message = "Progress is shown in short steps."
    why = "What is seen working every fortnight can be corrected every fortnight."
    fix = "Say who comes to the show and tells."
    question = ""
    sources = ("Government Service Design Manual, 2016: agile delivery", "18F: State Software Budgeting Handbook")

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in in_sentences(affirmed(tender.cues.find("agile.working", within=ASKED))):
            yield Clause(evidence=(hit.clause,))
