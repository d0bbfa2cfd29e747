"""P007: the work goes on from earlier work, and nothing says who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import affirmed
from tenders.cues import Hit
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.tender import Tender

# Where a buyer tells of what is there; what bidders must have done elsewhere is not told here.
BODY = (*DESCRIBED, *TOLD, *ARRANGED)
# Where one of the buyer's side is told of.
SIDE = ("existingTeam", "workAlreadyDone", "backgroundInformation", "text")
# Where a service is that somebody has worked on.
UNDER_WAY = ("alpha", "beta", "live")
ASKED = re.compile(
    r"\bincumbent|\b(?:current|existing|previous|outgoing) (?:\w+ )?(?:suppliers?|providers?|partners?|contractors?)",
    re.IGNORECASE,
)
# "The present contract (Elder Systems)", "bought through a reseller".
HELD = re.compile(
    r"\b(?i:existing|current|present)\s+(?:[\w-]+\s+){0,3}(?i:contracts?)\b[^\n]{0,200}?(?:\((?=[A-Z][a-z])|(?i:\bre-?sellers?\b))"
)
# Somebody named after "built by", "awarded to": a capital letter that begins no month.
NAMED = re.compile(
    r"\W+(?:(?:the|our|an?)\s+)?(?!(?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|Q\d|Easter|Christmas)[a-z]*\b)[A-Z][\w&.'’-]*"
)


@dataclass(frozen=True, kw_only=True)
class IncumbentUndisclosed(Rule):
    """Looks for work that goes on from work done before, in a notice that does not say who did it.

    The supplier who is there knows what the notice leaves out. In two of three opportunities with published questions
    somebody asks about it: whether there is one, whether it is bidding, and what it left behind. That nobody was there is
    worth saying too, and an answer that is published counts.

    Bad: "The next phase of the permit service." and no word of who built it.
    Good: "The alpha was built by our own team, with two contractors from Elder Systems, which may bid."
    """

    code = "P007"
    name = "incumbent-undisclosed"
    severity = Severity.INFO
    requires = ("described",)
    of_silence = True
    message = "Work is said to be under way, and nothing says which supplier, if any, did it."
    why = "Bidders who do not know whether somebody is in the seat either stay away or bid blind."
    fix = "Say who did the work so far, and whether they may bid."
    question = "Is there an incumbent, is it bidding, and what has changed since it began?"
    sources = (
        "Digital Outcomes and Specialists 5: buyer questions",
        "Digital Marketplace: suppliers' questions on 124 opportunities of 2019 and 2020, of which 83 ask about it",
    )

    def applies(self, tender: Tender) -> bool:
        return (tender.lot is None or tender.lot.value == "digital-outcomes") and (is_under_way(tender) or bool(goes_on(tender)))

    def check(self, tender: Tender) -> Iterator[Clause]:
        if is_disclosed(tender):
            return
        going_on = goes_on(tender)
        if going_on:
            message = "The work goes on from earlier work, and nothing says which supplier, if any, did that."
            yield Clause(evidence=(going_on[0].clause,), message=message, severity=Severity.WARNING)
        else:
            phase = tender.current_phase
            given = f"The current phase is given as {phase.value.strip().lower()}" if phase else "Work is under way"
            message = f"{given}, and nothing says which supplier, if any, worked on what is there."
            yield Clause(evidence=phase.evidence if phase else (), message=message)


def is_under_way(tender: Tender) -> bool:
    """Whether the service has been worked on, by its current phase."""
    return tender.current_phase is not None and tender.current_phase.value.strip().lower() in UNDER_WAY


def goes_on(tender: Tender) -> tuple[Hit, ...]:
    """Where the work is said to continue earlier work."""
    return affirmed(tender.cues.find("competition.continuation", within=(*DESCRIBED, "workAlreadyDone")))


def is_disclosed(tender: Tender) -> bool:
    """Whether anything is said of a supplier, of own staff, or of who did earlier work; or an answer is published on it."""
    cues = tender.cues
    if tender.incumbent or cues.find("competition.other_supplier", within=SIDE):
        return True
    if cues.apart(("competition.supplier_word",), unless=("competition.sought_supplier",), within=SIDE):
        return True
    if any(NAMED.match(hit.section.text, hit.end) for hit in cues.find("competition.work_by", within=BODY)):
        return True
    if any(HELD.search(section.text) for section in tender.document.having(*BODY)):
        return True
    return any(ASKED.search(asked.question) and asked.answer.strip() for asked in tender.questions)
