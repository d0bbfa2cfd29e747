"""Research participants: how many, in how many rounds, how often, and which groups, where the text says it of research."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from tenders.cues import Hit
from tenders.document import Section
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.fields import ARRANGED, DESCRIBED
from tenders.tender import Count, Participants
from tenders.terms import NUMBER, number

WORK = (*DESCRIBED, *ARRANGED)
# The fields of the participants lot say what they are about in their labels.
ROUNDS, PER_ROUND, OFTEN, WHO = "researchRounds", "participantsPerRound", "researchFrequency", "participantSpecification"
# More than this is a service's public, not a panel.
MOST = Decimal(500)
GROUPS = 8  # as many groups as anyone reads
BESIDE = 60  # characters: how far a count may stand from what it counts
LIST = 240  # characters of a list of groups
SHORT = 60  # characters of an answer on how often that is worth telling whole
OPEN = re.compile(
    r"^\W*(?:to be (?:agreed|confirmed|decided|discussed)|tb[cd]|n/?a|not (?:known|applicable)|none)\b", re.IGNORECASE
)
QUANTITY = (
    r"(?P<bound>at least|a minimum of|minimum of|no fewer than|up to|a maximum of|no more than|at most)?\s*"
    r"(?:about|around|approximately|approx\.?|circa|roughly)?\s*"
    rf"(?<![\w.,£$/])(?:(?P<low>{NUMBER})\s*(?:-|–|to|or|and|&)\s*)?(?P<high>{NUMBER})"
)
BEFORE = re.compile(
    rf"\b{QUANTITY}\s+(?:(?!of\b|with\b|and\b|or\b|to\b|for\b|in\b|per\b|a\b|rounds?\b)[\w-]+\s+){{0,3}}$", re.IGNORECASE
)
ANY = re.compile(rf"(?:\b|^){QUANTITY}(?!\s*(?:%|days?|weeks?|months?|hours?|minutes?))(?![\w.,]*\d)", re.IGNORECASE)
# What there is rather than whom to reach: "we have 300 users", "used by 40 people".
THERE_IS = re.compile(r"\b(?:have|has|had|serves?|serving|by|employs?|over|are|of|across|team of|our)\s*$", re.IGNORECASE)
PER = re.compile(
    r"\b(?:per|each|every|a|in an?)\s+(?:\w+\s+)?(?P<each>round|sprint|session|iteration|week|fortnight|month|day|cycle|group)\b",
    re.IGNORECASE,
)
# A list of groups ends where the sentence says something else of them.
LIST_END = re.compile(
    r"[.;:()\n?!]|\s[–-]\s|\b(?:who|that|which|to|in|at|on|from|about|during|through|throughout|across|before|after|as|will|is|are|was|were"
    r"|can|may|must|should|so|interview\w*|observe|run|hold|using|by|for|via|per|each|every|where|when|if|but|then|once|we|you|they|until|within|over)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+|\s*/\s*|\s*&\s*", re.IGNORECASE)
LEADING = re.compile(
    rf"^(?:(?:and|or|with|the|our|their|your|its|some|all|any|more|other|real|actual|current|existing|potential|different|various|both|a|an"
    rf"|range|number|mix|sample|variety|groups?|selection|of|at least|up to|about|around|least|minimum|include|including|be"
    rf"|{NUMBER})(?:\s+|$))+",
    re.IGNORECASE,
)
PLURAL = re.compile(r"(?:[a-z]{2,}(?<!ss)s|people|staff|men|women|children|public|police|personnel|youth)$", re.IGNORECASE)
# Words that end like a group of people and are none, and people who are not a service's users.
NO_GROUP = re.compile(
    r"\b(?:stakeholders?|suppliers?|bidders?|developers?|designers?|researchers?|teams?|colleagues|partners|systems?|tools|services?"
    r"|prototypes?|designs?|needs|requirements|findings|insights?|stories|journeys|processes|sessions|interviews|workshops|options"
    r"|questions|methods|techniques|activities|tests|results|ideas|concepts|approaches|technologies|standards|users?|end users"
    r"|participants|respondents|people|rounds|sprints|weeks|months|days|groups|products|websites|pages|sites|forms|data|experts?"
    r"|specialists|analysts|reviews|agencies|panels|surveys|personas|assumptions|hypotheses|features|materials|costs|incentives)$",
    re.IGNORECASE,
)


class Whom(Extractor):
    """Looks beside the words of research: of each thing asked, what is said first counts."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        cues = reading.cues
        past = {hit.place for hit in cues.find("research.past", "research.no_research", "participants.bidders")}
        asked = [hit for hit in cues.find("participants.asked", within=WORK) if hit.place not in past]
        number, per, numbered = how_many(reading, asked)
        rounds, rounded = how_many_rounds(reading, asked)
        frequency, often = how_often(reading, asked)
        groups, named = which(reading, past)
        found = Participants(number=number, per=per, rounds=rounds, frequency=frequency, groups=groups)
        return {} if found == Participants() else {"participants": Stated(found, in_order((*numbered, *rounded, *often, *named)))}


def how_many(reading: Reading, asked: list[Hit]) -> tuple[Count | None, str | None, tuple[Evidence, ...]]:
    """How many people, and in each what; the field of the participants lot first."""
    for section in reading.document.having(PER_ROUND):
        found = first_number(section)
        if found:
            return found[0], "round", (found[1],)
    places = {hit.place for hit in asked}
    ends = {(hit.place, hit.end) for hit in asked}
    hits = reading.cues.find("participants.taking_part", "participants.people", within=WORK)
    for hit in sorted(hits, key=lambda hit: WORK.index(hit.section.field)):
        text, extent = hit.section.text, hit.sentence
        start = max(extent.start, hit.start - BESIDE)
        before = BEFORE.search(text[start : hit.start])
        count = counted(before) if before else None
        if before is None or count is None:
            continue
        lead = text[start : start + before.start()]
        each = PER.search(text[hit.end : min(extent.end, hit.end + BESIDE)]) or PER.search(lead)
        # "each round will include five participants" needs no other word of research
        if hit.place not in places and not (each and each["each"].lower() == "round" and hit.cue == "participants.taking_part"):
            continue
        loose = hit.cue == "participants.people" and not each
        if loose and (THERE_IS.search(lead) or not reached(hit, ends)):
            continue
        return count, each["each"].lower() if each else None, (hit.clause,)
    return None, None, ()


def reached(hit: Hit, ends: set[tuple[tuple[str, int], int]]) -> bool:
    """Whether the words of research, which end at these places, lead up to these people: "interviews with 12 drivers"."""
    return any((hit.place, hit.start - gap) in ends for gap in range(BESIDE + 1))


def how_many_rounds(reading: Reading, asked: list[Hit]) -> tuple[Count | None, tuple[Evidence, ...]]:
    """How many rounds of research."""
    for section in reading.document.having(ROUNDS):
        found = first_number(section)
        if found:
            return found[0], (found[1],)
    places = {hit.place for hit in asked}
    for hit in reading.cues.find("participants.rounds", within=WORK):
        start = max(hit.sentence.start, hit.start - BESIDE)
        before = BEFORE.search(hit.section.text[start : hit.start]) if hit.place in places else None
        count = counted(before) if before else None
        if count:
            return count, (hit.clause,)
    return None, ()


def how_often(reading: Reading, asked: list[Hit]) -> tuple[str | None, tuple[Evidence, ...]]:
    """How often research is done, in the buyer's words."""
    places = {hit.place for hit in asked}
    hits = reading.cues.find("participants.often", within=(OFTEN, *WORK))
    own = [hit for hit in hits if hit.section.field == OFTEN]
    near = [hit for hit in hits if hit.place in places]
    for hit in (*own, *near):
        return " ".join(hit.words.lower().split()), (hit.clause,)
    for section in reading.document.having(OFTEN):
        extent = section.sentence_at(0)
        words = section.cite(extent.start, extent.end)
        if len(words.quote) <= SHORT and not OPEN.search(words.quote):
            return words.quote, (words,)
    return None, ()


def which(reading: Reading, past: set[tuple[str, int]]) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The groups that research is to reach, as they are named."""
    cues = reading.cues
    found: dict[str, tuple[str, Evidence]] = {}
    described = {hit.place for hit in cues.find("participants.asked", "research.done", within=WORK)}
    for hit in cues.find("participants.reached", within=WORK):
        # "recruit" is said of staff and of foster carers too, "sessions with" of training.
        if hit.place not in past and hit.place in described:
            for group, words in listed_after(hit):
                found.setdefault(group.lower(), (group, words))
    for hit in cues.find("participants.access_needs", within=WORK):
        if hit.place not in past and (hit.place in described or hit.section.field == WHO):
            group = " ".join(hit.words.split())
            found.setdefault(group.lower(), (group, hit.clause))
    kept = list(found.values())[:GROUPS]
    return tuple(group for group, _ in kept), in_order(words for _, words in kept)


def listed_after(hit: Hit) -> Iterator[tuple[str, Evidence]]:
    """The groups named after "interviews with": plural nouns, up to where the sentence goes on."""
    text, stop = hit.section.text, min(hit.sentence.end, hit.end + LIST)
    end = LIST_END.search(text, hit.end, stop)
    for part in BETWEEN.split(text[hit.end : end.start() if end else stop]):
        group = LEADING.sub("", part.strip())
        head = group.split(" with ")[0]
        if 0 < len(group.split()) <= 6 and PLURAL.search(head) and not NO_GROUP.search(group if head == group else ""):
            yield " ".join(group.split()), hit.clause
        elif part.strip():
            return


def first_number(section: Section) -> tuple[Count, Evidence] | None:
    """The first count in an answer, with its sentence."""
    for extent in section.sentences:
        for found in ANY.finditer(section.text, extent.start, extent.end):
            count = counted(found)
            if count:
                return count, section.cite(extent.start, extent.end)
    return None


def counted(found: re.Match[str]) -> Count | None:
    """The count that a match stands for; None where it is no number of people ("a") or too many."""
    if found["high"].lower() in ("a", "an"):
        return None
    high = number(found["high"])
    low = number(found["low"]) if found["low"] and found["low"].lower() not in ("a", "an") else high
    if not 0 < low <= high <= MOST:
        return None
    bound = (found["bound"] or "").lower()
    if low == high and bound in ("at least", "a minimum of", "minimum of", "no fewer than"):
        return Count(min=low, max=None)
    if low == high and bound:
        return Count(min=None, max=high)
    return Count(min=low, max=high)
