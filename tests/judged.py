"""Assessments for tests of decisions and reports, with findings of our own so that no rule's wording is tested by accident."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pages import MODEL, Answer, page
from scoring.assess import Assessment
from scoring.case import Remedy
from scoring.decision import decide
from scoring.finding import Finding, LintResult, Rate, Severity, Skip, Suppression
from scoring.profile import Profile
from tenders import readers
from tenders.evidence import Evidence
from tenders.parse import tender_from
from tenders.tender import Tender

AS_OF = datetime(2020, 5, 8, 9, 0, tzinfo=UTC)


def tender(answers: Mapping[str, Answer] | None = None, **options: Any) -> Tender:
    """The tender on a page of the model answers with these laid over them."""
    return tender_from(readers.read(page(answers=dict(MODEL) | dict(answers or {}), **options)), "0")


def planted(found: Tender, **words: str) -> Tender:
    """The same tender with each name in its text replaced by these words: characters that no page's reader lets through."""
    text = re.compile("|".join(words))
    sections = (replace(section, text=text.sub(lambda name: words[name[0]], section.text)) for section in found.document.sections)
    return tender_from(replace(found.document, sections=tuple(sections)), found.id)


def cite(found: Tender, label: str, words: str) -> Evidence:
    """Evidence for words in the answer of a label."""
    for section in found.document.sections:
        if section.label == label and words in section.text:
            start = section.text.index(words)
            return section.cite(start, start + len(words))
    raise AssertionError(f"{words!r} is not under {label!r}")


def finding(
    code: str,
    *evidence: Evidence,
    severity: Severity = Severity.WARNING,
    rate: Rate | None = None,
    suppressed: Suppression | None = None,
    **words: str,
) -> Finding:
    """A finding."""
    said = {
        "name": f"rule {code}",
        "label": "",
        "message": f"the message of {code}",
        "why": f"Why {code} matters.",
        "fix": f"The fix of {code}.",
        "question": f"The question of {code}?",
    } | words
    return Finding(code=code, severity=severity, evidence=evidence, rate=rate, suppressed=suppressed, **said)


def assessment(
    found: Tender,
    findings: Sequence[Finding] = (),
    *,
    waterfall: int = 20,
    profile: Profile | None = None,
    as_of: datetime = AS_OF,
    remedies: Sequence[Remedy] = (),
    skips: Sequence[Skip] = (),
) -> Assessment:
    """An assessment with these findings and this waterfall score, decided for real."""
    judged = Assessment(
        tender=found,
        lint=LintResult(findings=tuple(findings), passes=("X001",), skips=tuple(skips)),
        waterfall=waterfall,
        profile=profile or Profile(),
        as_of=as_of,
    )
    # these findings are no real rules': their remedies come from the test
    vars(judged)["decision"] = decide(found, waterfall, judged.profile, as_of, remedies)
    return judged
