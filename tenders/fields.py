"""Families of fields: where buyers describe the work, their own side, and what they ask of bidders.

`text` is the body of a document under a heading that is no known field.
"""

from __future__ import annotations

# What the work is, best first.
DESCRIBED = ("title", "summary", "outcome", "backgroundInformation", "specialistWork", "endUsers", "text")
# How, where and on what terms it will be done.
ARRANGED = (
    "workingArrangements",
    "workplaceAddress",
    "additionalTerms",
    "contractLength",
    "budgetRange",
    "researchPlan",
    "participantSpecification",
)
# The buyer's people, and what was done before.
TOLD = ("existingTeam", "workAlreadyDone", "earlyMarketEngagement")
# What bidders must show, and what they will be marked on.
CRITERIA = ("essentialRequirements", "niceToHaveRequirements")
SCORED = ("successCriteria", "culturalFitCriteria")
# Everything that asks for something of the supplier; published questions and dates are not in it.
ASK = (*DESCRIBED, *ARRANGED, *TOLD, *CRITERIA, *SCORED)
