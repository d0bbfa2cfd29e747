"""Files of many notices compressed with gzip: JSON or CSV in `.gz`, unpacked as it is read and never whole."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from tenders import collections
from tenders.collections import HEAD, Broken, Captured
from tenders.errors import UnreadableError

MAGIC = b"\x1f\x8b"
MOST = 64 << 30  # bytes unpacked: a gzip file unpacks to a thousand times its size, and one made for harm to more than any disk


class Compressed:
    """Reads what is inside as a file of its own."""

    name: ClassVar[str] = "any of these in gzip"
    media_type: ClassVar[str] = "application/gzip"
    suffixes: ClassVar[tuple[str, ...]] = (".gz",)
    order: ClassVar[int] = -10

    def recognises(self, head: bytes) -> bool:
        return head.startswith(MAGIC)

    def notices(self, stream: BinaryIO) -> Iterator[Captured | Broken]:
        inside = Unpacked(stream)
        try:
            head = inside.peek(HEAD)
            found = collections.recognised(head) if not self.recognises(head) else None
            if found is not None:
                # Where their bytes begin in what is inside is nowhere in the file.
                yield from (one._replace(start=None) if isinstance(one, Captured) else one for one in found.notices(inside))
            else:
                yield from alone(inside)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableError("is damaged or cut off: fetch it again") from error


COLLECTION = Compressed()


def alone(stream: BinaryIO) -> Iterator[Captured | Broken]:
    """The one release that is inside, where it is one."""
    from tenders.collections.ocds_package import notices_in
    from tenders.ocds.stream import LARGEST

    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST or not raw.lstrip().startswith(b"{"):
        raise UnreadableError("holds no file of notices: give one of OCDS JSON, JSON lines or CSV")
    yield from notices_in(raw, "1")


class Unpacked(io.BufferedReader):
    """What a gzip file holds, up to a limit."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(Bounded(gzip.GzipFile(fileobj=stream)), buffer_size=HEAD)


class Bounded(io.RawIOBase):
    """A stream that fails once more than MOST bytes have come out of it."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self.stream, self.left = stream, MOST

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self.stream.readinto(into)
        self.left -= count
        if self.left < 0:
            raise UnreadableError(f"unpacks to more than {MOST >> 30} GiB: split it")
        return count
