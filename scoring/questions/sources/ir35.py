"""Off-payroll working rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import SAID, View
from scoring.rule import Route

STATED = re.compile(r"\bIR ?35\b|\boff[- ]payroll\b", re.IGNORECASE)


class Ir35(Source):
    """Off-payroll working rules."""

    topic: ClassVar[str] = "ir35"
    not_for: ClassVar[frozenset[Route]] = frozenset({"user-research-participants"})
    why: ClassVar[str] = "It changes what people cost, and who may be put forward."
    rules: ClassVar[tuple[str, ...]] = ("C009",)

    def drafts(self, view: View) -> Iterator[Draft]:
        if (
            view.tender.states("employmentStatus")
            or "off_payroll" in view.tender.facts
            or view.says(STATED, *SAID, "securityClearance")
        ):
            return
        yield self.ask(
            view,
            f"Do you treat {view.work} as a contracted-out service, to which the off-payroll rules (IR35) do not apply, or have"
            " you made another determination?",
        )
