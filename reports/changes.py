"""What changed between the versions of a notice, and which findings came and went: as text, Markdown or JSON.

Here two versions are read again and judged by the same rules, at the same moment, so that what differs is the notice alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias

from reports.brief import title
from reports.formats import PLAIN, Out
from reports.formats.json import dumped
from reports.formats.markdown import text as plain
from reports.judged import finding
from reports.run import tender_of
from reports.safe import line, no_command
from reports.view import award_words, budget_words, span_words
from scoring.assess import assess
from scoring.comparison import Comparison, compare
from scoring.finding import Finding
from scoring.profile import Profile
from scoring.words import clipped, count, day, listed, moment
from tenders.changes import Changes, Move, Value, changes
from tenders.errors import StoreError, UnreadableError
from tenders.parse import NO_MORE_THAN, Unread
from tenders.store import Store, Stored
from tenders.tender import Award, Money, Span
from tenders.worker import Limits

Form: TypeAlias = Literal["text", "json", "markdown"]
SHOWN = 200  # characters of a sentence: enough to know it by
NAMES = {
    "status": "Status",
    "award": "Award",
    "title": "Title",
    "buyer": "Buyer",
    "published": "Published",
    "questions_close": "Questions close",
    "closes": "Deadline",
    "start": "Latest start",
    "budget": "Budget",
    "duration": "Length",
    "phases": "Phases",
    "location": "Location",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one version of a notice to the next: when each is from, what moved, and what became of the findings."""

    source: str
    id: str
    title: str
    url: str
    before: datetime
    after: datetime
    changes: Changes
    findings: Comparison


def dated(version: Stored) -> datetime:
    """When a version is from: the source's own date or, where it gives none, when Riffle first saw it."""
    return version.notice.dated or version.first_seen


def steps_of(
    notice_id: str, store: Store, profile: Profile, as_of: datetime, since: datetime | None = None, limits: Limits = NO_MORE_THAN
) -> Iterator[Step | Unread]:
    """Each step of the notice with this number, the oldest first. Raises StoreError where the store does not hold it."""
    versions = store.versions(notice_id)
    if not versions:
        raise StoreError(f"{notice_id} is not a notice in the store: check the number, or add it with “riffle add”")
    for source in dict.fromkeys(version.notice.source for version in versions):
        own = [version for version in versions if version.notice.source == source]
        for old, new in pairwise(own):
            if since is None or dated(new) >= since:
                yield step(old, new, store, profile, as_of, limits)


def latest_steps(
    store: Store, profile: Profile, as_of: datetime, since: datetime | None = None, limits: Limits = NO_MORE_THAN
) -> Iterator[Step | Unread]:
    """The latest step of each notice that has more than one version, the newest first. Raises StoreError."""
    found: list[tuple[Stored, Stored]] = []
    for newest in store.latest():
        own = [v for v in store.versions(newest.notice.notice_id) if v.notice.source == newest.notice.source]
        if len(own) > 1 and (since is None or dated(own[-1]) >= since):
            found.append((own[-2], own[-1]))
    found.sort(key=lambda pair: dated(pair[1]), reverse=True)
    return (step(old, new, store, profile, as_of, limits) for old, new in found)


def step(old: Stored, new: Stored, store: Store, profile: Profile, as_of: datetime, limits: Limits) -> Step | Unread:
    """Two versions of a notice, read and compared; Unread where either cannot be read."""
    try:
        before, after = (assess(tender_of(version, store, limits), profile, as_of, profile.policy) for version in (old, new))
    except UnreadableError as error:
        return Unread(path=Path(new.notice.notice_id), error=str(error))
    return Step(
        source=new.notice.source,
        id=new.notice.notice_id,
        title=title(after.tender),
        url=new.notice.url,
        before=dated(old),
        after=dated(new),
        changes=changes(before.tender, after.tender),
        findings=compare(day(dated(old)), before, after),
    )


def written(steps: Iterable[Step], form: Form, out: Out = PLAIN) -> Iterator[str]:
    """The text of steps in a form, piece by piece."""
    if form == "json":
        yield dumped([record(one) for one in steps])
        return
    for at, one in enumerate(steps):
        yield ("\n" if at else "") + (as_markdown(one) if form == "markdown" else as_text(one, out))


def as_text(one: Step, out: Out = PLAIN) -> str:
    """A step as plain text, no wider than the terminal."""
    wide = max(40, out.width)

    def wrapped(said: str, indent: int) -> list[str]:
        return textwrap.wrap(line(said), wide, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))

    lines = [*wrapped(f"{one.title} ({one.source} {one.id})", 0), *wrapped(between(one), 0)]
    for heading, items in parts(one):
        lines += ["", *wrapped(heading, 2)]
        for item in items:
            lines += wrapped(item, 4)
    return "\n".join(lines) + "\n"


def as_markdown(one: Step) -> str:
    """A step as Markdown, the notice's words free of markup."""
    lines = [f"## {plain(one.title)}", "", f"{plain(one.source)} {plain(one.id)}. {plain(between(one))}"]
    for heading, items in parts(one):
        lines += ["", f"**{plain(heading)}**", "", *(f"- {plain(item)}" for item in items)]
    return no_command("\n".join(lines)) + "\n"


def record(one: Step) -> dict[str, Any]:
    """A step as a record. Times are ISO 8601; values are in the words that the text has."""
    return {
        "source": one.source,
        "id": one.id,
        "title": one.title,
        "url": one.url,
        "before": one.before.isoformat(),
        "after": one.after.isoformat(),
        "moved": [
            {"field": move.field, "before": plainly(move.before), "after": plainly(move.after)} for move in one.changes.moves
        ],
        "text": [
            {"section": part.section, "change": part.kind, "before": part.before or None, "after": part.after or None}
            for part in one.changes.passages
        ],
        "answered": [{"question": asked.question, "answer": asked.answer} for asked in one.changes.answered],
        "findings": {
            "appeared": [finding(found) for found in one.findings.brought],
            "cleared": [finding(found) for found in one.findings.fixed],
        },
        "waterfall": {"before": one.findings.before, "after": one.findings.after},
    }


def between(one: Step) -> str:
    """When the two versions are from."""
    nothing = "" if one.changes else " Nothing that Riffle reads has changed."
    return f"From the version of {moment(one.before)} to that of {moment(one.after)}.{nothing}"


def parts(one: Step) -> Iterator[tuple[str, Sequence[str]]]:
    """What there is to say, under headings; a heading with nothing under it is left out."""
    found = one.findings
    score = f"Waterfall score: {found.before} before, {found.after} after"
    told: tuple[tuple[str, list[str]], ...] = (
        ("What moved", [moved(move) for move in one.changes.moves]),
        (
            "What the buyer’s text says",
            [item for part in one.changes.passages for item in excerpt(part.section, part.before, part.after)],
        ),
        (
            "Questions answered",
            [f"“{clipped(asked.question, SHOWN)}”: “{clipped(asked.answer, SHOWN)}”" for asked in one.changes.answered],
        ),
        ("Findings that appeared", [finding_words(item) for item in found.brought]),
        ("Findings that cleared", [finding_words(item) for item in found.fixed]),
        ("Score", [score] if found.before != found.after else []),
    )
    return ((heading, items) for heading, items in told if items)


def moved(move: Move) -> str:
    """Deadline: 4 May 2020 at 11:59pm, now 11 May 2020 at 11:59pm (7 days later)."""
    return f"{NAMES[move.field]}: {words(move.before)}, now {words(move.after)}{by(move.before, move.after)}"


def by(before: Value, after: Value) -> str:
    """By how many days a date moved, or by how much a budget's ceiling did."""
    if isinstance(before, date) and isinstance(after, date):
        one, other = (value.date() if isinstance(value, datetime) else value for value in (before, after))
        days = (other - one).days
        return f" ({count(abs(days), 'day')} {'later' if days > 0 else 'earlier'})" if days else ""
    if isinstance(before, Money) and isinstance(after, Money) and before.max and after.max and before.max != after.max:
        share = (after.max - before.max) / before.max
        comparable = (before.basis, before.currency) == (after.basis, after.currency)
        return f" ({abs(share):.0%} {'more' if share > 0 else 'less'})" if comparable else ""
    return ""


def words(value: Value) -> str:
    """A value in people's words."""
    match value:
        case None:
            return "not stated"
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case Money():
            return budget_words(value)
        case Span():
            return span_words(value)
        case Award():
            return award_words(value)
        case str():
            return clipped(value, SHOWN)
        case tuple():
            return listed(value) or "none"


def plainly(value: Value) -> str | None:
    """A value for programs: dates as ISO 8601, all else in words."""
    return None if value is None else value.isoformat() if isinstance(value, date) else words(value)


def excerpt(section: str, before: str, after: str) -> Iterator[str]:
    """What was said and is said now, each cut to where the two part."""
    if not before:
        yield f"{section}: added “{clipped(after, SHOWN)}”"
    elif not after:
        yield f"{section}: removed “{clipped(before, SHOWN)}”"
    else:
        one, other = parting(before, after)
        yield f"{section}: “{clipped(before, SHOWN, one)}”, now “{clipped(after, SHOWN, other)}”"


def parting(before: str, after: str) -> tuple[str, str]:
    """The words from the first that differ to the last, in either."""
    one, other = before.split(), after.split()
    least = min(len(one), len(other))
    start = next((n for n in range(least) if one[n] != other[n]), least)
    end = next((n for n in range(least - start) if one[-1 - n] != other[-1 - n]), least - start)
    return " ".join(one[start : len(one) - end]), " ".join(other[start : len(other) - end])


def finding_words(found: Finding) -> str:
    """A finding on a line, with the buyer's words."""
    quote = f" “{clipped(found.evidence[0].quote, SHOWN // 2)}”" if found.evidence else ""
    return f"{found.code} {found.severity.value}: {found.message}{quote}"
