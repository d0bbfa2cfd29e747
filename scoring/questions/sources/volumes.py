"""Counts: pages, records, tickets, releases, sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.rule import Route


def cue(pattern: str) -> re.Pattern[str]:
    """Words that tell what kind of work it is."""
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


# A count that is given already.
COUNTED = re.compile(
    r"\b(?!(?:19|20)\d\d\b)\d[\d,]{2,}\b|\b\d+ (?:\w+ )?(?:sites|pages|servers|users|applications|records|people|systems)\b"
)
# What kind of work the words tell of, and what is counted in it.
SIZES = (
    (cue(r"maintenance|(?:live|service|ongoing) support|support (?:service|and)|service desk|managed service"),
     "About how many incidents and changes are there a month and releases a year, and in which hours is support needed?"),
    (cue(r"migrat\w+|data transfer|digitis\w+|decommission\w*"),
     "How much is to be moved: about how many records, files, users or servers, and of how many kinds?"),
    (cue(r"penetration test\w*|accessibility audits?|security audits?|IT health checks?|red team\w*|security test\w*"),
     "About how many applications, sites, pages or addresses are to be looked at, and how many times?"),
    (cue(r"websites?|web sites?|CMS|content management|intranet|microsites?"),
     "How many sites, templates and pages does that concern, and how many visits a month?"),
    (cue(r"data warehouse|data platform|dashboards?|reporting|analytics|data sets?|datasets?"),
     "About how many sources, reports and users are there, and how much data is added a month?"),
    (cue(r"casework|case management|application forms?|applicants?|claims|licen[cs]ing|referrals|bookings|payments"),
     "How many cases or transactions are there a year, and how do they vary over it?"),
    (cue(r"training|e-?learning|courses?|learners?"),
     "How many people are to be trained, and how many modules or courses are there?"),
    (cue(r"network|infrastructure|servers?|data cent(?:re|er)s?|devices?|laptops?|wi-?fi"),
     "How many sites, servers and devices does that concern?"),
)  # fmt: skip


class Volumes(Source):
    """Counts: pages, records, tickets, releases, sites."""

    topic: ClassVar[str] = "volumes"
    not_for: ClassVar[frozenset[Route]] = frozenset({"digital-specialists"})
    why: ClassVar[str] = "Size drives price: without counts it is guessed high, or low."

    def drafts(self, view: View) -> Iterator[Draft]:
        if view.of_participants:
            yield self.ask(
                view,
                "How many participants are to be found for each round and in all, how long before a round are the numbers settled,"
                " and what is paid for those who do not come?",
            )
            return
        for pattern, nouns in SIZES:
            for hit, evidence in view.find(pattern, "summary", "outcome", "backgroundInformation", "specialistWork", "text"):
                if not COUNTED.search(evidence.quote):
                    yield self.ask(view, f"You write {said(evidence, hit[0])}. {nouns}", evidence, subject=evidence.quote)
                    return
            if view.says(pattern, "title"):
                yield self.ask(view, f"For {view.title}: {nouns[0].lower()}{nouns[1:]}", sharp=1)
                return
        yield self.ask(
            view, f"What are the main volumes behind {view.title}: users, transactions a year, and systems or teams concerned?"
        )
