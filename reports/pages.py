"""HTML pages for a set, written into a folder: an index and a page a notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.formats import Out
from reports.formats.html import INDEX, Html, file_names
from scoring.assess import Assessment
from tenders.errors import RiffleError


def write_pages(found: Sequence[Assessment], folder: Path) -> tuple[Path, ...]:
    """Write the index of a set, in the order given, and each page. Answers the paths, index first. Raises RiffleError."""
    html, out = Html(), Out(linked=True)
    pages = {INDEX: html.screen(found, out)}
    for one, name in zip(found, file_names(found), strict=True):
        pages[name] = html.show(one, out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise RiffleError(f"{folder} cannot be written: {error.strerror}. Name a folder that you may write to") from error
    return tuple(folder / name for name in pages)
