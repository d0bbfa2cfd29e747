"""S005: a change needs a form, a board or a fee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.rule import Clause, Rule
from scoring.settled import change_control
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class ChangeControl(Rule):
    """Looks for change orders, change requests at a price, or a board that has to approve changes to what was ordered.

    A team learns something each week, and each of those lessons is a change. Changes to running systems (ITIL) are
    another matter, and so is the right to change the contract itself.

    Bad: "Changes to the requirements are subject to change control, and will be quoted for."
    Good: "Whatever the team has not begun may be swapped for something of the same size."
    """

    code = "S005"
    name = "change-control"
    severity = Severity.WARNING
    weight = 4
    requires = ("described",)
    message = "A change to what was ordered has to go through change control."
    why = "Where each change has a price or a form, the team builds what was written down and not what it has learned."
    fix = "Say that the backlog may change freely within the team's capacity."
    question = "How is a change of priorities priced, and who may decide it?"
    sources = ("18F: State Software Budgeting Handbook",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = change_control(tender)
        if not said:
            return
        if is_fixed(tender) and tender.payment_approach:
            message = "A change to what was ordered has to go through change control, and the price is fixed."
            yield Clause(evidence=(*said[:2], *tender.payment_approach.evidence), message=message, severity=Severity.ERROR)
        else:
            yield Clause(evidence=said[:2])
