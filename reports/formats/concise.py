"""A line a finding, for editors and hooks: path:line:column, else path:place, then the rule, its severity and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from reports.checking import triage
from reports.formats import PLAIN, Checked, Format, Out
from reports.remarks import place, uncounted
from reports.safe import line, no_command
from scoring.finding import Finding


class Concise(Format):
    """Every finding that counts, the worst first, and nothing where there is none."""

    name: ClassVar[str] = "concise"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        return no_command("".join(f"{line(part)}\n" for result in results for part in of_file(result, out.everything)))


def of_file(result: Checked, everything: bool) -> Iterator[str]:
    """The lines of a file. What is common counts too, so it is not left out: a hook that fails has to say why."""
    found = triage(result)
    for finding in (*found.headlines, *found.more, *found.context, *(found.suppressed if everything else ())):
        why = f" ({uncounted(finding.suppressed)})" if finding.suppressed else ""
        yield f"{result.place}:{at(result, finding)}: {finding.code} {finding.severity.value} {finding.message}{why}"
    for note in result.notes:
        yield f"{result.place}: note {note}"


def at(result: Checked, finding: Finding) -> str:
    """Line and column where the file has them, else the answer and page."""
    spot = result.spot(finding.evidence[0]) if finding.evidence else None
    return f"{spot.line}:{spot.column}" if spot else place(finding)
