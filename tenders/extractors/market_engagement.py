"""Market engagement: whether the market was asked before, and what was said of it in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from tenders.cues import Hit
from tenders.document import Extent, Section
from tenders.evidence import Stated
from tenders.extractors import Extractor, Reading
from tenders.tender import Engagement, MarketEngagement

FIELD = "earlyMarketEngagement"
# Answers that deny with no word that the cues know.
BARE = frozenset({"", "n/a", "na", "no"})
# Buyers write "TBC" where nothing is known yet: that is no answer.
OPEN = frozenset({"tbc", "tbd", "to be confirmed"})


class Market(Extractor):
    """Reads the answer's own words: what denies stands in its first sentence, the rest is told."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        section = reading.document.get(FIELD)
        if section is None or plain(section.text) in OPEN:
            return {}
        hits = [
            hit
            for hit in reading.cues.find("market.none", "market.planned", "market.done", within=(FIELD,))
            if hit.section is section
        ]
        state, extent = read(section, hits)
        words = section.cite(extent.start, extent.end)
        return {"market_engagement": Stated(MarketEngagement(state=state, said=words.quote), (words,))}


def plain(text: str) -> str:
    """An answer without the marks around it, in lower case."""
    return text.strip(" .-–\n").lower()


def read(section: Section, hits: list[Hit]) -> tuple[Engagement, Extent]:
    """Whether the market was asked, and the sentence that says so best. Some answer with something else: that is unclear."""
    first = section.sentence_at(len(section.text) - len(section.text.lstrip()))
    denied = any(hit.cue == "market.none" and hit.start < first.start + 40 and hit.start < first.end for hit in hits)
    if plain(section.text) in BARE or denied:
        return "none", first
    told = {hit.sentence.start: hit.sentence for hit in hits if hit.cue == "market.done"}
    planned = {hit.sentence.start: hit.sentence for hit in hits if hit.cue == "market.planned"}
    past = [extent for start, extent in told.items() if start not in planned]
    if past:
        return "done", min(past, key=lambda extent: extent.start)
    if planned:
        return "planned", min(planned.values(), key=lambda extent: extent.start)
    return "unclear", first
