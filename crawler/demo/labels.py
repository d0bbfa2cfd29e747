"""The replica's labels: the sections of an opportunity page and their rows, by lot, as the marketplace printed them."""

from __future__ import annotations

from crawler.demo.opportunity import Markup

Rows = tuple[tuple[str, str], ...]  # field and label
Sections = tuple[tuple[str, Rows], ...]  # heading and rows

LOTS = {
    "digital-outcomes": "Digital outcomes",
    "digital-specialists": "Digital specialists",
    "user-research-participants": "User research participants",
}

WORK_SETUP: Rows = (
    ("workplaceAddress", "Address where the work will take place"),
    ("workingArrangements", "Working arrangements"),
    ("securityClearance", "Security clearance"),
)
TERMS: Rows = (("additionalTerms", "Additional terms and conditions"),)
SKILLS: Rows = (
    ("essentialRequirements", "Essential skills and experience"),
    ("niceToHaveRequirements", "Nice-to-have skills and experience"),
)
OUTCOMES: Sections = (
    (
        "Overview",
        (
            ("summary", "Summary of the work"),
            ("startDate", "Latest start date"),
            ("contractLength", "Expected contract length"),
            ("location", "Location"),
            ("organisation", "Organisation the work is for"),
            ("budgetRange", "Budget range"),
        ),
    ),
    (
        "About the work",
        (
            ("backgroundInformation", "Why the work is being done"),
            ("outcome", "Problem to be solved"),
            ("endUsers", "Who the users are and what they need to do"),
            ("earlyMarketEngagement", "Early market engagement"),
            ("workAlreadyDone", "Any work that’s already been done"),
            ("existingTeam", "Existing team"),
            ("phase", "Current phase"),
        ),
    ),
    ("Work setup", WORK_SETUP),
    ("Additional information", TERMS),
    ("Skills and experience", SKILLS),
    (
        "How suppliers will be evaluated",
        (
            ("numberOfSuppliers", "How many suppliers to evaluate"),
            ("successCriteria", "Proposal criteria"),
            ("culturalFitCriteria", "Cultural fit criteria"),
            ("priceCriteria", "Payment approach"),
            ("evaluationType", "Assessment methods"),
            ("weightings", "Evaluation weighting"),
        ),
    ),
)
SPECIALISTS: Sections = (
    (
        "Overview",
        (
            ("specialistRole", "Specialist role"),
            ("summary", "Summary of the work"),
            ("startDate", "Latest start date"),
            ("contractLength", "Expected contract length"),
            ("location", "Location"),
            ("organisation", "Organisation the work is for"),
            ("budgetRange", "Maximum day rate"),
        ),
    ),
    (
        "About the work",
        (
            ("earlyMarketEngagement", "Early market engagement"),
            ("existingTeam", "Who the specialist will work with"),
            ("specialistWork", "What the specialist will work on"),
        ),
    ),
    ("Work setup", WORK_SETUP),
    ("Additional information", TERMS),
    ("Skills and experience", SKILLS),
    (
        "How suppliers will be evaluated",
        (
            ("numberOfSuppliers", "How many specialists to evaluate"),
            ("culturalFitCriteria", "Cultural fit criteria"),
            ("evaluationType", "Assessment methods"),
            ("weightings", "Evaluation weighting"),
        ),
    ),
)
PARTICIPANTS: Sections = (
    (
        "Overview",
        (
            ("summary", "Summary of the work"),
            ("location", "Location"),
            ("researchDates", "Research dates"),
            ("organisation", "Organisation the work is for"),
            ("budgetRange", "Budget range"),
        ),
    ),
    ("About the work", (("earlyMarketEngagement", "Early market engagement"),)),
    (
        "About the research",
        (
            ("participantSpecification", "Description of your participants"),
            ("participantAccessibilityNeeds", "Assisted digital and accessibility requirements"),
            ("researchPlan", "Research plan"),
            ("researchAddress", "Research location"),
            ("accessRestrictions", "Access restrictions at location"),
            ("researchRounds", "Number of research rounds"),
            ("participantsPerRound", "Number of participants per round"),
            ("researchFrequency", "How often research will happen"),
            ("researchOutOfHours", "Evening or weekend research"),
        ),
    ),
    ("Additional information", TERMS),
    ("Skills and experience", SKILLS),
    (
        "How suppliers will be evaluated",
        (
            ("numberOfSuppliers", "How many suppliers to evaluate"),
            ("successCriteria", "Proposal criteria"),
            ("evaluationType", "Assessment methods"),
            ("weightings", "Evaluation weighting"),
        ),
    ),
)
SECTIONS = {"digital-outcomes": OUTCOMES, "digital-specialists": SPECIALISTS, "user-research-participants": PARTICIPANTS}
# Labels that changed when the summary lists came.
RENAMED = {
    "Assessment methods": "Additional assessment methods",
    "Number of participants per round": "Number of participants a round",
}


def sections(lot: str, markup: Markup) -> Sections:
    """The sections of a lot's page, in page order, with the labels of its generation."""
    if markup == "tables":
        return SECTIONS[lot]
    return tuple((heading, tuple((field, RENAMED.get(label, label)) for field, label in rows)) for heading, rows in SECTIONS[lot])
