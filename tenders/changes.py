"""What a notice's new version changed: the fields that moved, and the buyer's text by section, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from rapidfuzz import fuzz

from tenders.document import Document, Section
from tenders.evidence import Stated
from tenders.tender import Award, Money, Question, Span, Tender

Value: TypeAlias = str | datetime | date | Award | Money | Span | tuple[str, ...] | None
Kind = Literal["added", "removed", "reworded"]

# The fields that are compared, in the order in which they are told.
FIELDS = (
    "status",
    "award",
    "title",
    "buyer",
    "published",
    "questions_close",
    "closes",
    "start",
    "budget",
    "duration",
    "phases",
    "location",
)
# Sections that say what a field says: where that has moved, a short text of theirs is not told twice.
TOLD = {
    "title": ("title",),
    "buyer": ("buyer",),
    "banner": ("status", "award"),
    "publishedAt": ("published",),
    "clarificationQuestionsClosedAt": ("questions_close",),
    "applicationsClosedAt": ("closes",),
    "startDate": ("start",),
    "budgetRange": ("budget",),
    "contractLength": ("duration",),
    "location": ("location",),
}
# What the site counts, which is no text of the buyer's.
COUNTED = frozenset({"incompleteApplications", "completedApplications"})
# From this likeness on (0 to 100), a sentence in the place of another is that one in other words.
REWORDED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A field whose value is another; None where a version is silent on it."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of a section that were added, removed or put in other words; "" where there were or are none."""

    section: str
    kind: Kind
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that one version changed of the one before it. `answered`: the questions that have an answer now, and had none."""

    moves: tuple[Move, ...]
    passages: tuple[Passage, ...]
    answered: tuple[Question, ...]

    def __bool__(self) -> bool:
        return bool(self.moves or self.passages or self.answered)


def changes(old: Tender, new: Tender) -> Changes:
    """What the later of two versions of a notice changed."""
    moves = tuple(moved(old, new))
    there = {(question.question, question.answer) for question in old.questions}
    answered = tuple(question for question in new.questions if (question.question, question.answer) not in there)
    return Changes(moves=moves, passages=tuple(passages(old, new, {move.field for move in moves})), answered=answered)


def moved(old: Tender, new: Tender) -> Iterator[Move]:
    """The fields whose values differ, whatever words stand behind them."""
    for field in FIELDS:
        before, after = value(old, field), value(new, field)
        if before != after:
            yield Move(field=field, before=before, after=after)


def value(tender: Tender, field: str) -> Value:
    """A field's value without its evidence."""
    found: Stated[str] | Money | Span | None = getattr(tender, field)
    if isinstance(found, Money | Span):
        return replace(found, evidence=())
    if found is None:
        return None
    return " ".join(found.value.split()) if isinstance(found.value, str) else found.value


def passages(old: Tender, new: Tender, moved: set[str]) -> Iterator[Passage]:
    """What was added, removed and reworded, in the order of the new version's sections, then what is gone."""
    before, after = sections(old), sections(new)
    for key in (*after, *(key for key in before if key not in after)):
        one, other = before.get(key), after.get(key)
        here = other or one
        if here is None or told(one, other, here.field, moved):
            continue
        yield from compared(here.label, sentences(one), sentences(other))


def told(one: Section | None, other: Section | None, field: str, moved: set[str]) -> bool:
    """Whether a field's move says what a section's short text would say again."""
    brief = field == "banner" or max(len(sentences(one)), len(sentences(other))) <= 1
    return brief and not moved.isdisjoint(TOLD.get(field, ()))


def sections(tender: Tender) -> dict[str, Section]:
    """The buyer's sections by field or, where several have one or none is known, by label. Questions are told by themselves."""
    asked = {" ".join(question.question.split()) for question in tender.questions}
    found: dict[str, Section] = {}
    for section in tender.document.sections:
        if section.field in COUNTED or any(" ".join(section.label.split()).endswith(question) for question in asked):
            continue
        found[section.field if lone(section, tender.document) else section.label] = section
    return found


def lone(section: Section, document: Document) -> bool:
    """Whether a section is the only one of its field."""
    return section.field not in ("", "text") and len(document.by_field[section.field]) == 1


def sentences(section: Section | None) -> list[str]:
    """The sentences of a section, white space evened out."""
    return [" ".join(section.text[extent.start : extent.end].split()) for extent in section.sentences] if section else []


def compared(label: str, before: list[str], after: list[str]) -> Iterator[Passage]:
    """Two lists of sentences side by side. An answer of one sentence that is another is that answer in other words."""
    if len(before) == len(after) == 1 and before != after:
        yield Passage(section=label, kind="reworded", before=before[0], after=after[0])
        return
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for one, other in paired(before[a:b], after[c:d]):
            yield Passage(
                section=label, kind="reworded" if one and other else "removed" if one else "added", before=one, after=other
            )


def paired(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Sentences of one place, each with the one that it became; those without are given alone, run together."""
    left, gone = list(after), []
    for one in before:
        best = max(left, key=lambda other: fuzz.ratio(one, other), default=None)
        if best is None or fuzz.ratio(one, best) < REWORDED:
            gone.append(one)
            continue
        left.remove(best)
        yield one, best
    if gone:
        yield " ".join(gone), ""
    if left:
        yield "", " ".join(left)
