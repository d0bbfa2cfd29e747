"""The incumbent: a supplier that does the work now, or did what it builds on; named, said to exist, or said not to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tenders.cues import Hit, lexicon
from tenders.document import Document
from tenders.evidence import Stated
from tenders.extractors import Extractor, Reading
from tenders.patterns import Marked, any_of
from tenders.readers.marketplace import QUESTIONS
from tenders.tender import Incumbent

FIELDS = ("existingTeam", "workAlreadyDone", "backgroundInformation", "additionalTerms", "earlyMarketEngagement", "summary", "text")
CUES = ("incumbent.nobody", "incumbent.seated", "incumbent.made_by")
# Of the questions that suppliers asked: those about an incumbent, and how an answer to one begins.
ASKED = Marked(
    ("incumbent", "current", "existing"),
    any_of(
        r"\bincumbents?\b(?!\s+(?:\w+\s+)?(?:systems?|platforms?|technology|software|CMS|solution|product|tool|database|website)\b)",
        r"\b(?:is|are) there (?:a |any |an )?(?:current|existing) (?:supplier|provider|partner|contractor)",
        r"\bwho (?:is|are) (?:the|your) (?:current|existing) (?:supplier|provider|partner|contractor)",
    ),
)
NO = re.compile(r"^\s*(?:no\b|there (?:is|are) (?:no|not)\b|none\b|not applicable\b)", re.IGNORECASE)
YES = re.compile(r"^\s*yes\b", re.IGNORECASE)
# A name: words in capitals, not the first word of a sentence about something else.
NAME = (
    r"(?!(?:The|This|That|These|There|It|We|Our|You|Yes|No|Not|A|An|All|Any|As|At|In|On|If|For|They|Their|Currently|However|TBC|N/A)\b)"
    r"[A-Z][\w&’'-]*(?:\s+(?:&\s+|and\s+(?=[A-Z]))?[A-Z][\w&’'-]*){0,4}"
)
COMPANY = re.compile(
    r"\b(?:Ltd|Limited|LLP|plc|PLC|Inc|LLC|Group|Consulting|Consultants|Solutions|Technologies|Systems|Software|Associates)\b"
)
NAMED_AFTER = re.compile(rf"\s*(?:(?:is|are|was|,|:|-|–|—|\()\s*)(?P<name>{NAME})")
NAMED_AT_ONCE = re.compile(rf"\s+(?P<name>{NAME})")
NAMED_BEFORE = re.compile(
    rf"(?P<name>{NAME}),?\s+(?:is|are|as|was|remains?)\s+(?:currently\s+)?(?:(?:the|our|an)\s+)?(?:current\s+|existing\s+)?$"
)


class Seated(Extractor):
    """What the buyer says decides, answers to suppliers' questions first; a name found further on is taken too."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        said = [*answered(reading.document), *told(reading)]
        if not said:
            return {}
        named = next((each for each in said if each.value.state == "named"), None)
        first = said[0]
        return {"incumbent": named if named and first.value.state != "none" else first}


def answered(document: Document) -> Iterator[Stated[Incumbent]]:
    """What the buyer's published answers say to those who asked."""
    for section in document.sections:
        if section.heading != QUESTIONS or not section.text.strip() or not ASKED.search(section.label):
            continue
        first = section.sentence_at(0)
        cited = (section.cite(first.start, first.end),)
        places = lexicon().places([section])
        denied = next(iter(places.hits("incumbent.nobody")), None)
        affirmed = next(iter(places.hits("incumbent.seated")), None)
        if denied or NO.search(section.text):
            yield Stated(Incumbent(state="none"), (denied.clause,) if denied else cited)
        elif affirmed:
            yield seat(affirmed)
        elif YES.search(section.text):
            yield Stated(Incumbent(state="exists"), cited)


def told(reading: Reading) -> Iterator[Stated[Incumbent]]:
    """What the notice itself says, best field first."""
    hits = reading.cues.find(*CUES, within=FIELDS)
    denied = {hit.place for hit in hits if hit.cue == "incumbent.nobody"}
    for field in FIELDS:
        for hit in hits:
            # In a document "the incumbent" of what a contractor shall do is whoever wins.
            if hit.section.field != field or (field == "text" and " shall " in hit.said):
                continue
            if hit.cue == "incumbent.nobody":
                yield Stated(Incumbent(state="none"), (hit.clause,))
            elif hit.place not in denied and hit.cue == "incumbent.seated":
                yield seat(hit)
            elif hit.place not in denied:
                maker = name_after(hit, NAMED_AT_ONCE)
                if maker and COMPANY.search(maker):
                    yield Stated(Incumbent(state="named", name=maker), (hit.clause,))


def seat(hit: Hit) -> Stated[Incumbent]:
    """The supplier that a hit speaks of, with its name where the words beside it give one."""
    by = hit.words.lower().endswith(" by")
    name = name_after(hit, NAMED_AT_ONCE if by else NAMED_AFTER) or ("" if by else name_before(hit))
    return Stated(Incumbent(state="named" if name else "exists", name=name or None), (hit.clause,))


def name_after(hit: Hit, pattern: re.Pattern[str]) -> str:
    """The name that follows a hit within its sentence, or ""."""
    found = pattern.match(hit.section.text, hit.end, hit.sentence.end)
    return found["name"].rstrip("’'-") if found else ""


def name_before(hit: Hit) -> str:
    """The name that a sentence gives before a hit ("Acme Ltd is the incumbent"), or ""."""
    found = NAMED_BEFORE.search(hit.section.text[hit.sentence.start : hit.start])
    return found["name"] if found else ""
