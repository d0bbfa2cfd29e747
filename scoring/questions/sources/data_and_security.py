"""Data, privacy and security."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import SAID, View, said

MARK = re.compile(
    r"\b(?:Cyber Essentials(?: Plus)?|ISO ?(?:/IEC ?)?27001|ISO ?9001|CREST|CHECK|Data Security and Protection Toolkit"
    r"|DSP Toolkit|PCI[- ]DSS)\b",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:data (?:migration|cleansing|quality|sharing|sets?|sources?|warehouse|lake)|migrat\w+ (?:of )?(?:\w+ ){0,3}(?:data"
    r"|records)|datasets?)\b",
    re.IGNORECASE,
)
SECRET = re.compile(
    r"\b(?:personal(?:ly identifiable)? (?:data|information)|sensitive (?:data|information)|patient (?:data|records)|case data"
    r"|OFFICIAL[- ]SENSITIVE)\b",
    re.IGNORECASE,
)


class DataAndSecurity(Source):
    """Data, privacy and security."""

    topic: ClassVar[str] = "data_and_security"
    why: ClassVar[str] = "A standard that must be met, or data that must be cleaned, is work that a price must hold."

    def drafts(self, view: View) -> Iterator[Draft]:
        mark = view.first(
            MARK,
            "securityClearance",
            "additionalTerms",
            "essentialRequirements",
            "niceToHaveRequirements",
            "successCriteria",
            "culturalFitCriteria",
        )
        if mark:
            hit, evidence = mark
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Must {hit[0]} be held when applying or by the start, and do equal"
                " certificates or those of a parent company count?",
                evidence,
                subject=hit[0],
            )
        moved = view.first(MOVED)
        if moved:
            hit, evidence = moved
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Which data is that, in which formats and of what quality, and who cleans it?",
                evidence,
                subject=evidence.quote,
            )
        secret = view.first(SECRET, *SAID)
        if secret and not moved:
            hit, evidence = secret
            yield self.ask(
                view,
                f"You write {said(evidence, hit[0])}. Will the supplier's people handle that themselves, at which"
                " classification, and on whose equipment?",
                evidence,
                subject=evidence.quote,
            )
        if not (mark or moved or secret):
            yield self.ask(
                view,
                f"Will the supplier's people see personal or sensitive data in {view.work}, at which classification, and which"
                " security standards must it meet?",
            )
