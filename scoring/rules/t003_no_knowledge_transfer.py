"""T003: nothing says that knowledge passes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender

# Work whose title names a phase leaves what the phase makes, be it a service for licences or for audits.
PHASE = re.compile(r"\b(?:discovery|alpha|beta)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NoKnowledgeTransfer(Rule):
    """Looks for any word on passing knowledge, skills or the work itself to the buyer's people, and finds none.

    Whatever the supplier builds or learns stays with the supplier unless the contract says otherwise. Work that
    leaves nothing behind (an audit, a licence) is let off.

    Bad: nothing.
    Good: "By month four, our web team deploys alone."
    """

    code = "T003"
    name = "no-knowledge-transfer"
    severity = Severity.WARNING
    label = "weak_knowledge_transfer"
    weight = 4
    requires = ("outcome",)
    message = "Nothing says how knowledge passes to the buyer's people."
    why = "Work only with suppliers who are prepared to pass on their expertise; what is not asked for is not done."
    fix = "Ask for pairing, a shared backlog and a runbook, and name who receives them."
    question = "Who receives the knowledge at the end, and how much of their time is set aside?"
    model = (
        "workingArrangements",
        "Your developers pair with our in-house team from week one, so that our people run the service when you leave.",
    )
    sources = (
        "GOV.UK Service Manual: Working with contractors or third parties",
        "The Digital, Data and Technology Playbook, 2023",
    )

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.knowledge_transfer.ask == "none" and leaves_something(tender):
            yield Clause()


def leaves_something(tender: Tender) -> bool:
    """Whether the supplier will leave behind a service, code or knowledge that somebody has to carry on."""
    title = tender.title.value if tender.title else ""
    return bool(PHASE.search(title)) or not tender.cues.find("work.leaves_nothing", within=("title",))
