"""Notices of a large file made ready for the store in a process of their own, while this one stores those before them.

Parsing and hashing take as long as storing, and a computer has more than one processor. What crosses between the two is
plain values (marshal, which holds nothing else): a row for each notice.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice, starmap
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, NamedTuple

from tenders import readers
from tenders.card import Facts, card_from, card_of, facts_of, facts_of_release
from tenders.collections import Captured, Collection, recognised
from tenders.errors import UnreadableError
from tenders.notice import Fetched, Notice, digest
from tenders.ocds.loading import fingerprint
from tenders.worker import receive, send

# From this size on a file is worth a process: starting one takes half a second.
LARGE = 16 << 20  # bytes
ROWS = 500  # a message
AHEAD = 24  # messages that the other process may be ahead: more than the store takes at once, some 40 MB
JSON = "application/json"


# A notice of a file in plain values: raw bytes, number, source, page, the source's date, hash of the bytes, fingerprint, and
# the card's facts. Times are ISO 8601.
Row = tuple[bytes, str, str, str, str | None, str, str, Facts]


class Failed(NamedTuple):
    """A part of a file that could not be read: where, and why."""

    place: str
    error: str


def rows(path: Path, collection: Collection) -> Iterator[Row | Failed]:
    """Each notice of a file, and each part of it that is none. Raises UnreadableError and OSError."""
    with path.open("rb") as stream:
        for found in collection.notices(stream):
            if type(found) is Captured:
                yield row(found)
            else:
                yield Failed(*found)


def row(found: Captured) -> Row | Failed:
    """A notice in plain values. Of an OCDS release no document is made: a file may hold a million."""
    raw, notice_id, source, dated, url, place, value = found
    try:
        if value is not None:
            said, facts = fingerprint(value, raw), facts_of_release(value)
        else:
            document = readers.read(raw)
            said, facts = document.fingerprint, facts_of(card_of(document))
    except UnreadableError as error:
        return Failed(place, str(error))
    except Exception as error:  # a fault of ours in one notice must not cost the rest of the file
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return Failed(place, f"made Riffle fail ({told}): report it with the file")
    return (raw, notice_id, source, url, None if dated is None else dated.isoformat(), digest(raw), said, facts)


def fetched(found: Row, at: datetime, base: str) -> Fetched:
    """A row as the store takes it. `base` is the address of the file, for notices without a page of their own."""
    raw, notice_id, source, url, dated, sha256, said, facts = found
    notice = Notice(
        source=source,
        notice_id=notice_id,
        url=url or f"{base}#{notice_id}",
        fetched_at=at,
        media_type=JSON,
        sha256=sha256,
        dated=None if dated is None else datetime.fromisoformat(dated),
    )
    return Fetched(notice=notice, raw=raw, fingerprint=said, card=card_from(facts))


def prepared(path: Path, collection: Collection) -> Iterator[Fetched | Failed]:
    """Each notice of a file, ready for the store; of a large file by a process of its own. Raises UnreadableError and OSError."""
    status = path.stat()
    at, base = datetime.fromtimestamp(status.st_mtime, UTC), path.resolve().as_uri()
    for found in apart(path) if status.st_size >= LARGE else rows(path, collection):
        yield found if isinstance(found, Failed) else fetched(found, at, base)


def apart(path: Path) -> Iterator[Row | Failed]:
    """The rows of a file, from a process of its own."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-c", "from tenders.preparing import serve; serve()", str(path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment
    )
    assert process.stdout is not None
    waiting: Queue[bytes | None] = Queue(AHEAD)
    # A pipe holds but a little: without somebody who empties it, the other process would wait while this one stores.
    reader = Thread(target=drain, args=(process.stdout, waiting), daemon=True)
    reader.start()
    try:
        while (message := waiting.get()) is not None:
            found = marshal.loads(message)
            if isinstance(found, str):
                raise UnreadableError(found)
            if found is None:
                return
            good, bad = found
            yield from starmap(Failed, bad)
            yield from good
        raise UnreadableError("was not read to its end: the process that reads it ended. Add it again")
    finally:
        process.kill()
        while reader.is_alive():  # it may stand before a full queue
            with suppress(Empty):
                waiting.get(timeout=0.05)
        process.stdout.close()
        process.wait()


def drain(pipe: IO[bytes], into: Queue[bytes | None]) -> None:
    """Every message of a pipe into a queue, and None at its end."""
    message: bytes | None = b""
    while message is not None:
        message = receive(pipe)
        into.put(message)


def serve() -> None:
    """The process's own part: the rows of the file that it is given, in messages, None at the end."""
    path = Path(sys.argv[1])
    gc.disable()  # rows hold no circles, and there are millions of objects to look through
    out = os.fdopen(os.dup(1), "wb")
    try:
        with path.open("rb") as stream:
            collection = recognised(stream.read(64 << 10))
        found = rows(path, collection) if collection else iter(())
        while batch := list(islice(found, ROWS)):
            good = [one for one in batch if type(one) is tuple]
            bad = [tuple(one) for one in batch if type(one) is not tuple]
            send(out, marshal.dumps((good, bad)))
        send(out, marshal.dumps(None))
    except UnreadableError as error:
        send(out, marshal.dumps(str(error)))
    except OSError as error:
        send(out, marshal.dumps(f"cannot be read: {error.strerror}. Check its permissions"))


def without_pauses(found: Iterable[Fetched | Failed]) -> Iterator[Fetched | Failed]:
    """The same, while the collector of circles rests: what passes through holds none, and it would look at all of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield from found
    finally:
        if was_on:
            gc.enable()
