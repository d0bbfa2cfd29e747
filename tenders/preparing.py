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
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, NamedTuple

from tenders import readers
from tenders.collections import Captured, Collection, recognised
from tenders.errors import UnreadableError
from tenders.kept import Kept, KeptCard, as_text, card_from, from_text, kept_card, packed
from tenders.keys import number, plain
from tenders.notice import Fetched, Notice, digest
from tenders.ocds.card import kept_card_of_release
from tenders.ocds.loading import fingerprint
from tenders.worker import receive, send

# From this size on a file is worth a process: starting one takes half a second.
LARGE = 16 << 20  # bytes
ROWS = 500  # a message
AHEAD = 24  # messages that the other process may be ahead: more than the store takes at once
BUFFER = 1 << 20  # bytes of the file read at once
JSON = "application/json"
# The values of a Kept before those of its raw bytes.
Said = tuple[str | float | None, ...]
KEPT = partial(tuple.__new__, Kept)  # of a tuple, in a third of the time that `_make` takes


class Failed(NamedTuple):
    """A part of a file that could not be read: where, and why."""

    place: str
    error: str


def prepared(path: Path, collection: Collection) -> Iterator[Kept | Failed]:
    """Each notice of a file, as the store keeps it; of a large file by a process of its own. Raises UnreadableError and
    OSError.
    """
    return apart(path) if path.stat().st_size >= LARGE else here(path, collection)


def here(path: Path, collection: Collection) -> Iterator[Kept | Failed]:
    """The same by this process."""
    for found in rows(path, collection):
        yield found if isinstance(found, Failed) else whole(found[0], found[1])


def rows(path: Path, collection: Collection) -> Iterator[tuple[Said, bytes, int | None] | Failed]:
    """Of each notice of a file what is said of it, its raw bytes, and where they begin in the file if they stand there so; and
    each part of the file that is no notice.
    """
    seen = as_text(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    base = path.resolve().as_uri()
    with path.open("rb", buffering=BUFFER) as stream:
        for found in collection.notices(stream):
            yield row(found, seen, base) if type(found) is Captured else Failed(*found)


def row(found: Captured, seen: str, base: str) -> tuple[Said, bytes, int | None] | Failed:
    """A notice of a file. `seen`: when the file was written; `base`: its address, for notices without a page of their own."""
    gist = gist_of(found)
    if type(gist) is Failed:
        return gist
    raw, notice_id, source, dated, url, _, _, start = found
    page = plain(url or f"{base}#{notice_id}")
    return (source, number(notice_id), gist[0], page, JSON, seen, seen, dated, *gist[1]), raw, start


def whole(said: Said, raw: bytes) -> Kept:
    """A notice with its raw bytes."""
    return KEPT((*said, digest(raw), *packed(raw)))


def fetched(found: Captured, at: datetime, base: str) -> Fetched | Failed:
    """A notice that a crawl came by at this time, at this address."""
    gist = gist_of(found)
    if isinstance(gist, Failed):
        return gist
    said, card = gist
    notice = Notice(
        source=found.source,
        notice_id=found.notice_id,
        url=found.url or f"{base}#{found.notice_id}",
        fetched_at=at,
        media_type=JSON,
        sha256=digest(found.raw),
        dated=None if found.dated is None else from_text(found.dated),
    )
    return Fetched(notice=notice, raw=found.raw, fingerprint=said, card=card_from(card))


def gist_of(found: Captured) -> tuple[str, KeptCard] | Failed:
    """A notice's fingerprint, and its card. Of an OCDS release no document is made: a file may hold a million."""
    try:
        if found.value is not None:
            return fingerprint(found.value, found.raw), kept_card_of_release(found.value)
        from tenders.card import card_of  # with the extractors, which releases do without

        document = readers.read(found.raw)
        return document.fingerprint, kept_card(card_of(document))
    except UnreadableError as error:
        return Failed(found.place, str(error))
    except Exception as error:  # a fault of ours in one notice must not cost the rest of the file
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return Failed(found.place, f"made Riffle fail ({told}): report it with the file")


def apart(path: Path) -> Iterator[Kept | Failed]:
    """The notices of a file, read by a process of its own. It says where raw bytes stand as they are, and this process reads
    them there: sending them costs more. Their hash is of what was read here.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-c", "from tenders.preparing import serve; serve()", str(path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment
    )
    assert process.stdout is not None
    waiting: Queue[bytes | None] = Queue(AHEAD)
    # A pipe holds but a little, even where it can be made to hold more: without somebody who empties it, the other process
    # would wait while this one stores.
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, BUFFER)
    reader = Thread(target=drain, args=(process.stdout, waiting), daemon=True)
    reader.start()
    try:
        with path.open("rb", buffering=BUFFER) as file:
            while (message := waiting.get()) is not None:
                found = marshal.loads(message)
                if isinstance(found, str):
                    raise UnreadableError(found)
                if found is None:
                    return
                for one in found:
                    yield received(one, file)
        raise UnreadableError("was not read to its end: the process that reads it ended. Add it again")
    finally:
        process.kill()
        while reader.is_alive():  # it may stand before a full queue
            with suppress(Empty):
                waiting.get(timeout=0.05)
        process.stdout.close()
        process.wait()


Sent = tuple[Any, int | None, Any]  # what is said, where the raw bytes begin, and how many they are, or else the bytes


def sent(found: tuple[Said, bytes, int | None] | Failed) -> Sent:
    """A row as it crosses: what failed has neither place nor bytes."""
    if isinstance(found, Failed):
        return tuple(found), None, None
    said, raw, start = found
    return said, start, raw if start is None else len(raw)


def received(row: Sent, file: IO[bytes]) -> Kept | Failed:
    """A row that has crossed, with its raw bytes from the file."""
    said, start, raw = row
    if raw is None:
        return Failed(*said)
    if start is not None:
        file.seek(start)
        length, raw = raw, file.read(raw)
        if len(raw) < length:
            raise UnreadableError("became shorter while it was read: add it again")
    return whole(said, raw)


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
        found = map(sent, rows(path, collection)) if collection else iter(())
        while batch := list(islice(found, ROWS)):
            send(out, marshal.dumps(batch))
        send(out, marshal.dumps(None))
    except UnreadableError as error:
        send(out, marshal.dumps(str(error)))
    except OSError as error:
        send(out, marshal.dumps(f"cannot be read: {error.strerror}. Check its permissions"))


def without_pauses(found: Iterable[Kept | Failed]) -> Iterator[Kept | Failed]:
    """The same, while the collector of circles rests: what passes through holds none, and it would look at all of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield from found
    finally:
        if was_on:
            gc.enable()
