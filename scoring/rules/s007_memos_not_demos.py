"""S007: documents are asked for, and nothing that works is to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.phases import is_made
from scoring.rule import Clause, Rule
from scoring.settled import LEAST_DOCUMENTS, RATIO, documents, is_paper, shown_working
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class MemosNotDemos(Rule):
    """Looks for many kinds of document among the outputs of work that makes something, and little or nothing to be shown.

    Documents can be right on every page while nothing works. A discovery or a study leaves documents by its nature, and
    is left alone.

    Bad: "Outputs: design document, test plan, test report, training manual, risk register, highlight reports."
    Good: "Every second Thursday you show what works. The runbook grows with it."
    """

    code = "S007"
    name = "memos-not-demos"
    severity = Severity.WARNING
    weight = 3
    requires = ("described",)
    message = "Many documents are to be delivered, and little that works is to be seen."
    why = "Progress on paper hides whether anything works; what people can see and use does not."
    fix = "Ask for working software at the end of each sprint, and for fewer documents."
    question = "Can the reports be replaced by show and tells?"
    sources = ("18F: State Software Budgeting Handbook",)

    least_documents: int = LEAST_DOCUMENTS
    ratio: int = RATIO

    def applies(self, tender: Tender) -> bool:
        return tender.bought != ("discovery",) and is_made(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        papers = documents(tender)
        working = shown_working(tender)
        if is_paper(papers, working, self.least_documents, self.ratio):
            evidence = tuple(dict.fromkeys(hit.clause for hit in papers))
            shown = "nothing that works is" if not working else f"something that works is {len(working)} times"
            yield Clause(
                evidence=evidence[:3],
                message=f"{len(papers)} kinds of document are to be delivered, and {shown} to be shown.",
            )
