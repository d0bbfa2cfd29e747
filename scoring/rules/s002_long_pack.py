"""S002: a long pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.document import Section
from tenders.tender import Tender

ANNEX = re.compile(r"\W*(?:annex|appendix|appendices|schedule|attachment|exhibit)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class LongPack(Rule):
    """Looks for a document of more than twenty pages, annexes left out; more than fifty is an error.

    Every page is read by every bidder, and written by somebody who could have talked to a user. A document without
    pages (a web page, a text) is not measured.

    Bad: a specification of 84 pages.
    Good: eleven pages, and a link to the rest.
    """

    code = "S002"
    name = "long-pack"
    severity = Severity.WARNING
    requires = ("described",)
    message = "The pack is long."
    why = "Small suppliers cannot read long packs for every bid, and what matters is lost in them."
    fix = "Keep the body under twenty pages, and link what only the winner needs."
    question = "Which pages are scored, and which are for information?"
    sources = ("18F: State Software Budgeting Handbook",)

    max_pages: int = 20
    error_pages: int = 50

    def applies(self, tender: Tender) -> bool:
        return any(section.page for section in tender.document.sections)

    def check(self, tender: Tender) -> Iterator[Clause]:
        pages = max(map(last_page, body(tender)), default=0)
        if pages > self.max_pages:
            severity = Severity.ERROR if pages > self.error_pages else Severity.WARNING
            yield Clause(message=f"The pack is {pages} pages long, without its annexes.", severity=severity)


def body(tender: Tender) -> Iterator[Section]:
    """The sections up to the first annex; all of them where the document begins with one."""
    for number, section in enumerate(tender.document.sections):
        if number and ANNEX.match(section.label):
            return
        yield section


def last_page(section: Section) -> int:
    """The page on which a section ends."""
    return section.page_at(len(section.text)) or 0
