"""Where rules read, by kind: the same words mean one thing of the work, another of the bidder or of the buyer's own side."""

from __future__ import annotations

from tenders.fields import CRITERIA, DESCRIBED, SCORED

# Where the ask is described, and what it asks of bidders; not the published questions, nor what others said before.
ASKED = (*DESCRIBED, "workAlreadyDone", "existingTeam", "workingArrangements", "additionalTerms", *CRITERIA, *SCORED)
# Where buyers describe their own side. Criteria speak of the bidder.
OWN_SIDE = (
    *("existingTeam", "workingArrangements", "backgroundInformation", "outcome", "summary", "workAlreadyDone"),
    *("workplaceAddress", "additionalTerms", "earlyMarketEngagement", "specialistWork", "text"),
)
# What the work is to bring, and on what terms; not what bidders must show.
WORK = (
    *("summary", "outcome", "backgroundInformation", "endUsers", "workAlreadyDone", "additionalTerms"),
    *("workingArrangements", "contractLength", "budgetRange", "specialistWork", "text"),
)
