"""From bytes to a tender: read the document, run every extractor."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenders import collections, readers, worker
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.extractors import Reading, extractors
from tenders.readers.ocds import READER as OCDS
from tenders.tender import Tender
from tenders.worker import Limits

# `ID__DATE.html`: how captures of one notice are kept beside each other.
CAPTURE_NAME = re.compile(r"^0*(?P<id>\d+)(?:__(?P<date>\d{4}-\d{2}-\d{2}))?$")
# What one document may cost where nobody says otherwise.
NO_MORE_THAN = Limits()
FIELDS = frozenset(field.name for field in fields(Tender))


def tender_from(document: Document, notice_id: str) -> Tender:
    """The tender that a document describes; `notice_id` stands in where the document names no number of its own."""
    reading = Reading(document)
    found: dict[str, object] = {}
    for extractor in extractors():
        found.update(extractor.extract(reading))
    known: dict[str, Any] = {name: value for name, value in found.items() if name in FIELDS}
    facts = {name: value for name, value in found.items() if name not in FIELDS}
    tender = Tender(id=document.notice_id or notice_id, source=document.source, document=document, facts=facts, **known)  # type: ignore[arg-type]
    vars(tender)["cues"] = reading.cues  # found already: not to be looked for twice
    return tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A file's bytes with the number and the time of capture that its name and date give."""

    path: Path
    raw: bytes
    notice_id: str
    captured_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A path that could not be read, and why, in one line that names the next step."""

    path: Path
    error: str


def files(paths: Iterable[Path]) -> Iterator[Path | Unread]:
    """Each file named, and each file of a folder named that some reader takes, in name order."""
    for path in paths:
        if path.is_dir():
            try:
                inside = sorted(p for p in path.rglob("*") if is_taken(p))
            except OSError as error:
                yield Unread(path=path, error=f"cannot be opened: {error.strerror}. Check the folder's permissions")
                continue
            if not inside:
                yield Unread(path=path, error="holds no file that Riffle reads: give a folder of saved opportunity pages")
            yield from inside
        else:
            yield path


def is_taken(path: Path) -> bool:
    """Whether a file of a folder is one to read: by its ending and, where that is of many kinds (.csv, .json), by its start."""
    suffix = path.suffix.lower()
    if suffix in readers.suffixes() and suffix not in collections.suffixes():
        return True
    if suffix not in collections.suffixes() or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(collections.HEAD)
    return collections.recognised(head) is not None or (suffix in readers.suffixes() and OCDS.recognises(head))


def load(path: Path) -> Capture:
    """A file's bytes, and what its name says. Raises UnreadableError."""
    try:
        raw = path.read_bytes()
        modified = datetime.fromtimestamp(os.stat(path).st_mtime, UTC)
    except FileNotFoundError as error:
        raise UnreadableError("is not there: check the path") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}. Check its permissions") from error
    named = CAPTURE_NAME.match(path.stem)
    return Capture(
        path=path,
        raw=raw,
        notice_id=named["id"] if named else path.stem,
        captured_at=capture_date(named["date"]) or modified if named else modified,
    )


def capture_date(text: str | None) -> datetime | None:
    """Midnight UTC of the date in a capture's name, or None where there is none or it is no date."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def parse(capture: Capture, limits: Limits = NO_MORE_THAN) -> Tender:
    """The tender in a file, read within these limits. Raises UnreadableError."""
    return tender_from(worker.read(capture.raw, limits), capture.notice_id)
