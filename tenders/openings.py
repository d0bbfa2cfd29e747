"""How a pattern may begin, as far as plain words go: what tells in advance where it cannot match.

An opening is one or two words in lower case, with a space after each that is whole: "user needs ", "user need" (whose
second word may go on), "user " (which anything may follow).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# An escape and a class are one piece each, whatever is in them; so are the letters before one that a quantifier follows.
PIECE = re.compile(r"[a-zA-Z0-9]+(?![a-zA-Z0-9?*+{])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
QUANTIFIERS = ("?", "*", "+", "{")
# More than the first words would tell patterns hardly further apart.
WORDS = 2
# So much has to be said before anything may be left out.
LEAST = 2


def openings(pattern: str) -> tuple[str, ...]:
    """Every way in which text that a pattern matches may begin, each once."""
    found = (opening for way in alternatives(pattern) for opening in continued("", way))
    return tuple(dict.fromkeys(found))


@cache  # many patterns share their groups
def alternatives(pattern: str) -> list[list[str]]:
    """The pieces of each alternative of a pattern; a group is one piece."""
    ways: list[list[str]] = [[]]
    depth = 0
    for piece in PIECE.findall(pattern):
        if depth:
            ways[-1][-1] += piece
        elif piece == "|":
            ways.append([])
        else:
            ways[-1].append(piece)
        depth += (piece == "(") - (piece == ")")
    return ways


def continued(said: str, pieces: list[str]) -> Iterator[str]:
    """What may be said where this much has been said and these pieces of the pattern are left."""
    if said.count(" ") == WORDS:
        yield said
        return
    if not pieces:
        yield said.rstrip() + " "  # a pattern ends where a word does
        return
    piece, rest = pieces[0], pieces[1:]
    if rest and rest[0] in QUANTIFIERS:
        if rest[0] != "?" or rest[1:2] in (["?"], ["+"]) or len(said) < LEAST:
            yield said
            return
        rest = rest[1:]
        yield from continued(said, rest)
    if piece.startswith("(?:"):
        for way in alternatives(piece[3:-1]):
            yield from continued(said, [*way, *rest])
    elif piece.isalnum() and piece.isascii():
        yield from continued(said + piece.lower(), rest)
    elif piece in " -":
        yield from continued(said.rstrip() + " ", rest)
    else:
        yield said
