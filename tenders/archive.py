"""ZIP archives from strangers: nothing is written to disk, and no more is unpacked than the limits allow."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from tenders.errors import UnreadableError

MEBIBYTE = 1 << 20
STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
MOST_MEMBERS = 5_000
# All that is unpacked of one file, packs in packs included. The largest real pack seen has 3 MiB of text in it.
MOST_BYTES = 128 * MEBIBYTE
# Deflate reaches 1,032; the XML of real documents stays under 40. Small members are free to be blank.
MOST_RATIO = 200
FREE_BYTES = MEBIBYTE
PIECE = 256 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)
DRIVE = re.compile(r"^[A-Za-z]:")
UNSHOWN = re.compile(r"[^\w\s.,;()&+'’–—\[\]@#%=~!$/-]|[^\S ]")


@dataclass
class Allowance:
    """How many bytes may still be unpacked of a file."""

    left: int = MOST_BYTES


class Archive:
    """The members of a ZIP archive in memory. Raises UnreadableError where it is none, or damaged, or made to harm."""

    def __init__(self, raw: bytes, allowance: Allowance | None = None) -> None:
        if raw.count(b"PK\x01\x02") > MOST_MEMBERS:
            raise UnreadableError(f"is an archive of more than {MOST_MEMBERS:,} files: give the invitation to tender alone")
        try:
            self.file = zipfile.ZipFile(BytesIO(raw))
        except BROKEN as error:
            raise UnreadableError("is damaged or cut off: save it again") from error
        self.allowance = allowance or Allowance()
        self.infos = {info.filename: info for info in self.file.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.infos

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises UnreadableError where it is not there, damaged, locked, or unpacks to too much."""
        info = self.infos.get(name)
        if info is None:
            raise UnreadableError(f"is damaged: it has no {shown(name)} in it. Save it again")
        if info.flag_bits & 0x1:
            raise UnreadableError("is protected by a password: save it without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("is packed in a way that Riffle does not unpack: pack it as an ordinary ZIP")
        pieces, size = list[bytes](), 0
        try:
            with self.file.open(info) as member:
                while piece := member.read(PIECE):
                    size += len(piece)
                    self.allowance.left -= len(piece)
                    if self.allowance.left < 0 or size > max(FREE_BYTES, MOST_RATIO * info.compress_size):
                        raise UnreadableError("unpacks to far more than a document holds: give the documents themselves")
                    pieces.append(piece)
        except BROKEN as error:
            raise UnreadableError("is damaged or cut off: save it again") from error
        return b"".join(pieces)


def is_archive(raw: bytes) -> bool:
    """Whether bytes start as a ZIP archive does."""
    return raw[:4] in STARTS


def names(raw: bytes) -> frozenset[str]:
    """The names in an archive; none where it cannot be opened."""
    if not is_archive(raw):
        return frozenset()
    try:
        return frozenset(Archive(raw).infos)
    except UnreadableError:
        return frozenset()


def strays(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not to be opened: its name leads out of the archive, or it is a link. None where it is neither."""
    name = info.orig_filename.replace("\\", "/")
    if name.startswith("/") or DRIVE.match(name) or ".." in name.split("/"):
        return "its name leads out of the archive"
    return "a link, not a file" if stat.S_ISLNK(info.external_attr >> 16) else None


def shown(name: str) -> str:
    """A member's name as it may stand in a message: on one line, no controls, its end where it is long."""
    clean = UNSHOWN.sub("?", name)
    return clean if len(clean) <= 80 else "…" + clean[-79:]
