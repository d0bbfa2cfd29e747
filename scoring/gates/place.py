"""Whether the work is where the supplier works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from scoring.case import Case, Change
from scoring.gates import Gate, Outcome
from scoring.words import listed

# How the marketplace has printed work that is tied to no place.
ANYWHERE = re.compile(r"\boff-?site\b|no specific location|\bremote", re.IGNORECASE)


class PlaceOfWork(Gate):
    """Passed where the work is tied to no place, or to one of the supplier's."""

    key: ClassVar[str] = "place"
    name: ClassVar[str] = "Place"
    order: ClassVar[int] = 40

    def test(self, case: Case) -> Outcome:
        stated, ours = case.tender.location, case.profile.supplier.places
        if not stated or not stated.value:
            return Outcome(state="not known", reason="No location is stated.")
        where = listed(stated.value)
        if any(ANYWHERE.search(place) for place in stated.value):
            return Outcome(state="passed", reason="The work can be done from anywhere.", evidence=stated.evidence)
        if not ours:
            reason = f"The work is in {where}; your profile names no places, so any fits."
            return Outcome(state="passed", reason=reason, evidence=stated.evidence)
        if {place.casefold() for place in ours} & {place.casefold() for place in stated.value}:
            return Outcome(state="passed", reason=f"The work is in {where}, where you work.", evidence=stated.evidence)
        reason = f"The work is in {where}; your places are {listed(ours)}."
        return Outcome(state="failed", reason=reason, evidence=stated.evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        found = self.test(case)
        if found.state == "failed" and case.tender.location:
            profile = replace(case.profile, supplier=replace(case.profile.supplier, places=()))
            words = f"If you worked in {listed(case.tender.location.value)}, or the work could be done from elsewhere"
            yield Change(words=words, case=replace(case, profile=profile), evidence=found.evidence)
