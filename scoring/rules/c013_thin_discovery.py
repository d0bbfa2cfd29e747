"""C013: a discovery with money for a team or for research, not for both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.finding import Severity
from scoring.research import are_at_hand, are_staff
from scoring.rule import Clause, Rule
from scoring.timebox import of_phase
from scoring.words import count, pounds
from scoring.worth import most
from tenders.tender import Tender

# A discovery is counted in weeks. A longer term is a contract to order from, and its sum is no discovery's.
LONGEST = 26


@dataclass(frozen=True, kw_only=True)
class ThinDiscovery(Rule):
    """Looks for a discovery for £60,000 or less, or £10,000 a week or less, with research and nobody to recruit for it.

    Such a sum pays a small team. It does not pay recruiting and incentives as well, and the notice does not say who
    does. The three have to come together: the sum, research that is asked for, and recruiting that is left open.
    The sum is taken without VAT. Where the users are the buyer's own people, nobody has to be paid.

    Bad: "£45,000 for an eight-week discovery. You will interview carers."
    Good: "£45,000 for an eight-week discovery. You will interview carers. We recruit and pay them from another budget."
    """

    code = "C013"
    name = "thin-discovery"
    severity = Severity.WARNING
    weight = 3
    requires = ("budget", "phases")
    of_silence = True
    message = "The discovery's budget cannot pay a team and recruiting at once, and nothing says who recruits."
    why = "The sum cannot pay a team, recruiting and incentives at once; what gives way is the research."
    fix = "Pay for recruiting and incentives apart from the discovery, or narrow its question."
    question = "Are recruiting and incentives inside the budget?"
    sources = ("A delivery director's notes on bidding for this work",)

    most_in_all: int = 60_000
    most_a_week: int = 10_000

    def applies(self, tender: Tender) -> bool:
        return "discovery" in tender.bought and tender.user_research.ask == "activity" and most(tender) is not None

    def check(self, tender: Tender) -> Iterator[Clause]:
        high, research, budget = most(tender), tender.user_research, tender.budget
        if high is None or budget is None or research.who_recruits != "not_stated" or is_free(tender):
            return
        sum_ = thin_sum(tender, high, self.most_in_all, self.most_a_week)
        if sum_:
            tax = "" if budget.vat == "unstated" else ", excluding VAT,"
            message = f"The discovery has {sum_}{tax} for a team and its research, and nothing says who recruits."
            yield Clause(evidence=(*budget.evidence, *research.evidence[:1]), message=message)


def is_free(tender: Tender) -> bool:
    """Whether those to talk to are the buyer's own people, who are neither sought nor paid."""
    return are_at_hand(tender) or are_staff(tender)


def thin_sum(tender: Tender, high: Decimal, most_in_all: int, most_a_week: int) -> str:
    """The discovery's sum in words where it is a thin one, else "". A week's sum is known where nothing else is bought."""
    if high <= most_in_all:
        return pounds(round(high, 0))
    box = of_phase(tender, "discovery") if tender.bought == ("discovery",) else None
    if box and 0 < box.weeks <= LONGEST and high / box.weeks <= most_a_week:
        return f"{pounds(round(high, 0))} for {count(round(box.weeks), 'week')}, about {pounds(round(high / box.weeks, -2))} a week"
    return ""
