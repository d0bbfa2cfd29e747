"""T006: a clearance that has to be held before the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.sayings import affirmed, in_sentences
from tenders.cues import Hit
from tenders.tender import Tender

# Clearances that take weeks and a sponsor. A basic check any employer can do.
LEVEL = re.compile(
    r"\b(?:e?DV|SC|CTC|NPPV)\b|\bNPPV ?\d|\b[Dd]eveloped [Vv]etting|(?<![Pp]ersonnel )\b[Ss]ecurity [Cc](?:heck|lear)(?:ed|ance)?\b"
)
# Of the others, "prior to" says nothing of a clearance.
ON_CLEARANCE = re.compile(r"\b(?:e?DV|SC|CTC|NPPV\w*)\b|clear|vett|sponsor", re.IGNORECASE)
REFUSED = re.compile(
    r"\b(?:not|cannot|unable to|no)\b[^.\n]{0,30}\b(?:sponsor|organise|arrange|support|fund|initiate)", re.IGNORECASE
)
OPTIONAL = re.compile(
    r"\b(?:may|might|could) (?:also )?(?:be |need|require)|\bdesirable\b|\bprefer|\bbeneficial\b|\badvantage"
    r"|\bnot (?:be )?(?:needed|required|necessary)"
    r"|\bwhere (?:needed|required|necessary|appropriate)\b|\bif required\b",
    re.IGNORECASE,
)
BASIC = re.compile(r"\b(?:BPSS|[Bb]aseline|DBS|BS7858)\b")
# Words beyond the lexicon's that leave time to get it, or a start without.
LEAVES_TIME = re.compile(
    r"\bsponsor(?:ed|s|ship)? (?!\w* ?not)|\bwilling\b|\bclearable\b|\bcapable of\b|\bable to (?:be|get|gain|obtain)"
    r"|\bability to\b|\bor be (?:prepared|able|willing|in the process)"
    r"|\bin the process\b|\bundergo|\binitially\b|\b(?:may|can|could) start (?:\w+ )?with|\bwill (?:support|initiate|help)"
    r"|\bworking towards?\b|\beligible\b|\bapply for\b"
    r"|\bwhile\b|\bescort",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class ClearanceUpFront(Rule):
    """Looks for a security clearance that people must hold before they bid or start, with nobody to sponsor it.

    Nobody can apply for one alone: only those who worked on such a contract before have it. Where the buyer sponsors it,
    or people may start on a basic check meanwhile, nothing is raised. Basic checks (BPSS, DBS) do not count.

    Bad: "All staff must already hold SC. We do not sponsor clearance."
    Good: "SC is needed for production data. We sponsor it; work on test data starts with a basic check."
    """

    code = "T006"
    name = "clearance-up-front"
    severity = Severity.WARNING
    weight = 2
    requires = ("described",)
    message = "A security clearance has to be held before the work starts."
    why = "Suppliers who could get the clearance are shut out, and those who hold it are fewer and dearer."
    fix = "Sponsor the clearance, and say which work may start on a basic check meanwhile."
    question = "Will you sponsor clearance, and which work may start before it is granted?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        hits = [*demanded(tender, "securityClearance"), *demanded(tender, "essentialRequirements", "additionalTerms", "text")]
        if hits and not may_follow(tender):
            yield Clause(evidence=tuple(hit.clause for hit in in_sentences(hits)[:2]))


def demanded(tender: Tender, *fields: str) -> tuple[Hit, ...]:
    """Where a clearance has to be there first. Of the answer on clearance the level may stand in another sentence."""
    own = fields == ("securityClearance",)
    return tuple(
        hit
        for hit in tender.cues.find("people.held_clearance", within=fields)
        if ON_CLEARANCE.search(hit.said)
        and LEVEL.search(hit.section.text if own and not BASIC.search(hit.said) else hit.said)
        and not OPTIONAL.search(hit.said)
    )


def may_follow(tender: Tender) -> bool:
    """Whether the clearance may be got later or is sponsored, and is not refused in so many words."""
    told = [*tender.document.having("securityClearance")]
    text = " ".join(section.text for section in told)
    if REFUSED.search(text):
        return False
    places = ("securityClearance", "essentialRequirements", "additionalTerms")
    sponsored = [hit for hit in affirmed(tender.cues.find("clearance.sponsored", within=places)) if ON_CLEARANCE.search(hit.said)]
    return bool(sponsored or LEAVES_TIME.search(text))
