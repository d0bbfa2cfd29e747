"""How a thing is said: asked for, ruled out, or told of the past or of somebody else. A key word alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenders.cues import Hit
from tenders.patterns import Marked

# Where a clause ends inside a sentence: what is denied on one side is not denied on the other.
CLAUSE_END = re.compile(r"[,:()]|\s[-–—]\s|\b(?:but|so that|because|while)\b", re.IGNORECASE)
# "No later than", "not only" and "we do not know the user needs" rule nothing out.
DENIAL = re.compile(
    r"(?:\b(?:no|not|nor|never|without|neither|cannot|nobody)\b|n['’]t\b|\brather than\b|\binstead of\b|\bavoid(?:s|ing)?\b)"
    r"(?!\s+(?:only|just|know|understand|sure|clear|delay|exception|later|less|more|fewer|limited|necessarily))(?:\W+\w+){0,6}\W*$",
    re.IGNORECASE,
)
# What every denial holds: words without it need no closer look.
DENYING = ("no", "n't", "n’t", "never", "without", "neither", "rather", "instead", "avoid")
DENIED_AFTER = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:(?:is|are|was|were|will|would|should|must|do|does|need)(?: not|n['’]t)\b"
    r"|(?:is|are) (?:out of scope|unwanted|neither))",
    re.IGNORECASE,
)
TOLD = Marked(
    (
        *("previous", "earlier", "past", "old", "former", "outgoing", "incumbent", "last", "failed", "went", "another"),
        *("19", "20", "fell", "broke", "stopped", "happened", "burned", "flooded"),
    ),
    re.compile(
        r"\b(?:(?:previous|earlier|past|old|former|outgoing|incumbent|last)(?:['’]s)? (?:\w+ )?"
        r"(?:suppliers?|contractors?|systems?|projects?|attempts?|contracts?|partners?)|failed|went wrong|"
        r"another (?:council|department|trust|agency|organisation|authority)|"
        r"(?:in|since|by|back in) (?:19|20)\d\d,? (?:\w+ )?(?:we|the|our|it)|(?:was|were|had been) (?:\w+ )?in (?:19|20)\d\d|"
        r"(?:fell|went|broke|stopped|happened|burned|flooded))\b",
        re.IGNORECASE,
    ),
)


def is_denied(hit: Hit) -> bool:
    """Whether its own clause rules it out: "we do not want a prototype", "without a service owner", "X is not needed"."""
    text, sentence = hit.section.text, hit.sentence
    return denies(text[sentence.start : hit.start]) or bool(DENIED_AFTER.match(text[hit.end : sentence.end]))


def denies(before: str) -> bool:
    """Whether the last clause of these words rules out what follows it."""
    low = before.lower()
    if not any(word in low for word in DENYING):
        return False
    ends = [mark.end() for mark in CLAUSE_END.finditer(before)]
    return bool(DENIAL.search(before[ends[-1] :] if ends else before))


def is_told(hit: Hit) -> bool:
    """Whether its sentence tells of what was before, or of somebody else's."""
    return bool(TOLD.search(hit.said))


def asked(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that are neither ruled out nor told of the past."""
    return tuple(hit for hit in hits if not is_denied(hit) and not is_told(hit))


def affirmed(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that are not ruled out."""
    return tuple(hit for hit in hits if not is_denied(hit))


def in_sentences(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """One hit of each sentence, the first."""
    return tuple({hit.place: hit for hit in reversed(tuple(hits))}.values())[::-1]
