"""Cues: ways buyers say a thing, written down in lexicons/*.toml and found in one pass over the text.

A lexicon names cues; a cue has patterns. Every pattern starts with at least two plain letters, and the scan asks only
the patterns that may begin with the word at hand and the next one, so that adding patterns adds no pass over the text.

What many patterns of a lexicon share is written once, under `parts`, and put in where a pattern says `<its name>`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from itertools import chain, pairwise
from typing import Generic, NamedTuple, TypeVar

from tenders.document import Document, Extent, Section
from tenders.errors import SettingsError
from tenders.evidence import Evidence
from tenders.openings import openings

T = TypeVar("T")
R = TypeVar("R")
# A cue and how to match one of its patterns at a place in a text.
Entry = tuple[str, Callable[[str, int], re.Match[str] | None]]

WORD = re.compile(r"[^\W_]+")
PART = re.compile(r"<(\w+)>")
# What follows the last word.
NO_WORD = tuple(re.finditer("", ""))
# A space in a pattern stands for white space or a hyphen: "co-located", "pair programming".
SPACE = r"(?:[\s\-–]+)"
# A word is looked up by its first letters, up to this many; more would not tell patterns further apart.
LONGEST_STEM = 12
# How many different words an index remembers the answers for: a language has fewer, a hostile page has not.
VOCABULARY = 50_000
FOLLOWING = 1_000
# Letters that a pattern in any case takes for another, as `re` does, though their lower case is not that letter.
FOLDED = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})


class Hit(NamedTuple):
    """A cue's words at a place in a section."""

    cue: str
    section: Section
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words found."""
        return self.section.text[self.start : self.end]

    @property
    def sentence(self) -> Extent:
        """The sentence it stands in."""
        return self.section.sentence_at(self.start)

    @property
    def clause(self) -> Evidence:
        """The sentence as evidence."""
        extent = self.sentence
        return self.section.cite(extent.start, extent.end)

    @property
    def place(self) -> tuple[str, int]:
        """What tells its sentence from every other of the document."""
        return (self.section.label, self.sentence.start)

    @property
    def said(self) -> str:
        """The sentence's text."""
        span = self.sentence
        return self.section.text[span.start : span.end]


class Index(dict[str, R], Generic[T, R]):
    """Things by how a word begins that leads to them: with a whole word, or with the first letters of one.

    `index[word]` is what `found` makes of all that the word leads to. It is kept, as the same words come again and again.
    """

    def __init__(self, things: Iterable[tuple[str, T]], found: Callable[[tuple[T, ...]], R], most: int) -> None:
        super().__init__()
        self._whole: dict[str, list[T]] = {}
        self._stems: dict[str, list[T]] = {}
        self._found = found
        self._most = most
        for said, thing in things:
            letters = said.rstrip()
            is_whole = letters != said and len(letters) <= LONGEST_STEM
            (self._whole if is_whole else self._stems).setdefault(letters[:LONGEST_STEM], []).append(thing)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def __missing__(self, word: str) -> R:
        letters = (word if word.isascii() else word.translate(FOLDED)).lower()
        led_to = list(self._whole.get(letters, ()))
        for length in self._lengths:
            if length <= len(letters):
                led_to += self._stems.get(letters[:length], ())
        if len(self) >= self._most:
            self.clear()
        self[word] = self._found(tuple(dict.fromkeys(led_to)))
        return self[word]


class Lexicon:
    """Compiled cues, indexed by the first two words of their patterns."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self.names = frozenset(cues)
        begun: list[tuple[str, tuple[str, Entry]]] = []
        for cue, patterns in cues.items():
            for pattern in patterns:
                entry = (cue, compiled(pattern, cue).match)
                for opening in beginnings(pattern, cue):
                    first, space, second = opening.partition(" ")
                    begun.append((first + space, (second, entry)))
        self._at = Index(begun, following, VOCABULARY)

    def scan(self, section: Section) -> Iterator[Hit]:
        """Each cue in a section, in reading order; of one cue's overlapping hits, the first and longest."""
        text, at, last = section.text, self._at, dict[str, int]()
        for word, follows in pairwise(chain(WORD.finditer(text), NO_WORD)):
            candidates = at[word[0]]
            if candidates is None or not (entries := candidates[follows[0]]):
                continue
            start, longest = word.start(), dict[str, int]()
            for cue, match in entries:
                found = match(text, start)
                if found and start >= last.get(cue, 0):
                    longest[cue] = max(found.end(), longest.get(cue, 0))
            if longest:
                last |= longest
                for cue, end in longest.items():
                    yield Hit(cue, section, start, end)


def following(led_to: tuple[tuple[str, Entry], ...]) -> Index[Entry, tuple[Entry, ...]] | None:
    """The patterns that a word begins, by the word that follows; None where it begins none."""
    return Index(led_to, tuple, FOLLOWING) if led_to else None


def beginnings(pattern: str, cue: str) -> tuple[str, ...]:
    """The openings of a cue's pattern. Raises SettingsError where it does not start with two plain letters."""
    found = openings(pattern)
    if not all(opening[:2].isalpha() and len(opening) > 1 for opening in found):
        raise SettingsError(f"cue {cue}: the pattern {pattern!r} does not start with two plain letters: write out its beginnings")
    return found


def compiled(pattern: str, cue: str) -> re.Pattern[str]:
    """A pattern ready to match at a word: any case, a space is any white space, whole words only."""
    try:
        return re.compile(f"(?:{pattern.replace(' ', SPACE)})(?!\\w)", re.IGNORECASE)
    except re.error as error:
        raise SettingsError(f"cue {cue}: the pattern {pattern!r} is not a regular expression: {error}") from error


@cache
def lexicon() -> Lexicon:
    """Every cue of every lexicon but the labels, named `file.cue`."""
    cues: dict[str, list[str]] = {}
    for file in sorted(resources.files("tenders").joinpath("lexicons").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml") and file.name != "labels.toml":
            written = tomllib.loads(file.read_text(encoding="utf-8"))
            parts = written.pop("parts", {})
            for cue, entry in written.items():
                name = f"{file.name.removesuffix('.toml')}.{cue}"
                cues[name] = [filled(pattern, parts, name) for pattern in entry["patterns"]]
    return Lexicon(cues)


def filled(pattern: str, parts: Mapping[str, str], cue: str) -> str:
    """A pattern with the parts that it names, which may name parts themselves.

    Raises SettingsError where there is no such part.
    """
    while named := PART.search(pattern):
        if named[1] not in parts:
            raise SettingsError(f"cue {cue}: there is no part {named[0]} for the pattern {pattern!r}")
        pattern = pattern.replace(named[0], f"(?:{parts[named[1]]})")
    return pattern


class Cues:
    """The cues found in a document, which is scanned once, when it is first asked for any.

    Published questions and answers (sections of no field) are searched only where `within` names "": what a supplier
    asks is not what the buyer wrote.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _written(self) -> Mapping[str, tuple[Hit, ...]]:
        """What the buyer wrote: hits by cue, in the order of the document."""
        return by_cue(section for section in self._document.sections if section.field)

    @cached_property
    def _published(self) -> Mapping[str, tuple[Hit, ...]]:
        """Published questions and answers: hits by cue."""
        return by_cue(section for section in self._document.sections if not section.field)

    def apart(self, cues: Iterable[str], unless: Iterable[str], within: Collection[str] | None = None) -> tuple[Hit, ...]:
        """The hits of these cues in sentences that hold none of the others."""
        found = self.find(*cues, within=within)
        barred = {hit.place for hit in self.find(*unless)} if found else frozenset()
        return tuple(hit for hit in found if hit.place not in barred)

    def find(self, *cues: str, within: Collection[str] | None = None, without: Collection[str] = ()) -> tuple[Hit, ...]:
        """The hits of these cues, in the order asked for; only in (or not in) sections of these fields."""
        names, written = lexicon().names, self._written
        for cue in cues:
            if cue not in names:
                raise KeyError(f"no such cue: {cue}")
        hits = [hit for cue in cues for hit in written.get(cue, ())]
        if within is not None:
            if "" in within:
                hits += [hit for cue in cues for hit in self._published.get(cue, ())]
            hits = [hit for hit in hits if hit.section.field in within]
        return tuple([hit for hit in hits if hit.section.field not in without] if without else hits)


def by_cue(sections: Iterable[Section]) -> Mapping[str, tuple[Hit, ...]]:
    """The hits in these sections, by cue."""
    found: dict[str, list[Hit]] = {}
    scan = lexicon().scan
    for section in sections:
        for hit in scan(section):
            found.setdefault(hit.cue, []).append(hit)
    return {cue: tuple(hits) for cue, hits in found.items()}
