"""Abbreviations in what a buyer wrote: those that are not common among bidders, and what is spelled out somewhere in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from tenders.document import Document
from tenders.evidence import Evidence
from tenders.fields import ASK

KNOWN = "abbreviations.toml"
# Two to six capitals; what holds a digit is a postcode, a reference or a version.
ABBREVIATION = re.compile(r"[A-Z](?<![\w&/’'.@-][A-Z])(?:[A-Z]|&(?=[A-Z])){1,5}(?=(?:s|[’']s)?(?![\w&@-]))")
# What stands between an abbreviation and its words, where they follow.
MEANS = re.compile(r"(?:s|[’']s)?\s*(?:\(|[:=–-]\s|,?\s(?:stands for|is short for|or)\s)")
OPENED = re.compile(r"\(\s*[“'\"]?$")
WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
SMALL = frozenset({"of", "and", "for", "the", "in", "to", "on", "with"})
# The words of an abbreviation stand within so many characters of it.
NEAR = 120
# A line with more words than this, most of them in capitals, is shouted.
FEW = 2
SHOUT = re.compile(r"[A-Z]{2}[^a-z]+[A-Z]{2}")
# Nobody reads more; a page that has them is no notice.
MOST = 50


def uncommon(document: Document) -> dict[str, Evidence]:
    """The first abbreviations in the buyer's words that are not known to all who bid, in reading order, where each first stands."""
    found: dict[str, Evidence] = {}
    for section in document.having(*ASK):
        start = 0
        for line in section.prose.split("\n"):
            for hit in () if is_shouted(line) else ABBREVIATION.finditer(line):
                short = hit[0]
                if short in found or short.lower() in known() or len(set(short)) == 1:  # "XXX" is still to be filled in
                    continue
                found[short] = section.cite(start + hit.start(), start + hit.end())
                if len(found) == MOST:
                    return found
            start += len(line) + 1
    return found


class Spelling:
    """What a document spells out: its names, its words in small letters, and what stands in brackets."""

    def __init__(self, document: Document) -> None:
        self._text = "\n".join(section.prose for section in document.sections)
        said = WORD.findall(self._text)
        self._words = frozenset(said)
        self._names = initials(word if word in SMALL or not word.islower() else "" for word in said)

    def has(self, short: str) -> bool:
        """Whether the words of an abbreviation are there, as a name or beside it, or it is a word there in small letters."""
        if short.lower() in self._words or short.capitalize() in self._words or stands_in(short, self._names):
            return True
        for hit in re.finditer(rf"\b{short}", self._text):
            before, after = self._text[: hit.start()][-NEAR:], self._text[hit.end() : hit.end() + NEAR]
            means = MEANS.match(after)
            beside = [before] if OPENED.search(before) else []
            beside += [after[means.end() :]] if means else []
            if any(stands_in(short, initials(WORD.findall(words))) for words in beside):
                return True
        return False


def initials(words: Iterable[str]) -> str:
    """The first letters of words as capitals, the others of a word in capitals after it; "-o" for a small word, " " for no word."""
    return "".join(
        [
            " " if not word else f"-{word[0]}" if word in SMALL else word.capitalize() if word.isupper() else word[0].upper()
            for word in words
        ]
    )


def stands_in(short: str, letters: str) -> bool:
    """Whether an abbreviation is among these initials, of two words or more, whether or not it counts the small ones."""
    return any(not found[0][1:].islower() for found in worded(short).finditer(letters))


@lru_cache(1000)
def worded(short: str) -> re.Pattern[str]:
    """How an abbreviation stands among initials."""
    letters = short.replace("&", "")
    ways = (rf"(?:(?:-\w)*?(?:{letter}|-{letter.lower()})|{letter.lower()})" for letter in letters[1:])
    return re.compile(letters[0] + "".join(ways))


def is_shouted(line: str) -> bool:
    """Whether a line is written in capitals, most of it."""
    if not SHOUT.search(line):
        return False
    words = [word for word in WORD.findall(line) if word.isalpha()]
    return len(words) > FEW and 2 * sum(word.isupper() for word in words) > len(words)


@cache
def known() -> frozenset[str]:
    """Abbreviations and words in capitals that everybody knows who bids."""
    written = tomllib.loads(resources.files("scoring").joinpath("data", KNOWN).read_text(encoding="utf-8"))
    return frozenset(word for words in written.values() for word in words.split())
