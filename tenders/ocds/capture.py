"""Releases on their way into the store: what each is kept under. Lean, as a file may hold hundreds of thousands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson

from tenders.collections import Captured
from tenders.kept import stamp
from tenders.ocds.origin import moment, notice_id, source_of, url_of

LISTS = ("releases", "records", "results")
# What a release has itself, where it is not only linked to.
CONTENT = ("tender", "planning", "awards", "contracts", "buyer")


def captured(release: dict[str, Any], raw: bytes, place: str, start: int | None = None) -> Captured | None:
    """A release with its number, source, date and page; None where it has no number. `start`: where its bytes begin in the file."""
    number = notice_id(release)
    if number is None:
        return None
    source = source_of(release)
    return Captured(raw, number, source, dated(release.get("date")), url_of(release, source), place, release, start)


def dated(text: object) -> str | None:
    """A time as the store keeps it, None where the text is none."""
    found = moment(text)
    return None if found is None else stamp(str(text), found)


def releases_in(value: Any, raw: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each whole release in a release, record, package or list of these, with bytes that say it.

    A record's own releases are its versions; its compiled release stands in where they are only linked.
    """
    if isinstance(value, list):
        for one in value:
            yield from releases_in(one, b"")
    elif isinstance(value, dict):
        if is_whole(value) and "compiledRelease" not in value:
            yield value, raw or dumped(value)
            return
        inside = [one for name in LISTS if isinstance(found := value.get(name), list) for one in found]
        whole = [found for one in inside for found in releases_in(one, b"")]
        compiled = value.get("compiledRelease")
        if not whole and isinstance(compiled, dict):
            whole = [(compiled, dumped(compiled))]
        yield from whole


def is_whole(value: dict[str, Any]) -> bool:
    """Whether a release is there itself."""
    return any(name in value for name in CONTENT)


def dumped(value: dict[str, Any]) -> bytes:
    """The bytes of a part of what was read."""
    try:
        return orjson.dumps(value)
    except (TypeError, ValueError):
        return json.dumps(value).encode()


def order(release: dict[str, Any]) -> tuple[bool, float]:
    """What the releases of one procurement are ordered by: one without a date comes first."""
    found = moment(release.get("date"))
    try:
        return found is not None, found.timestamp() if found else 0.0
    except (OverflowError, ValueError):
        return False, 0.0
