"""Roles: the labour categories, key personnel and other people that a supplier is to bring, where a document lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tenders.document import Section
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import TOLD
from tenders.patterns import Marked, any_of

# The specialists lot names its one role in a field.
OWN = "specialistRole"
# A heading over a list of roles; what it says of replacing people is no list.
HEADING = Marked(
    ("personnel", "categor", "roles"),
    any_of(r"\bkey personnel\b", r"\blabou?r categor(?:y|ies)\b", r"\b(?:required|team) roles\b", r"\broles (?:required|needed)\b"),
)
NOUN = (
    r"(?:manager|master|developer|engineer|designer|researcher|analyst|architect|tester|owner|lead|coach|writer|strategist"
    r"|administrator|consultant|specialist|programmer|director|scientist|expert|coordinator|trainer|technician|modeller|artist)"
)
# A line that is a role and nothing else: "2. Senior Developer (two)", "Interaction Designer / User Researcher".
LINE = re.compile(
    rf"^\W*(?:(?:\d+|[a-z])[.)]\s+)?(?P<role>(?:[\w./&,()’'-]+\s+){{0,8}}[\w./&’'-]*{NOUN}(?:s|es)?\b(?:\s+[IVX\d]+\b)?)(?P<after>[^|\n]{{0,40}})$",
    re.IGNORECASE,
)
LONGEST = 80
# Roles run on in a sentence: "a Project Manager", "product managers and engineers".
IN_SENTENCE = re.compile(
    rf"\b(?P<role>(?:(?:senior|junior|lead|principal|technical|project|product|programme|program|delivery|user|UX|UI|interaction|service"
    rf"|content|business|data|software|front[\s-]end|back[\s-]end|full[\s-]?stack|DevOps|security|cloud|solutions?|agile|scrum|test|QA)\s+)*"
    rf"{NOUN}s?)\b",
    re.IGNORECASE,
)


class Roles(Extractor):
    """Reads lists and tables of roles under a heading or a line that says so; else sentences on key personnel."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        found = dict[str, tuple[str, Evidence]]()
        for role, words in (*own(reading), *headed(reading), *introduced(reading), *in_sentences(reading)):
            found.setdefault(role.lower(), (role, words))
        if not found:
            return {}
        return {"roles": Stated(tuple(role for role, _ in found.values()), in_order(words for _, words in found.values()))}


def own(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """The role of a notice that asks for one specialist."""
    for section in reading.document.having(OWN):
        yield section.text.strip(), section.whole()


def headed(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """The lines of a section whose heading says that they are roles."""
    for section in reading.document.sections:
        if section.field not in TOLD and HEADING.search(section.label):
            for start, end in lines(section, 0):
                yield from role_at(section, start, end)


def introduced(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """The lines after one that ends in a colon, and the rows under a table's head, up to the first that is no role."""
    seen = set[tuple[int, int]]()
    for hit in reading.cues.find("roles.listed", without=TOLD):
        text = hit.section.text
        start, end = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
        if end < 0 or not (text[start:end].rstrip().endswith(":") or " | " in text[start:end]):
            continue
        for first, last in lines(hit.section, end + 1):
            roles = list(role_at(hit.section, first, last))
            if not roles or (id(hit.section), first) in seen:
                break
            seen.add((id(hit.section), first))
            yield from roles


def in_sentences(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """The roles in sentences that make people key personnel."""
    for hit in reading.cues.find("roles.key", without=TOLD):
        for found in IN_SENTENCE.finditer(hit.said):
            yield spaced(found["role"]), hit.clause


def lines(section: Section, start: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a text stand, from a place on."""
    while start < len(section.text):
        end = section.text.find("\n", start)
        end = len(section.text) if end < 0 else end
        yield start, end
        start = end + 1


def role_at(section: Section, start: int, end: int) -> Iterator[tuple[str, Evidence]]:
    """The role that a line, or the first cell of a row, is; nothing where it is none."""
    bar = section.text.find(" | ", start, end)
    stop = end if bar < 0 else bar
    if stop - start <= LONGEST and (found := LINE.match(section.text[start:stop].strip())):
        yield spaced(found["role"]), section.cite(start, stop)


def spaced(text: str) -> str:
    """Words with single spaces between them."""
    return " ".join(text.split())
