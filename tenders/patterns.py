"""Patterns as lists: one way of saying a thing beside the next, in any case."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(*ways: str) -> re.Pattern[str]:
    """A pattern that finds whichever of these regular expressions comes first, in any case."""
    return re.compile("|".join(ways), re.IGNORECASE)


def longest_of(words: Iterable[str]) -> str:
    """A pattern for the longest of these words that stands at a place, letter by letter: far faster than one after the other."""
    endings: dict[str, set[str]] = {}
    for word in words:
        endings.setdefault(word[:1], set()).add(word[1:])
    ways = [re.escape(letter) + (longest_of(rest) if letter else "") for letter, rest in sorted(endings.items(), reverse=True)]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
