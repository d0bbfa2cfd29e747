"""Whether a notice on a broad source is for digital work: its CPV codes, then the words of its title and text.

Each thing found is worth a few points (lexicons/relevance.toml); with enough of them the notice is taken. The words are found in
one pass, as every notice of a national source goes through here. What is meant by digital work, and how often this is right, is
in docs/relevance.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from tenders.cues import filled
from tenders.errors import SettingsError
from tenders.openings import openings
from tenders.patterns import longest_of

Kind = Literal["digital", "loose", "near", "far", "other"]

# What stands further on says how the work is done and bid for more often than what is bought. In characters.
OPENING = 1_000
# How many different words count, at most or at least.
MOST_WEAK_IN_TITLE = 2
MOST_STRONG_IN_TEXT = 2
WEAK_IN_TEXT = 3
SHOWN = 3
HALF = 1 / 2
THIRD = 1 / 3
# What is against takes up the words of digital work that it holds, so it is tried first.
KINDS = ("against", "strong", "title", "weak")
CODE = re.compile(r"\d{8}")
# A space in a pattern stands for white space or a hyphen, as in the other lexicons.
SPACE = r"[\s\-–]+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Whether a notice is for digital work, and why, in words that a bid team can check."""

    verdict: bool
    why: str


@dataclass(frozen=True, slots=True)
class Words:
    """The different words found in a text, in lower case and reading order."""

    strong: tuple[str, ...]
    title: tuple[str, ...]
    weak: tuple[str, ...]


class Lexicon:
    """The codes and words of the lexicon, compiled. Raises SettingsError where a pattern's first word is not written out."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.enough: int = written["enough"]
        self.points: Mapping[str, int] = written["points"]
        self._stems: dict[str, Kind] = {stem: kind for kind, stems in written["codes"].items() for stem in stems}
        self._lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        self._capitals: set[str] = set()
        begun: dict[str, dict[str, list[str]]] = {}
        for kind in KINDS:
            for pattern in written[kind]["patterns"]:
                if pattern.isupper():
                    self._capitals.add(pattern.lower())
                whole = filled(pattern, written["parts"], f"relevance.{kind}").lower()
                for word in first_words(whole):
                    begun.setdefault(word, {}).setdefault(kind, []).append(whole.replace(" ", SPACE))
        # What may begin with a word, and where any such word stands, with the mark or white space before it.
        self._begun = {
            word: re.compile("|".join(f"(?P<{kind}>(?:{'|'.join(ways)})(?!\\w))" for kind, ways in kinds.items())).match
            for word, kinds in begun.items()
        }
        self._words = re.compile(rf"\W(?:{longest_of(begun)})(?!\w)")

    def kind(self, code: str) -> Kind:
        """What a CPV code says of digital work; "other" where it says nothing."""
        return next((kind for length in self._lengths if (kind := self._stems.get(code[:length]))), "other")

    def words(self, text: str) -> Words:
        """The words of a text that tell for digital work."""
        # A space for the first word to stand behind. The one capital whose small letter is two characters would move places.
        text = f" {text}".replace("İ", "I")
        lowered = text.lower()
        found: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
        after = 0
        for word in self._words.finditer(lowered):
            start = word.start() + 1
            if start >= after and (match := self._begun[word[0][1:]](lowered, start)):
                said = match[0]
                if said not in self._capitals or text[start : match.end()].isupper():
                    found[str(match.lastgroup)][said] = None
                    after = match.end()
        return Words(tuple(found["strong"]), tuple(found["title"]), tuple(found["weak"]))


def first_words(pattern: str) -> set[str]:
    """The words that a pattern may begin with. Raises SettingsError where one is not written out."""
    said = [opening.partition(" ") for opening in openings(pattern)]
    if not all(word and space for word, space, _ in said):
        raise SettingsError(f"relevance.toml: write out the first word of {pattern!r}, once for each way to spell it")
    return {word for word, _, _ in said}


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    file = resources.files("tenders").joinpath("lexicons", "relevance.toml")
    return Lexicon(tomllib.loads(file.read_text(encoding="utf-8")))


def relevant(cpv: Sequence[str], title: str, text: str) -> Relevance:
    """Whether a notice with these CPV codes (the main one first), title and description is for digital work.

    A code may have its check digit or a scheme beside it; what holds no code says nothing.
    """
    known = lexicon()
    in_title, in_text = known.words(title), known.words(text[:OPENING])
    titled = (*in_title.strong, *in_title.title)
    # What the title says already is not counted again.
    strong = [word for word in in_text.strong if word not in titled]
    weak = [*in_text.title, *in_text.weak]
    counted = {
        "title_strong": min(len(titled), 1),
        "title_weak": min(len(in_title.weak), MOST_WEAK_IN_TITLE),
        "text_strong": min(len(strong), MOST_STRONG_IN_TEXT),
        "text_weak": int(len(weak) >= WEAK_IN_TEXT),
    }
    points, why = codes_say(known, cpv)
    points += sum(times * known.points[name] for name, times in counted.items())
    told = (*strong, *weak) if counted["text_weak"] else strong
    reasons = [why, says("title", (*titled, *in_title.weak)), says("text", told)]
    return Relevance(verdict=points >= known.enough, why="; ".join(filter(None, reasons)) or "no code and no word of digital work")


def codes_say(known: Lexicon, cpv: Sequence[str]) -> tuple[int, str]:
    """The points for a notice's CPV codes, and why."""
    codes = [code[0] for one in cpv if (code := CODE.search(one))]
    kinds = [known.kind(code) for code in codes]
    digital = [code for code, kind in zip(codes, kinds, strict=True) if kind == "digital"]
    if digital:
        share = len(digital) / len(codes)
        if share == 1 or (share >= HALF and kinds[0] == "digital"):
            return known.points["codes_all"], f"CPV {digital[0]} is for software or IT services"
        if share >= THIRD:
            return known.points["codes_many"], f"{len(digital)} of {len(codes)} CPV codes are for software or IT services"
    if digital or "loose" in kinds:
        some = digital[0] if digital else codes[kinds.index("loose")]
        return known.points["codes_some"], f"CPV {some}, among others, is for software or IT services"
    if "near" in kinds:
        return known.points["codes_near"], f"CPV {codes[kinds.index('near')]} may be for digital work"
    if kinds and set(kinds) == {"far"}:
        return known.points["codes_far"], f"CPV {codes[0]} is for other work"
    return 0, ""


def says(place: str, words: Sequence[str]) -> str:
    """That a place says these words, the first few of them; "" where there are none."""
    shown = ", ".join(f'"{" ".join(word.split())}"' for word in words[:SHOWN])
    return f"the {place} says {shown}" if words else ""
