"""G06: disabled people, and people who need help with digital services, are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.tender import Tender

# Where the work and its users are described. Criteria speak of whom a bidder has met elsewhere.
NAMED_IN = (*DESCRIBED, *ARRANGED, *TOLD, "participantAccessibilityNeeds")


@dataclass(frozen=True, kw_only=True)
class ExcludedUsersNamed(Signal):
    """Looks for disabled people, or people who need help to use a digital service, among those the work is for.

    They are the ones whom a service loses first. A standard by its number (WCAG) is no group of people.

    Bad: "The site must meet WCAG 2.1 AA."
    Good: "One in six of our tenants is not online, and some use a screen reader; both take part in each round."
    """

    code = "G06"
    name = "excluded-users-named"
    weight = -2
    requires = ("described",)
    message = "Disabled people, or people who need help with digital services, are named."
    why = "Who is named is recruited, and a service that works for them works for everybody."
    fix = "Say how many take part in each round, and who brings them."
    question = ""
    sources = ("GOV.UK Service Manual: Find user research participants",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        people = ("manner.disabled", "manner.helped")
        said = in_sentences(affirmed(tender.cues.apart(people, unless=("manner.by_law",), within=NAMED_IN)))
        if said:
            yield Clause(evidence=tuple(hit.clause for hit in said[:2]))
