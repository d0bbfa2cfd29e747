"""U003: stakeholders in the place of users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.groups import STAKEHOLDER, answers, names_users
from scoring.rule import Clause, Rule
from scoring.services import is_service
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class UsersAreStakeholders(Rule):
    """Looks for an answer on users that names boards, departments, sponsors or senior people, and nobody else.

    Whoever steers or pays for a service seldom uses it. A team that hears only from them builds what they imagine.

    Bad: "Users are the programme board and the policy directorate."
    Good: "Users are allotment holders and the clerks who let plots. The parks board wants fewer empty plots."
    """

    code = "U003"
    name = "users-are-stakeholders"
    severity = Severity.WARNING
    requires = ("endUsers",)
    message = "The answer on users names stakeholders, and nobody who will use the service."
    why = "Users differ from stakeholders, and what a proxy believes of users is no substitute for meeting them."
    fix = "Name the people who will use the service, and list stakeholders apart."
    question = "Who will use the service, and will we be able to reach them?"
    sources = ("18F: De-risking Government Technology",)

    def applies(self, tender: Tender) -> bool:
        return is_service(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        sections = answers(tender)
        if any(names_users(section.text) for section in sections):
            return
        found = [(section, words) for section in sections for words in STAKEHOLDER.finditer(section.text)]
        extents = dict.fromkeys((section.label, section.sentence_at(words.start())) for section, words in found)
        by_label = {section.label: section for section in sections}
        if found:
            yield Clause(evidence=tuple(by_label[label].cite(extent.start, extent.end) for label, extent in extents)[:2])
