"""P019: what a bid costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.finding import Severity
from scoring.rule import MARKETPLACE, Clause, Rule
from scoring.words import count, listed, pounds
from scoring.worth import in_all
from tenders.evidence import Evidence, Stated, in_order
from tenders.tender import Tender

# Days of work for one of each: ours. An answer is about 100 words, and two people see it.
DAYS: Mapping[str, float] = {
    "short answer": 0.125,
    "proposal question": 0.5,
    "cultural fit question": 0.25,
    "written proposal": 2,
    "case study": 1,
    "work history": 0.5,
    "reference": 0.25,
    "presentation": 2,
    "interview": 1,
    "scenario or test": 1,
}
PLURAL = {"case study": "case studies", "work history": "work histories", "scenario or test": "scenarios or tests"}


@dataclass(frozen=True, kw_only=True)
class CostOfBidding(Rule):
    """Looks for what a bid takes: answers, questions, a written proposal, case studies, references, a presentation.

    They are counted and turned into days of work by the option `days`, and from ten days on they are reported. It is a
    warning, however few the days, where one bid costs more than a twentieth of the contract's value: several suppliers
    write one each, and all but one for nothing. The days and the price of a day are our estimates, and settings.

    Bad: "£15,000. Eighteen answers, fourteen questions, a proposal, two references and a presentation."
    Good: "£150,000. Five answers, four questions and an hour's talk."
    """

    code = "P019"
    name = "cost-of-bidding"
    severity = Severity.INFO
    requires = ("essential",)
    routes = MARKETPLACE
    message = "A bid takes days of work."
    why = "Every supplier pays for its bid, and one of them wins; small suppliers, who write theirs themselves, pay most."
    fix = "Ask for fewer stages and shorter answers, in proportion to the contract."
    question = "Could one of the stages be left out, given the size of the contract?"
    sources = ("A delivery director's notes on bidding for this work",)

    days: Mapping[str, float] = field(default_factory=lambda: DAYS)
    day_cost: int = 500
    report_from: float = 10
    share: float = 0.05

    def check(self, tender: Tender) -> Iterator[Clause]:
        parts = {name: (number, words) for name, (number, words) in counted(tender).items() if number}
        days = sum((Decimal(str(self.days.get(name, 0))) * number for name, (number, _) in parts.items()), Decimal(0))
        cost, value = days * self.day_cost, in_all(tender)
        heavy = value is not None and cost > value * Decimal(str(self.share))
        if not heavy and days < Decimal(str(self.report_from)):
            return
        said = listed(count(number, name, PLURAL.get(name, "")) for name, (number, _) in parts.items())
        of_value = f", {cost / value:.0%} of the contract's {pounds(round(value, 0))}" if value and heavy else ""
        yield Clause(
            evidence=in_order(words[0] for _, words in parts.values() if words),
            message=f"A bid takes about {count(round(days), 'day')} ({said}): about {pounds(round(cost, -2))}{of_value}.",
            severity=Severity.WARNING if heavy else Severity.INFO,
        )


def counted(tender: Tender) -> Mapping[str, tuple[int, tuple[Evidence, ...]]]:
    """What a supplier who is shortlisted has to hand in or come to, by kind: how many, and the words that ask for it."""
    methods = tender.assessment_methods
    asked = {line.strip().lower() for line in methods.value} if methods else set[str]()
    words = methods.evidence if methods else ()
    found = {
        "short answer": together(tender.essential, tender.nice_to_have),
        "proposal question": together(tender.proposal_criteria),
        "cultural fit question": together(tender.cultural_criteria),
    }
    if tender.proposal_criteria:
        asked.add("written proposal")  # where the proposal is not listed, the criteria are still what it answers
    return found | {name: (int(name in asked), words) for name in DAYS if name not in found}


def together(*fields: Stated[tuple[str, ...]] | None) -> tuple[int, tuple[Evidence, ...]]:
    """How many lines these answers have in all, with their words."""
    stated = [field for field in fields if field is not None]
    return sum(len(field.value) for field in stated), tuple(words for field in stated for words in field.evidence)
