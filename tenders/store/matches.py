"""Pairs of notices that are, or are not, one opportunity. Nothing is taken out: who thinks otherwise adds a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from tenders.keys import number, plain
from tenders.store.schema import comparisons, matches

RIFFLE = "riffle"  # the author of what a person did not say
Origin = tuple[str, str]  # a notice's source and its number there


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found of two notices. `score` is from 0 (nothing in common) to 1, `why` says what speaks for it; `by` is
    RIFFLE or a person's name, and a person's word goes before Riffle's. Which notice is the first makes no difference.
    """

    first: Origin
    second: Origin
    verdict: Literal["same", "different"]
    score: float
    why: str
    by: str
    at: datetime


def keep(connection: sa.Connection, found: Iterable[Match]) -> None:
    """Keep what was found."""
    if rows := [row_of(match) for match in found]:
        connection.execute(sa.insert(matches), rows)


def compared(connection: sa.Connection) -> int:
    """Up to which version notices have been compared, 0 where none was."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(comparisons.c.newest), 0))).scalar_one())


def compare(connection: sa.Connection, newest: int) -> None:
    """Note up to which version notices have been compared."""
    connection.execute(sa.delete(comparisons))
    connection.execute(sa.insert(comparisons).values(newest=newest))


def row_of(match: Match) -> dict[str, Any]:
    """A match as a row: the lower notice first, so that a pair is found whichever way round it was said."""
    (first_source, first_id), (second_source, second_id) = sorted((kept(match.first), kept(match.second)))
    pair = {"first_source": first_source, "first_id": first_id, "second_source": second_source, "second_id": second_id}
    said = {"verdict": match.verdict, "score": match.score, "why": plain(match.why), "author": plain(match.by)}
    return {**pair, **said, "matched": match.at}


def kept(origin: Origin) -> Origin:
    """A notice's name as the store has it."""
    source, notice_id = origin
    return source, number(notice_id)


def said(connection: sa.Connection) -> tuple[Match, ...]:
    """All that was ever said, in the order in which it was."""
    return tuple(
        Match(
            first=(row.first_source, row.first_id),
            second=(row.second_source, row.second_id),
            verdict=row.verdict,
            score=row.score,
            why=row.why,
            by=row.author,
            at=row.matched,
        )
        for row in connection.execute(sa.select(matches).order_by(matches.c.matched, matches.c.id))
    )


def in_force(history: Sequence[Match]) -> tuple[Match, ...]:
    """What counts of each pair, in the order of the pairs."""
    counts: dict[tuple[Origin, Origin], Match] = {}
    for match in history:
        pair = (match.first, match.second)
        if match.by != RIFFLE or pair not in counts or counts[pair].by == RIFFLE:
            counts[pair] = match
    return tuple(counts[pair] for pair in sorted(counts))


def groups(counting: Iterable[Match]) -> tuple[tuple[Origin, ...], ...]:
    """The notices that "same" ties together, whether straight or by way of others."""
    group_of: dict[Origin, list[Origin]] = {}
    for match in counting:
        if match.verdict == "same":
            first, second = (group_of.setdefault(origin, [origin]) for origin in (match.first, match.second))
            if first is not second:
                first.extend(second)
                group_of.update(dict.fromkeys(second, first))
    unique = {id(group): tuple(sorted(group)) for group in group_of.values()}
    return tuple(sorted(unique.values()))
