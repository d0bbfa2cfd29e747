"""Cues: ways buyers say a thing, written down in lexicons/*.toml and found in one pass over the text.

A lexicon names cues; a cue has patterns. Every pattern starts with at least two plain letters, and the scan asks only
the patterns that start as the word at hand does, so that adding patterns adds no pass over the text.

What many patterns of a lexicon share is written once, under `parts`, and put in where a pattern says `<its name>`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from tenders.document import Document, Extent, Section
from tenders.errors import SettingsError
from tenders.evidence import Evidence

WORD = re.compile(r"[^\W_]{2,}")
LEADING_GROUP = re.compile(r"\(\?:([^()]*)\)(?![?*{])")
PART = re.compile(r"<(\w+)>")
LETTERS = re.compile(r"[a-z]*", re.IGNORECASE)
# A space in a pattern stands for white space or a hyphen: "co-located", "pair programming".
SPACE = r"(?:[\s\-–]+)"
# The scan looks a word up by its first letters, up to this many; more would not tell patterns further apart.
LONGEST_STEM = 12
# How many different words the scan remembers the patterns of: a language has fewer, a hostile page has not.
VOCABULARY = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
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


Entry = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The patterns for one beginning of a word. `gate` is all of them in one, and says no to most words at once."""

    gate: re.Pattern[str]
    entries: tuple[Entry, ...]


class Lexicon:
    """Compiled cues, indexed by how their patterns begin: with a whole word, or with the first letters of one."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self.names = frozenset(cues)
        self._words: dict[str, list[Entry]] = {}
        self._stems: dict[str, list[Entry]] = {}
        for cue, patterns in cues.items():
            for pattern in patterns:
                entry = (cue, compiled(pattern, cue))
                for letters, whole in dict.fromkeys(beginnings(pattern, cue)):
                    (self._words if whole else self._stems).setdefault(letters, []).append(entry)
        self._at: dict[str, Candidates | None] = {}
        self._gates: dict[tuple[Entry, ...], Candidates] = {}

    def scan(self, section: Section) -> Iterator[Hit]:
        """Each cue in a section, in reading order; of one cue's overlapping hits, the first and longest."""
        text, at, last = section.text, self._at, dict[str, int]()
        for word in WORD.finditer(text):
            said = word[0].lower()
            candidates = at[said] if said in at else self._candidates(said)
            if candidates is None:
                continue
            start = word.start()
            if not candidates.gate.match(text, start):
                continue
            longest = dict[str, int]()
            for cue, pattern in candidates.entries:
                if start < last.get(cue, 0):
                    continue
                found = pattern.match(text, start)
                if found:
                    longest[cue] = max(found.end(), longest.get(cue, 0))
            last |= longest
            for cue, end in longest.items():
                yield Hit(cue=cue, section=section, start=start, end=end)

    def _candidates(self, word: str) -> Candidates | None:
        """The patterns that may match at a word, or None; kept, as the same words come again and again."""
        stems = (word[:n] for n in range(2, min(len(word), LONGEST_STEM) + 1))
        entries = (*self._words.get(word, ()), *(entry for stem in stems for entry in self._stems.get(stem, ())))
        if len(self._at) >= VOCABULARY:
            self._at.clear()
        self._at[word] = self._gate(entries) if entries else None
        return self._at[word]

    def _gate(self, entries: tuple[Entry, ...]) -> Candidates:
        """Candidates with a gate of their own; words that begin the same patterns share one."""
        if entries not in self._gates:
            gate = re.compile("|".join(pattern.pattern for _, pattern in entries), re.IGNORECASE)
            self._gates[entries] = Candidates(gate=gate, entries=entries)
        return self._gates[entries]


def beginnings(pattern: str, cue: str) -> Iterator[tuple[str, bool]]:
    """How a pattern may begin: the letters, lower case, and whether they are a whole word. One for each word where it
    starts with `(?:a|b)`.

    Raises SettingsError where it does not start with two plain letters.
    """
    group = LEADING_GROUP.match(pattern)
    for start in group[1].split("|") if group else (pattern,):
        letters = LETTERS.match(start)[0]  # type: ignore[index]
        after = start[len(letters) :] or (pattern[group.end() :] if group else "")
        if after[:1] in ("?", "*", "{", "|"):
            letters = letters[:-1]  # the last one may be missing
        if len(letters) < 2:
            raise SettingsError(
                f"cue {cue}: the pattern {pattern!r} does not start with two plain letters: write out its beginnings"
            )
        word_ends = not after or (after[0] == " " and after[1:2] not in ("?", "*", "{"))
        yield letters[:LONGEST_STEM].lower(), word_ends and len(letters) <= LONGEST_STEM


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

    def apart(self, cues: Iterable[str], unless: Iterable[str], within: Iterable[str] | None = None) -> tuple[Hit, ...]:
        """The hits of these cues in sentences that hold none of the others."""
        found = self.find(*cues, within=within)
        barred = {hit.place for hit in self.find(*unless)} if found else frozenset()
        return tuple(hit for hit in found if hit.place not in barred)

    def find(self, *cues: str, within: Iterable[str] | None = None, without: Iterable[str] = ()) -> tuple[Hit, ...]:
        """The hits of these cues, in the order asked for; only in (or not in) sections of these fields."""
        for cue in cues:
            if cue not in lexicon().names:
                raise KeyError(f"no such cue: {cue}")
        hits = [hit for cue in cues for hit in self._written.get(cue, ())]
        if within is not None:
            allowed = frozenset(within)
            if "" in allowed:
                hits += [hit for cue in cues for hit in self._published.get(cue, ())]
            hits = [hit for hit in hits if hit.section.field in allowed]
        barred = frozenset(without)
        return tuple(hit for hit in hits if hit.section.field not in barred) if barred else tuple(hits)


def by_cue(sections: Iterable[Section]) -> Mapping[str, tuple[Hit, ...]]:
    """The hits in these sections, by cue."""
    found: dict[str, list[Hit]] = {}
    for section in sections:
        for hit in lexicon().scan(section):
            found.setdefault(hit.cue, []).append(hit)
    return {cue: tuple(hits) for cue, hits in found.items()}
