"""Annotations for GitHub Actions: a workflow command a finding, which shows beside the line in a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from reports.checking import triage
from reports.formats import PLAIN, Checked, Format, Out
from reports.remarks import place, uncounted
from reports.safe import line, no_command
from scoring.finding import Finding, Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# What would end a message, or a property of one. The percent sign first: it is what the others become.
ENDS_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
ENDS_PROPERTY = {**ENDS_DATA, ":": "%3A", ",": "%2C"}


class GitHub(Format):
    """Every finding that counts, the worst first: GitHub shows ten of a kind. What is common is a notice."""

    name: ClassVar[str] = "github"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        return "".join(f"{part}\n" for result in results for part in of_file(result, out.everything))


def of_file(result: Checked, everything: bool) -> Iterator[str]:
    """The commands of a file."""
    found = triage(result)
    for finding in (*found.headlines, *found.more):
        yield annotation(result, finding, LEVELS[finding.severity])
    for finding in (*found.context, *(found.suppressed if everything else ())):
        yield annotation(result, finding, "notice")
    for note in result.notes:
        yield command("warning", {"file": result.place, "title": "riffle.toml"}, note)


def annotation(result: Checked, finding: Finding, level: str) -> str:
    """A finding as a command."""
    spot = result.spot(finding.evidence[0]) if finding.evidence else None
    where = {"file": result.place.replace("\\", "/")}
    if spot:
        where |= {"line": str(spot.line), "endLine": str(spot.end_line)}
        if spot.line == spot.end_line:
            where |= {"col": str(spot.column), "endColumn": str(spot.end_column)}
    said = [finding.message, "" if spot else f"In: {place(finding)}.", f"Fix: {finding.fix}" if finding.fix.strip(" -–") else ""]
    said.append(f"Not counted: {uncounted(finding.suppressed)}." if finding.suppressed else "")
    return command(level, where | {"title": f"{finding.code} {finding.name}"}, *said)


def command(level: str, properties: dict[str, str], *said: str) -> str:
    """A workflow command; each part of what is said is a line of its message."""
    given = ",".join(f"{name}={escaped(no_command(line(value)), ENDS_PROPERTY)}" for name, value in properties.items())
    message = "\n".join(no_command(line(part)) for part in said if part)
    return f"::{level} {given}::{escaped(message, ENDS_DATA)}"


def escaped(text: str, ends: dict[str, str]) -> str:
    """A text in which nothing ends its place in a command."""
    for character, stands in ends.items():
        text = text.replace(character, stands)
    return text
