"""Markdown for a pull request or an e-mail: a table a file, then what would help most. The text in it is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from reports.brief import title
from reports.checking import triage
from reports.formats import PLAIN, Checked, Format, Out
from reports.remarks import common, folded, place, rules_line, steps, uncounted
from reports.safe import line, no_command
from reports.view import shortened, tally_words
from scoring.comparison import Comparison
from scoring.finding import Finding
from scoring.words import count

MARKS = re.compile(r"[\\`*_\[\]|~$]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What would call a person, name an issue or become a link: a mark that nobody sees stands between.
CALLS = re.compile(r"@(?=\w)|#(?=\d)|(?<=\w):(?=//)|\bwww(?=\.)", re.IGNORECASE)
APART = "&#8203;"


class Markdown(Format):
    """A heading a file with its score and findings, then a table of the findings that matter most."""

    name: ClassVar[str] = "markdown"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        active = [finding for result in results for finding in result.assessment.lint.active]
        parts = [f"## Riffle: {tally_words(active)} in {count(len(results), 'file')}"]
        parts += [part for result in results for part in of_file(result, out.everything)]
        parts += ["### Could not be read"] if out.unread else []
        parts += [f"{text(str(one.path))} {text(one.error)}" for one in out.unread]
        return no_command("\n\n".join(part for part in parts if part)) + "\n"


def of_file(result: Checked, everything: bool) -> Iterator[str]:
    """The parts of a file."""
    found, sorted_ = result.assessment, triage(result)
    yield f"### {text(result.place)}"
    tally = tally_words(found.lint.active)
    name = f"{text(title(found.tender))}. " if found.tender.title else ""
    yield f"{name}Waterfall score **{found.waterfall}** of 100, {tally}."
    yield table(result, (*sorted_.headlines, *(sorted_.more if everything else ())))
    if everything:
        for heading, findings in (("Common among real notices", sorted_.context), ("Not counted", sorted_.suppressed)):
            yield f"**{heading}**" if findings else ""
            yield table(result, findings)
    elif hidden := folded(sorted_, result.shown.common):
        yield f"{hidden}: `riffle check --all` shows all."
    yield bullets(f"Note: {text(note)}" for note in result.notes)
    if result.compared:
        yield against(result.compared)
    if result.lifts:
        yield "**What would help most**, each change on top of the one before:"
        yield bullets(f"{points}: {text(words)}" for points, words in steps(result))
    yield f"{text(rules_line(found.lint))}"


def table(result: Checked, findings: Sequence[Finding]) -> str:
    """Findings, a row each, or "" where there are none."""
    rows = [f"| {' | '.join(cells(result, finding))} |" for finding in findings]
    head = ["| Where | Finding | What to do | Seen in |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) if rows else ""


def cells(result: Checked, finding: Finding) -> Iterator[str]:
    """A finding's row."""
    spot = result.spot(finding.evidence[0]) if finding.evidence else None
    yield text(place(finding)) + (f", line {spot.line}" if spot else "")
    quotes = "".join(f"<br>“{text(shortened(evidence.quote))}”" for evidence in finding.evidence)
    why = f"<br>*{text(uncounted(finding.suppressed))}*" if finding.suppressed else ""
    yield f"**{finding.code}** {finding.severity.value}: {text(finding.message)}{quotes}{why}"
    yield text(finding.fix)
    yield text(common(finding.rate)) if finding.rate else "not known"


def against(compared: Comparison) -> str:
    """What became of an older draft's findings."""
    head = f"**Against {text(compared.old)}**: waterfall score {compared.before} before, {compared.after} now."
    parts = (("Fixed", compared.fixed), ("New", compared.brought), ("Kept", compared.kept))
    return f"{head}\n\n" + bullets(
        f"{name}: {', '.join(f'{finding.code} {text(finding.message)}' for finding in findings) or 'none'}"
        if name != "Kept"
        else f"Kept: {len(findings)}"
        for name, findings in parts
    )


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def text(said: str) -> str:
    """Text on a line, in which nothing is markup, a mention or a link."""
    plain = "".join(ENTITIES.get(character, character) for character in line(said))
    return CALLS.sub(lambda found: found[0] + APART, MARKS.sub(lambda found: "\\" + found[0], plain))
