"""What a buyer calls the phases, and whether something is to be made: not what the kind of work was taken to be."""

from __future__ import annotations

from tenders.tender import PHASES, Phase, Tender


def named(tender: Tender) -> frozenset[Phase]:
    """The phases bought that the notice names as bought. Where the service is now names none."""
    where_it_is = {section.label for section in tender.document.having("phase")}
    words = " ".join(e.quote.lower() for e in (tender.phases.evidence if tender.phases else ()) if e.section not in where_it_is)
    return frozenset(phase for phase in PHASES if phase in tender.bought and phase in words)


def is_made(tender: Tender) -> bool:
    """Whether a service or product is to be built: by title and summary, or by a beta that is named."""
    return "beta" in named(tender) or bool(tender.cues.find("work.build", within=("title", "summary", "outcome")))
