"""What surrounds the work: who decides, and whether the off-payroll rules apply.

Each is a fact of its own, silent where the notice is.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenders.cues import Hit
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import DESCRIBED, TOLD

OWN_SIDE = (*TOLD, *DESCRIBED, "workingArrangements", "additionalTerms")


class Context(Extractor):
    """Finds each in the sentences that speak of it."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        found: dict[str, object] = {}
        denied, affirmed = reading.cues.find("context.outside_ir35"), reading.cues.find("context.inside_ir35")
        if denied or affirmed:
            # what denies it outweighs what affirms it
            found["off_payroll"] = Stated(not denied, cited((denied or affirmed)[:2]))
        owners = reading.cues.apart(("owners.owner", "owners.decides"), unless=("owners.brought", "owners.nobody"), within=OWN_SIDE)
        if owners:
            found["decision_owner"] = Stated(owners[0].words, cited(owners[:2]))
        return found


def cited(hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    """The sentences that hold these hits, as evidence."""
    return in_order(hit.clause for hit in hits)
