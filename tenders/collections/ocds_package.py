"""OCDS packages of releases or of records, lists of them, and the `results` of an old search, as one JSON file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar

from tenders.collections import Broken, Captured
from tenders.errors import UnreadableError
from tenders.ocds.capture import captured, releases_in
from tenders.ocds.loading import load
from tenders.ocds.notes import Notes
from tenders.ocds.stream import elements, holds_list

STARTS = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[{\[]")


class OcdsPackage:
    """Reads a package element by element."""

    name: ClassVar[str] = "an OCDS package"
    media_type: ClassVar[str] = "application/json"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    order: ClassVar[int] = 10

    def recognises(self, head: bytes) -> bool:
        return bool(STARTS.match(head)) and holds_list(head) and not is_record(head)

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        found = 0
        for element in elements(stream):
            found += 1
            yield from notices_in(element.raw, str(element.line))
        if not found:
            raise UnreadableError("holds no release: check that the search found any")


COLLECTION = OcdsPackage()


def is_record(head: bytes) -> bool:
    """Whether the file is one record: it has an ocid before its releases, which a package has not."""
    return re.match(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"ocid"', head) is not None


def notices_in(raw: bytes, place: str) -> Iterator[Captured | Broken]:
    """Each release in the bytes of a release, record or package."""
    try:
        value: Any = load(raw, Notes())
    except UnreadableError as error:
        yield Broken(place, str(error))
        return
    yield from notices_of(value, raw, place)


def notices_of(value: Any, raw: bytes, place: str) -> Iterator[Captured | Broken]:
    """Each release in a parsed release, record or package."""
    found = 0
    for release, own in releases_in(value, raw):
        found += 1
        yield captured(release, own, place) or Broken(place, "has neither an ocid nor an id: it cannot be kept apart from others")
    if not found:
        yield Broken(place, "is not an OCDS release: give releases, records or packages of them")
