"""Figures: each amount of money in an answer, with what the words around it say that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenders.amounts import Amount, amounts
from tenders.document import Section
from tenders.labels import plain
from tenders.patterns import any_of
from tenders.tender import Basis

# The specialists lot's label for the same field: its figure is a rate, whatever the answer says.
RATE_LABEL = "maximum day rate"
# What the words before and after a figure, within its clause, say it is.
DAY_RATE = re.compile(
    r"\b(?:day|daily)[\s-]*rates?|\bper\s+(?:person\s+)?(?:per\s+)?day\b|\ba day\b|/\s*day\b|\btarget rates?\b|\brates? range\b",
    re.IGNORECASE,
)
PER_DAY_AFTER = re.compile(r"^\W*(?:(?:per|a|/)\s*(?:person\s+)?(?:per\s+)?day|p/d|p\.?d)\b", re.IGNORECASE)
PER_YEAR = any_of(
    r"\bper\s+(?:annum|year|financial year)\b",
    r"\bp\.?a\.?(?=\W|$)",
    r"\ba year\b",
    r"\bannual(?:ly)?\b",
    r"\b(?:each|every) year\b",
    r"\bin each of\b",
    r"\byearly\b",
    r"/\s*(?:year|yr)\b",
)
EXTENSION = re.compile(
    r"\bextension|\bextend(?:ed)?\b|\boption(?:al)?\b|\badditional\b|\bfurther\b|\bcontingency\b|\bpossible\b.{0,20}\bphase",
    re.IGNORECASE,
)
EXTENSION_AFTER = re.compile(r"[\s,(]*(?:extension|optional|option\b|contingency)", re.IGNORECASE)
TOTAL = any_of(
    r"\btotal\b",
    r"\boverall\b",
    r"\bwhole\b",
    r"\bentire\b",
    r"\blifetime\b",
    r"\bcontract\s+(?:value|may have|is|will be)",
    r"\bunder the contract\b",
    r"\bfor the contract\b",
    r"\bover (?:the )?(?:\w+[\s-]){0,2}(?:years?|months?|weeks?|term|duration|life)\b",
    r"\bvalue of (?:this|the)\b",
    r"\bthis procurement\b",
    r"\bindicative maximum\b",
)
INITIAL = any_of(
    r"\b(?:initial|first|1st|opening)\b(?!\W+(?:[\w-]+\W+){0,3}(?:period|term|months?|years?)\b)",
    r"\b(?:phase|stage|sow|statement of work) ?(?:1|one)\b",
    r"\b(?:in|this) (?:the )?(?:current )?financial year\b",
    r"\b(?:in|for) (?:FY\s?)?20?\d\d\s?[/-]\s?\d\d\b",
    r"\bup to the \w+ ?\w* phase\b",
    r"\buntil (?:the end of )?(?:\d+ )?(?:march|april)\b",
)
ONE_PHASE = re.compile(r"\bfor (?:the )?(?:discovery|alpha|beta)\b", re.IGNORECASE)
# What says that a lone figure for a phase is not the whole: "if alpha goes ahead a separate sum will be sought".
MORE_LATER = any_of(
    r"\b(?:separate|further|additional) (?:sum|budget|funding|money|approval|call-?off|procurement)\b",
    r"\b(?:later|subsequent|further|other|following|remaining) (?:phases?|stages?|sows?|statements? of work)\b",
    r"\bothers? to be (?:agreed|confirmed|decided)\b",
    r"\bno (?:commitment|(?:\w+ )?(?:money|funding|budget) (?:yet|for|identified|agreed))\b",
    r"\bnothing (?:is|has been) (?:allotted|agreed|set aside|budgeted|approved)\b",
)
PART = re.compile(
    r"^\W*(?:discovery|alpha|beta|live|phase \w+|year \w+|FY\s?\d|sow\s?\d)\b|\byear (?:1|2|3|one|two|three)\b", re.IGNORECASE
)
# A figure for each of many pieces, or for something beside the work: never the contract's ceiling.
PIECE_BEFORE = re.compile(
    r"\b(?:blocks|instal+ments|tranches|milestones?|each sprint|per sprint|liability|indemnity|insurance|turnover)\b[^;\n]{0,30}$",
    re.IGNORECASE,
)
PIECE_AFTER = re.compile(r"^\W*(?:per|a|each|every)\s+(?:month|week|sprint|hour|milestone|block)\b", re.IGNORECASE)
PART_BEFORE = re.compile(
    r"(?:discovery|alpha|beta|live|phase \w+|year \w+)\W*$|"
    r"\b(?:each|every|any one) (?:phase|stage|sow|statement of work|call-?off)\b",
    re.IGNORECASE,
)
MINIMUM = re.compile(r"\bminimum\b|\bat least\b|\bno less than\b", re.IGNORECASE)
# A clause is where the words about one figure end and the words about the next begin.
CLAUSE_EDGE = any_of(
    r"(?<!\bc)(?<!\bca)(?<!\bapprox)[.;!?](?=\s|$)",
    r"\n",
    r",\s(?=(?:with|and|plus|followed|but|however)\b)",
    r"\(",
    r"\)",
    r"\s[–—-]\s",
    r"\bbut\b",
    r"\bhowever\b",
    r"\sand (?=the (?:whole|total|overall|entire|contract)\b)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount with what the words around it say it is."""

    amount: Amount
    section: Section
    basis: Basis
    named_total: bool
    extra: bool
    part: bool
    piece: bool
    minimum: bool

    @property
    def said_before(self) -> str:
        """The words of its sentence up to the figure."""
        sentence = self.section.sentence_at(self.amount.start)
        return self.section.text[sentence.start : self.amount.end]


def read_figures(section: Section) -> Iterator[Figure]:
    """Each figure of a section, known by the words of its own clause and, failing those, of its sentence."""
    text = section.text
    found = tuple(amounts(text))
    for position, amount in enumerate(found):
        floor = found[position - 1].end if position else 0
        roof = found[position + 1].start if position + 1 < len(found) else len(text)
        before, after = clause_before(text[floor : amount.start]), clause_after(text[amount.end : roof])
        sentence = section.sentence_at(amount.start)
        clause = f"{before} ¤ {after}"
        whole = text[sentence.start : sentence.end]
        yield Figure(
            amount=amount,
            section=section,
            basis="day_rate"
            if plain(section.label) == RATE_LABEL
            else basis_of(amount, clause, whole, text, after, lone=len(found) == 1),
            named_total=bool(TOTAL.search(clause)),
            extra=bool(EXTENSION.search(before) or EXTENSION_AFTER.match(after)) and not TOTAL.search(before),
            part=bool(PART.search(after) or PART_BEFORE.search(before)),
            piece=bool(PIECE_BEFORE.search(before) or PIECE_AFTER.search(after)),
            minimum=bool(MINIMUM.search(before)),
        )


def clause_before(text: str) -> str:
    """The words before a figure back to the last clause edge."""
    return text[[0, *(edge.end() for edge in CLAUSE_EDGE.finditer(text))][-1] :]


def clause_after(text: str) -> str:
    """The words after a figure up to the next clause edge; a bracket straight after belongs to the figure."""
    edge = CLAUSE_EDGE.search(text, re.match(r"\s*\(?", text).end())  # type: ignore[union-attr]
    return text[: edge.start()] if edge else text


def basis_of(amount: Amount, clause: str, sentence: str, answer: str, after: str, *, lone: bool) -> Basis:
    """What a figure pays for: the clause decides, else the sentence for day rates.

    A figure "for the alpha" is the first of several only where there are others, or the answer says that there will be.
    """
    small = amount.high < 3000
    if PER_DAY_AFTER.search(after) or (small and (DAY_RATE.search(clause) or DAY_RATE.search(sentence))):
        return "day_rate"
    if PER_YEAR.search(clause) and not re.search(r"\btotal\b", clause, re.IGNORECASE):
        return "per_year"
    first = INITIAL.search(clause) or (ONE_PHASE.search(clause) and (not lone or MORE_LATER.search(answer)))
    if first and not TOTAL.search(clause):
        return "initial"
    return "total"
