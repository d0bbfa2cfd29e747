"""Knowledge transfer: specific (how, to whom or when), vague (named without any of that), or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenders.document import Extent, Section
from tenders.evidence import in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import CRITERIA, SCORED
from tenders.tender import KnowledgeTransfer

# A name, or what was done before, is not what the supplier hands over.
NOT_THE_ASK = ("workAlreadyDone", "earlyMarketEngagement", "title", "buyer", "organisation", "")
# Training is often what the service is about; only where the work is described is it part of the ask.
NOT_THE_TRAINING = (*NOT_THE_ASK, "backgroundInformation")
# Here much is told of how things are: a sentence is part of the ask only where it holds one of these cues.
TELLING = {
    "backgroundInformation": {"wanted", "moved", "taught"},
    "outcome": {"wanted", "moved", "taught"},
    "endUsers": {"moved"},
}
# Cues that speak of transfer by themselves; those that do in company; those that say more of it.
NAMED = frozenset({"moved", "taught", "trained", "stock"})
NAMED_WITH = frozenset({"handed", "acted", "alone"})
SPEAKS = (NAMED | NAMED_WITH) - {"trained"}
SAYS_MORE = frozenset({"method", "when", "receiver", "asked_how", "elsewhere", "wanted", "past"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the cues of transfer it holds."""

    section: Section
    extent: Extent
    says: set[str] = field(default_factory=set)

    @property
    def said(self) -> str:
        """Its words."""
        return self.section.text[self.extent.start : self.extent.end]

    @property
    def speaks(self) -> bool:
        """Whether it speaks of transfer from the supplier at all.

        An act of learning does where it is asked for, not told of, and said who learns; people who are to carry on by
        themselves do where it is said from when as well, or the bidder is asked how.
        """
        says, place = self.says, self.section.field
        if "elsewhere" in says or not says & TELLING.get(place, says):
            return False
        if says & NAMED:
            return True
        if "handed" in says and (place in (*CRITERIA, *SCORED) or says & {"receiver", "method", "when"}):
            return True
        if not {"receiver", "wanted"} <= says:
            return False
        if "alone" in says and ("when" in says or (place in SCORED and "asked_how" in says)):
            return True
        return "acted" in says

    @property
    def specific(self) -> bool:
        """Whether it says how, to whom or when.

        A criterion that will be scored does so where it asks the bidder how; else past experience and stock lines
        never do.
        """
        says, place = self.says, self.section.field
        if place in SCORED and "asked_how" in says:
            return True
        if place in (*CRITERIA, "culturalFitCriteria") and "past" in says:
            return False
        spoken = says & (NAMED | NAMED_WITH)
        if spoken == {"stock"}:
            return False
        if place == "culturalFitCriteria":
            return "receiver" in says and bool(says & {"acted", "method"})
        if place in CRITERIA:  # "will train our analysts" is to be done here; "leaves client teams stronger" was done anywhere
            return bool(says & {"method", "when"}) or {"receiver", "wanted"} <= says
        return bool(says & {"receiver", "method", "when"})


class Transfer(Extractor):
    """Weighs every sentence that speaks of transfer; the most definite one decides."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        spoken = reading.once(sentences)
        if not spoken:
            return {}
        specific = [sentence for sentence in spoken if sentence.specific]
        evidence = in_order(each.section.cite(each.extent.start, each.extent.end) for each in specific or spoken)
        return {"knowledge_transfer": KnowledgeTransfer(ask="specific" if specific else "vague", evidence=evidence[:4])}


def sentences(reading: Reading) -> list[Sentence]:
    """Each sentence that speaks of transfer, in the order of the document.

    What only says more of it is looked for in the sentences that hold a cue of transfer: it is found all over a notice.
    """
    cues = reading.cues
    spoken = (*cues.find(*named(SPEAKS), without=NOT_THE_ASK), *cues.find("transfer.trained", without=NOT_THE_TRAINING))
    found: dict[tuple[str, int], Sentence] = {}
    for hit in (*spoken, *cues.beside(spoken, *named(SAYS_MORE))):
        if hit.place not in found:
            found[hit.place] = Sentence(section=hit.section, extent=hit.sentence)
        found[hit.place].says.add(hit.cue.removeprefix("transfer."))
        if hit.cue == "transfer.acted" and hit.start == hit.sentence.start:
            found[hit.place].says.add("wanted")  # an order: "Pair with our developers"
    order = {section.label: place for place, section in enumerate(reading.document.sections)}
    speaking = (sentence for sentence in found.values() if sentence.speaks)
    return sorted(speaking, key=lambda each: (order[each.section.label], each.extent.start))


def named(cues: frozenset[str]) -> tuple[str, ...]:
    """The lexicon's names of these cues."""
    return tuple(f"transfer.{name}" for name in sorted(cues))
