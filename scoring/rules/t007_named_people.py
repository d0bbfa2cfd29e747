"""T007: the bid has to name many people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from scoring.services import is_team_work
from tenders.cues import Hit
from tenders.tender import Tender
from tenders.terms import NUMBER, number

# So many of them: "six named individuals", "CVs for the five roles".
COUNTED = re.compile(rf"\b(?P<count>{NUMBER})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
COUNTED_AFTER = re.compile(
    rf"^(?:\W+\w+){{0,3}}?\W+(?P<count>{NUMBER})\s+(?:\w+\s+){{0,3}}?(?:people|individuals|persons|roles|staff|members|posts)\b",
    re.IGNORECASE,
)
EVERYBODY = re.compile(
    r"\b(?:each|every|all)\s+(?:\w+\s+){0,2}?(?:team members?|members?|roles?|staff|persons?|people|individuals?|personnel"
    r"|consultants?|resources?|posts?)\b"
    r"|\b(?:whole|entire|full) (?:\w+ )?team\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"[:–-]\s*(?P<names>[^.\n]+)\.?$")
SAMPLE = re.compile(
    r"\b(?:samples?|examples?|anonymis\w+|anonymous|typical|indicative|generic|redacted|illustrative|alternatives?|equivalents?|substitut\w+|replaced)\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"CV|curricul|r.?sum|named", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NamedPeople(Rule):
    """Looks for more than three people who have to be named, by name, by CV or as key personnel.

    A supplier cannot hold a whole team idle until an award, so the names change or the bid is written around whoever is
    free. Two or three leads are enough to judge a team by. Samples do not count, nor days of a specialist.

    Bad: "Supply a CV for every member of the team."
    Good: "Name the delivery lead and the technical lead. Other roles may be filled by equivalents."
    """

    code = "T007"
    name = "named-people"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Every member of the team has to be named in the bid."
    why = "Nobody can keep a whole team free until the award; names beyond the leads are promises that do not hold."
    fix = "Ask for two or three lead roles by name, and let equivalents fill the rest."
    question = "May people of the same skill take the place of those named in the bid?"
    sources = ("18F: De-risking Government Technology",)

    max_named: int = 3

    def applies(self, tender: Tender) -> bool:
        return is_team_work(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for hit in asked(tender.cues.find("people.key_people")):
            if SAMPLE.search(hit.said):
                continue
            people = how_many(hit)
            if people is None and NAMED.search(hit.said) and EVERYBODY.search(hit.said):
                yield Clause(evidence=(hit.clause,))
                return
            if people is not None and people > self.max_named:
                yield Clause(evidence=(hit.clause,), message=f"{people} people have to be named in the bid.")
                return


def how_many(hit: Hit) -> int | None:
    """How many people a sentence says are to be named: a number beside the words, else a list after them."""
    said, at = hit.said, hit.start - hit.sentence.start
    counted = COUNTED.search(said[:at]) or COUNTED_AFTER.match(said[at + len(hit.words) :])
    if counted:
        return int(number(counted["count"]))
    listed = LISTED.search(said[at + len(hit.words) :])
    return len([name for name in re.split(r",|;|\band\b", listed["names"]) if name.strip()]) if listed else None
