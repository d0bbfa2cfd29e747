"""C011: nothing on who owns the work or whether it is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from tenders.fields import CRITERIA
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class IpOpenSourceSilent(Rule):
    """Looks for an alpha, beta or live service that is bought with no word on who owns what is made or whether it is open.

    New code made for the public should be open and may be used again; whoever owns it decides. A notice that asks for
    the Service Standard or the Technology Code of Practice has said so. Skill in open source, asked of bidders, has not.

    Bad: nothing.
    Good: "All code is published under an open licence as it is written, and the council owns the rest."
    """

    code = "C011"
    name = "ip-open-source-silent"
    severity = Severity.WARNING
    requires = ("described", "phases")
    message = "Nothing says who owns what is made, or whether its code will be open."
    why = "Code that the buyer does not own, or may not publish, ties the service to its first supplier."
    fix = "Say that you own what is made, and that new code is open by default."
    question = "Who will own the code and the designs, and may they be published as open source?"
    sources = ("Digital Service Standard, point 8", "US Digital Services Playbook, play 5")

    def applies(self, tender: Tender) -> bool:
        return bool({"alpha", "beta", "live"} & set(tender.bought)) and leaves_something(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = tender.cues.find("terms_of_contract.ownership", without=("essentialRequirements", "niceToHaveRequirements", "title"))
        open_code = tender.cues.find("terms_of_contract.open_code")
        skill_only = all(hit.section.field in CRITERIA and "source" in hit.words.lower() for hit in open_code)
        if not said and skill_only:
            yield Clause(evidence=tender.phases.evidence[:2] if tender.phases else ())
