"""What knowledge transfer counts for: whether it is marked, and whether it stands among the nice-to-haves only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tenders.evidence import Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.extractors.knowledge_transfer import Mention, inside, weigh
from tenders.fields import SCORED
from tenders.tender import TransferStanding

NICE = "niceToHaveRequirements"
# A line that carries a weight is marked wherever it stands: "Plan for handover (10%)".
WEIGHT = re.compile(r"\d\s?(?:%|per ?cent\b|points?\b|marks?\b)", re.IGNORECASE)


class Standing(Extractor):
    """Looks at where the sentences on knowledge transfer stand, and for those that say that it is evaluated."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        mentions = weigh(reading)
        if not mentions:
            return {}
        evaluated = inside(reading.cues.find("transfer.evaluated"))
        scored = [
            mention
            for mention in mentions
            if mention.section.field in SCORED or place(mention) in evaluated or WEIGHT.search(said(mention))
        ]
        nice = all(mention.section.field == NICE for mention in mentions)
        words = in_order(mention.section.cite(mention.extent.start, mention.extent.end) for mention in (scored or mentions)[:2])
        return {"transfer_standing": Stated(TransferStanding(scored=bool(scored), nice_to_have_only=nice), words)}


def place(mention: Mention) -> tuple[str, int, int]:
    """What tells a mention's sentence from every other."""
    return (mention.section.label, mention.extent.start, mention.extent.end)


def said(mention: Mention) -> str:
    """A mention's sentence."""
    return mention.section.text[mention.extent.start : mention.extent.end]
