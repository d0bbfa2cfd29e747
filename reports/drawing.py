"""Drawing with rich, for every format that a person reads at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING

from reports.formats import Out
from reports.safe import line
from scoring.finding import Severity

if TYPE_CHECKING:
    from rich.console import Console

# Text is read best in lines of no more than this.
PAGE = 100
SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


def drawn(draw: Callable[[Console], None], out: Out) -> str:
    """What is drawn on a console as wide as the terminal, as text without spaces at its lines' ends."""
    from rich.console import Console

    console = Console(
        file=StringIO(),
        width=max(40, out.width),
        force_terminal=out.colour,
        color_system="standard" if out.colour else None,
        no_color=not out.colour,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    draw(console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(part.rstrip() for part in str(text).rstrip("\n").split("\n")) + "\n"


def item(console: Console, mark: str, style: str, words: str, after: str = "") -> None:
    """A line that begins with a mark, wrapped beside it; `after` is said more quietly below."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(Text(mark, style=style), Text(line(words)))
    if after:
        table.add_row("", Text(line(after), style="dim"))
    console.print(table)
