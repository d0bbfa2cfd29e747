"""CSV for spreadsheets: the columns of `reports.export`, one row a notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reports.formats import PLAIN, Format, Out
from scoring.assess import Assessment


class Csv(Format):
    """A table of the set, in the order given."""

    name: ClassVar[str] = "csv"

    def screen(self, found: Sequence[Assessment], out: Out = PLAIN) -> str:
        from reports.export import table

        return table(found)[0]
