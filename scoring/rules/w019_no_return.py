"""W019: no way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.phases import named
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.rules.w008_no_stop_option import NOT_THE_CONTRACT
from scoring.sayings import is_denied
from tenders.tender import Tender

# What lets the next piece of work be another than was thought.
# What leaves it open whether there is a next piece at all.
WHETHER = re.compile(r"\bwhether\b|\bnot (?:\w+ ){0,2}(?:proceed|continue|move|go)\b|\bno commitment\b", re.IGNORECASE)
ORDERED_APART = re.compile(r"statements? of work|sows?\b|work orders?|work packages?|call[- ]offs?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NoReturn(Rule):
    """Looks for a contract of two or more phases in which nothing lets the work change direction or go back a phase.

    A phase that finds no need, or disproves its option, has done its job. A contract that only goes forward treats that
    as waste: the next step is then taken because it was bought, or bought again from the start. Where it is yet to be
    decided whether the next phase comes at all, nothing is raised.

    Bad: "After the discovery the supplier moves on to the alpha, then to the beta."
    Good: "If the alpha disproves the idea, we go back to discovery within this contract."
    """

    code = "W019"
    name = "no-return"
    severity = Severity.INFO
    weight = 1
    requires = ("phases", "described")
    of_silence = True
    message = "Nothing lets the work change direction or go back a phase."
    why = "A phase that disproves its option is worth its price; a contract that only goes forward punishes the right call."
    fix = "Allow a change of direction, and a return to an earlier phase, inside the contract."
    question = "If the evidence says stop or go back, what happens to the contract?"
    sources = ("A delivery director's notes on bidding for this work",)

    def applies(self, tender: Tender) -> bool:
        return len(tender.bought) > 1 and bool({"discovery", "alpha"} & named(tender))

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        turns = cues.find("timing.go_back", "scope.loose", within=WORK)
        decisions = cues.find("breaks.decision", without=NOT_THE_CONTRACT)
        apart = (hit for hit in decisions if ORDERED_APART.search(hit.words) or WHETHER.search(hit.words))
        if not any(not is_denied(hit) for hit in (*turns, *apart)):
            fixed = tender.payment_approach.evidence if tender.payment_approach and is_fixed(tender) else ()
            yield Clause(
                evidence=(*(tender.phases.evidence if tender.phases else ()), *fixed),
                severity=Severity.WARNING if fixed else Severity.INFO,
            )
