"""Clarification questions as people send them: as text, Markdown, a Word document or records, each with the deadline.

The words come partly from the notice: everything is made visible, and escaped where the format has markup of its own.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from reports.brief import said, title
from reports.docx import Line, document
from reports.formats import PLAIN, Out
from reports.formats.json import dumped
from reports.safe import escaped, line
from scoring.assess import Assessment
from scoring.questions import MOST, questions
from scoring.questions.draft import Question
from scoring.words import moment
from tenders.errors import RiffleError

Form: TypeAlias = Literal["text", "markdown", "docx", "json", "jsonl"]
FORMS: tuple[Form, ...] = ("text", "markdown", "docx", "json", "jsonl")
NONE = "No questions: what suppliers ask about is stated, or has been answered."
MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~&])")
# At the start of a line these would make a heading, a list or a quote.
LEADING = re.compile(r"^(\s*)([-+=>#]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What to ask on one tender: its names, when questions close and whether that has passed."""

    id: str
    title: str
    buyer: str
    closes: datetime | None
    as_of: datetime
    questions: tuple[Question, ...]

    @property
    def passed(self) -> bool:
        """Whether the deadline for questions has passed."""
        return self.closes is not None and self.closes < self.as_of

    @property
    def deadline(self) -> str:
        """When questions close, in a sentence."""
        if self.closes is None:
            return "The notice does not say until when questions are answered."
        if self.passed:
            return f"The deadline for questions passed on {moment(self.closes)}: the buyer need not answer these any more."
        return f"Questions close on {moment(self.closes)}."


def sheet(found: Assessment, most: int = MOST) -> Sheet:
    """What to ask on an assessed tender."""
    tender = found.tender
    return Sheet(
        id=tender.id,
        title=title(tender),
        buyer=said(tender.buyer),
        closes=tender.questions_close.value if tender.questions_close else None,
        as_of=found.as_of,
        questions=questions(tender, found.lint, most),
    )


def written(sheets: Iterable[Sheet], form: Form, out: Out = PLAIN) -> Iterator[str]:
    """The text of sheets in a form that is text, piece by piece."""
    if form == "jsonl":
        yield from (escaped(json.dumps(record(one), ensure_ascii=False)) + "\n" for one in sheets)
    elif form == "json":
        yield dumped([record(one) for one in sheets])
    else:
        for at, one in enumerate(sheets):
            yield ("\n" if at else "") + (as_markdown(one) if form == "markdown" else as_text(one, out))


def record(one: Sheet) -> dict[str, Any]:
    """A sheet as a record: questions best first, each with the words of the notice behind it."""
    return {
        "id": one.id,
        "title": one.title,
        "questions_close": one.closes.isoformat() if one.closes else None,
        "deadline_passed": one.passed,
        "questions": [
            {
                "topic": question.draft.topic,
                "text": question.draft.text,
                "why": question.draft.why,
                "finding": question.draft.finding or None,
                "worth": question.worth,
                "evidence": [
                    {"field": quote.section, "start": quote.start, "end": quote.end, "quote": quote.quote}
                    for quote in question.draft.evidence
                ],
            }
            for question in one.questions
        ],
    }


def as_text(one: Sheet, out: Out = PLAIN) -> str:
    """A sheet as plain text, no wider than the terminal."""
    wide = max(40, out.width)
    head = [*textwrap.wrap(line(f"{one.title} ({one.id})"), wide), *([line(one.buyer)] if one.buyer else [])]
    lines = [*head, *textwrap.wrap(one.deadline, wide), ""]
    for number, question in enumerate(one.questions, 1):
        mark = f"{number}. "
        lines += textwrap.wrap(line(question.draft.text), wide, initial_indent=f"{mark:>4}", subsequent_indent="    ")
        lines += textwrap.wrap(f"Why: {line(behind(question))}", wide, initial_indent="    ", subsequent_indent="    ")
        lines.append("")
    return "\n".join(lines if one.questions else [*lines, NONE, ""])


def behind(question: Question) -> str:
    """Why a question is worth asking, with the finding that it comes from."""
    return f"{question.draft.why} ({question.draft.finding})" if question.draft.finding else question.draft.why


def as_markdown(one: Sheet) -> str:
    """A sheet as Markdown, the notice's words free of markup."""
    buyer = f"{plain(one.buyer)}, " if one.buyer else ""
    lines = [f"## {plain(one.title)}", "", f"{buyer}notice {plain(one.id)}. {one.deadline}", ""]
    for number, question in enumerate(one.questions, 1):
        lines += [f"{number}. {plain(question.draft.text)}", f"   *{plain(behind(question))}*"]
    return "\n".join(lines if one.questions else [*lines, NONE]) + "\n"


def plain(text: str) -> str:
    """A text on one line in which nothing is Markdown."""
    return LEADING.sub(r"\1\\\2", MARKUP.sub(r"\\\1", line(text)))


def as_docx(sheets: Sequence[Sheet]) -> bytes:
    """Sheets as one Word document."""
    lines: list[Line] = []
    for one in sheets:
        lines.append(Line(text=line(one.title), style="Heading1"))
        lines.append(Line(text=line(", ".join(part for part in (one.buyer, f"notice {one.id}") if part))))
        lines.append(Line(text=one.deadline, bold=one.passed))
        for number, question in enumerate(one.questions, 1):
            lines.append(Line(text=f"{number}. {line(question.draft.text)}"))
            lines.append(Line(text=line(behind(question)), style="Why"))
        if not one.questions:
            lines.append(Line(text=NONE))
    return document(lines)


def save(sheets: Sequence[Sheet], place: Path) -> None:
    """Write sheets as a Word document. Raises RiffleError."""
    try:
        place.write_bytes(as_docx(sheets))
    except OSError as error:
        raise RiffleError(f"{place} cannot be written: {error.strerror}. Choose another place") from error
