"""C002: the budget does not fit the team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.day_rate import DAYS_A_WEEK, Rates, rates
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import pounds
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class UnaffordableTeam(Rule):
    """Looks for a budget that, spread over the team and the weeks that the notice states, pays too little or too much a day.

    VAT is left out, and a week has four and a half working days, as leave and public holidays take the rest. Ranges are
    read in the buyer's favour: a rate is low only if the highest budget, the smallest team and the shortest term make it
    so. Where no team size is stated the rule does not apply.

    Bad: "£60,000 for a team of eight, for six months."
    Good: "£300,000 for a team of five, for five months."
    """

    code = "C002"
    name = "unaffordable-team"
    severity = Severity.WARNING
    requires = ("budget",)
    message = "The budget does not fit the team and the time."
    why = "A budget that cannot pay the team asked for buys fewer or greener people; one that is far over it hides other costs."
    fix = "Match the budget, the team and the time, or leave the size of the team to the supplier."
    question = "What team size and day rate was the budget built on?"
    sources = ("18F: State Software Budgeting Handbook",)

    lowest: int = 400
    highest: int = 1200
    days_a_week: float = DAYS_A_WEEK

    def applies(self, tender: Tender) -> bool:
        return rates(tender, self.days_a_week) is not None

    def check(self, tender: Tender) -> Iterator[Clause]:
        found = rates(tender, self.days_a_week)
        if found is None:
            return
        if found.high < self.lowest:
            yield self.clause(found, found.high, f"under {pounds(Decimal(self.lowest))}")
        elif found.low > self.highest:
            yield self.clause(found, found.low, f"over {pounds(Decimal(self.highest))}")

    def clause(self, found: Rates, rate: Decimal, verdict: str) -> Clause:
        """The finding, with the sum in its message."""
        return Clause(
            evidence=found.evidence,
            message=f"The budget comes to about {pounds(round(rate, 0))} a person a day, {verdict}: {found.sum}.",
        )
