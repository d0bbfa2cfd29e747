"""Where text goes: the terminal, a pipe or a file, the same words in each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from tenders.errors import RiffleError

if TYPE_CHECKING:
    from reports.formats import Out
    from tenders.parse import Unread


def steady() -> None:
    """Make both streams write any character: UTF-8 wherever they go, but a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def let_go() -> None:
    """Write no more to a closed pipe, not even when Python closes the stream."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def out(output: Path | None = None, *, everything: bool = False, unread: tuple[Unread, ...] = (), fail_on: str = "warning") -> Out:
    """How wide a text may be, and whether in colour: not in a file or a pipe, nor where NO_COLOR is set."""
    from reports.formats import Out
    from scoring.finding import Severity

    terminal = output is None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR")
    width, fails = get_terminal_size((80, 24)).columns, Severity(fail_on)
    return Out(width=width, colour=colour, everything=everything, unread=unread, fails=fails)


def write(text: str, output: Path | None = None) -> None:
    """Print a text, or write it to a file. Raises RiffleError."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise RiffleError(f"{output} cannot be written: {error.strerror}. Choose another place") from error


def as_json(found: Iterable[Mapping[str, Any] | Unread], array: bool) -> Iterator[str]:
    """The text of records as JSON, one a line or as one array; what could not be read is its path and error."""
    import json

    from reports.safe import escaped
    from tenders.parse import Unread

    start, between, end = ("[", ",\n", "]\n") if array else ("", "\n", "\n")
    empty = True
    for item in found:
        values = {"path": str(item.path), "error": item.error} if isinstance(item, Unread) else item
        yield (start if empty else between) + escaped(json.dumps(values, ensure_ascii=False))
        empty = False
    if array or not empty:
        yield start + end if empty else end
