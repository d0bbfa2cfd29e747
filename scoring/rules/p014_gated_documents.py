"""P014: one has to register to read what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import affirmed
from tenders.evidence import in_order
from tenders.fields import ARRANGED, DESCRIBED, SCORED, TOLD
from tenders.tender import Tender

SAID_IN = (*DESCRIBED, *ARRANGED, *TOLD, *SCORED)


@dataclass(frozen=True, kw_only=True)
class GatedDocuments(Rule):
    """Looks for tender documents that can be read only by those who register or log in.

    Who has to make an account to learn what is asked often does not; what is open can be found, read and passed on.
    An account for sending the bid in is another matter.

    Bad: "The specification is available once you have registered on our portal."
    Good: "The specification and all answers are on our website."
    """

    code = "P014"
    name = "gated-documents"
    severity = Severity.INFO
    requires = ("described",)
    message = "The documents can be read only by those who register or log in."
    why = "Each account to be made turns bidders away before they know what is asked."
    fix = "Publish the documents where anybody can read them."
    question = "Where can we read the documents without an account?"
    sources = ("18F: State Software Budgeting Handbook",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        papers = {hit.place for hit in cues.find("competition.tender_papers", within=SAID_IN)}
        getting = {hit.place for hit in cues.find("competition.obtain", within=SAID_IN)}
        gates = affirmed(cues.find("competition.gate", within=SAID_IN))
        gated = (hit for hit in gates if hit.place in papers and hit.place in getting)
        found = in_order(hit.clause for hit in (*gated, *cues.find("competition.for_registered", within=SAID_IN)))
        if found:
            yield Clause(evidence=found[:2])
