"""What people decided of notices. Nothing is ever changed or taken out: a second thought is a second row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from tenders.keys import number, plain
from tenders.store.schema import decisions

Verdict = Literal["bid", "no-bid", "watch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a person decided of a notice, why, and when (aware). `by` is "" where no name was given."""

    source: str
    notice_id: str
    verdict: Verdict
    reason: str
    by: str
    at: datetime


def decide(connection: sa.Connection, decided: Decided) -> None:
    """Keep a decision."""
    connection.execute(sa.insert(decisions).values(row_of(decided)))


def row_of(decided: Decided) -> dict[str, Any]:
    """A decision as a row."""
    said = {"verdict": decided.verdict, "reason": plain(decided.reason), "person": plain(decided.by), "decided": decided.at}
    return {"source": decided.source, "notice_id": number(decided.notice_id), **said}


def decided(connection: sa.Connection, source: str | None, notice_id: str | None) -> tuple[Decided, ...]:
    """Decisions, the oldest first."""
    query = sa.select(decisions).order_by(decisions.c.decided, decisions.c.id)
    if source is not None:
        query = query.where(decisions.c.source == source)
    if notice_id is not None:
        query = query.where(decisions.c.notice_id == number(notice_id))
    return tuple(
        Decided(source=row.source, notice_id=row.notice_id, verdict=row.verdict, reason=row.reason, by=row.person, at=row.decided)
        for row in connection.execute(query)
    )
