"""S010: years of upkeep added to a build, for one price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from tenders.cues import Hit
from tenders.tender import DAYS, Tender
from tenders.terms import terms

# "Hosting and support in year two" is a year as well.
NTH_YEAR = re.compile(
    r"\byears? (?:two|three|four|five|[2-5])\b|\b(?:second|third|fourth|fifth|subsequent|following) years?\b", re.IGNORECASE
)
# How far the length may stand from the upkeep, in characters, and what shows that it is another's.
NEAR = 50
OTHERS = re.compile(
    r"\b(?:term|contract|initial|build|development|develop|deliver\w*|design|discovery|alpha|beta|launch)\b", re.IGNORECASE
)
# What makes one sum of it: "includes" says so of money only.
MONEY = re.compile(r"£|\b(?:prices?|priced|costs?|fees?|sum|budget|charges?)\b", re.IGNORECASE)
BUILT_IN = ("title", "summary", "outcome", "text")


@dataclass(frozen=True, kw_only=True)
class MaintenanceBoltedOn(Rule):
    """Looks for something to be built, a year or more of support or hosting after it, and one price for both.

    A service is never finished. A phase of upkeep at a price set before anything is built pays for standing still, and
    nobody is there to improve it. Support that is ordered as needed, or that goes on improving the service, is not meant.

    Bad: "A fixed price for the build, and for three years of maintenance and hosting."
    Good: "After the launch we may order a small team by the month to go on improving the service."
    """

    code = "S010"
    name = "maintenance-bolted-on"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Years of support or hosting are added to a build, at a price that is fixed before it."
    why = "A service goes on changing after its launch; upkeep at a price fixed beforehand pays for leaving it as it is."
    fix = "Buy a small team that goes on improving the service, and order it when the build is known."
    question = (
        "Is the support a capacity that we may use to improve the service, or a fixed fee, and may it be priced after the build?"
    )
    sources = ("18F: State Software Budgeting Handbook",)

    min_months: int = 12

    def applies(self, tender: Tender) -> bool:
        return bool(tender.cues.find("work.build", within=BUILT_IN))

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        free = {hit.place for hit in cues.find("terms_of_contract.upkeep_free")}
        one_fee = {
            hit.place
            for hit in cues.find("terms_of_contract.one_fee")
            if hit.section.field == "budgetRange" or MONEY.search(hit.said)
        }
        found = [hit for hit in asked(cues.find("terms_of_contract.upkeep", within=WORK)) if hit.place not in free]
        for hit in found:
            if not self.lasts(hit):
                continue
            payment = tender.payment_approach
            if is_fixed(tender):
                yield Clause(evidence=(hit.clause, *(payment.evidence if payment else ())))
                return
            if hit.place in one_fee:
                yield Clause(
                    evidence=(hit.clause,), message="Years of support or hosting and the build before them are in one sum."
                )
                return

    def lasts(self, hit: Hit) -> bool:
        """Whether the sentence gives the upkeep a year or more: a length close by, which is not the whole term's."""
        if NTH_YEAR.search(hit.said):
            return True
        start, end = hit.start - hit.sentence.start, hit.end - hit.sentence.start
        for term in terms(hit.said):
            between = hit.said[end : term.start] if term.start >= end else hit.said[term.end : start]
            long = term.length.max and term.length.max * DAYS[term.length.unit] >= self.min_months * DAYS["months"]
            if long and len(between) < NEAR and not OTHERS.search(between):
                return True
        return False
