"""G24: the service standard is the yardstick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import ASKED
from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class ServiceStandardNamed(Signal):
    """Looks for the service standard, its manual or its assessments as what the work is held to.

    A standard that asks for evidence of user needs at each phase keeps the plan honest.

    Bad: "To industry best practice."
    Good: "The work will be assessed against the service standard at the end of the alpha."
    """

    code = "G24"
    name = "service-standard"
    weight = -2
    most = 2
    requires = ("summary",)
    message = "The work is held to the service standard."
    why = "Each phase has to show evidence before the next begins."
    fix = "Say which assessment is expected and when."
    question = ""
    sources = ("Digital Service Standard",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in in_sentences(affirmed(tender.cues.find("agile.standard", within=ASKED))):
            yield Clause(evidence=(hit.clause,))
