"""Cues: ways buyers say a thing, written down in lexicons/*.toml and found in one pass over the text.

A lexicon names cues; a cue has patterns. Every pattern starts with at least two plain letters, and the scan asks only
the patterns that start as the word at hand does, so that adding patterns adds no pass over the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tenders.document import Document, Extent, Section
from tenders.errors import SettingsError
from tenders.evidence import Evidence

WORD = re.compile(r"[^\W_]{2,}")
LEADING_GROUP = re.compile(r"\(\?:([^()]*)\)(?![?*{])")
LETTERS = re.compile(r"[a-z]*", re.IGNORECASE)
# A space in a pattern stands for white space or a hyphen: "co-located", "pair programming".
SPACE = r"(?:[\s\-–]+)"
# The scan looks words up by this many first letters; more would not tell patterns further apart.
PREFIXES = (2, 3, 4)


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


class Lexicon:
    """Compiled cues, indexed by the first letters of their patterns."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self.names = frozenset(cues)
        self._starting: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        self._of_word: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
        for cue, patterns in cues.items():
            for pattern in patterns:
                entry = (cue, compiled(pattern, cue))
                for letters in set(beginnings(pattern, cue)):
                    self._starting.setdefault(letters, []).append(entry)

    def scan(self, section: Section) -> Iterator[Hit]:
        """Each cue in a section, in reading order; of one cue's overlapping hits, the first and longest."""
        text, last = section.text, dict[str, int]()
        for word in WORD.finditer(text):
            start, letters = word.start(), word[0][:4].lower()
            for cue, pattern in self._by_word(letters):
                if start < last.get(cue, 0):
                    continue
                found = pattern.match(text, start)
                if found:
                    last[cue] = found.end()
                    yield Hit(cue=cue, section=section, start=start, end=found.end())

    def _by_word(self, letters: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The patterns that may match at a word of these first letters."""
        known = self._of_word.get(letters)
        if known is None:
            known = tuple(entry for n in PREFIXES[: len(letters) - 1] for entry in self._starting.get(letters[:n], ()))
            self._of_word[letters] = known
        return known


def beginnings(pattern: str, cue: str) -> Iterator[str]:
    """The two to four letters that a pattern may start with, lower case: of each word, where it starts with `(?:a|b)`.

    Raises SettingsError where it does not start with plain letters.
    """
    group = LEADING_GROUP.match(pattern)
    for start in group[1].split("|") if group else (pattern,):
        letters = LETTERS.match(start)[0]  # type: ignore[index]
        if start[len(letters) : len(letters) + 1] in ("?", "*", "{", "|"):
            letters = letters[:-1]  # the last one may be missing
        if len(letters) < 2:
            raise SettingsError(
                f"cue {cue}: the pattern {pattern!r} does not start with two plain letters: write out its beginnings"
            )
        yield letters[:4].lower()


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
            for cue, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
                cues[f"{file.name.removesuffix('.toml')}.{cue}"] = list(entry["patterns"])
    return Lexicon(cues)


class Cues:
    """The cues found in a document."""

    def __init__(self, document: Document) -> None:
        self._hits: dict[str, list[Hit]] = {}
        for section in document.sections:
            for hit in lexicon().scan(section):
                self._hits.setdefault(hit.cue, []).append(hit)

    def apart(self, cues: Iterable[str], unless: Iterable[str], within: Iterable[str] | None = None) -> tuple[Hit, ...]:
        """The hits of these cues in sentences that hold none of the others."""
        barred = {hit.place for hit in self.find(*unless)}
        return tuple(hit for hit in self.find(*cues, within=within) if hit.place not in barred)

    def find(self, *cues: str, within: Iterable[str] | None = None, without: Iterable[str] = ()) -> tuple[Hit, ...]:
        """The hits of these cues, in the order asked for; only in (or not in) sections of these fields."""
        unknown = set(cues) - lexicon().names
        if unknown:
            raise KeyError(f"no such cue: {', '.join(sorted(unknown))}")
        allowed, barred = None if within is None else frozenset(within), frozenset(without)
        return tuple(
            hit
            for cue in cues
            for hit in self._hits.get(cue, ())
            if (allowed is None or hit.section.field in allowed) and hit.section.field not in barred
        )
