"""What people decided of notices: kept in the store, and told in words."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Any

from scoring.words import day
from tenders.errors import RiffleError
from tenders.origins import named, origin_of
from tenders.store import Decided, Verdict, open_store

WORDS: dict[Verdict, str] = {"bid": "to bid", "no-bid": "not to bid", "watch": "to watch it"}


def keep(where: str | None, wanted: str, verdict: Verdict, reason: str, by: str | None) -> Decided:
    """Keep a decision on a notice that the store holds. Raises StoreError, and RiffleError where no reason is given."""
    if not reason.strip():
        raise RiffleError("a decision needs a reason: add --reason with a few words")
    with open_store(where) as store:
        source, notice_id = origin_of(named(store, wanted))
        name = person(by)
        made = Decided(source=source, notice_id=notice_id, verdict=verdict, reason=reason.strip(), by=name, at=datetime.now(UTC))
        store.decide(made)
    return made


def person(given: str | None) -> str:
    """The name given, else that of whoever is logged in; "" where that is not known."""
    if given is not None:
        return given.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def said(decided: Decided) -> str:
    """Ana decided on 3 March 2026 not to bid: no clearance in time."""
    return f"{decided.by or 'Somebody'} decided on {day(decided.at)} {WORDS[decided.verdict]}: {decided.reason}"


def decided(one: Decided) -> dict[str, Any]:
    """A decision as values."""
    return {
        "source": one.source,
        "id": one.notice_id,
        "verdict": one.verdict,
        "reason": one.reason,
        "by": one.by,
        "at": one.at.isoformat(),
    }
