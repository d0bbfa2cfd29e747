"""How far a long job is, on one line."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, Self, TextIO

from scoring.words import count

# A job that is done within two seconds needs no progress; a log needs no more than a line in ten.
QUIET, PAUSE = 2.0, 10.0


class Counts(Protocol):
    """What a crawl or an addition counts."""

    @property
    def new(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def failed(self) -> int: ...


def counted(unit: str, number: int, counts: Counts) -> str:
    """12 pages: 9 new, 1 changed, 2 unchanged, 0 failed."""
    said = f"{counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged, {counts.failed} failed"
    return f"{count(number, unit)}: {said}"


class Crawled(Counts, Protocol):
    """What a crawl says of itself beyond its counts."""

    @property
    def pages(self) -> int: ...
    @property
    def passed_over(self) -> int: ...
    @property
    def attachments(self) -> int: ...
    @property
    def waiting(self) -> float: ...


def crawled(summary: Crawled) -> str:
    """12 pages: 9 new, 1 changed, 2 unchanged, 0 failed, 30 passed over, 4 attachments; and the wait that the site asked for."""
    said = counted("page", summary.pages, summary)
    over = f", {summary.passed_over} passed over" if summary.passed_over else ""
    attached = f", {count(summary.attachments, 'attachment')}" if summary.attachments else ""
    wait = f" (the site asks to wait {summary.waiting:.0f} seconds)" if summary.waiting else ""
    return said + over + attached + wait


class ProgressLine:
    """A line that is written over on a terminal; elsewhere, a new line now and then once the job takes long.

    Use it in a `with` statement. `clock` gives seconds that only go forward.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._terminal = stream.isatty()
        self._due = clock() + QUIET
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def show(self, text: str) -> None:
        """Say how far the job is."""
        if self._terminal:
            self._stream.write(f"\r{text:<{self._width}}")
            self._width = len(text)
        elif self._clock() >= self._due:
            self._due = self._clock() + PAUSE
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Take the line away, so that what follows starts clean."""
        if self._width:
            self._stream.write(f"\r{' ' * self._width}\r")
            self._stream.flush()
            self._width = 0
