"""Criteria one by one: buyers write them as lists, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenders.cues import Hit
from tenders.document import Section
from tenders.evidence import Evidence
from tenders.tender import Tender

LINE = re.compile(r"[^\n]+")
LETTER = re.compile(r"[^\W\d_]")
INTRODUCES = (":", "…", "...")


def criteria(tender: Tender, *fields: str) -> tuple[Evidence, ...]:
    """The criteria in these fields. A line that only introduces others ("The supplier must:", "Show how you will…") is none."""
    return tuple(words for section in tender.document.having(*fields) for words in listed_in(section))


def listed_in(section: Section) -> Iterator[Evidence]:
    """Each criterion of one answer."""
    for line in LINE.finditer(section.text):
        words = section.cite(line.start(), line.end())
        if LETTER.search(words.quote) and not words.quote.endswith(INTRODUCES):
            yield words


def criterion_of(hit: Hit) -> Evidence:
    """The whole criterion that a cue stands in."""
    text = hit.section.text
    end = text.find("\n", hit.end)
    return hit.section.cite(text.rfind("\n", 0, hit.start) + 1, len(text) if end < 0 else end)
