"""C011: nothing on who owns the work or whether it is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from tenders.fields import CRITERIA
from tenders.tender import Tender

# In an answer, "owned by" tells of whatever was asked about: a task, a budget.
OWNED_BY = re.compile(r"own(?:s|ed)? by\b", re.IGNORECASE)
BUILT_IN = ("title", "summary", "outcome", "backgroundInformation", "text")


@dataclass(frozen=True, kw_only=True)
class IpOpenSourceSilent(Rule):
    """Looks for an alpha, beta or live service that is bought with no word on who owns what is made or whether it is open.

    New code made for the public should be open and may be used again; whoever owns it decides. A notice that asks for
    the Service Standard or the Technology Code of Practice has said so, and a published answer counts. Skill in open
    source, asked of bidders, has not. Where people are lent and nothing is built, there is nothing to own.

    Bad: nothing.
    Good: "All code is published under an open licence as it is written, and the council owns the rest."
    """

    code = "C011"
    name = "ip-open-source-silent"
    severity = Severity.WARNING
    requires = ("described", "phases")
    of_silence = True
    message = "Nothing says who owns what is made, or whether its code will be open."
    why = "Code that the buyer does not own, or may not publish, ties the service to its first supplier."
    fix = "Say that you own what is made, and that new code is open by default."
    question = "Who will own the code and the designs, and may they be published as open source?"
    sources = ("Digital Service Standard, point 8", "US Digital Services Playbook, play 5")

    def applies(self, tender: Tender) -> bool:
        made = "alpha" in tender.bought or bool(tender.cues.find("work.build", within=BUILT_IN))
        return made and bool({"alpha", "beta", "live"} & set(tender.bought)) and leaves_something(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = tender.cues.find("terms_of_contract.ownership", without=("essentialRequirements", "niceToHaveRequirements", "title"))
        open_code = tender.cues.find("terms_of_contract.open_code")
        skill_only = all(hit.section.field in CRITERIA and "source" in hit.words.lower() for hit in open_code)
        if not said and skill_only and not is_answered(tender):
            yield Clause(evidence=tender.phases.evidence[:2] if tender.phases else ())


def is_answered(tender: Tender) -> bool:
    """Whether a published answer, and not only the question, speaks of who owns what is made or of open code."""
    hits = tender.cues.find("terms_of_contract.ownership", "terms_of_contract.open_code", within=("",))
    told = [hit.words for hit in hits if not OWNED_BY.match(hit.words)]
    return any(words in asked.answer for words in told for asked in tender.questions)
