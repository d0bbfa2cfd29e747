"""W011: price, scope and date all fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.rules.s004_dated_deliverables import is_loose
from scoring.sayings import asked
from tenders.document import Section
from tenders.evidence import Evidence
from tenders.tender import Tender

ITEM = re.compile(r"^\s*(?:[-•*●+–]|o\s|\(?\d{1,2}[.):]|\(?[a-z][.)])\s*", re.IGNORECASE)
INLINE = re.compile(r"\([a-h]\)\s*[^(;,.\n]+")
# A thing, not a trouble or an aim: "A gazetteer", "Login".
THING = re.compile(r"^(?:(?i:an?|one|two|three) (?:[\w-]+ ?){1,5}|[A-Z][\w-]+)[.;,]?$")
OUTPUT = re.compile(
    r"\b(?:reports?|specifications?|documents?|documentation|designs?|roadmaps?|plans?|costings?|business case|blueprints?|"
    r"architectures?|artefacts?|templates?|modules?|interfaces?|prototypes?|map|matrix|costed options|assessment of|"
    r"(?:production|creation|delivery|outline|analysis) of)\b",
    re.IGNORECASE,
)
# Buyers leave list marks out; then each line of few words is an item.
SHORT_LINE = 12
TO_DELIVER = re.compile(
    r"\b(?:deliver(?:s|ed|ables?)?|hands? (?:in|over)|outputs?|artefacts|products|produces?|suppl(?:y|ies)|"
    r"must (?:include|have|do)|functions?|features?|documented (?:view|account|set))\b[^.\n]*[:–-]*\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class FixedDateAndScope(Rule):
    """Looks for a fixed price for a listed set of outputs or requirements.

    A price that is fixed needs a scope that is fixed, and a term has been fixed already. What is left to give way is
    quality, or what users turn out to need.

    Bad: "Fixed price. The seven documents below are to be delivered by 31 March."
    Good: "Capped time and materials. The list is a starting point; the product owner will reorder it."
    """

    code = "W011"
    name = "fixed-date-and-scope"
    severity = Severity.ERROR
    label = "fixed_deliverables"
    weight = 8
    requires = ("payment_approach",)
    message = "The price is fixed for a fixed list of outputs."
    why = "Price, scope and date cannot all be fixed: long-term detailed plans are never correct, and the supplier prices that in."
    fix = "Fix two at most, and name what drives the date."
    question = "Which may flex: date, scope or price?"
    sources = ("18F: State Software Budgeting Handbook",)

    min_items: int = 4

    def check(self, tender: Tender) -> Iterator[Clause]:
        payment = tender.payment_approach
        if payment is None or not is_fixed(tender) or is_loose(tender):
            return
        lists = [outputs(section) for section in tender.document.having("summary", "outcome", "backgroundInformation", "text")]
        items = max(lists, key=len, default=())
        specified = asked(tender.cues.find("scope.counted", within=WORK, without=("workingArrangements",)))
        if len(items) >= self.min_items:
            yield Clause(evidence=(*payment.evidence, *items[:3]))
        elif specified:
            message = "The price is fixed for requirements that are being written down in advance."
            yield Clause(evidence=(*payment.evidence, *(hit.clause for hit in specified[:2])), message=message)


def outputs(section: Section) -> tuple[Evidence, ...]:
    """The items of the list in an answer where they are things to hand in; none where they are troubles, aims or people."""
    lines = list(lines_of(section))
    marked = [(start, line) for start, line in lines if ITEM.match(line)]
    short = [(start, line) for start, line in lines if 0 < len(line.split()) <= SHORT_LINE]
    listed = marked or short or [(found.start(), found[0]) for found in INLINE.finditer(section.text)]
    before = section.text[: listed[0][0]].strip() if listed else ""
    things = [line for _, line in listed if THING.match(ITEM.sub("", line).strip()) or OUTPUT.search(line)]
    if not TO_DELIVER.search(before[-200:]) and 2 * len(things) < len(listed):
        return ()
    return tuple(section.cite(start, start + len(line)) for start, line in listed)


def lines_of(section: Section) -> Iterator[tuple[int, str]]:
    """Each line of a section, with where it starts."""
    start = 0
    for line in section.text.split("\n"):
        yield start, line
        start += len(line) + 1
