"""Lifts: the few changes to a draft that would help its waterfall score most, found by making them and scoring again.

A change is a real edit of the text: a rule's model sentence put where it belongs, or the words at fault taken out. The edited
draft is read and judged anew, so that what one change does to other rules counts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scoring.engine import lint, rules, waterfall
from scoring.finding import LintResult
from scoring.policy import Policy
from scoring.rule import Rule
from tenders.document import Document, Section
from tenders.evidence import Evidence
from tenders.parse import tender_from
from tenders.tender import PHASES, Tender

MOST = 3
UNTITLED = "Work"
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
    """At most three changes, the best first, each on top of those before it. What was waived is left alone."""
    by_code = {rule.code: rule for rule in rules()}
    left: dict[str, tuple[Evidence, ...]] = {}
    for finding in result.active:
        if by_code[finding.code].weight:
            left[finding.code] = (*left.get(finding.code, ()), *finding.evidence)
    found: list[Lift] = []
    now, document = waterfall(lint(tender, policy.chosen())), tender.document
    while left and len(found) < MOST:
        tried = [
            (score, code, edited) for code, edited in edits(document, left, by_code) for score in scores(edited, tender, policy)
        ]
        if not tried:
            break
        after, code, edited = min(tried, key=lambda one: (one[0], one[1]))
        if now - after < LEAST:
            break
        found.append(Lift(code=code, words=by_code[code].fix, before=now, after=after))
        now, document = after, edited
        left.pop(code)
    return tuple(found)


def edits(
    document: Document, faults: Mapping[str, tuple[Evidence, ...]], known: Mapping[str, Rule]
) -> Iterator[tuple[str, Document]]:
    """For each rule that found something, the document with it put right."""
    for code, words in faults.items():
        rule = known[code]
        edited = with_answer(document, *rule.model, anew=rule.model_anew) if rule.model else without(document, words)
        if edited is not document:
            yield code, edited


def with_answer(document: Document, field: str, words: str, *, anew: bool) -> Document:
    """The document with a sentence added to an answer, or the answer given anew."""
    old = next(iter(document.by_field.get(field, ())), None)
    if old is None:
        return replace(document, sections=(*document.sections, Section(label=field, text=words, field=field)))
    new = replace(old, text=words if anew else f"{old.text}\n{words}")
    return replace(document, sections=tuple(new if section is old else section for section in document.sections))


def without(document: Document, faults: tuple[Evidence, ...]) -> Document:
    """The document without the words at fault; of a title, the phases that it names are left."""
    sections = []
    for section in document.sections:
        text = section.text
        for words in faults:
            if words.section == section.label:
                phases = " and ".join(phase for phase in PHASES if phase in words.quote.lower())
                text = text.replace(words.quote, phases.capitalize() or UNTITLED if section.field == "title" else "", 1)
        sections.append(section if text == section.text else replace(section, text=text))
    return replace(document, sections=tuple(sections)) if tuple(sections) != document.sections else document


def scores(document: Document, tender: Tender, policy: Policy) -> Iterator[int]:
    """The waterfall score of an edited document; none where the edit took away what is bought, which is no way to put it right."""
    edited = tender_from(document, tender.id)
    if edited.bought == tender.bought:
        yield waterfall(lint(edited, policy.chosen()))
