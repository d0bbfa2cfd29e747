"""The buyer's own text with each finding's words marked, overlaps and all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.finding import Finding
from tenders.document import Document, Section
from tenders.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding's words in a section: which finding (counted from 1), which of its quotes, and the finding itself."""

    finding: int
    quote: int
    of: Finding

    @property
    def anchor(self) -> str:
        """The name that links to these words."""
        return f"words-{self.finding}-{self.quote}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that the same marks cover from end to end: those that begin, cover and end here."""

    text: str
    covers: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A section with its place in the document (counted from 1) and its text in pieces, which make up the text again."""

    place: int
    section: Section
    pieces: tuple[Piece, ...]

    @property
    def anchor(self) -> str:
        """The name that links to this section."""
        return f"section-{self.place}"


def place_of(document: Document, evidence: Evidence) -> int | None:
    """Which section (counted from 0) holds the words: labels repeat, so the words themselves decide."""
    for place, section in enumerate(document.sections):
        if section.label == evidence.section and section.text[evidence.start : evidence.end] == evidence.quote:
            return place
    return None


def passages(document: Document, findings: Sequence[Finding]) -> Iterator[Passage]:
    """Each section in pieces, with the findings' marks."""
    spans: dict[int, list[tuple[int, int, Mark]]] = {}
    for number, finding in enumerate(findings, 1):
        for quote, evidence in enumerate(finding.evidence, 1):
            place = place_of(document, evidence)
            if place is not None and evidence.end > evidence.start:
                mark = Mark(finding=number, quote=quote, of=finding)
                spans.setdefault(place, []).append((evidence.start, evidence.end, mark))
    for place, section in enumerate(document.sections):
        yield Passage(place=place + 1, section=section, pieces=tuple(pieces(section.text, spans.get(place, []))))


def pieces(text: str, spans: Sequence[tuple[int, int, Mark]]) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends."""
    cuts = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in pairwise(cuts):
        yield Piece(
            text=text[start:end],
            covers=tuple(mark for first, last, mark in spans if first <= start and end <= last),
            begins=tuple(mark for first, _, mark in spans if first == start),
            ends=tuple(mark for _, last, mark in spans if last == end),
        )
