"""S008: a named product is demanded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.tender import Tender

DESCRIBES = ("title", "summary", "outcome")
ELSEWHERE = ("backgroundInformation", "workAlreadyDone", "additionalTerms", "workingArrangements")


@dataclass(frozen=True, kw_only=True)
class TechMandated(Rule):
    """Looks for a product by name in the title, summary or problem, or demanded elsewhere, without "or equivalent".

    A live service runs on something, and naming that is a fact. In work that has yet to be designed a brand name
    decides the design, the suppliers who can bid and the price.

    Bad: "Your recommendation will have to use (product)."
    Good: "We run (product) today; the work may recommend something else."
    """

    code = "S008"
    name = "tech-mandated"
    severity = Severity.WARNING
    label = "solution_prescribed"
    weight = 4
    requires = ("title",)
    message = "A named product is demanded."
    why = "A brand name decides the design and who can bid, before anything has been learned from users."
    fix = 'Say why it must be this product, or add "or equivalent".'
    question = "Is the platform open to challenge, and why was it chosen?"
    sources = ("18F: De-risking Government Technology", "Digital Outcomes and Specialists 5: buyer questions")

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.bought and set(tender.bought) <= {"live"}:
            return
        cues = tender.cues
        named = cues.apart(("scope.product",), unless=("scope.open",), within=DESCRIBES)
        demanded = {hit.place for hit in cues.apart(("scope.demanded",), unless=("scope.open",))}
        forced = [hit for hit in cues.find("scope.product", within=ELSEWHERE) if hit.place in demanded]
        if named or forced:
            severity = Severity.ERROR if "discovery" in tender.bought else Severity.WARNING
            yield Clause(evidence=tuple(hit.clause for hit in (*named, *forced)[:3]), severity=severity)
