"""Whether a security clearance must be held already that the supplier does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from scoring.case import Case, Change
from scoring.gates import Gate, Outcome
from scoring.profile import CLEARANCES


class ClearanceHeld(Gate):
    """Failed where the clearance must be held already and is not. One that can be obtained or is sponsored is no bar.

    BPSS is a check that any employer makes itself, so it never stops a bid.
    """

    key: ClassVar[str] = "clearance"
    name: ClassVar[str] = "Clearance"
    order: ClassVar[int] = 20

    def test(self, case: Case) -> Outcome:
        asked, holds = case.tender.clearance_asked, case.profile.supplier.clearance
        if asked is None:
            section = case.tender.document.get("securityClearance")
            if section is None:
                return Outcome(state="not known", reason="The notice says nothing of security clearance.")
            return Outcome(state="passed", reason="No named clearance must be held.", evidence=(section.whole(),))
        level, terms, evidence = asked.value.level, asked.value.terms, asked.evidence
        if level == "BPSS":
            return Outcome(state="passed", reason="BPSS is asked for: a check that you can make yourself.", evidence=evidence)
        if terms in ("obtainable", "sponsored"):
            return Outcome(state="passed", reason=f"{level} clearance is asked for, but can be obtained.", evidence=evidence)
        if holds is not None and CLEARANCES.index(holds) >= CLEARANCES.index(level):
            return Outcome(state="passed", reason=f"{level} clearance is asked for; you hold {holds}.", evidence=evidence)
        if terms is None:
            reason = f"{level} clearance is asked for; the notice does not say whether it must be held already."
            return Outcome(state="not known", reason=reason, evidence=evidence)
        if holds is None:
            reason = f"{level} clearance must be held already; your profile does not say what you hold."
            return Outcome(state="not known", reason=reason, evidence=evidence)
        yours = "none" if holds == "none" else holds
        return Outcome(state="failed", reason=f"{level} clearance must be held already; you hold {yours}.", evidence=evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        asked = case.tender.clearance_asked
        if asked is not None and self.test(case).state == "failed":
            level = asked.value.level
            supplier = replace(case.profile.supplier, clearance=level)
            words = f"If you held {level} clearance, or the buyer sponsored it"
            yield Change(words=words, case=replace(case, profile=replace(case.profile, supplier=supplier)), evidence=asked.evidence)
