"""Where words stand in the file that they were read from: the line and column that an editor or a code host can jump to.

Evidence is of a section's text; the file may hold the same words broken over lines, between tags or marks, or with a few
characters written as entities. So words are looked for one by one, in order, with what stands before them in their section
to tell repeats apart. A file that is not text (a PDF, a word processor's) has no lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

from reports.highlight import place_of
from tenders.document import Document
from tenders.evidence import Evidence

# What a page does not show, and the tags and link addresses between its words. Blanked out, so that offsets hold.
UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|head|template)\b.*?</\1\s*>|</?[a-z][^<>]*>|(?<=\])\([^()\s]*\)", re.IGNORECASE | re.DOTALL
)
# A word as it is written, entities and all, and the words that it is.
WRITTEN = re.compile(r"(?:[^\W_]|&#?\w{1,32};)+")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A stretch of a file: lines and columns (in code points), counted from 1; the end column is the one after the last."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True)
class Source:
    """A file in which lines are looked for; it is read when the first is. Without a path, and where it is not text, it has none."""

    path: Path | None = None

    @cached_property
    def text(self) -> str:
        """The file's text, its line breaks all alike, "" where there is none to show a line of."""
        from tenders import readers
        from tenders.readers.text import decode

        try:
            raw = b"" if self.path is None else self.path.read_bytes()
        except OSError:
            return ""
        if not readers.media_type(raw).startswith("text/"):
            return ""
        return decode(raw).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def spot(self, document: Document, evidence: Evidence) -> Spot | None:
        """Where evidence stands, or None where it cannot be found."""
        wanted = words_of(evidence.quote)
        if not self.text or not wanted:
            return None
        for before in befores(document, evidence):
            last = self.after((*before, *wanted))
            if last is not None:
                return self.stretch(last - len(wanted), last, evidence.quote)
        return None

    def after(self, words: tuple[str, ...]) -> int | None:
        """How many of the file's words end with the first place in which these stand together."""
        at = self.said.find(f" {' '.join(words)} ")
        return None if at < 0 else self.said.count(" ", 0, at) + len(words)

    def stretch(self, first: int, last: int, quote: str) -> Spot:
        """From the first of some words to the last, with the marks around the quote where the file has them too."""
        start, end = self.words[first][1], self.words[last - 1][2]
        found = list(WORD.finditer(quote))
        opening, closing = quote[: found[0].start()], quote[found[-1].end() :]
        if opening and self.text.endswith(opening, 0, start):
            start -= len(opening)
        if closing and self.text.startswith(closing, end):
            end += len(closing)
        line, column = self.line_of(start)
        end_line, end_column = self.line_of(end)
        return Spot(line=line, column=column, end_line=end_line, end_column=end_column, text=self.text[start:end])

    def line_of(self, position: int) -> tuple[int, int]:
        """The line and column of a position."""
        line = bisect_right(self.starts, position)
        return line, position - self.starts[line - 1] + 1

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line starts."""
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    @cached_property
    def words(self) -> tuple[tuple[str, int, int], ...]:
        """The file's words, each with where what stands for it starts and ends."""
        return tuple(written(UNSEEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), self.text)))

    @cached_property
    def said(self) -> str:
        """The file's words with a space around each."""
        return f" {' '.join(word for word, _, _ in self.words)} "


NO_SOURCE = Source()


def befores(document: Document, evidence: Evidence) -> Iterator[tuple[str, ...]]:
    """The words that stand before a quote: its label and the answer so far, else the answer so far, else what little is sure."""
    place = place_of(document, evidence)
    if place is not None:
        section = document.sections[place]
        so_far = words_of(section.text[: evidence.start])
        yield (*words_of(section.label), *so_far)
        yield so_far
        yield so_far[-3:]
    yield ()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in any case."""
    return tuple(WORD.findall(text.casefold()))


def written(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a file with their places; an entity counts as what it stands for."""
    for found in WRITTEN.finditer(text):
        plain = found[0] if "&" not in found[0] else unescape(found[0])
        for word in WORD.finditer(plain.casefold()):
            exact = plain is found[0] or len(plain) == len(found[0])
            yield word[0], *((found.start() + word.start(), found.start() + word.end()) if exact else found.span())
