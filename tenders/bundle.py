"""Bundles: several pages of one notice packed into one file, MHTML (RFC 2557), so that one capture is one raw.

`pack` gives equal bytes for equal pages: no date, no random boundary, nothing encoded. `unpack` reads these and what
browsers save as “web page, single file”, within bounds.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
import re
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tenders.errors import UnreadableError

MEDIA_TYPE = "multipart/related"
MOST_PAGES = 64  # a page that a browser saved brings its images and sheets with it
MOST_BYTES = 48 << 20
MOST_HEAD = 8 << 10
HEAD_END = re.compile(rb"\r?\n\r?\n")
FOLDED = re.compile(rb"\r?\n[ \t]+")
BOUNDARY = re.compile(rb"boundary=(?:\"([^\"\r\n]{1,70})\"|([^\s;\"]{1,70}))", re.IGNORECASE)
START = re.compile(
    rb"^(?:[A-Za-z-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,12}?Content-Type:\s*multipart/related\b", re.IGNORECASE
)
UNPRINTABLE = re.compile(r"[^!-~]")  # in an address, all that must be escaped in a header
DAMAGED = "is damaged or cut off: save it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a bundle: the address it was at, its media type (without parameters), and its bytes."""

    url: str
    body: bytes
    media_type: str = "text/html"


def pack(pages: Iterable[Page]) -> bytes:
    """The bundle of these pages, in this order."""
    parts = [
        f"Content-Type: {page.media_type}\r\nContent-Transfer-Encoding: binary\r\n"
        f"Content-Location: {UNPRINTABLE.sub(escaped, page.url)}\r\n\r\n".encode("ascii")
        + page.body
        for page in pages
    ]
    mark = hashlib.sha256(b"\0".join(parts)).hexdigest()
    while any(mark.encode() in part for part in parts):
        mark = hashlib.sha256(mark.encode()).hexdigest()
    head = f'MIME-Version: 1.0\r\nContent-Type: {MEDIA_TYPE}; type="text/html"; boundary="{mark}"\r\n'
    body = b"".join(f"\r\n--{mark}\r\n".encode() + part for part in parts)
    return head.encode() + body + f"\r\n--{mark}--\r\n".encode()


def escaped(found: re.Match[str]) -> str:
    """A character as it stands in an address that keeps to ASCII."""
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def is_bundle(raw: bytes) -> bool:
    """Whether bytes start as a bundle does."""
    return START.match(raw[:MOST_HEAD]) is not None


def unpack(raw: bytes) -> tuple[Page, ...]:
    """The pages of a bundle. Raises UnreadableError, in words that follow the file's name."""
    if len(raw) > MOST_BYTES:
        raise UnreadableError("is too large to be read: give the page of the opportunity alone")
    end = HEAD_END.search(raw, 0, MOST_HEAD)
    named = BOUNDARY.search(FOLDED.sub(b" ", raw[: end.start()])) if end else None
    if end is None or named is None:
        raise UnreadableError(DAMAGED)
    line = re.compile(rb"(?:^|\r?\n)--" + re.escape(named[1] or named[2]) + rb"(--)?[ \t]*(?=\r?\n|$)")
    # the blank line that ends the head may be the one that starts the first boundary
    marks: list[re.Match[bytes]] = []
    for mark in line.finditer(raw, end.start()):
        marks.append(mark)
        if mark[1]:
            break
        if len(marks) > MOST_PAGES:
            raise UnreadableError(f"is a bundle of more than {MOST_PAGES} pages: give the page of the opportunity alone")
    if len(marks) < 2 or not marks[-1][1]:
        raise UnreadableError(DAMAGED)
    return tuple(page_of(raw[mark.end() : after.start()]) for mark, after in pairwise(marks))


def page_of(part: bytes) -> Page:
    """The page in one part. Raises UnreadableError."""
    end = HEAD_END.search(part, 0, MOST_HEAD)
    if end is None:
        raise UnreadableError(DAMAGED)
    head: dict[str, str] = {}
    for line in FOLDED.sub(b" ", part[: end.start()]).decode("latin-1").splitlines():
        name, _, value = line.partition(":")
        head.setdefault(name.strip().lower(), value.strip())
    body, coding = part[end.end() :], head.get("content-transfer-encoding", "binary").lower()
    if coding == "quoted-printable":
        body = quopri.decodestring(body)
    elif coding == "base64":
        try:
            body = base64.b64decode(body)
        except NotBase64 as error:
            raise UnreadableError(DAMAGED) from error
    media_type = head.get("content-type", "text/html").partition(";")[0].strip().lower()
    return Page(url=head.get("content-location", ""), media_type=media_type, body=body)
