"""Whether a notice or a draft is for the Digital Marketplace's form, and how much the form's boxes hold.

A page of the marketplace states its lot. A draft is known by the framework's name, or by the form's own questions.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.finding import Severity
from scoring.rule import MARKETPLACE
from tenders.labels import marketplace_field_of
from tenders.tender import Tender

# Questions that are worded so on this form alone; a draft that answers two of them is a draft of the form.
OWN_QUESTIONS = ("backgroundInformation", "outcome", "endUsers", "workAlreadyDone", "specialistWork", "participantSpecification")
ENOUGH = 2
# A box of the form: its name in a sentence, and the words that it holds (the form counts by white space).
WORDS: Mapping[str, tuple[str, int]] = {
    "summary": ("summary", 50),
    "backgroundInformation": ("reason for the work", 200),
    "outcome": ("problem to be solved", 200),
    "endUsers": ("description of the users", 200),
    "earlyMarketEngagement": ("account of early market engagement", 200),
    "workAlreadyDone": ("account of work already done", 100),
    "existingTeam": ("description of the existing team", 100),
    "specialistWork": ("description of the specialist's work", 100),
    "participantSpecification": ("description of the participants", 200),
    "participantAccessibilityNeeds": ("answer on accessibility", 100),
    "researchPlan": ("research plan", 100),
    "researchAddress": ("research location", 100),
    "accessRestrictions": ("answer on access to the location", 100),
    "participantsPerRound": ("number of participants in a round", 100),
    "researchFrequency": ("answer on how often research happens", 100),
    "workplaceAddress": ("address", 100),
    "workingArrangements": ("description of working arrangements", 100),
    "securityClearance": ("answer on security clearance", 50),
    "additionalTerms": ("list of additional terms", 100),
    "budgetRange": ("budget", 100),
}
CHARACTERS: Mapping[str, tuple[str, int]] = {
    "title": ("title", 100),
    "organisation": ("name of the organisation", 100),
    "contractLength": ("contract length", 100),
    "researchDates": ("answer on research dates", 100),
}
# A criterion of any list.
CRITERION_WORDS, CRITERION_CHARACTERS = 30, 300


def breach(tender: Tender) -> Severity | None:
    """How bad it is to write more than the form takes: not at all where the notice is for no such form."""
    if tender.lot is not None:
        return Severity.ERROR if tender.lot.value in MARKETPLACE else None
    own = {section.field for section in tender.document.having(*OWN_QUESTIONS) if marketplace_field_of(section.label)}
    if len(own) >= ENOUGH or tender.cues.find("timing.marketplace"):
        return Severity.WARNING
    return None
