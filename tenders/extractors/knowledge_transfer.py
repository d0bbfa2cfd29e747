"""Knowledge transfer: specific (how, to whom or when), vague (named without any of that), or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenders.cues import Hit
from tenders.document import Extent, Section
from tenders.evidence import in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import CRITERIA
from tenders.tender import KnowledgeTransfer

# What the users of the service do, and what was done before, is not what the supplier hands over.
NOT_THE_ASK = ("workAlreadyDone", "earlyMarketEngagement", "title", "buyer", "organisation", "")
# Training is often what the service is about; only where the work is described is it part of the ask.
NOT_THE_TRAINING = (*NOT_THE_ASK, "backgroundInformation", "endUsers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A sentence that speaks of knowledge transfer, and whether it says how, to whom or when."""

    section: Section
    extent: Extent
    specific: bool


class Transfer(Extractor):
    """Weighs every sentence that speaks of transfer; the most definite one decides."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        mentions = tuple(weigh(reading))
        if not mentions:
            return {}
        specific = [mention for mention in mentions if mention.specific]
        chosen = specific or list(mentions)
        evidence = in_order(mention.section.cite(mention.extent.start, mention.extent.end) for mention in chosen)
        return {"knowledge_transfer": KnowledgeTransfer(ask="specific" if specific else "vague", evidence=evidence[:4])}


def weigh(reading: Reading) -> list[Mention]:
    """Each sentence that speaks of transfer to the buyer, in the order of the document."""
    cues = reading.cues
    hits = (
        *cues.find("transfer.moved", "transfer.taught", "transfer.handed", "transfer.stock", without=NOT_THE_ASK),
        *cues.find("transfer.trained", without=NOT_THE_TRAINING),
    )
    kinds: dict[tuple[str, int, int], set[str]] = {}
    places: dict[tuple[str, int, int], tuple[Section, Extent]] = {}
    for hit in hits:
        extent = hit.sentence
        key = (hit.section.label, extent.start, extent.end)
        kinds.setdefault(key, set()).add(hit.cue.removeprefix("transfer."))
        places[key] = (hit.section, extent)
    side = {name: inside(cues.find(f"transfer.{name}")) for name in ("method", "receiver", "asked_how", "inward", "past")}
    mentions = []
    for key, spoken in kinds.items():
        section, extent = places[key]
        says = {name for name, keys in side.items() if key in keys}
        if "inward" in says:
            continue
        if spoken <= {"handed"} and not says & {"receiver", "asked_how", "method"}:
            continue
        mentions.append(Mention(section=section, extent=extent, specific=is_specific(section.field, spoken, says)))
    order = {section.label: place for place, section in enumerate(reading.document.sections)}
    return sorted(mentions, key=lambda mention: (order[mention.section.label], mention.extent.start))


def inside(hits: tuple[Hit, ...]) -> set[tuple[str, int, int]]:
    """The sentences that hold these hits."""
    return {(hit.section.label, *hit.sentence) for hit in hits}


def is_specific(field: str, spoken: set[str], says: set[str]) -> bool:
    """Whether a sentence says how, to whom or when.

    A criterion that will be scored is specific where it asks the bidder how; past experience and stock lines never
    are; elsewhere a receiver or a method makes it so.
    """
    if spoken == {"stock"}:
        return field == "culturalFitCriteria" and "asked_how" in says and "past" not in says
    if field == "successCriteria":
        return "asked_how" in says or bool(says & {"receiver", "method"})
    if field == "culturalFitCriteria":
        return ("asked_how" in says and "past" not in says) or {"method", "receiver"} <= says
    if field in CRITERIA:
        return "past" not in says and bool(says & {"receiver", "method"})
    return bool(says & {"receiver", "method"})
