"""Text for people, for `check`: the findings that matter most with their clauses marked, then what would help most.

FILE:PLACE:LINE CODE severity: message
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from reports.brief import title
from reports.caret import pointed
from reports.checking import Triage, triage
from reports.drawing import PAGE, SEVERITIES, drawn, item
from reports.formats import PLAIN, Checked, Format, Out
from reports.highlight import place_of
from reports.remarks import common, folded, place, rules_line, section, steps, uncounted
from reports.safe import line, no_command
from reports.view import tally_words
from scoring.comparison import Comparison
from scoring.finding import Finding, Severity
from scoring.words import count
from tenders.evidence import Evidence

if TYPE_CHECKING:
    from rich.console import Console

MOST_CLAUSES = 3
SCALE = "The waterfall score: 0 is a model agile ask, 100 plainly waterfall."


class Text(Format):
    """Files one by one, then a line that counts them."""

    name: ClassVar[str] = "text"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        def draw(console: Console) -> None:
            for result in results:
                of_file(console, result, out.everything)
                console.print()
            total(console, results)

        return no_command(drawn(draw, Out(width=min(out.width, PAGE), colour=out.colour)))


def of_file(console: Console, result: Checked, everything: bool) -> None:
    """One file."""
    from rich.text import Text as Words

    found = result.assessment
    faults = tally_words(found.lint.active)
    # a path is kept whole, to be copied; nothing else is wider than the terminal
    console.print(Words(f"{line(result.place)}:", style="bold", overflow="ignore", no_wrap=True), soft_wrap=True)
    console.print(f"waterfall score {found.waterfall} of 100, {faults}")
    if found.tender.title:
        console.print(Words(line(title(found.tender)), style="dim", overflow="fold"))
    sorted_ = triage(result)
    for name, findings in shown(sorted_, everything):
        if name:
            console.print()
            console.print(name, style="bold")
        for finding in findings:
            console.print()
            of_finding(console, result, finding)
    closing(console, result, sorted_, everything)


def shown(found: Triage, everything: bool) -> list[tuple[str, tuple[Finding, ...]]]:
    """The findings to show, under their headings."""
    if not everything:
        return [("", found.headlines)]
    rest = (("Common among real notices", found.context), ("Not counted", found.suppressed))
    return [("", (*found.headlines, *found.more)), *((name, findings) for name, findings in rest if findings)]


def of_finding(console: Console, result: Checked, finding: Finding) -> None:
    """A finding: where, what, the words, why, how to put it right and how common it is."""
    from rich.text import Text as Words

    spot = result.spot(finding.evidence[0]) if finding.evidence else None
    where = ":".join([result.place, place(finding), *([str(spot.line)] if spot else [])])
    style = SEVERITIES[finding.severity]
    console.print(
        Words.assemble(f"{line(where)} ", (f"{finding.code} {finding.severity.value}", style), f": {line(finding.message)}"),
        overflow="fold",
    )
    for number, evidence in enumerate(finding.evidence[:MOST_CLAUSES]):
        clause(console, result, evidence, style, first=number == 0)
    more = len(finding.evidence) - MOST_CLAUSES
    if more > 0:
        item(console, "     ", "", f"and in {count(more, 'other place')}")
    suppressed = finding.suppressed
    for name, words in (
        ("Why", finding.why),
        ("Fix", finding.fix),
        ("Seen in", common(finding.rate) if finding.rate else ""),
        ("Not counted", uncounted(suppressed)[:1].upper() + uncounted(suppressed)[1:] if suppressed else ""),
    ):
        if words.strip(" -–"):
            item(console, f"  {name}:", "dim", words)


def clause(console: Console, result: Checked, evidence: Evidence, style: str, *, first: bool) -> None:
    """Some words in their line, marked; the answer they stand in is named where it is not that of the finding's head."""
    from rich.text import Text as Words

    spot = result.spot(evidence)
    gutter = f"{spot.line if spot else '':>6} | "
    if not first:
        name = f"{' ' * len(gutter)}{line(section(evidence))}:"
        console.print(Words(name, style="dim", overflow="fold"))
    at = place_of(result.assessment.tender.document, evidence)
    text = evidence.quote if at is None else result.assessment.tender.document.sections[at].text
    start, end = (0, len(evidence.quote)) if at is None else (evidence.start, evidence.end)
    for number, row in enumerate(pointed(text, start, end, console.width - len(gutter))):
        blank = f"{'':>6} | "
        console.print(Words.assemble((blank if number else gutter, "dim"), row.text), no_wrap=True, overflow="ignore", crop=False)
        console.print(Words.assemble((blank, "dim"), (row.marks, style)), no_wrap=True, overflow="ignore", crop=False)


def closing(console: Console, result: Checked, found: Triage, everything: bool) -> None:
    """What is folded, what is to be said of waivers, what the older draft had, the lifts and the rules."""
    from rich.text import Text as Words

    hidden = "" if everything else folded(found, result.shown.common)
    if hidden:
        console.print()
        console.print(f"{hidden}: --all shows {'it' if hidden_count(found) == 1 else 'them'}.")
    if result.notes:
        console.print()
        for note in result.notes:
            item(console, "Note:", SEVERITIES[Severity.WARNING], note)
    if result.compared:
        console.print()
        against(console, result.compared, everything)
    if result.lifts:
        console.print()
        console.print("What would help most, each change on top of the one before:", style="bold")
        for points, words in steps(result):
            item(console, f"  {points:>9}", "", words)
    console.print()
    console.print(Words(line(rules_line(result.assessment.lint)), style="dim"))
    if everything:
        for skip in result.assessment.lint.skips:
            item(console, f"  {skip.code}", "dim", f"not tested: the notice does not state {', '.join(skip.missing)}")


def hidden_count(found: Triage) -> int:
    """How many findings are folded away."""
    return len(found.more) + len(found.context) + len(found.suppressed)


def against(console: Console, compared: Comparison, everything: bool) -> None:
    """What became of an older draft's findings."""
    from rich.text import Text as Words

    said = f"Against {compared.old}: waterfall score {compared.before} before, {compared.after} now. "
    tally = f"{len(compared.fixed)} fixed, {len(compared.brought)} brought in, {len(compared.kept)} kept."
    console.print(Words(line(said + tally), style="bold"))
    kept = (("kept", "dim", compared.kept),) if everything else ()
    for name, style, findings in (("fixed", "green", compared.fixed), ("new", "bold red", compared.brought), *kept):
        for finding in findings:
            item(console, f"  {name:5}", style, f"{finding.code} {finding.message}")


def total(console: Console, results: Sequence[Checked]) -> None:
    """How many files, how many findings."""
    if not results:
        console.print("Nothing was checked.", style="bold")
        return
    active = [finding for result in results for finding in result.assessment.lint.active]
    console.print(f"{count(len(results), 'file')}: {tally_words(active)}.", style="bold")
    console.print(SCALE, style="dim")
