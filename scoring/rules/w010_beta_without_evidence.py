"""W010: a beta, and nothing of what was learned before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.answered import is_answered
from scoring.finding import Severity
from scoring.phases import is_made, named
from scoring.rule import Clause, Rule
from tenders.cues import Hit
from tenders.fields import DESCRIBED, TOLD
from tenders.tender import Tender

# Where a buyer tells of earlier phases or says where to read of them; what bidders have done elsewhere is not told here.
TOLD_IN = (*DESCRIBED, *TOLD, "workingArrangements", "additionalTerms", "contractLength", "budgetRange")

# Where a service is that has yet to be built.
NOT_YET = ("not started", "discovery", "alpha")
# An answer that says "none" and goes on for longer tells of something after all.
SHORT = 100
# The public uses it already.
IN_USE = re.compile(
    r"\blive (?:private |public |open )?beta\b|\b(?:is|are|now|currently|already) (?:\w+ )?in (?:public|open) beta\b", re.IGNORECASE
)

# A published answer that tells of an earlier phase: "A discovery was completed by our own team".
EARLIER = re.compile(r"\b(?:discovery|alpha|research)\b", re.IGNORECASE)
DONE = re.compile(
    r"\b(?:discovery|alpha|research)\b[^.\n]{0,60}?\b(?:completed?|done|undertaken|conducted|carried out)\b"
    r"|\b(?:completed?|undertaken|conducted|carried out)\b[^.\n]{0,30}?\b(?:discovery|alpha|research)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class BetaWithoutEvidence(Rule):
    """Looks for a beta whose notice says nothing of a discovery, an alpha or research before it, or not where to read of it.

    A team that starts a beta builds on what was learned. If bidders cannot see it, they price the unknown, and may have
    to find it all out again. An answer that is published counts. A service that is live already, or in public beta, has
    users to learn from and is left alone.

    Bad: "Beta for a parking permit service. Work already done: none."
    Good: "The alpha report, the prototype and the notes of its assessment are linked below."
    """

    code = "W010"
    name = "beta-without-evidence"
    severity = Severity.WARNING
    requires = ("phases", "described")
    message = "A service is to be built, and nothing is said of a discovery, an alpha or research before it."
    why = "A beta builds on what was learned before; what bidders cannot see they price as unknown, or find out again."
    fix = "Describe the discovery and the alpha, and link their reports, the prototype and the assessment."
    question = "Can we read the alpha report and the notes of its assessment?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def applies(self, tender: Tender) -> bool:
        now = tender.current_phase.value.strip().lower() if tender.current_phase else ""
        if tender.bought[:1] != ("beta",) or now == "live":
            return False
        if any(IN_USE.search(section.text) for section in tender.document.having(*DESCRIBED)):
            return False
        return "beta" in named(tender) or (now in NOT_YET and is_made(tender))

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        done = tender.document.get("workAlreadyDone")
        nothing = tuple(hit for hit in cues.find("timing.nothing_done", within=("workAlreadyDone",)) if hit.start < 40)
        denied = bool(nothing and done and len(done.text) < SHORT)
        found = (*cues.find("timing.earlier_phase", within=TOLD_IN), *cues.find("timing.earlier_research", within=TOLD))
        learned = tuple(hit for hit in found if not (denied and is_done(hit)))
        if not learned and not (cues.find("timing.earlier_work", within=TOLD_IN) and not denied):
            if is_answered(tender, EARLIER, DONE):
                return
            yield Clause(evidence=(done.whole(),) if done else tender.phases.evidence[:2] if tender.phases else ())
        elif not cues.find("timing.shown", within=TOLD_IN):
            first = next(filter(is_done, learned), None)
            if first:
                message = "Earlier work is told of, and nothing says where bidders can read what was learned."
                yield Clause(evidence=(first.clause,), message=message, severity=Severity.INFO)


def is_done(hit: Hit) -> bool:
    """Whether the words stand in the answer that tells of the work already done."""
    return hit.section.field == "workAlreadyDone"
