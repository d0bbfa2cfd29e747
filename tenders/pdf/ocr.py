"""Image pages as words, by tesseract, where it is installed. Riffle does not bring it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from typing import Any

from tenders.pdf.words import Box, Word

PROGRAM = "tesseract"
DOTS = 300 / 72  # pixels to a point: what tesseract asks for
SURE = 30  # of 100: words that it is less sure of are smudges
MOST_PIXELS = 40_000_000  # of one page, so that a poster does not fill the memory

Images = Callable[[int], tuple[Word, ...]]


def reader(document: Any, seconds: float) -> Images | None:
    """What reads the image page at an index, or None where the program is not installed. `seconds`: for all pages together."""
    from shutil import which

    program = which(PROGRAM)
    if program is None:
        return None
    ends = time.monotonic() + seconds

    def words(index: int) -> tuple[Word, ...]:
        left = ends - time.monotonic()
        return tuple(seen(program, document, index, left)) if left > 0 else ()

    return words


def seen(program: str, document: Any, index: int, seconds: float) -> Iterator[Word]:
    """The words on a page's image; none where the program fails or takes too long."""
    import subprocess

    page = document[index]
    try:
        wide, high = page.get_size()
        scale = min(DOTS, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
        picture = io.BytesIO()
        page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    finally:
        page.close()
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "1", "tsv"]
    try:
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True, timeout=seconds, check=True)
    except (OSError, subprocess.SubprocessError):
        return
    for row in done.stdout.decode("utf-8", "replace").splitlines()[1:]:
        yield from word(row.split("\t"), scale)


def word(row: list[str], scale: float) -> Iterator[Word]:
    """The word in a row of tesseract's table: six numbers that count, then left, top, width, height, sureness and text."""
    try:
        left, top, wide, high = (float(cell) / scale for cell in row[6:10])
        if float(row[10]) >= SURE and row[11].strip():
            yield Word(row[11].strip(), Box(left, top, left + wide, top + high))
    except (IndexError, ValueError):
        return
