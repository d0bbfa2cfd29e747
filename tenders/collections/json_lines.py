"""JSON lines: a release, a record or a package a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

import orjson

from tenders.collections import Broken, Captured
from tenders.collections.ocds_package import notices_in, notices_of
from tenders.errors import UnreadableError
from tenders.ocds.capture import captured
from tenders.ocds.loading import BOM, load
from tenders.ocds.notes import Notes
from tenders.ocds.stream import holds_list

LONGEST = 64 << 20  # bytes of a line
LOOKED_AT = 5  # lines of the start
# What a release, a record or a package has in it.
NAMED = re.compile(rb'"(?:ocid|releases|records|tender)"\s*:')


class JsonLines:
    """Reads a file line by line."""

    name: ClassVar[str] = "JSON lines"
    media_type: ClassVar[str] = "application/x-ndjson"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def recognises(self, head: bytes) -> bool:
        """A file of several lines of which one of the first is an object by itself: the very first may be broken."""
        *lines, _ = head.removeprefix(BOM).split(b"\n")
        if len(lines) < 2 and not (lines and head.rstrip().count(b"\n")):
            return False
        if is_object(lines[0]):
            return True
        return not holds_list(head) and any(line.strip() and is_object(line) and NAMED.search(line) for line in lines[1:LOOKED_AT])

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        number, start, after = 0, 0, 0
        loads, isdict = orjson.loads, dict
        while line := stream.readline(LONGEST):
            number += 1
            start, after = after, after + len(line)
            try:
                value = loads(line)
            except ValueError:
                if len(line) == LONGEST and not line.endswith(b"\n"):
                    yield Broken(str(number), f"is longer than {LONGEST >> 20} MiB: check that each line is one release")
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(LONGEST)
                        after += len(line)
                elif line.strip():
                    yield from notices_in(line.strip(), str(number))
                continue
            if type(value) is isdict and "tender" in value and "compiledRelease" not in value:
                found = captured(value, line[:-1] if line.endswith(b"\n") else line, str(number), start)
                if found is not None:
                    yield found
                    continue
            yield from notices_of(value, line.strip(), str(number))


COLLECTION = JsonLines()


def is_object(line: bytes) -> bool:
    """Whether a line is a JSON object by itself."""
    line = line.strip()
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    try:
        return isinstance(load(line, Notes()), dict)
    except UnreadableError:
        return False
