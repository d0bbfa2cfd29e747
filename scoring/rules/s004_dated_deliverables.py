"""S004: outputs by date, with sign-off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import TOLD, asked, is_denied
from tenders.document import Extent, Section
from tenders.evidence import Evidence
from tenders.tender import Tender

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b"
    rf"|{MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)|20\d\d\b)"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d\b|(?<=\()(?:\d{{1,2}}/\d{{1,2}}|{MONTH})(?=\))"
    r"|(?:day|week|wk)s? ?\d{1,2}\b)"
)
# From one day to another is one term.
DATE = re.compile(rf"\b{DAY}(?:(?: 20\d\d)?(?: to | ?[-–] ?| until ){DAY})?", re.IGNORECASE)
# Acceptance tests by themselves: part of the work, and no schedule of what is handed over.
TESTS = re.compile(r"\bUAT\b|\bacceptance test", re.IGNORECASE)
SETTLED = re.compile(r"\bmilestone|\binvoice|\bpaid\b|\bpayment|\bsign|\bdeliverables?\b|\bbefore\b", re.IGNORECASE)
# Each date has one at least.
NUMBER = re.compile(r"\d+")
DIGIT = re.compile(r"\d")
# Words of things that fall due. Three dates on which it rained are no schedule.
FALLS_DUE = re.compile(
    r"\b(?:by|due|deliver\w*|designs?|build|built|tests?|testing|tested|releases?|prototypes?|launch\w*|go[- ]live|train\w*|draft|"
    r"reports?|plans?|models?|maps?|documents?|specs?|catalogues?|specification|"
    r"milestones?|complet\w+|ready|accept\w*|install\w*|migrat\w+|sign[- ]?off|phases?|stages?|sprints?)\b",
    re.IGNORECASE,
)


# When the work begins, or the term it is bought for: no output falls due.
TERM = re.compile(
    r"\b(?:for the period|(?:due|scheduled|expected|planned) to (?:start|begin|commence)|(?:will|to|shall) commence)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class DatedDeliverables(Rule):
    """Looks for a list of outputs with dates, or for payment and acceptance by milestone and sign-off.

    Progress that is shown by signed documents hides whether anything works. Frequent working software shows it, and
    a detailed schedule written before the work starts is wrong from its first week. Acceptance tests by themselves are a note.

    Bad: "Design report by 3 March, test plan by 24 March, release by 14 April; payment follows each signature."
    Good: "The licence year starts in October. What is ready by then is settled fortnight by fortnight."
    """

    code = "S004"
    name = "dated-deliverables"
    severity = Severity.WARNING
    label = "fixed_deliverables"
    weight = 7
    requires = ("outcome",)
    message = "What is to be handed over is settled in advance, with dates, stages or acceptance tests."
    why = "A schedule of signed-off outputs measures paper; what users can do with working software is found out last."
    fix = "Review working software every fortnight in place of dated outputs."
    question = "Are the dates contractual, or may the team reorder the work as it learns?"
    sources = ("18F: State Software Budgeting Handbook", "US Digital Services Playbook, play 5")

    max_dates: int = 3

    def check(self, tender: Tender) -> Iterator[Clause]:
        if is_loose(tender):
            return
        found = (*(words for section in tender.document.having(*WORK) for words in self.dated(section)), *signed_off(tender))
        if found:
            evidence = tuple(dict.fromkeys(found))[:3]
            if all(TESTS.search(words.quote) and not SETTLED.search(words.quote) for words in evidence):
                message = "Acceptance tests are part of the work, and what passes them may be settled too early."
                yield Clause(evidence=evidence, message=message, severity=Severity.INFO)
            else:
                yield Clause(evidence=evidence)

    def dated(self, section: Section) -> Iterator[Evidence]:
        """A sentence with dates enough on which things fall due, or lines with one such date each."""
        if len(NUMBER.findall(section.text)) < self.max_dates:
            return
        due = [
            (len(DATE.findall(said)), extent)
            for extent, said in said_in(section, DIGIT)
            if FALLS_DUE.search(said) and not TOLD.search(said) and not TERM.search(said)
        ]
        if sum(dates for dates, _ in due) >= self.max_dates:
            yield from (section.cite(extent.start, extent.end) for dates, extent in due if dates)


def said_in(section: Section, mark: re.Pattern[str]) -> Iterator[tuple[Extent, str]]:
    """Each sentence of a section that holds a mark, with its place."""
    text = section.text
    return ((extent, text[extent.start : extent.end]) for extent in section.sentences if mark.search(text, *extent))


def signed_off(tender: Tender) -> Iterator[Evidence]:
    """Payment or acceptance by milestone or test; by signature only where it is an output that is signed."""
    cues = tender.cues
    outputs = {hit.place for hit in cues.find("scope.deliverable", "scope.paid")}
    for hit in asked((*cues.find("scope.milestones", within=WORK), *cues.find("scope.signature", within=WORK))):
        if hit.cue == "scope.milestones" or hit.place in outputs:
            yield hit.clause


def is_loose(tender: Tender) -> bool:
    """Whether the list of what is to be delivered may change as the team learns."""
    return any(not is_denied(hit) for hit in tender.cues.find("scope.loose", within=WORK))
