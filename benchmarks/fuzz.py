"""Damaged and hostile files over all readers: none may crash, hang, fail in an unforeseen way or take 1 GiB.

Each case is a document of our own, in some format, with a few changes at random: bytes flipped, the end cut off, pieces
spliced in from another document, repeated, or left out, another format's head put on. Half of the packed documents are
changed inside and packed again, since a change to the packed bytes seldom gets past the checksum. A case is known by the
seed and its number, so that it comes back the same: `--case 1234` runs one and prints what becomes of it.

Every batch is read in a process of its own; a case that takes longer than the limit is stopped and counts as hung.

    python benchmarks/fuzz.py [--files 2000] [--seed 3] [--case N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))  # the tests' builders are not installed

from tests import documents, pages

FILES, SEED = 2_000, 3
SECONDS = 10.0  # a case that takes longer hangs
GIBIBYTE = 1 << 30
CAP = 2 * GIBIBYTE  # of address space: a case that wants more fails with MemoryError and not the machine
BATCH = 100  # cases a process reads, so that the peak of one is not that of all
MOST_BYTES = 4 << 20  # of a case


def pdf() -> bytes:
    """A PDF of one page, by hand."""
    lines = "".join(f"({line}) Tj 0 -16 Td " for line in ("Bins and boxes", "Budget range: 40,000 pounds", "Six months"))
    content = f"BT /F1 12 Tf 72 720 Td {lines}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out.encode("latin-1")


def pack() -> bytes:
    """A pack of several documents, one of them in a pack of its own."""
    inner = documents.packed({"annex.md": documents.markdown(), "prices.xlsx": b"not read"})
    return documents.packed({"a.docx": documents.docx(), "b.odt": documents.odt(), "c.zip": inner, "d.txt": documents.text()})


FORMATS: dict[str, Callable[[], bytes]] = {
    **{kind: build for kind, build in documents.KINDS.items() if kind != "zip"},
    "zip": pack,
    "opportunity page": pages.page,
    "pdf": pdf,
}


# Changes: each takes the bytes, another document's and the dice.

Change = Callable[[bytes, bytes, random.Random], bytes]


def flip(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    """Some bytes become others."""
    changed = bytearray(raw)
    for _ in range(dice.choice((1, 2, 8, 64))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.choice((0, 0x22, 0x26, 0x3C, 0x3E, 0x7F, 0xFF, dice.randrange(256)))
    return bytes(changed)


def truncate(raw: bytes, _: bytes, dice: random.Random) -> bytes:
    """The end is gone."""
    return raw[: dice.randrange(len(raw) + 1)]


def splice(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    """A piece of another document stands in the middle, over what was there or not."""
    at, start = dice.randrange(len(raw) + 1), dice.randrange(len(other) + 1)
    piece = other[start : start + dice.randrange(1, 2_000)]
    return raw[:at] + piece + raw[at + dice.choice((0, len(piece))) :]


def repeat(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    """A piece comes again and again."""
    start = dice.randrange(len(raw) + 1)
    piece = raw[start : start + dice.choice((1, 4, 16, 200, 2_000))]
    return raw[:start] + piece * dice.choice((2, 10, 100, 5_000)) + raw[start:]


def drop(raw: bytes, _: bytes, dice: random.Random) -> bytes:
    """A piece is left out."""
    start = dice.randrange(len(raw) + 1)
    return raw[:start] + raw[start + dice.choice((1, 8, 100, 1_000)) :]


def behead(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    """Another document's head."""
    size = dice.choice((2, 4, 8, 64, 512))
    return other[:size] + raw[size:]


def nest(raw: bytes, _: bytes, dice: random.Random) -> bytes:
    """Marks that open something, many times over."""
    mark = dice.choice(
        (b"<div>", b"<b>", b"<w:p>", b"<text:list><text:list-item>", b"> ", b"- ", b"[", b"![", b"*", b"`", b"(", b"<<", b"[")
    )
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + mark * dice.choice((100, 2_000, 20_000)) + raw[at:]


def rearrange(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    """Elements of markup deleted, repeated, moved, renamed, or with another's attributes: still well formed."""
    root = etree.fromstring(raw)
    for _ in range(dice.choice((1, 4, 16))):
        elements = list(root.iter("*"))
        one, place = dice.choice(elements), dice.choice(elements)
        parent = one.getparent()
        if parent is None:
            continue
        match dice.randrange(6):
            case 0:
                parent.remove(one)
            case 1:
                for _ in range(dice.choice((1, 10, 300))):
                    parent.append(deepcopy(one))
            case 2 if one is not place and one not in place.iterancestors():
                place.append(one)
            case 3:
                one.tag = place.tag
            case 4:
                for name, value in place.attrib.items():
                    one.set(name, dice.choice((value, "", "-1", "99999999999", "x" * 500)))
            case 5:
                one.text = dice.choice((place.text, None, "Budget range: ", "1. ", "\t:\t", "\u2028" * 50, "= \n" * 500))
    return etree.tostring(root)


CHANGES: tuple[Change, ...] = (flip, truncate, splice, repeat, drop, behead, nest)


def case(seed: int, number: int) -> tuple[str, bytes]:
    """The format and the bytes of a case."""
    dice = random.Random(f"{seed}-{number}")
    kinds = list(FORMATS)
    kind = kinds[number % len(kinds)]
    raw, other = FORMATS[kind](), FORMATS[dice.choice(kinds)]()
    inside = zipfile.is_zipfile(BytesIO(raw)) and dice.random() < 0.5
    for _ in range(dice.choice((1, 1, 2, 3))):
        change = dice.choice(CHANGES)
        raw = inside_out(raw, other, change, dice) if inside else change(raw, other, dice)
    return kind, raw[:MOST_BYTES]


def inside_out(raw: bytes, other: bytes, change: Change, dice: random.Random) -> bytes:
    """A packed document with one of its members changed, the largest as a rule."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    largest = max(members, key=lambda name: len(members[name]))
    name = largest if dice.random() < 0.8 else dice.choice(sorted(members))
    if dice.random() < 0.5 and name.endswith(".xml"):
        with suppress(etree.XMLSyntaxError):  # an earlier change may have broken it
            members[name] = rearrange(members[name], other, dice)
    else:
        members[name] = change(members[name], other, dice)[:MOST_BYTES]
    return documents.packed(members)


# Running


@dataclass
class Tally:
    """What became of a format's cases."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    failed: list[str] = field(default_factory=list)

    @property
    def files(self) -> int:
        return self.read + self.refused + len(self.failed)


def work(pipe: Connection, seed: int) -> None:
    """Read the cases whose numbers come through the pipe, and answer what became of each."""
    resource.setrlimit(resource.RLIMIT_AS, (CAP, CAP))
    from tenders import readers
    from tenders.errors import UnreadableError

    while (number := pipe.recv()) is not None:
        _, raw = case(seed, number)
        start = time.perf_counter()
        try:
            document = readers.read(raw)
            labels = [section.label for section in document.sections]
            said = "read" if len(set(labels)) == len(labels) and 0 <= document.read_share <= 1 else "labels that are not unique"
        except UnreadableError as error:
            message = str(error)
            said = (
                "refused"
                if message and "\n" not in message and len(message) < 600
                else f"an error that is not one line: {message!r}"
            )
        except Exception:
            said = traceback.format_exc(limit=-3).strip().replace("\n", " | ")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        pipe.send((said, time.perf_counter() - start, peak))


def outcomes(seed: int, numbers: range) -> Iterator[tuple[int, str, float, int]]:
    """Each case's number, what became of it, its seconds, and the peak of its process so far."""
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(numbers))
    while waiting:
        ours, theirs = context.Pipe()
        worker = context.Process(target=work, args=(theirs, seed), daemon=True)
        worker.start()
        theirs.close()
        for _ in range(min(BATCH, len(waiting))):
            number = waiting.pop()
            try:
                ours.send(number)
                if not ours.poll(SECONDS):
                    yield number, f"hung: {SECONDS:.0f} s were not enough", SECONDS, 0
                    break
                yield number, *ours.recv()
            except (EOFError, OSError):
                worker.join()
                yield number, f"crashed: the process ended with {worker.exitcode}", 0.0, 0
                break
        else:
            ours.send(None)
            worker.join(SECONDS)
        worker.kill()
        worker.join()


def main() -> int:
    """Print the table; 1 where a case did what none may do."""
    parser = argparse.ArgumentParser(description="Damaged and hostile files over all readers.")
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--case", type=int)
    given = parser.parse_args()
    numbers = range(given.files) if given.case is None else range(given.case, given.case + 1)
    tallies: dict[str, Tally] = defaultdict(Tally)
    peak, start = 0, time.perf_counter()
    kinds = list(FORMATS)
    for number, said, seconds, size in outcomes(given.seed, numbers):
        tally = tallies[kinds[number % len(kinds)]]
        peak = max(peak, size)
        tally.slowest = max(tally.slowest, seconds)
        if said in ("read", "refused"):
            setattr(tally, said, getattr(tally, said) + 1)
        else:
            tally.failed.append(f"case {number}: {said}")
    print(f"{'':18} {'files':>6} {'read':>6} {'refused':>8} {'failed':>7} {'slowest':>9}")
    for kind in kinds:
        one = tallies[kind]
        print(f"{kind:18} {one.files:6} {one.read:6} {one.refused:8} {len(one.failed):7} {one.slowest:7.2f} s")
    failed = [words for one in tallies.values() for words in one.failed]
    print(f"\nseed {given.seed}, {time.perf_counter() - start:.0f} s")
    print(f"failed {len(failed)} (bar: 0), peak memory {peak / GIBIBYTE:.2f} GiB (bar: 1)")
    for words in failed:
        print(words)
    return 1 if failed or peak >= GIBIBYTE else 0


if __name__ == "__main__":
    sys.exit(main())
