"""Two titles side by side: which words of one stand in the other, and which of either are left over.

Words are the same when they are equal, a slip of the pen apart, forms of one word, two words written as one, or initials
written out. The buyer's own name in a title tells nothing; nor does what one source cut off.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from rapidfuzz import fuzz

from tenders.naming import SMALL, slip
from tenders.titling import COUNTED, OPPOSITES, PHASES, PLACES, PROCEDURE, ROLES, Title, mass

# From this length on, a title that begins another is taken for one that was cut short, and not for another work's name.
LEAST_CUT = 48
SHORTEST = 12  # characters that must be left of it, the buyer's name and the like apart
# How alike (0 to 100) a cut title and the other's beginning are: slips of the pen happen in short forms too.
BEGINS_ALIKE = 93
SHARED_STEM = 6  # letters: "recruitment" and "recruiting", but not "analyst" and "analysis"
SPECIAL = ROLES | PHASES | PLACES
OWN_NAME = 0.15  # how much a word of the buyer's name tells in a title


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two titles share, in mass; the words that only either has; whether one is the other cut short, and whether both name a
    role.
    """

    shared: float
    left: tuple[str, ...]
    right: tuple[str, ...]
    cut: bool
    exact: bool
    role: bool = False

    @property
    def masses(self) -> tuple[float, float]:
        """How much the words that only one of the titles has tell, on either side."""
        return sum(map(mass, self.left)), sum(map(mass, self.right))

    @property
    def alike(self) -> float:
        """From 0 to 1: the share of what both say together that they both say."""
        return 1.0 if self.exact else 2 * self.shared / (2 * self.shared + sum(self.masses)) if self.shared else 0.0


def align(one: Title, other: Title, names: frozenset[str]) -> Alignment:
    """Two titles side by side; `names` are the words that name either's buyer."""
    if one.words == other.words:
        return Alignment(shared=told(one.words, names), left=(), right=(), cut=False, exact=True)
    left, right, both = paired(one.words, other.words)
    cut = begins(one, other, (left, right), names) or begins(other, one, (right, left), names)
    if cut:
        left, right = [], []
    # A place in the buyer's name tells nothing, unless the other title names another.
    placed = PLACES if PLACES & {*left} and PLACES & {*right} else frozenset[str]()
    return Alignment(
        shared=told(both, names),
        left=tuple(word for word in left if word not in names or word in placed),
        right=tuple(word for word in right if word not in names or word in placed),
        cut=cut,
        exact=not left and not right,
        role=not ROLES.isdisjoint(both),
    )


def told(words: tuple[str, ...] | list[str], names: frozenset[str]) -> float:
    """How much these words tell together, each counted once."""
    return sum(min(mass(word), OWN_NAME) if word in names else mass(word) for word in dict.fromkeys(words))


def paired(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """The words that only one has, those that only the other has, and those that both have."""
    there = Counter(other)
    both, left = [], []
    for word in one:
        if there[word]:
            there[word] -= 1
            both.append(word)
        else:
            left.append(word)
    right = list(there.elements())
    if not left or not right:
        return left, right, both
    for word in tuple(left):
        found = next((candidate for candidate in right if one_word(word, candidate)), None)
        if found:
            left.remove(word)
            right.remove(found)
            both.append(word)
    both += joined(left, right) + joined(right, left)
    both += written_out(left, right) + written_out(right, left)
    return left, right, both


def one_word(one: str, other: str) -> bool:
    """Whether two words are one: a slip apart, or forms of one word. A role, a phase or a place is only itself."""
    if one[0] != other[0] and one[1:2] != other[1:2]:
        return False  # for speed: a slip spares one of the first two letters
    special = {one, other} & SPECIAL
    if slip(one, other):
        return len(special) < 2
    if special:
        return False
    least, most = sorted((len(one), len(other)))
    if least >= 3 and most >= least + 4 and (one.startswith(other) or other.startswith(one)):
        return True  # "info", "comms"
    same_start = next((n for n in range(least) if one[n] != other[n]), least)
    return same_start >= SHARED_STEM and same_start >= least - 2 and most - same_start <= 5


def joined(words: list[str], parts: list[str]) -> list[str]:
    """Words of the first that are two of the second written as one ("wifi", "wi fi"); both lose them."""
    found = []
    for word in tuple(words):
        for first, second in pairwise(parts):
            if first + second == word:
                words.remove(word)
                parts.remove(first)
                parts.remove(second)
                found.append(word)
                break
    return found


def written_out(words: list[str], parts: list[str]) -> list[str]:
    """Words of the first that are the initials of a run of the second; both lose them."""
    found = []
    for word in tuple(words):
        if not 2 <= len(word) <= 6:
            continue
        for start in range(len(parts) - len(word) + 1):
            run = parts[start : start + len(word)]
            if "".join(part[0] for part in run) == word:
                words.remove(word)
                del parts[start : start + len(word)]
                found += run
                break
    return found


def begins(less: Title, more: Title, alone: tuple[list[str], list[str]], names: frozenset[str]) -> bool:
    """Whether one title is the other's beginning: cut short, by its own word or by its length. `alone`: what only either has."""
    short, long = opened(less, names), opened(more, names)
    if len(short) >= len(long) or not (less.cut or less.length >= LEAST_CUT) or len(short) < SHORTEST:
        return False
    own = [word for word in alone[0] if word not in names and word not in PROCEDURE]
    if own and (
        own != [less.words[-1]] or only_tells_apart(own[0]) or not any(word.startswith(less.every[-1]) for word in more.every)
    ):
        return False  # more than its last word, which the cut may have gone through
    if OPPOSITES & {*alone[1]}:
        return False
    if not less.cut and not own and all(only_tells_apart(word) for word in alone[1]):
        return False  # "… phase 2" is more than "…", and not what was cut off
    return long.startswith(short) or fuzz.ratio(short, long[: len(short)], score_cutoff=BEGINS_ALIKE) > 0


def only_tells_apart(word: str) -> bool:
    """Whether a word tells siblings apart or tells nothing, and is no part of what the work is."""
    return word in ROLES or word in PHASES or word in PLACES or word in PROCEDURE or word in COUNTED


def opened(title: Title, names: frozenset[str]) -> str:
    """A title from its first word that is neither the buyer's name nor of the procedure."""
    return " ".join(dropwhile(lambda word: word in names or word in SMALL or word in PROCEDURE, title.every))
