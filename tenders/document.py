"""A document: the labelled sections that were read of a notice, in order."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tenders.evidence import Evidence

# A sentence ends at a line break, at a list mark, or at a stop followed by a capital, a digit or a quote.
# Buyers write lists run on with semicolons, so a semicolon ends one as well.
# All marks are looked for at once, which `re` is far quicker at than at one alternative after the other.
SENTENCE_END = re.compile(r"[\n;.!?](?:(?<=\n)\n*|(?<=;)\s+|(?<=[.!?])\s+(?=[\"'“‘(]?[A-Z0-9£•\-]))")
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|approx|c|ca|no|vs|etc)\.$", re.IGNORECASE)

# What follows the scheme of a web address: its words are nobody's.
ADDRESS = re.compile(r"(?:(?<=://)|(?<=www\.))[^\s<>\"“”]+", re.IGNORECASE)
# Letters that stand for another in any case, though their small letter is not that one.
FOLDED = {"ſ": "s", "ı": "i", "İ": "i"}


class Extent(NamedTuple):
    """A half-open range of code points in a section's text."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Section:
    """One answer of a notice: its label as printed, its text, and the heading it stands under.

    An empty text means that the label was printed and the buyer left the answer blank.
    `field` is the marketplace's own identifier where the label is a known one (labels.toml), else "".
    `page` is the page on which the text starts, counted from 1, and `breaks` the offsets at which a further page starts.
    `cell` is the cell of a spreadsheet in which the text starts ("Sheet.D12"), or "" in any other file.
    """

    label: str
    text: str
    field: str = ""
    heading: str = ""
    page: int | None = None
    breaks: tuple[int, ...] = ()
    cell: str = ""

    def page_at(self, position: int) -> int | None:
        """The page that a position of the text is on, or None where the document has no pages."""
        return None if self.page is None else self.page + bisect_right(self.breaks, position)

    def cite(self, start: int, end: int) -> Evidence:
        """Evidence for `text[start:end]`, without the white space at its ends."""
        quote = self.text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        return Evidence(
            section=self.label, start=start, end=start + len(quote), quote=quote, page=self.page_at(start), cell=self.cell
        )

    def whole(self) -> Evidence:
        """Evidence for the whole answer."""
        return self.cite(0, len(self.text))

    @cached_property
    def sentences(self) -> tuple[Extent, ...]:
        """Where the sentences of the text stand, blank ones left out."""
        text, spans, start = self.text, [], 0
        for end in SENTENCE_END.finditer(text):
            stop, after = end.span()
            if text[stop] in ".!?":
                stop += 1
                if ABBREVIATION.search(text[max(start, stop - 8) : stop]):
                    continue
            if text[start:stop].strip():
                spans.append(Extent(start, stop))
            start = after
        if text[start:].strip():
            spans.append(Extent(start, len(text)))
        return tuple(spans)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where the sentences start."""
        return tuple(extent.start for extent in self.sentences)

    @cached_property
    def prose(self) -> str:
        """The text with its web addresses blanked but for their schemes, place for place."""
        text = self.text
        return ADDRESS.sub(lambda found: " " * len(found[0]), text) if "://" in text or "www." in text else text

    @cached_property
    def low(self) -> str:
        """The prose in small letters, place for place: cues are found in it, and whether a word is in it at all."""
        text = self.prose
        if not text.isascii():
            for letter, taken in FOLDED.items():
                text = text.replace(letter, taken)
        return text.lower()

    def sentence_at(self, position: int) -> Extent:
        """The sentence that holds a position, or the whole text where none does."""
        nearest = bisect_right(self._starts, position) - 1
        if nearest >= 0:
            extent = self.sentences[nearest]
            if position < extent.end:
                return extent
        return Extent(start=0, end=len(self.text))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines that are not blank: a list's items."""
        return tuple(line.strip() for line in self.text.split("\n") if line.strip())


@dataclass(frozen=True, kw_only=True)
class Document:
    """What was read of one notice.

    `source` names where such documents come from ("digital-marketplace"); `notice_id` is the number the
    document gives itself, or None; `read_share` is the part of the input that was read (0 to 1) and
    `not_read` names what was not. `mended` names what was wrong with the input and was read all the same.
    `dated` (ISO 8601) and `url` are the source's own date of what it published, and the notice's page, where the document says
    them; `said` is a hash of what it says where the reader knows that better than its sections tell. `form`: it is a
    publisher's form, which has a place for some facts and the shortest of descriptions, and none for the ask itself.
    """

    source: str
    notice_id: str | None
    sections: tuple[Section, ...]
    read_share: float = 1.0
    not_read: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    dated: str = ""
    url: str = ""
    said: str = ""
    form: bool = False

    @cached_property
    def by_field(self) -> dict[str, tuple[Section, ...]]:
        """The sections of each known field, in order. A page has one of each; a document may have several."""
        found: dict[str, list[Section]] = {}
        for section in self.sections:
            if section.field:
                found.setdefault(section.field, []).append(section)
        return {field: tuple(sections) for field, sections in found.items()}

    def get(self, field: str) -> Section | None:
        """The first section of a field in which the buyer wrote something, or None."""
        return next(self.having(field), None)

    def having(self, *fields: str) -> Iterator[Section]:
        """The sections of these fields that hold text, in the order asked for."""
        filled = self._filled
        return (section for field in fields for section in filled.get(field, ()))

    @cached_property
    def _filled(self) -> dict[str, tuple[Section, ...]]:
        """The sections of each known field in which the buyer wrote something."""
        return {field: tuple(section for section in sections if section.text.strip()) for field, sections in self.by_field.items()}

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what was read: equal for two captures that say the same, whatever their markup."""
        if self.said:
            return self.said
        said = "\x1e".join(f"{s.label}\x1f{s.text}" for s in self.sections)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
