"""G20: knowledge transfer is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import WORK
from scoring.rule import Clause, Signal
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.sayings import asked, in_sentences
from tenders.tender import Tender

TRANSFER = ("transfer.moved", "transfer.taught", "transfer.trained", "transfer.handed", "transfer.acted")


@dataclass(frozen=True, kw_only=True)
class TransferMeasured(Signal):
    """Looks for knowledge transfer with a measure: a scorecard, a skills matrix, figures.

    What is measured is kept when money runs short.

    Bad: "Knowledge transfer is expected."
    Good: "A skills matrix, filled in each month, shows how far our team has come in learning from yours."
    """

    code = "G20"
    name = "transfer-measured"
    weight = -1
    requires = ("described",)
    message = "Knowledge transfer is measured."
    why = "Whoever measures what people have learned notices in time that they have not."
    fix = "Say what happens where the measure stands still."
    question = ""
    sources = ("A delivery director's notes on bidding for this work",)

    def applies(self, tender: Tender) -> bool:
        return leaves_something(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        transfer = {hit.place for hit in cues.find(*TRANSFER, within=WORK)}
        gauged = cues.apart(("manner.gauge",), unless=("manner.bids",), within=WORK)
        said = in_sentences(hit for hit in asked(gauged) if hit.place in transfer)
        if said:
            yield Clause(evidence=tuple(hit.clause for hit in said[:2]))
