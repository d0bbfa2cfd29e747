"""Whether a bid can still be sent in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from scoring.case import Case, Change
from scoring.gates import Gate, Outcome
from scoring.words import moment
from tenders.evidence import Stated

# A week is what it takes to write the short answers that this marketplace asks for: ours.
EXTENSION = timedelta(days=7)
CALLED_OFF = frozenset({"cancelled", "withdrawn"})


class Deadline(Gate):
    """Passed while applications are open. A notice that was called off is closed whatever its date."""

    key: ClassVar[str] = "deadline"
    name: ClassVar[str] = "Deadline"
    order: ClassVar[int] = 10

    def test(self, case: Case) -> Outcome:
        tender = case.tender
        if tender.status is not None and tender.status.value in CALLED_OFF:
            return Outcome(state="failed", reason=f"The notice was {tender.status.value}.", evidence=tender.status.evidence)
        if tender.closes is not None:
            when, said = moment(tender.closes.value), tender.closes.evidence
            if tender.closes.value < case.as_of:
                return Outcome(state="failed", reason=f"The deadline passed on {when}.", evidence=said)
            return Outcome(state="passed", reason=f"Applications close on {when}.", evidence=said)
        if tender.status is not None and tender.status.value == "planned":
            reason = "The work is announced, and bids are not asked for yet."
            return Outcome(state="not known", reason=reason, evidence=tender.status.evidence)
        if tender.status is not None and tender.status.value != "open":
            return Outcome(state="failed", reason="The notice is closed for applications.", evidence=tender.status.evidence)
        return Outcome(state="not known", reason="No closing date is stated.")

    def changes(self, case: Case) -> Iterator[Change]:
        found = self.test(case)
        if found.state == "failed":
            reopened = replace(case.tender, status=None, closes=Stated(case.as_of + EXTENSION, found.evidence))
            words = f"If applications were open again, for {EXTENSION.days} days"
            yield Change(words=words, case=replace(case, tender=reopened), evidence=found.evidence)
