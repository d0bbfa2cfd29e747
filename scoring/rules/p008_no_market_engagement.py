"""P008: nobody was asked before the tender was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import affirmed
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class NoMarketEngagement(Rule):
    """Looks for a notice that says that no supplier was asked beforehand, or that says nothing of it.

    Suppliers know what is easy, what is dear and what nobody sells. Under the Procurement Act 2023 a buyer who engages
    the market publishes a notice of it, or says in the tender notice why not. Most opportunities of the marketplace say
    nothing: that is context, not a fault.

    Bad: "Early market engagement: none."
    Good: "We spoke to nine suppliers in March; three said that the data would take longest, so that comes first."
    """

    code = "P008"
    name = "no-market-engagement"
    severity = Severity.INFO
    requires = ("described",)
    of_silence = True
    message = "Nothing is said of talking to suppliers before the tender."
    why = "An ask that no supplier saw before is more often too big, too small or for something that nobody sells."
    fix = "Talk to the market, and summarise what you heard and what you changed."
    question = "Was the market engaged, and what did it change?"
    sources = (
        "Digital Outcomes and Specialists 5: buyer questions",
        "GOV.UK: Procurement Act 2023 guidance on preliminary market engagement",
    )

    def applies(self, tender: Tender) -> bool:
        return tender.lot is None or tender.lot.value == "digital-outcomes"

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        answer = tender.market_engagement
        none = answer is not None and answer.value.state == "none"
        told = cues.find("competition.engaged")
        if (answer is not None and not none) or affirmed(told):
            return
        severity = Severity.WARNING if cues.find("timing.covered_procedure") else Severity.INFO
        evidence = answer.evidence if answer else tuple(hit.clause for hit in told[:1])
        message = "No supplier was asked before the tender was written." if evidence else self.message
        yield Clause(evidence=evidence, message=message, severity=severity)
