"""PDFs for tests, written out by hand: text at places, rules, an image, and files that mean harm.

    pdf([Text(60, 80, "Budget", bold=True), Text(220, 80, "£40,000"), *rules(70, 100)], [Text(60, 80, "The second page")])

Places are in points from the page's top left; a page is 595 by 842.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDE, HIGH = 595, 842
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")  # ISO 32000-1, algorithm 2


@dataclass(frozen=True)
class Text:
    """A line of text with its baseline's place."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False

    def drawn(self, turned: int = 0) -> bytes:
        """Its part of a page. On a page turned a quarter to the right it is drawn upwards, so that it is seen upright."""
        at = b"0 1 -1 0 %.1f %.1f" % (self.y, self.x) if turned else b"1 0 0 1 %.1f %.1f" % (self.x, HIGH - self.y)
        said = self.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        return b"BT /F%d %.1f Tf %s Tm (%s) Tj ET\n" % (1 + self.bold, self.size, at, said)


@dataclass(frozen=True)
class Rule:
    """A thin line from one place to another."""

    x0: float
    y0: float
    x1: float
    y1: float

    def drawn(self, turned: int = 0) -> bytes:
        return b"0.5 w %.1f %.1f m %.1f %.1f l S\n" % (self.x0, HIGH - self.y0, self.x1, HIGH - self.y1)


class Picture:
    """An image over the whole page: a scan."""

    def drawn(self, turned: int = 0) -> bytes:
        return b"q %d 0 0 %d 0 0 cm /Im Do Q\n" % (WIDE, HIGH)


Drawn = Text | Rule | Picture


def rules(*heights: float, left: float = 55, right: float = 540) -> list[Drawn]:
    """Rules across at these heights."""
    return [Rule(left, height, right, height) for height in heights]


def grid(columns: Sequence[float], heights: Sequence[float], cells: Sequence[Sequence[str]]) -> list[Drawn]:
    """A table with rules around every cell; a cell's text is a line."""
    found: list[Drawn] = [Rule(columns[0], height, columns[-1], height) for height in heights]
    found += [Rule(column, heights[0], column, heights[-1]) for column in columns]
    for row, (top, _) in zip(cells, pairwise(heights), strict=True):
        found += [Text(column + 4, top + 14, said) for column, said in zip(columns, row, strict=False) if said]
    return found


def column(x: float, y: float, lines: str, leading: float = 12) -> list[Drawn]:
    """Lines of text under each other."""
    return [Text(x, y + leading * index, line) for index, line in enumerate(lines.split("\n"))]


def pdf(*pages: Sequence[Drawn], turned: int = 0) -> bytes:
    """A PDF of these pages. `turned`: 90 for pages that a viewer turns a quarter to the right; they hold text only."""
    bodies = []
    for number, page in enumerate(pages):
        stream = b"".join(item.drawn(turned) for item in page)
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >> >> >>" % (WIDE, HIGH, turned, 7 + 2 * number)
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    return assembled([*common(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))), *bodies])


def common(tree: bytes) -> list[bytes]:
    """The first five objects: catalogue, page tree, two fonts and an image of one grey dot."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        tree,
        font % b"Helvetica",
        font % b"Helvetica-Bold",
        image + b"\nstream\n\x80\nendstream",
    ]


def assembled(bodies: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects as a file, with its table of where they stand."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)
    return bytes(out)


def many(count: int, text: str = "Page after page") -> bytes:
    """A PDF of many pages that all show one text."""
    stream = Text(60, 80, text).drawn()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    kids = b" ".join(b"%d 0 R" % (7 + number) for number in range(count))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return assembled([*common(tree), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), *[page] * count])


def looped() -> bytes:
    """A PDF whose page tree holds itself."""
    return assembled(common(b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 /Parent 2 0 R >>"))


def locked(password: bytes = b"open sesame") -> bytes:
    """A PDF that opens with a password only: 40-bit RC4, the standard security handler's revision 2."""
    user = (password + PAD)[:32]
    owner = rc4(hashlib.md5(user, usedforsecurity=False).digest()[:5], user)
    key = hashlib.md5(user + owner + (-4).to_bytes(4, "little", signed=True) + b"riffle", usedforsecurity=False).digest()[:5]
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>]" % (
        owner.hex().encode(),
        rc4(key, PAD).hex().encode(),
        b"riffle".hex().encode(),
        b"riffle".hex().encode(),
    )
    return assembled(common(b"<< /Type /Pages /Kids [] /Count 0 >>"), encrypt)


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, as the oldest of the format's locks uses it."""
    state = list(range(256))
    swap = 0
    for index in range(256):
        swap = (swap + state[index] + key[index % len(key)]) % 256
        state[index], state[swap] = state[swap], state[index]
    return bytes(byte ^ mask for byte, mask in zip(data, masks(state), strict=False))


def masks(state: list[int]) -> Iterator[int]:
    """The bytes that RC4 lays over its data."""
    index = swap = 0
    while True:
        index = (index + 1) % 256
        swap = (swap + state[index]) % 256
        state[index], state[swap] = state[swap], state[index]
        yield state[(state[index] + state[swap]) % 256]
