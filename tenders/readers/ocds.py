"""OCDS: one release, compiled release or record, from any publisher, as the sections of a notice.

Texts stand as the buyer wrote them. Figures, dates and codes become answers in the words that the extractors read on the
Digital Marketplace's pages, so that the same extractors make the same tender of both. What a release lacks has no section;
what is malformed is among the document's `not_read`, or its `mended` where it was plain what was meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from tenders.document import Document
from tenders.errors import NotATenderError, UnreadableError
from tenders.ocds.capture import order, releases_in
from tenders.ocds.loading import fingerprint, load
from tenders.ocds.notes import Notes
from tenders.ocds.sections import document_of

MOST_BYTES = 32 << 20  # one notice; the largest real ones have some hundred KB
STARTS = re.compile(rb"^(?:\xef\xbb\xbf)?\s*\{")
# What a release or a record has, wherever in the object it comes.
NAMES = (b'"ocid"', b'"tender"', b'"compiledRelease"')


class OcdsRelease:
    """Reads the bytes of one release or record."""

    name: ClassVar[str] = "an OCDS release"
    media_type: ClassVar[str] = "application/json"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    order: ClassVar[int] = -10
    here: ClassVar[bool] = True

    def recognises(self, raw: bytes) -> bool:
        return bool(STARTS.match(raw)) and any(name in raw for name in NAMES)

    def read(self, raw: bytes) -> Document:
        if len(raw) > MOST_BYTES:
            raise UnreadableError("is too large for one notice: give the file of the release itself")
        notes = Notes()
        value = load(raw, notes)
        release = release_in(value, raw)
        return replace(document_of(release, notes), said=fingerprint(release, raw))


READER = OcdsRelease()


def release_in(value: Any, raw: bytes) -> dict[str, Any]:
    """The release in a parsed file: itself, or the last of a record's. Raises NotATenderError."""
    if isinstance(value, dict):
        whole = [release for release, _ in releases_in(value, raw)] or ([value] if "ocid" in value else [])
        if whole:
            return max(whole, key=order)
    raise NotATenderError("is not an OCDS release: give a release, a record or a package of them")
