"""G05: it is settled who finds the people to talk to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.good_ask import is_outcome, recruitment
from scoring.rule import Clause, Signal
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class RecruitmentAgreed(Signal):
    """Looks for who recruits the participants of research, who pays them, or that the way to users is open.

    Where that is settled, research can start in the first week.

    Bad: "The supplier should do research."
    Good: "Our outreach team books five parents for each round, and we pay them."
    """

    code = "G05"
    name = "recruitment-agreed"
    weight = -4
    requires = ("described",)
    message = "It is settled who finds or pays the people to talk to, or who gives access to them."
    why = "Recruiting takes a week or more; where it is settled beforehand, research starts on the first day."
    fix = "Say how many people, from which groups, and by when."
    question = ""
    sources = ("GOV.UK Service Manual: Find user research participants",)

    def applies(self, tender: Tender) -> bool:
        return is_outcome(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        said = recruitment(tender)
        if said:
            yield Clause(evidence=said[:2])
