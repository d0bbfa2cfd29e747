"""G18: the work may find that nothing should be built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import WORK
from scoring.rule import Clause, Signal
from scoring.sayings import in_sentences, is_told
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class MayStop(Signal):
    """Looks for leave to conclude that nothing should be built, or that the work should stop.

    A team that may say no will say what it found. A right to end the contract is another matter, and does not count.

    Bad: "The discovery will prepare the build."
    Good: "If the honest answer is to build nothing, we want to hear it."
    """

    code = "G18"
    name = "may-stop"
    weight = -1
    requires = ("phases", "described")
    message = "The work may conclude that nothing should be built, or that it should stop."
    why = "Stopping after a discovery is the cheapest result there is, and nobody offers it unasked."
    fix = "Say who takes that decision, and what the supplier is paid up to it."
    question = ""
    sources = ("Government Service Design Manual, 2016: discovery", "GOV.UK Service Manual: How the alpha phase works")

    def applies(self, tender: Tender) -> bool:
        return bool({"discovery", "alpha", "beta"} & set(tender.bought))

    def check(self, tender: Tender) -> Iterator[Clause]:
        found = tender.cues.apart(("manner.may_stop",), unless=("manner.reserved", "agile.story"), within=WORK)
        said = in_sentences(hit for hit in found if not is_told(hit))
        if said:
            yield Clause(evidence=tuple(hit.clause for hit in said[:2]))
