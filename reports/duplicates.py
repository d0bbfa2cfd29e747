"""Opportunities that are in the store from more than one source: shown, and put right by people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from reports.decisions import person
from reports.safe import line
from scoring.words import count
from tenders.errors import RiffleError
from tenders.origins import named, origin_of, recognise, together
from tenders.store import Match, Origin, Store, open_store

NONE = "No opportunity in the store is from more than one source.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One opportunity: its origins with what each calls it, the one that speaks for all first, and why they are one."""

    origins: tuple[tuple[Origin, str], ...]
    why: tuple[Match, ...]


def listed(where: str | None) -> tuple[Group, ...]:
    """Every opportunity that has more than one origin. Raises StoreError."""
    with open_store(where) as store:
        said = store.matches()
        groups = dict.fromkeys(together(store).values())
        return tuple(
            Group(
                origins=tuple((origin, title(store, origin)) for origin in group),
                why=tuple(match for match in said if match.verdict == "same" and {match.first, match.second} <= set(group)),
            )
            for group in groups
        )


def title(store: Store, origin: Origin) -> str:
    """What a source calls a notice."""
    source, notice_id = origin
    found = [stored for stored in store.versions(notice_id) if stored.notice.source == source]
    return (found[-1].card.title or "") if found else ""


def ruled(where: str | None, pair: Sequence[str], verdict: Literal["same", "different"], reason: str, by: str | None) -> None:
    """Keep what a person says of two notices. Raises StoreError, and RiffleError where both are the same one."""
    with open_store(where) as store:
        first, second = (origin_of(named(store, wanted)) for wanted in pair)
        if first == second:
            raise RiffleError("both name the same notice: give two")
        why = reason.strip() or "said by a person"
        at = datetime.now(UTC)
        store.match(Match(first=first, second=second, verdict=verdict, score=1.0, why=why, by=person(by) or "a person", at=at))


def compared(where: str | None) -> None:
    """Compare all that came into the store with the notices of other sources. Raises StoreError."""
    with open_store(where) as store:
        recognise(store, datetime.now(UTC), most=store.newest())


def as_text(found: Iterable[Group]) -> str:
    """Each group, its origins on a line each, and why."""
    groups = list(found)
    if not groups:
        return NONE
    blocks = [f"{count(len(groups), 'opportunity', 'opportunities')} from more than one source\n"]
    for group in groups:
        origins = [f"  {source}:{line(notice_id)}  {line(name)}" for (source, notice_id), name in group.origins]
        why = [f"    {line(match.why)} ({line(match.by)}, {match.score:.2f})" for match in group.why]
        blocks.append("\n".join([*origins, *why]) + "\n")
    return "\n".join(blocks)


def as_values(found: Iterable[Group]) -> list[dict[str, Any]]:
    """The groups as values."""
    return [
        {
            "origins": [{"source": source, "id": notice_id, "title": name} for (source, notice_id), name in group.origins],
            "why": [
                {
                    "first": list(match.first),
                    "second": list(match.second),
                    "score": match.score,
                    "why": match.why,
                    "by": match.by,
                    "at": match.at.isoformat(),
                }
                for match in group.why
            ],
        }
        for group in found
    ]
