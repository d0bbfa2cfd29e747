"""U005: nothing on accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.services import has_screens, is_service
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class NoAccessibility(Rule):
    """Looks for accessibility, disabled people or assisted digital where something with screens is made, and finds none.

    A mention anywhere counts, in a published answer too, and so does the Service Standard, which asks for it.

    Bad: "The contractor will build a parking permit website."
    Good: "The permit pages must meet WCAG 2.1 AA, and be tried with people who use a screen reader."
    """

    code = "U005"
    name = "no-accessibility"
    severity = Severity.WARNING
    requires = ("described", "phases")
    of_silence = True
    message = "Nothing is said of accessibility, or of users with disabilities or low digital skills."
    why = "The law asks it of public services, research must include these people, and it costs most when it is left to the end."
    fix = "Ask for WCAG level AA, an audit, research with disabled people, and help for those who cannot use the service alone."
    question = "Which accessibility standard applies, who audits it, and is the audit inside the price?"
    sources = (
        "GOV.UK Service Manual: Find user research participants",
        "The Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018",
    )

    def applies(self, tender: Tender) -> bool:
        return is_service(tender) and has_screens(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        words = ("people.accessible", "agile.standard")
        if not tender.cues.find(*words) and not tender.cues.find(*words, within=("",)):
            yield Clause()
