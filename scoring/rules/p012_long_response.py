"""P012: answers of many pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.cues import Hit
from tenders.fields import ASK
from tenders.tender import Tender
from tenders.terms import NUMBER, number

COUNT = re.compile(
    rf"\b(?P<count>{NUMBER})\s*(?:x\s*)?(?:[\s-]*(?:single|double)[\s-]*(?:sided|spaced)\s+)?(?:A4\s*)?$", re.IGNORECASE
)
# A limit stands within so many characters of what it limits.
NEAR = 80
LIMIT = re.compile(
    r"\b(?:max(?:imum)?|no more than|no longer than|not (?:to )?exceed|not be (?:more|longer) than|up to|limit(?:ed|s)?|at most"
    r"|exceeding)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class LongResponse(Rule):
    """Looks for a page limit of more than twenty for a proposal.

    A limit is filled. The De-risking Guide asks for fewer than ten pages: what a good team would do fits, and the
    time of small suppliers is spared.

    Bad: "Proposals must not exceed 40 pages."
    Good: "Proposals must not exceed 8 pages."
    """

    code = "P012"
    name = "long-response"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Bidders are asked for long answers."
    why = "A page limit is a page target: long answers cost bidders weeks, small ones most, and are read with less care."
    fix = "Ask for ten pages at most, and put the rest into a meeting."
    question = "May the answer be shorter without losing marks?"
    sources = ("18F: De-risking Guide",)

    max_pages: int = 20

    def applies(self, tender: Tender) -> bool:
        return any(pages(hit) for hit in limits(tender))

    def check(self, tender: Tender) -> Iterator[Clause]:
        found = {hit.clause: pages(hit) for hit in limits(tender)}
        for words, most in found.items():
            if most > self.max_pages:
                yield Clause(evidence=(words,), message=f"An answer may have {most} pages: ten are enough for most work.")


def limits(tender: Tender) -> tuple[Hit, ...]:
    """Where pages are counted in a sentence that limits what bidders send in."""
    cues = tender.cues
    responses = {hit.place for hit in cues.find("competition.response", within=ASK)}
    return tuple(hit for hit in cues.find("competition.pages", within=ASK) if hit.place in responses and LIMIT.search(around(hit)))


def around(hit: Hit) -> str:
    """The words about a number of pages, in its sentence."""
    sentence = hit.sentence
    return hit.section.text[max(sentence.start, hit.start - NEAR) : min(sentence.end, hit.end + NEAR)]


def pages(hit: Hit) -> int:
    """How many pages, 0 where it is not said."""
    found = COUNT.search(hit.section.text[max(hit.sentence.start, hit.start - NEAR) : hit.start])
    return int(number(found["count"])) if found else 0
