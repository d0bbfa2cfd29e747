"""Plain text for `check`: a line a finding that an editor can jump from, then the clause, why it matters and the fix.

FILE: PLACE: CODE severity: message
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar

from reports.formats import PLAIN, Checked, Format, Out
from reports.safe import line
from reports.view import shortened, tally_words
from scoring.finding import Finding, Severity
from scoring.words import count, listed

INDENT = "    "
QUOTE = 240
COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}
PLAIN_AGAIN = "\x1b[0m"


class Text(Format):
    """Findings file by file, then one line that counts them."""

    name: ClassVar[str] = "text"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        lines = [part for result in results for part in of_file(result, out)]
        findings = [finding for result in results for finding in result.assessment.lint.findings]
        skipped = sum(len(result.assessment.lint.skips) for result in results)
        untested = f" {count(skipped, 'rule')} could not be tested for want of a field." if skipped else ""
        lines.append(f"{count(len(results), 'file')}: {tally_words(findings)}.{untested}")
        return "\n".join(lines) + "\n"


def of_file(result: Checked, out: Out) -> Iterator[str]:
    """The lines of one file."""
    place, lint = line(result.place), result.assessment.lint
    for finding in lint.findings:
        yield f"{place}: {where(finding)}: {finding.code} {coloured(finding.severity, out)}: {line(finding.message)}"
        for evidence in finding.evidence:
            yield from wrapped(f"“{line(shortened(evidence.quote, QUOTE))}”", out)
        yield from wrapped(f"Why: {line(finding.why)}", out)
        yield from wrapped(f"Fix: {line(finding.fix)}", out)
        yield ""
    if lint.skips:
        missing = listed(f"{skip.code} ({', '.join(skip.missing)})" for skip in lint.skips)
        yield from textwrap.wrap(f"{place}: not tested, with the fields that the notice lacks: {line(missing)}", max(40, out.width))
        yield ""


def where(finding: Finding) -> str:
    """The answers that a finding's words stand in, or the whole notice where something is not said."""
    places = (f"{words.section}, {words.cell}" if words.cell else words.section for words in finding.evidence)
    return line(", ".join(dict.fromkeys(places)) or "whole notice")


def coloured(severity: Severity, out: Out) -> str:
    """The severity's name, in its colour where the terminal takes one."""
    return f"{COLOURS[severity]}{severity.value}{PLAIN_AGAIN}" if out.colour else severity.value


def wrapped(text: str, out: Out) -> list[str]:
    """A paragraph, indented and no wider than the terminal."""
    return textwrap.wrap(text, width=max(40, out.width), initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=True)
