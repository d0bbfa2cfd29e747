"""Lists in running text: the lines that a sentence with a colon at its end begins."""

from __future__ import annotations

from collections.abc import Iterator

from tenders.document import Extent, Section

MARKS = ("-", "–", "—", "•", "*", "·", "●", "o ", "+")


def lines_under(section: Section, head: Extent) -> Iterator[Extent]:
    """The lines that follow a line ending in a colon, until one that is neither marked nor next to the line before it."""
    if not section.text[head.start : head.end].rstrip().endswith(":"):
        return
    before = head.end
    for extent in section.sentences:
        if extent.start < head.end:
            continue
        marked = section.text[extent.start : extent.end].lstrip().startswith(MARKS)
        if before != head.end and not marked and section.text[before : extent.start].count("\n") > 1:
            return
        before = extent.end
        yield extent
