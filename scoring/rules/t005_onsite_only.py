"""T005: nearly all of the week at the buyer's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import in_sentences
from tenders.evidence import Evidence
from tenders.tender import Tender

WHOLE_WEEK = 5
# "People who can be on site Monday to Friday": a readiness, not a presence.
CAN_BE = r"\b(?:can|could|may|able to|available to|possible to) (?:be |work )?"
POSSIBLE = re.compile(rf"{CAN_BE}$", re.IGNORECASE)
SAID_POSSIBLE = re.compile(rf"{CAN_BE}on ?-?site", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class OnsiteOnly(Rule):
    """Looks for four or five days a week on site, with no word that the place is open to discussion.

    Presence has its uses, and each is an event: a show and tell, research, the first weeks. Presence as such narrows the
    choice to whoever is near, and adds the cost of travel to every day.

    Bad: "The team must be on site Monday to Friday."
    Good: "We meet at the depot for planning, every second Tuesday. Where you work on other days is up to you."
    """

    code = "T005"
    name = "onsite-only"
    severity = Severity.WARNING
    weight = 2
    requires = ("described",)
    message = "The supplier is to be on site all week."
    why = "Presence all week can double the cost, and shuts out suppliers who are elsewhere."
    fix = "Say which events need presence, and leave the rest open."
    question = "Which days or events need presence, and may the rest be done remotely?"
    sources = ("18F: State Software Budgeting Handbook",)

    info_days: int = 4

    def check(self, tender: Tender) -> Iterator[Clause]:
        days, evidence = presence(tender)
        if days < self.info_days:
            return
        open_to_talk = {hit.section.label for hit in tender.cues.find("people.flexible_place")}
        if not any(words.section in open_to_talk for words in evidence):
            all_week = days >= WHOLE_WEEK
            message = self.message if all_week else f"As many as {days} days a week are to be spent on site."
            yield Clause(evidence=evidence, message=message, severity=Severity.WARNING if all_week else Severity.INFO)


def presence(tender: Tender) -> tuple[Decimal, tuple[Evidence, ...]]:
    """Days a week on site, and where that is said; none where nothing is said."""
    every_day = tender.cues.find(
        "people.always_on_site", within=("workingArrangements", "workplaceAddress", "additionalTerms", "text")
    )
    every_day = tuple(hit for hit in every_day if not POSSIBLE.search(hit.said[: hit.start - hit.sentence.start]))
    if every_day:
        return Decimal(WHOLE_WEEK), tuple(hit.clause for hit in in_sentences(every_day)[:2])
    stated = tender.on_site
    if stated is None or stated.value.time is None or stated.value.time.max is None:
        return Decimal(0), ()
    if any(SAID_POSSIBLE.search(words.quote) for words in stated.evidence):
        return Decimal(0), ()
    most = stated.value.time.max
    return (most if stated.value.unit == "days" else most * WHOLE_WEEK / 100), stated.evidence
