"""A draft's text in blocks, with the notes that belong beside each: a note stands where its finding's words first appear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.highlight import Passage, Piece, passages
from scoring.finding import Finding
from tenders.document import Document
from tenders.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding with its number (from 1), and which of its quotes (from 1) are marked in the text. `home` is the one that
    the note stands beside, 0 where it stands beside none.
    """

    number: int
    of: Finding
    marked: tuple[int, ...] = ()
    home: int = 0

    @property
    def anchor(self) -> str:
        """The name that links to it."""
        return f"finding-{self.number}"

    @property
    def elsewhere(self) -> tuple[tuple[int, Evidence], ...]:
        """The first quote that is marked in each other answer, with its number."""
        found: dict[str, tuple[int, Evidence]] = {}
        for number in self.marked:
            evidence = self.of.evidence[number - 1]
            found.setdefault(evidence.section, (number, evidence))
        return tuple(one for name, one in found.items() if name != self.of.evidence[self.home - 1].section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some lines of an answer. `starts` is the answer where they are its first, and `heading` what it newly stands under."""

    pieces: tuple[Piece, ...]
    starts: Passage | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part with the notes beside it, and the parts without notes that follow it."""

    part: Part
    notes: tuple[Note, ...] = ()
    rest: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """A draft's text in blocks; every note, by number; and those of faults that have no words to stand beside."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    unplaced: tuple[Note, ...]


def margin(document: Document, faults: Sequence[Finding], context: Sequence[Finding]) -> Margin:
    """A draft with its faults in the margin. What is context is marked in the text and has its note elsewhere."""
    every = tuple(passages(document, (*faults, *context)))
    begun = [mark for passage in every for piece in passage.pieces for mark in piece.begins]
    notes = []
    for number, finding in enumerate((*faults, *context), 1):
        marked = tuple(sorted(mark.quote for mark in begun if mark.finding == number))
        notes.append(Note(number=number, of=finding, marked=marked, home=marked[0] if marked and number <= len(faults) else 0))
    return Margin(
        blocks=tuple(blocks(every, notes)),
        notes=tuple(notes),
        unplaced=tuple(note for note in notes[: len(faults)] if not note.home),
    )


def blocks(every: Sequence[Passage], notes: Sequence[Note]) -> Iterator[Block]:
    """The text in blocks: one begins with each part that has notes."""
    block: Block | None = None
    for part, beside in parts(every, notes):
        if block is not None and not beside:
            block = replace(block, rest=(*block.rest, part))
            continue
        if block is not None:
            yield block
        block = Block(part=part, notes=beside)
    if block is not None:
        yield block


def parts(every: Sequence[Passage], notes: Sequence[Note]) -> Iterator[tuple[Part, tuple[Note, ...]]]:
    """Every answer in parts, each with its notes: a part begins with each line that has some."""
    heading = ""
    for passage in every:
        stands = passage.section.heading
        part = Part(pieces=(), starts=passage, heading=stands if stands != heading else "")
        heading = stands
        beside: tuple[Note, ...] = ()
        for line in lines(passage.pieces):
            begun = tuple(
                notes[mark.finding - 1] for piece in line for mark in piece.begins if notes[mark.finding - 1].home == mark.quote
            )
            if begun and part.pieces:
                yield part, beside
                part, beside = Part(pieces=()), ()
            part, beside = replace(part, pieces=(*part.pieces, *line)), (*beside, *begun)
        yield part, beside


def lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line. One that goes on over a line break is cut there: its marks begin in its first part."""
    line: list[Piece] = []
    for piece in pieces:
        cut = piece.text.splitlines(keepends=True) or [piece.text]
        for number, text in enumerate(cut, 1):
            begins, ends = piece.begins if number == 1 else (), piece.ends if number == len(cut) else ()
            line.append(replace(piece, text=text, begins=begins, ends=ends))
            if text.endswith("\n"):
                yield line
                line = []
    if line:
        yield line
