"""T009: a team that is too large, or too small for its roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.roles import MOST, PAST, beside
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from scoring.services import is_team_work
from tenders.cues import Hit
from tenders.tender import Tender
from tenders.terms import NUMBER, number

ASKED_IN = (
    "summary",
    "outcome",
    "backgroundInformation",
    "text",
    "workingArrangements",
    "additionalTerms",
    "essentialRequirements",
    "budgetRange",
)
# The buyer's team, or somebody else's; several teams.
NOT_THEIRS = re.compile(
    r"\b(?:our|existing|current|in[- ]house|internal|council|trust|department|client|we have|there (?:is|are)|within an?"
    r"|part of an?|join\w*|works? (?:with|within|alongside|in)"
    r"|working (?:with|within|alongside|in)|reports? to|manag\w+|lead\w*|teams? of teams|teams|train\w*|users?|serv\w+"
    r"|for)\b[^.\n]{0,50}$",
    re.IGNORECASE,
)
# People who take part in research, or use the service.
TAKE_PART = re.compile(
    r"^\W*(?:to|who(?: will| can)?|for|in) (?:\w+ ){0,2}(?:test|try|use|be interviewed|take part|attend|answer|research"
    r"|testing|interviews)\b",
    re.IGNORECASE,
)
SIZE = re.compile(rf"(?P<low>{NUMBER})(?:\s*(?:to|or|and|-|–)\s*(?P<high>{NUMBER}))?(?=\W|$)(?!.*\d)", re.IGNORECASE)
ROLES = ("people.technical_role", "people.design_role", "people.other_role")


@dataclass(frozen=True, kw_only=True)
class TeamSize(Rule):
    """Looks for a team of more than ten, or for one or two people who are to fill three roles or more.

    Five to nine people can know what each of them is doing; more cannot, and one or two cannot be everything.

    Bad: "The supplier will provide a team of 18."
    Good: "We expect six or seven people, and leave the mix to you."
    """

    code = "T009"
    name = "team-size"
    severity = Severity.WARNING
    requires = ("described",)
    message = "The size of the team asked for does not suit the work."
    why = "Teams of five to nine work best; above ten, people lose sight of each other, and one or two cannot fill every role."
    fix = "Ask for one team of five to nine, and leave its mix to the supplier."
    question = "Is the size of the team fixed, and may we propose another?"
    sources = ("18F: De-risking Government Technology",)

    max_people: int = 10
    few_people: int = 2
    least_roles: int = 3

    def applies(self, tender: Tender) -> bool:
        return is_team_work(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in asked(tender.cues.find("people.team_size", within=ASKED_IN)[:MOST]):
            if not is_supplied(hit):
                continue
            size = people(hit)
            roles = beside(tender, hit, *ROLES)
            if size > self.max_people:
                yield Clause(evidence=(hit.clause,), message=f"A team of {size} is asked for: more than {self.max_people} people.")
                return
            if 0 < size <= self.few_people and len(roles) >= self.least_roles:
                yield Clause(
                    evidence=tuple(dict.fromkeys(found.clause for found in (hit, *roles))),
                    message=f"{len(roles)} roles are asked of {size} {'person' if size == 1 else 'people'}.",
                )
                return


def people(hit: Hit) -> int:
    """The most people that the words ask for, 0 where they give no number."""
    found = SIZE.search(hit.words)
    return int(number(found["high"] or found["low"])) if found else 0


def is_supplied(hit: Hit) -> bool:
    """Whether they are the supplier's people: not the buyer's own team, nor a bidder's past, nor people to do research with."""
    at = hit.start - hit.sentence.start
    before, after = hit.said[:at], hit.said[at + len(hit.words) :]
    return not (PAST.search(hit.said) or NOT_THEIRS.search(before) or TAKE_PART.search(after))
