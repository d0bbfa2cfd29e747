"""Whether a notice says why the work matters: something wrong, a result for somebody, a figure, a word on the world."""

from __future__ import annotations

import re

from tenders.document import Extent, Section
from tenders.tender import Tender

RESULTS = ("purpose.problem", "purpose.benefit")
# A figure is evidence of a problem, whatever its words: "31% give up", "a bill of £1.3m", "612 of perhaps 4,000".
FIGURE = re.compile(r"\d\s?(?:%|per ?cent\b)|£\s?\d|\b\d[\d,.]*\s+(?:out of|of|in)\s+(?:\w+\s+)?\d", re.IGNORECASE)
# With fewer words a sentence tells nothing: "N/A", "Additional resource".
LEAST = 3


def has_results(tender: Tender, field: str) -> bool:
    """Whether an answer names something that is wrong, a result for somebody or a figure."""
    section = tender.document.get(field)
    return bool(section and (FIGURE.search(section.text) or tender.cues.find(*RESULTS, within=(field,))))


def tells_of_the_world(tender: Tender, field: str) -> bool:
    """Whether a sentence of an answer is about something other than the work that is bought.

    Troubles have no end of names; what is bought has few. "Skippers ring the harbour at night" is a problem in no word.
    """
    section = tender.document.get(field)
    if not section:
        return False
    about_the_work = {hit.sentence for hit in tender.cues.find("purpose.of_the_work", within=(field,))}
    return any(extent not in about_the_work and is_told(section, extent) for extent in section.sentences)


def is_told(section: Section, extent: Extent) -> bool:
    """Whether a sentence has enough words to tell anything, and does not only go on from the line before."""
    said = section.text[extent.start : extent.end]
    return len(said.split()) >= LEAST and not (extent.start and said[0].islower())
