"""What a buyer is called: one source prints "Ministry of Harbours, Information Systems", another "MoH".

`likeness` says how surely two names are one buyer's. Names are compared by the words that set a buyer apart ("Larkfield" of
"Larkfield Borough Council"), by what kind of body it is, and by initials; a part of a department is like the department.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Literal

from rapidfuzz.distance import OSA

Likeness = Literal["same", "initials", "part", "parent", "different", "unknown"]

WORD = re.compile(r"[^\W_]+")


def listed(words: str) -> frozenset[str]:
    """A list of words, as the tables here and of titles are written."""
    return frozenset(words.split())


# "King's" is one word, and so is "H.M.".
INSIDE_A_WORD = re.compile(r"(?<=\w)['’‘`´](?=\w)|(?<=\b\w)\.(?=\w\b)")
SMALL = listed("the of and for a an to in on with by at from or de y its as &")
# Where one name ends and another, a part's, a parent's or a former one's, begins.
BETWEEN = re.compile(
    r"[,;:|/()\[\]]|\s[-–—]\s|\b(?:on behalf of|for and on behalf of|(?:executive )?agency of|part of|formerly|previously|"
    r"trading as|t/a|acting (?:as|through|for)|hosted by|c/o|working with|is an?|incorporating|within|also known as)\b",
    re.IGNORECASE,
)
LONGER: tuple[tuple[str, str], ...] = (
    (r"\b(?:her|his) majesty s?\b|\b(?:her|his) majestys\b", "hm"),
    (r"\bunited kingdom\b", "uk"),
    (r"\bnational health service\b", "nhs"),
    (r"\bdepts?\b", "department"),
    (r"\bmin\b(?= of)", "ministry"),
    (r"\bgovt\b|\bgov\b", "government"),
    (r"\buni\b|\buniv\b", "university"),
    (r"\bassoc\b", "association"),
    (r"\bauth\b", "authority"),
    (r"\bmet\b(?= police)", "metropolitan"),
)
# What kind of body a word makes it. These words do not set a buyer apart, but two kinds are two buyers.
KINDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "council": "council councils borough boroughs city county district metropolitan mbc bc cc dc lb unitary corporation",
        "school": "university college school schools academy academies universities",
        "health": "nhs hospital hospitals ccg csu foundation commissioning clinical icb",
        "police": "police constabulary pcc policing",
        "fire": "fire rescue",
        "housing": "housing homes association",
        "state": "ministry department office agency government executive majestys hm",
    }.items()
    for word in words.split()
}
# Other words that many names have.
COMMON = listed(
    "ltd limited plc llp cic inc company co group service services authority authorities trust board unit division "
    "directorate team programme portfolio organisation body partnership combined procurement purchasing royal "
    "commission uk london"
)
# A country by itself sets no buyer apart: "Scottish Archives" is not a part of "Scottish Gardens".
COUNTRIES = listed("scottish scotland welsh wales england english british britain national northern ireland irish uk gb")
# With such a word more, it is another place.
DIRECTIONS = listed("north south east west northern southern eastern western central mid greater upper lower new inner outer")
# Names that initials do not give, or that stand for others; each a fact about British government that anybody can look up.
KNOWN: dict[str, str] = {
    "ofsted": "office for standards in education",
    "ofgem": "office of gas and electricity markets",
    "ofcom": "office of communications",
    "ofwat": "water services regulation authority",
    "ofqual": "office of qualifications and examinations regulation",
    "defra": "department for environment food and rural affairs",
    "cefas": "centre for environment fisheries and aquaculture science",
    "nics": "northern ireland civil service",
    "dstl": "defence science and technology laboratory",
    "vosa": "vehicle and operator services agency",
    "nesta": "national endowment for science technology and the arts",
    "hmt": "hm treasury",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words in order without the small ones, the words that set it apart, its kinds and its initials."""

    words: tuple[str, ...]
    apart: frozenset[str]
    kinds: frozenset[str]
    initials: frozenset[str]


def plain(text: str) -> str:
    """Text in lower case without accents, marks within words and markup: the words of it stay apart."""
    bare = (unescape(unescape(text)) if "&" in text else text).casefold()
    if not bare.isascii():
        bare = "".join(mark for mark in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(mark))
    return INSIDE_A_WORD.sub("", bare).replace("&", " and ")


def named(text: str) -> Name | None:
    """One name; None where there is no word in it."""
    said = " ".join(WORD.findall(plain(text)))
    for written, short in LONGER:
        said = re.sub(written, short, said)
    said = KNOWN.get(said, said)
    every = said.split()
    words = tuple(word for word in every if word not in SMALL)
    if not words:
        return None
    apart = frozenset(word for word in words if word not in KINDS and word not in COMMON)
    kinds = frozenset(KINDS[word] for word in words if word in KINDS)
    return Name(words=words, apart=apart or frozenset(words), kinds=kinds, initials=frozenset(initials(every)))


def initials(words: list[str]) -> Iterator[str]:
    """Ministry of Harbours: moh, mh. The department may be left out, and "hm", "uk" and "nhs" may stay as they are."""
    for start in (0, 1) if words[:1] == ["department"] else (0,):
        for left_out in (frozenset[str](), SMALL, SMALL - {"of"}, SMALL - {"for"}):
            kept = [word for word in words[start:] if word not in left_out]
            if len(kept) > 1:
                yield "".join(word if word in ("hm", "uk", "nhs") else word[0] for word in kept)
                yield "".join(word[0] for word in kept)


@lru_cache(maxsize=65_536)  # a few thousand buyers publish nearly everything
def names(text: str) -> tuple[Name, ...]:
    """The name as a whole, then each name within it."""
    parts = [re.sub(r"\([^()]*\)", " ", text), *BETWEEN.split(text)]
    return tuple(dict.fromkeys(name for part in parts if (name := named(part))))


@lru_cache(maxsize=65_536)
def words_of(text: str) -> frozenset[str]:
    """Every word that names this buyer, its initials among them."""
    found = names(text)
    return frozenset(word for name in found for word in (*name.words, *name.initials))


@lru_cache(maxsize=262_144)
def likeness(one: str | None, other: str | None) -> Likeness:
    """How surely two printed names are one buyer's. "part": one is within the other; "parent": they share one that both name."""
    if not one or not other or not names(one) or not names(other):
        return "unknown"
    first, second = names(one), names(other)
    if same(first[0], second[0]):
        return "same"
    if any(short(a, b) or short(b, a) for a in first for b in second):
        return "initials"
    if inside(first[0], second[0]) or inside(second[0], first[0]):
        return "part"
    if any(same(first[0], b) for b in second) or any(same(second[0], a) for a in first):
        return "part"
    return "parent" if any(same(a, b) for a in first for b in second) else "different"


def abbreviated(text: str | None) -> bool:
    """Whether a name may be initials: one short word."""
    found = names(text or "")
    return bool(found) and len(found[0].words) == 1 and len(found[0].words[0]) <= 8


def same(one: Name, other: Name) -> bool:
    """Whether two names have the same telling words, a slip of the pen apart, and are not of two kinds."""
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return False
    return len(one.apart) == len(other.apart) and all(in_words(word, other.apart) for word in one.apart)


def inside(less: Name, more: Name) -> bool:
    """Whether a name's telling words are among the other's, and what is more there does not make it another place."""
    if less.kinds and more.kinds and not less.kinds & more.kinds:
        return False
    if len(less.apart) >= len(more.apart) or (more.apart - less.apart) & DIRECTIONS or less.apart <= COUNTRIES:
        return False
    return all(in_words(word, more.apart) for word in less.apart)


def short(less: Name, more: Name) -> bool:
    """Whether a name is the initials of another."""
    return len(less.words) == 1 and less.words[0] in more.initials


def in_words(word: str, words: Iterable[str]) -> bool:
    """Whether a word is among others, a slip of the pen apart."""
    return any(word == other or slip(word, other) for other in words)


def slip(one: str, other: str) -> bool:
    """Whether two words are one but for a slip: one letter in five to eight, two in nine or more; never a figure."""
    least = min(len(one), len(other))
    if least < 5 or abs(len(one) - len(other)) > 2 or not (one.isalpha() and other.isalpha()) or DIRECTIONS & {one, other}:
        return False
    most = 1 if least < 9 else 2
    return OSA.distance(one, other, score_cutoff=most) <= most
