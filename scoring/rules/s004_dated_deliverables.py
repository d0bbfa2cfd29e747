"""S004: outputs by date, with sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from tenders.extractors.notice_facts import DAY_AND_MONTH
from tenders.tender import Tender

DESCRIBES = (
    "summary",
    "outcome",
    "backgroundInformation",
    "endUsers",
    "additionalTerms",
    "workingArrangements",
    "contractLength",
    "budgetRange",
    "specialistWork",
)


@dataclass(frozen=True, kw_only=True)
class DatedDeliverables(Rule):
    """Looks for a list of outputs with dates, or for payment and acceptance by milestone and sign-off.

    Progress that is shown by signed documents hides whether anything works. Frequent working software shows it, and
    a detailed schedule written before the work starts is wrong from its first week.

    Bad: "Specification 11 May, build one 22 June, acceptance test 17 August, each signed off before an invoice."
    Good: "One date is set: the service opens on 1 September. What is in it by then is for the team to work out."
    """

    code = "S004"
    name = "dated-deliverables"
    severity = Severity.WARNING
    label = "fixed_deliverables"
    weight = 7
    requires = ("outcome",)
    message = "Outputs are fixed in advance, with dates or sign-off for each."
    why = "A schedule of signed-off outputs measures paper; what users can do with working software is found out last."
    fix = "Review working software every fortnight in place of dated outputs."
    question = "Are the dates contractual, or may the team reorder the work as it learns?"
    sources = ("18F: State Software Budgeting Handbook", "US Digital Services Playbook, play 5")

    max_dates: int = 3

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.cues.find("scope.loose"):
            return
        signed = tender.cues.find("scope.signed_off", within=DESCRIBES)
        dated = [
            section.cite(extent.start, extent.end)
            for section in tender.document.having(*DESCRIBES)
            for extent in section.sentences
            if len(DAY_AND_MONTH.findall(section.text[extent.start : extent.end])) >= self.max_dates
        ]
        if dated or signed:
            yield Clause(evidence=tuple(dict.fromkeys((*dated, *(hit.clause for hit in signed))))[:3])
