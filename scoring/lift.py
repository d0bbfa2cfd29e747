"""Lifts: the few changes to a draft that would help its waterfall score most, found by making them and scoring again.

A change is a real edit of the text: a rule's model sentence put where it belongs, or the words at fault taken out. The edited
draft is read and judged anew, so that what one change does to other rules counts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scoring.engine import lint, rules, waterfall
from scoring.finding import Finding, LintResult
from scoring.policy import Policy
from scoring.rule import Rule
from tenders.document import Document, Section
from tenders.parse import tender_from
from tenders.tender import Tender

MOST = 3
# A change that moves the score by less is not worth an editor's time.
LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """A change, in words, and the waterfall score (0 to 100) before it and after it, the changes before it made."""

    code: str
    words: str
    before: int
    after: int


def lifts(tender: Tender, result: LintResult, policy: Policy) -> tuple[Lift, ...]:
    """At most three changes, the best first, each on top of those before it."""
    by_code = {rule.code: rule for rule in rules()}
    left = {finding.code: finding for finding in reversed(result.findings) if by_code[finding.code].weight}
    found: list[Lift] = []
    now, document = waterfall(lint(tender, policy.chosen())), tender.document
    while left and len(found) < MOST:
        tried = [(score(edited, tender, policy), code, edited) for code, edited in edits(document, left, by_code)]
        if not tried:
            break
        after, code, edited = min(tried, key=lambda one: (one[0], one[1]))
        if now - after < LEAST:
            break
        found.append(Lift(code=code, words=by_code[code].fix, before=now, after=after))
        now, document = after, edited
        left.pop(code)
    return tuple(found)


def edits(document: Document, findings: Mapping[str, Finding], known: Mapping[str, Rule]) -> Iterator[tuple[str, Document]]:
    """For each finding, the document with it put right."""
    for code, finding in findings.items():
        rule = known[code]
        edited = with_answer(document, *rule.model, anew=rule.model_anew) if rule.model else without(document, finding)
        if edited is not document:
            yield code, edited


def with_answer(document: Document, field: str, words: str, *, anew: bool) -> Document:
    """The document with a sentence added to an answer, or the answer given anew."""
    old = next(iter(document.by_field.get(field, ())), None)
    if old is None:
        return replace(document, sections=(*document.sections, Section(label=field, text=words, field=field)))
    new = replace(old, text=words if anew else f"{old.text}\n{words}")
    return replace(document, sections=tuple(new if section is old else section for section in document.sections))


def without(document: Document, finding: Finding) -> Document:
    """The document without the words at fault."""
    sections = []
    for section in document.sections:
        text = section.text
        for words in sorted(finding.evidence, key=lambda evidence: -evidence.start):
            if words.section == section.label and text[words.start : words.end] == words.quote:
                text = text[: words.start] + text[words.end :]
        sections.append(section if text == section.text else replace(section, text=text))
    return replace(document, sections=tuple(sections)) if tuple(sections) != document.sections else document


def score(document: Document, tender: Tender, policy: Policy) -> int:
    """The waterfall score of an edited document."""
    return waterfall(lint(tender_from(document, tender.id), policy.chosen()))
