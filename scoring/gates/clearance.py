"""Whether a security clearance must be held already that the supplier does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from scoring.case import Case, Change
from scoring.gates import Gate, Outcome
from scoring.profile import CLEARANCES, Clearance
from tenders.document import Document, Section
from tenders.evidence import Evidence, in_order

FIELDS = ("securityClearance", "essentialRequirements", "additionalTerms")
LEVELS: Mapping[Clearance, re.Pattern[str]] = {
    "DV": re.compile(r"\bDV\b|\b[Dd]eveloped [Vv]etting"),
    "SC": re.compile(r"\bSC\b|(?<![Pp]ersonnel )\b[Ss]ecurity [Cc]heck(?:ed)?\b"),
    "CTC": re.compile(r"\bCTC\b|\b[Cc]ounter[- ][Tt]erroris[mt]"),
    "BPSS": re.compile(r"\bBPSS\b|\b[Bb]aseline\b"),
}
# A sentence that only says what may or need not be.
OPTIONAL = re.compile(
    r"\b(?:may|might|could) (?:also )?(?:be |need|require)|\bdesirable\b|\bprefer|\bbeneficial\b|\badvantage"
    r"|\bsome (?:roles|tois)\b"
    r"|\b(?:not|n't|no) (?:\w+ ){0,3}(?:need|require)|\bnot (?:be )?(?:needed|required|necessary)",
    re.IGNORECASE,
)
WITHOUT_SPONSOR = re.compile(
    r"\b(?:not|cannot|can not|unable to|won't|can't) (?:be able to )?(?:sponsor|organise|support|arrange)", re.IGNORECASE
)
OBTAINABLE = re.compile(
    r"\bsponsor|\b(?:will support|initiate)\b[^.]{0,30}clearance|\b(?:willing|prepared|able|ability|eligible) (?:to|for)\b"
    r"|\bclearable\b"
    r"|\bcapable of\b|\bprocess of\b|\bgo through\b|\bput through\b|\bundergo|\bobtain|\bapply for\b"
    r"|\b(?:may|can|could) start (?:\w+ )?with\b"
    r"|\binitially\b|\bprovided later\b|\bwilling\b|\bworking towards?\b|\bdoes not already\b|\bnot currently (?:held|hold)",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\balready\b|\bmust (?:currently )?(?:hold|be held|possess)|\bin place\b|\bprior to\b|\bin advance of\b"
    r"|\bday (?:1|one)\b|\bat commencement\b"
    r"|\bfrom (?:the )?(?:start|outset)\b|\bbefore (?:\w+ ){0,4}(?:start|commenc|work|award|submi)"
    r"|\bcurrent(?:ly)? (?:hold|held|valid|\w+ clear)"
    r"|\b(?:hold|have) (?:a |an )?(?:valid|current|active|existing)\b|\bimmediate effect\b|\bin possession\b|\bheld by\b",
    re.IGNORECASE,
)

# A sentence about clearance: of the others, "prior to" says nothing of it.
ON_CLEARANCE = re.compile(r"\b(?:BPSS|CTC|SC|DV)\b|clear|vett|sponsor|in place|\bcheck", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The highest clearance asked for, and whether it must be held (True), can be got (False) or is unclear (None)."""

    level: Clearance
    held: bool | None
    evidence: tuple[Evidence, ...]


class ClearanceHeld(Gate):
    """Failed where the clearance must be held already and is not. One that can be obtained or is sponsored is no bar.

    BPSS is a check that any employer makes itself, so it never stops a bid.
    """

    key: ClassVar[str] = "clearance"
    name: ClassVar[str] = "Clearance"
    order: ClassVar[int] = 20

    def test(self, case: Case) -> Outcome:
        asked, holds = demand(case.tender.document), case.profile.supplier.clearance
        if asked is None:
            section = case.tender.document.get("securityClearance")
            if section is None:
                return Outcome(state="not known", reason="The notice says nothing of security clearance.")
            return Outcome(state="passed", reason="No named clearance must be held.", evidence=(section.whole(),))
        level, evidence = asked.level, asked.evidence
        if level == "BPSS":
            return Outcome(state="passed", reason="BPSS is asked for: a check that you can make yourself.", evidence=evidence)
        if asked.held is False:
            return Outcome(state="passed", reason=f"{level} clearance is asked for, but can be obtained.", evidence=evidence)
        if holds is not None and CLEARANCES.index(holds) >= CLEARANCES.index(level):
            return Outcome(state="passed", reason=f"{level} clearance is asked for; you hold {holds}.", evidence=evidence)
        if asked.held is None:
            reason = f"{level} clearance is asked for; the notice does not say whether it must be held already."
            return Outcome(state="not known", reason=reason, evidence=evidence)
        if holds is None:
            reason = f"{level} clearance must be held already; your profile does not say what you hold."
            return Outcome(state="not known", reason=reason, evidence=evidence)
        yours = "none" if holds == "none" else holds
        return Outcome(state="failed", reason=f"{level} clearance must be held already; you hold {yours}.", evidence=evidence)

    def changes(self, case: Case) -> Iterator[Change]:
        asked = demand(case.tender.document)
        if asked is not None and self.test(case).state == "failed":
            supplier = replace(case.profile.supplier, clearance=asked.level)
            words = f"If you held {asked.level} clearance, or the buyer sponsored it"
            yield Change(words=words, case=replace(case, profile=replace(case.profile, supplier=supplier)), evidence=asked.evidence)


def demand(document: Document) -> Demand | None:
    """What clearance a document asks for, from its own field first, else from its skills and terms; None for none."""
    for section in document.having(*FIELDS):
        asked = demand_in(section)
        if asked is not None:
            return asked
    return None


def demand_in(section: Section) -> Demand | None:
    """The highest clearance that a section's sentences ask for."""
    asking: dict[Clearance, list[Evidence]] = {}
    own = section.field == "securityClearance"
    for span in section.sentences:
        said = section.text[span.start : span.end]
        if OPTIONAL.search(said) or not (own or re.search(r"clear|vett", said, re.IGNORECASE)):
            continue
        for level, pattern in LEVELS.items():
            if pattern.search(said):
                asking.setdefault(level, []).append(section.cite(span.start, span.end))
    if not asking:
        return None
    level = max(asking, key=CLEARANCES.index)
    # Of the clearance field the whole answer counts: buyers name the level in one sentence and the terms in the next.
    terms = section.text if own else " ".join(e.quote for e in asking[level])
    clearly = " ".join(said for span in section.sentences if ON_CLEARANCE.search(said := section.text[span.start : span.end]))
    evidence = list(asking[level])
    if WITHOUT_SPONSOR.search(terms):
        held: bool | None = True
    elif OBTAINABLE.search(terms):
        held = False
    else:
        held = True if HELD.search(clearly) else None
    for span in section.sentences:
        said = section.text[span.start : span.end]
        deciding = HELD if held and not WITHOUT_SPONSOR.search(terms) else WITHOUT_SPONSOR if held else OBTAINABLE
        if own and ON_CLEARANCE.search(said) and deciding.search(said):
            evidence.append(section.cite(span.start, span.end))
            break
    return Demand(level=level, held=held, evidence=in_order(evidence))
