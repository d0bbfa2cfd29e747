"""P001: too little time to bid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.calendar import last_day
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import count, london
from tenders.tender import Tender

# How a procurement stands once it is no longer open.
OVER = ("awarded", "closed", "cancelled", "unsuccessful", "withdrawn")


@dataclass(frozen=True, kw_only=True)
class WindowShort(Rule):
    """Looks for fewer days between publishing and closing than the route's shortest.

    Digital Outcomes are open for two weeks, Digital Specialists for one or two, and the Procurement Act 2023 asks for
    25 days where tenders and documents are electronic. Where nothing tells the route, fifteen days are the least that
    tools which look for unfair competition take for granted, and that is a warning only.

    Bad: "Published on Monday; bids are due on Friday."
    Good: "Published on 1 June; bids are due on 30 June."
    """

    code = "P001"
    name = "window-short"
    severity = Severity.ERROR
    requires = ("published", "closes")
    message = "There is less time to bid than the route allows."
    why = "A short window keeps out whoever did not know of it beforehand, and those who come write worse bids."
    fix = "Extend the closing date."
    question = "Will you extend the closing date?"
    sources = (
        "Digital Outcomes and Specialists 5: buyer questions",
        "Open Contracting Partnership: Cardinal, R003",
        "GOV.UK: Procurement Act 2023 guidance on time periods",
    )

    outcomes_days: int = 14
    specialists_days: int = 7
    act_days: int = 25
    other_days: int = 15

    def applies(self, tender: Tender) -> bool:
        """Not to a notice of what is planned, nor where an award is published after bids were closed."""
        if tender.status is not None and tender.status.value == "planned":
            return False
        over = tender.status is not None and tender.status.value in OVER
        return not (over and tender.published and tender.closes and tender.published.value > tender.closes.value)

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.published is None or tender.closes is None:
            return
        days = (last_day(tender.closes.value) - london(tender.published.value).date()).days
        least, whose, severity = self.floor(tender)
        if days < least:
            when = "closes before it was published" if days < 0 else f"is open for {count(days, 'day')}"
            message = f"The notice {when}: {whose} is {least} days."
            yield Clause(evidence=(*tender.published.evidence, *tender.closes.evidence), message=message, severity=severity)

    def floor(self, tender: Tender) -> tuple[int, str, Severity]:
        """The fewest days of the notice's route, what that is called, and how bad it is to be below."""
        cues = tender.cues
        lot = tender.lot.value if tender.lot else ""
        if lot == "digital-specialists":
            return self.specialists_days, "the shortest for Digital Specialists", Severity.ERROR
        if lot:
            return self.outcomes_days, "the shortest on the Digital Marketplace", Severity.ERROR
        if cues.find("timing.marketplace"):
            return self.outcomes_days, "the shortest on the Digital Marketplace", Severity.WARNING
        if cues.find("timing.covered_procedure") and not cues.find("timing.less_time"):
            return self.act_days, "the shortest that the Procurement Act 2023 allows for electronic tenders", Severity.ERROR
        return self.other_days, "no route is stated, and the shortest that is taken for granted", Severity.WARNING
