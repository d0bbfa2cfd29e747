"""What knowledge transfer counts for: whether it is marked, and whether it stands among the nice-to-haves only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tenders.evidence import Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.extractors.knowledge_transfer import sentences
from tenders.fields import SCORED
from tenders.tender import TransferStanding

NICE = "niceToHaveRequirements"
# A line that carries a weight is marked wherever it stands: "Plan for handover (10%)".
WEIGHT = re.compile(r"\d\s?(?:%|per ?cent\b|points?\b|marks?\b)", re.IGNORECASE)


class Standing(Extractor):
    """Looks at where the sentences on knowledge transfer stand, and for those that say that it is evaluated."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        spoken = reading.once(sentences)
        if not spoken:
            return {}
        evaluated = {hit.place for hit in reading.cues.find("transfer.evaluated")}
        scored = [
            each
            for each in spoken
            if each.section.field in SCORED or (each.section.label, each.extent.start) in evaluated or WEIGHT.search(each.said)
        ]
        nice = all(each.section.field == NICE for each in spoken)
        words = in_order(each.section.cite(each.extent.start, each.extent.end) for each in (scored or spoken)[:2])
        return {"transfer_standing": Stated(TransferStanding(scored=bool(scored), nice_to_have_only=nice), words)}
