"""The objects of a JSON file one by one, however large the file: only the bytes of one element are in memory at a time.

Elements are found by their brackets and strings alone, so that one with a broken number is that element's fault and not the
file's: a parser of the whole, such as ijson, ends there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tenders.errors import UnreadableError

CHUNK = 1 << 20
LARGEST = 64 << 20  # bytes of one element: past it the file is not what it seems, or one of its strings does not end
# Everything up to the next bracket that is in no string.
NEXT = re.compile(rb'[^"{}\[\]]*+(?:"(?:[^"\\]++|\\.)*+"[^"{}\[\]]*+)*+([{}\[\]])', re.DOTALL)
# The key of a list that holds what a file is about, just before its bracket.
LIST = re.compile(rb'"(?:releases|records|results)"\s*:\s*\[$')
KEY_LENGTH = 80
CUT_OFF = "is cut off: fetch it again"


class Element(NamedTuple):
    """An object with the number of the line on which it starts."""

    raw: bytes
    line: int


def holds_list(head: bytes) -> bool:
    """Whether a file that starts so holds a list of what it is about."""
    depth, position = 0, 0
    while found := NEXT.match(head, position):
        position = found.end()
        bracket = found[1]
        if bracket in b"{[":
            depth += 1
            if bracket == b"[" and (depth == 1 or (depth == 2 and LIST.search(head, max(0, position - KEY_LENGTH), position))):
                return True
        else:
            depth -= 1
            if depth <= 0:
                return False
    return False


def elements(stream: BinaryIO) -> Iterator[Element]:
    """Each element of the file's lists: of one package or several on end, of a list of packages, or of an old search's `results`.

    An object without such a list is an element itself. Raises UnreadableError where the file is cut off or is no JSON.
    """
    buffer, line, position, depth = b"", 1, 0, 0
    start = -1  # where the object in hand begins
    level = -1  # how deep the brackets are within which that object stands; -1 while it is the outermost
    size = CHUNK
    while chunk := stream.read(size):
        buffer += chunk
        size = min(2 * size, LARGEST)  # doubled until something is found: a long string is then not scanned over and over
        while found := NEXT.match(buffer, position):
            size = CHUNK
            position = found.end()
            bracket = found[1]
            if bracket in b"{[":
                depth += 1
                if start < 0 or (depth == 2 and level < 0):
                    if bracket == b"[" and (depth == 1 or LIST.search(buffer, max(0, position - KEY_LENGTH), position)):
                        level, start = depth, -1
                    elif bracket == b"{" and depth == max(level, 0) + 1:
                        start = position - 1
                continue
            depth -= 1
            if depth < 0:
                raise UnreadableError("is not JSON: a bracket closes that none opened. Fetch it again")
            if start >= 0 and depth == max(level, 0):
                yield Element(buffer[start:position], line + buffer.count(b"\n", 0, start))
                start = -1
            if depth < level:
                level = -1
        done = start if start >= 0 else position
        line += buffer.count(b"\n", 0, done)
        buffer = buffer[done:]
        position -= done
        start = min(start, 0)
        if len(buffer) > LARGEST:
            raise UnreadableError(f"holds an element of more than {LARGEST >> 20} MiB: check that it is JSON")
    if depth or start >= 0 or buffer.count(b'"') % 2:
        raise UnreadableError(CUT_OFF)
