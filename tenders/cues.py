"""Cues: ways buyers say a thing, written down in lexicons/*.toml and found in one pass over the text.

A lexicon names cues; a cue has patterns. Every pattern starts with at least two plain letters, and the pass notes for each
word which patterns may begin with it and the next one, so that adding patterns adds no pass over the text. A cue's patterns
are tried at the words noted for it when the cue is asked for: what nobody asks for is never tried.

What many patterns of a lexicon share is written once, under `parts`, and put in where a pattern says `<its name>`.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate, islice
from typing import Generic, NamedTuple, TypeVar

from tenders.document import Document, Extent, Section
from tenders.errors import SettingsError
from tenders.evidence import Evidence
from tenders.openings import openings

T = TypeVar("T")
R = TypeVar("R")
# How to match a pattern at a place in a text; a cue with one of its patterns.
Match = Callable[[str, int], re.Match[str] | None]
Entry = tuple[str, str]
# Sentences of a document, by the label of their section.
Sentences = Mapping[str, Collection[Extent]]

# Splits a text into what is between its words and, in turn, its words.
WORDS = re.compile(r"([^\W_]+)")
PART = re.compile(r"<(\w+)>")
# Lexicons that hold no cues: tenders/labels.py and tenders/relevance.py read them.
NO_CUES = frozenset({"labels.toml", "relevance.toml"})
# A space in a pattern stands for white space or a hyphen: "co-located", "pair programming".
SPACE = r"(?:[\s\-–]+)"
# A word is looked up by its first letters, up to this many; more would not tell patterns further apart.
LONGEST_STEM = 12
# How many different words an index remembers the answers for: a language has fewer, a hostile page has not.
VOCABULARY = 50_000
FOLLOWING = 1_000
# What a pattern is made of, as far as its case goes: an escape's letter is no letter of the text.
LETTER = re.compile(r"\\.|[A-Z]", re.DOTALL)


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

    `index[word]` is what `found` makes of all that the word leads to. It is kept, as the same words come again and again, and
    made once for all the words that lead to the same, which most do.
    """

    def __init__(self, things: Iterable[tuple[str, T]], found: Callable[[tuple[T, ...]], R], most: int) -> None:
        super().__init__()
        self._whole: dict[str, list[T]] = {}
        self._stems: dict[str, list[T]] = {}
        self._found = cache(found)
        self._most = most
        for said, thing in things:
            letters = said.rstrip()
            is_whole = letters != said and len(letters) <= LONGEST_STEM
            (self._whole if is_whole else self._stems).setdefault(letters[:LONGEST_STEM], []).append(thing)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def __missing__(self, word: str) -> R:
        led_to = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length <= len(word):
                led_to += self._stems.get(word[:length], ())
        if len(self) >= self._most:
            self.clear()
        self[word] = self._found(tuple(dict.fromkeys(led_to)))
        return self[word]


class Lexicon:
    """Cues, indexed by the first two words of their patterns.

    A pattern is compiled when it is first tried: of the thousands there are a notice tries few, and compiling them all would
    take far longer than reading it.
    """

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self.names = frozenset(cues)
        begun: list[tuple[str, tuple[str, Entry]]] = []
        for cue, patterns in cues.items():
            for pattern in patterns:
                for opening in beginnings(pattern, cue):
                    first, space, second = opening.partition(" ")
                    begun.append((first + space, (second, (cue, pattern))))
        self._at = Index(begun, following, VOCABULARY)

    def places(self, sections: Iterable[Section]) -> Places:
        """Where each cue may begin in these sections."""
        return Places(self._at, sections)

    def scan(self, section: Section) -> Iterator[Hit]:
        """Each cue in a section, in reading order."""
        yield from self.places([section]).every_hit()


class Begun(dict[str, tuple[Match, ...]]):
    """All that a word may begin: `cues` names the cues, and `begun[cue]` is how to match its patterns there."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__()
        self._patterns: dict[str, list[str]] = {}
        for cue, pattern in entries:
            self._patterns.setdefault(cue, []).append(pattern)
        self.cues = tuple(self._patterns)

    def __missing__(self, cue: str) -> tuple[Match, ...]:
        self[cue] = tuple(compiled(pattern, cue).match for pattern in self._patterns[cue])
        return self[cue]


class Places:
    """Where cues may begin in some sections: found in one pass over their words, before any pattern is tried.

    Each word that may begin one is noted once, with its section and all that it may begin; a cue's places are the numbers
    of its words. Plain lists of what is there anyway: a long text has many words, and each may begin many cues.
    """

    def __init__(self, at: Index[tuple[str, Entry], Index[Entry, Begun | None] | None], sections: Iterable[Section]) -> None:
        self._sections: list[Section] = []
        self._starts: list[int] = []
        self._begun: list[Begun] = []
        self._numbers = defaultdict[str, list[int]](list)
        numbers, count = self._numbers, 0
        for section in sections:
            pieces = WORDS.split(section.low)
            words = pieces[1::2]
            starts = islice(accumulate(map(len, pieces)), 0, None, 2)
            for start, candidates, follows in zip(starts, map(at.__getitem__, words), [*words[1:], ""], strict=False):
                if candidates is not None and (begun := candidates[follows]) is not None:
                    self._sections.append(section)
                    self._starts.append(start)
                    self._begun.append(begun)
                    for cue in begun.cues:
                        numbers[cue].append(count)
                    count += 1

    def every_hit(self) -> Iterator[Hit]:
        """The hits of all cues, in reading order; of one cue's overlapping ones the first and longest."""
        within, last = None, dict[str, int]()
        for section, start, begun in zip(self._sections, self._starts, self._begun, strict=True):
            if section is not within:
                within, last, text = section, {}, section.low
            for cue in begun.cues:
                reached = last.get(cue, 0)
                if start < reached:
                    continue
                for match in begun[cue]:
                    found = match(text, start)
                    if found and found.end() > reached:
                        reached = found.end()
                if reached > start:
                    last[cue] = reached
                    yield Hit(cue, section, start, reached)

    def hits(self, cue: str, near: Sentences | None = None) -> tuple[Hit, ...]:
        """A cue's hits, in reading order, of overlapping ones the first and longest; only in these sentences where given."""
        hits: list[Hit] = []
        sections, starts, begun, within, last = self._sections, self._starts, self._begun, None, 0
        for number in self._numbers.get(cue, ()):
            section, start = sections[number], starts[number]
            if section is not within:
                within, last, text = section, 0, section.low
            if start < last or (
                near is not None and (section.label not in near or section.sentence_at(start) not in near[section.label])
            ):
                continue
            for match in begun[number][cue]:
                found = match(text, start)
                if found:
                    last = max(found.end(), last)
            if last > start:
                hits.append(Hit(cue, section, start, last))
        return tuple(hits)


def following(led_to: tuple[tuple[str, Entry], ...]) -> Index[Entry, Begun | None] | None:
    """The patterns that a word begins, by the word that follows; None where it begins none."""
    return Index(led_to, all_begun, FOLLOWING) if led_to else None


def all_begun(entries: tuple[Entry, ...]) -> Begun | None:
    """What two words begin, if anything."""
    return Begun(entries) if entries else None


def beginnings(pattern: str, cue: str) -> tuple[str, ...]:
    """The openings of a cue's pattern. Raises SettingsError where it does not start with two plain letters."""
    found = openings(pattern)
    if not all(opening[:2].isalpha() and len(opening) > 1 for opening in found):
        raise SettingsError(f"cue {cue}: the pattern {pattern!r} does not start with two plain letters: write out its beginnings")
    return found


@cache
def compiled(pattern: str, cue: str) -> re.Pattern[str]:
    """A pattern ready to match at a word of a text in small letters: a space is any white space, whole words only.

    Small letters on both sides match faster than a pattern in any case does.
    """
    small = LETTER.sub(lambda letter: letter[0] if letter[0][0] == "\\" else letter[0].lower(), pattern)
    try:
        return re.compile(f"(?:{small.replace(' ', SPACE)})(?!\\w)")
    except re.error as error:
        raise SettingsError(f"cue {cue}: the pattern {pattern!r} is not a regular expression: {error}") from error


@cache
def lexicon() -> Lexicon:
    """Every cue of every lexicon but the labels, named `file.cue`."""
    cues: dict[str, list[str]] = {}
    for file in sorted(resources.files("tenders").joinpath("lexicons").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml") and file.name not in NO_CUES:
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
    """The cues found in a document, whose words are gone through once, when it is first asked for any.

    That notes where each cue may begin; a cue's patterns are tried there when it is first asked for. So a cue costs next to
    nothing until somebody wants to know, however many there are.

    Published questions and answers (sections of no field) are searched only where `within` names "": what a supplier
    asks is not what the buyer wrote.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found = Found(document)

    @cached_property
    def _published(self) -> Places:
        """Published questions and answers."""
        return lexicon().places(section for section in self._document.sections if not section.field)

    def apart(self, cues: Iterable[str], unless: Iterable[str], within: Collection[str] | None = None) -> tuple[Hit, ...]:
        """The hits of these cues in sentences that hold none of the others."""
        found = self.find(*cues, within=within)
        barred = {hit.place for hit in self.find(*unless)} if found else frozenset()
        return tuple(hit for hit in found if hit.place not in barred)

    def beside(self, hits: Iterable[Hit], *cues: str) -> tuple[Hit, ...]:
        """The hits of these cues in the sentences that hold those hits: what only matters beside others is tried nowhere else."""
        near = defaultdict[str, set[Extent]](set)
        for hit in hits:
            near[hit.section.label].add(hit.sentence)
        return tuple([hit for cue in cues for hit in self._found.places.hits(known(cue), near)]) if near else ()

    def find(self, *cues: str, within: Collection[str] | None = None, without: Collection[str] = ()) -> tuple[Hit, ...]:
        """The hits of these cues, in the order asked for; only in (or not in) sections of these fields."""
        found = self._found
        hits = [hit for cue in cues for hit in found[cue]]
        if within is not None:
            if "" in within:
                hits += [hit for cue in cues for hit in self._published.hits(cue)]
            hits = [hit for hit in hits if hit.section.field in within]
        return tuple([hit for hit in hits if hit.section.field not in without] if without else hits)


class Found(dict[str, tuple[Hit, ...]]):
    """The hits of each cue in what the buyer wrote, looked for when they are first asked for."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    @cached_property
    def places(self) -> Places:
        """Where each cue may begin."""
        return lexicon().places(section for section in self._document.sections if section.field)

    def __missing__(self, cue: str) -> tuple[Hit, ...]:
        self[cue] = hits = self.places.hits(known(cue))
        return hits


def known(cue: str) -> str:
    """The cue. Raises KeyError where there is no such cue."""
    if cue not in lexicon().names:
        raise KeyError(f"no such cue: {cue}")
    return cue
