"""G11: one team of several skills, with the buyer's own people in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import ASKED
from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class OneTeam(Signal):
    """Looks for a multidisciplinary or mixed team that works beside the buyer's people.

    People who work side by side pass knowledge on without a phase for it.

    Bad: "The supplier will deliver from its own premises."
    Good: "Your developers pair with ours from week one."
    """

    code = "G11"
    name = "one-team"
    weight = -1
    most = 2
    requires = ("summary",)
    message = "The work is done by one team."
    why = "Knowledge passes on every day, and decisions take minutes."
    fix = "Say which of your people are in the team, and for how long."
    question = ""
    sources = ("GOV.UK Service Manual: Working with contractors or third parties",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in in_sentences(affirmed(tender.cues.find("agile.team", within=ASKED))):
            yield Clause(evidence=(hit.clause,))
