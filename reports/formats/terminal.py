"""For people at a terminal: the ranked table, and the one-page summary. Fits 80 columns and makes use of more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from reports.brief import Row, row, title
from reports.checking import sorted_out
from reports.drawing import PAGE, SEVERITIES, drawn, item
from reports.formats import PLAIN, Format, Out
from reports.safe import line
from reports.view import basis, beyond, facts, glance, reading, same, shortened, standing, sum_of, tally_words
from scoring.assess import Assessment
from scoring.policy import Check
from scoring.words import day, listed
from tenders.evidence import Evidence

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# From this width a notice takes one row of the table; below it, a row of figures and one of words.
WIDE = 120
VERDICTS = {"BID": "bold green", "REVIEW": "bold yellow", "NO BID": "bold red"}
STATES = {"passed": ("+", "green"), "failed": ("x", "bold red"), "not known": ("?", "yellow")}
SPEAKS = {"for": ("+", "green"), "against": ("-", "yellow"), "stops": ("x", "bold red")}
LEGEND = "Days: left to bid. Findings: E error, W warning, I info. A dash: not stated."
INITIALS = "Phases: D discovery, A alpha, B beta, L live."


class Terminal(Format):
    """Draws with rich; every word of the buyer's is made safe first and none is read as markup."""

    name: ClassVar[str] = "terminal"

    def screen(self, found: Sequence[Assessment], out: Out = PLAIN) -> str:
        rows = [row(one) for one in found]
        wide = out.width >= WIDE
        legend = LEGEND if wide else f"{LEGEND} {INITIALS}"

        def draw(console: Console) -> None:
            if not found:
                console.print("Nothing to list: no notice is open.")
                return
            console.print(wide_table(rows) if wide else narrow_table(rows))
            console.print(legend, style="dim")
            console.print("For one of them: riffle show ID", style="dim")
            if found and not found[0].decision.profile_given:
                console.print(basis(found[0]), style="dim")

        return drawn(draw, out)

    def show(self, found: Assessment, out: Out = PLAIN) -> str:
        def draw(console: Console) -> None:
            for part in (head, decision, gates_and_factors, notice, findings, score, read):
                part(console, found)

        return drawn(draw, Out(width=min(out.width, PAGE), colour=out.colour))


def plain_table(**options: bool) -> Table:
    """A table without rules or padding at its edges."""
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", **options)  # type: ignore[arg-type]


def wide_table(rows: Sequence[Row]) -> Table:
    """A row a notice."""
    from rich.text import Text

    table = plain_table()
    decided = ("Decided",) if any(one.decided for one in rows) else ()
    for name in ("Verdict", "Score", "Days", "Budget", "Length", "Phases", "Findings", *decided):
        table.add_column(name, no_wrap=True, justify="right" if name in ("Score", "Days") else "left")
    table.add_column("ID", overflow="fold", max_width=16)
    table.add_column("Title", ratio=3, overflow="fold")
    table.add_column("Buyer", ratio=2, overflow="fold")
    for one in rows:
        verdict = Text(one.verdict, style=VERDICTS[one.verdict])
        told = (one.decided or "-",) if decided else ()
        cells = (one.score, one.left, one.budget, one.length, one.phases, one.findings, *told, line(one.id))
        table.add_row(verdict, *(Text(cell) for cell in cells), Text(line(one.title)), Text(line(one.buyer)))
    return table


def narrow_table(rows: Sequence[Row]) -> Table:
    """Two rows a notice: its figures, then its number, title and buyer across the table."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    names = ("Verdict", "Score", "Days", "Budget", "Length", "Phases", "Findings")
    cells = [(r.verdict, r.score, r.left, r.budget, r.length, r.initials, r.findings) for r in rows]
    widths = [max(len(name), *(len(shown[i]) for shown in cells)) if cells else len(name) for i, name in enumerate(names)]
    right = ("Score", "Days")

    def figures(shown: Sequence[str], style: str) -> Text:
        columns = zip(names, shown, widths, strict=True)
        parts = [cell.rjust(width) if name in right else cell.ljust(width) for name, cell, width in columns]
        text = Text("  ".join(parts).rstrip(), overflow="fold")
        text.stylize(style, 0, len(shown[0]))
        return text

    table = Table.grid(expand=True)
    table.add_column(overflow="fold")
    table.add_row(Text(str(figures(names, "")), style="bold"))
    for one, shown in zip(rows, cells, strict=True):
        told = f" · decided: {one.decided}" if one.decided else ""
        words = Text.assemble(f"{line(one.id)}  {line(one.title)}", (f" · {line(one.buyer)}", "dim"), told, overflow="fold")
        table.add_row(Group(figures(shown, VERDICTS[one.verdict]), Padding(words, (0, 0, 0, 2))))
    return table


def heading(console: Console, words: str) -> None:
    """A heading with a blank line before it."""
    console.print()
    console.print(words.upper(), style="bold")


def quoted(evidence: Sequence[Evidence]) -> str:
    """The first words behind something, with the answer they stand in."""
    return f"“{shortened(evidence[0].quote)}” ({evidence[0].section})" if evidence else ""


def head(console: Console, found: Assessment) -> None:
    """Title, buyer, number."""
    from rich.text import Text

    tender = found.tender
    buyer = tender.buyer.value if tender.buyer else "Buyer not stated"
    console.print(Text(line(title(tender)), style="bold", overflow="fold"))
    console.print(Text(line(f"{buyer} · {tender.source} {tender.id}"), overflow="fold"))
    console.print(Text(line(glance(found)), overflow="fold"))
    for sentence in beyond(found):
        console.print(Text(line(sentence), style="bold", overflow="fold"))


def decision(console: Console, found: Assessment) -> None:
    """The verdict, for whom, how sure, its reasons and what would turn it."""
    from rich.text import Text

    decided = found.decision
    verdict = decided.verdict.value
    console.print()
    words = f"  score {decided.score} of 100, as of {day(found.as_of)}. Waterfall {found.waterfall} of 100."
    console.print(Text.assemble((verdict, VERDICTS[verdict]), words))
    console.print(Text(f"{basis(found)} {standing(found)}", style="dim"))
    heading(console, "Why")
    for reason in decided.reasons:
        item(console, *SPEAKS[reason.speaks], reason.text, quoted(reason.evidence))
    if not decided.reasons:
        item(console, "?", "yellow", "Nothing in the notice speaks for or against bidding.")
    heading(console, "What would turn it")
    for flip in decided.flips:
        item(console, "~", "", flip.text)
    if not decided.flips:
        item(console, "~", "", "No single change would.")


def gates_and_factors(console: Console, found: Assessment) -> None:
    """Every gate with its state, every factor with its score and weight."""
    from rich.text import Text

    heading(console, "Gates")
    for gate in found.decision.gates:
        mark, style = STATES[gate.state]
        item(console, mark, style, f"{gate.name}: {gate.state}. {gate.reason}")
    heading(console, "Factors")
    table = plain_table(show_header=True)
    table.add_column("Factor", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Weight", justify="right", no_wrap=True)
    table.add_column("Reason", ratio=1, overflow="fold")
    total = sum(factor.weight for factor in found.decision.factors)
    for factor in found.decision.factors:
        cells = (factor.name, str(factor.score), f"{100 * factor.weight / total:.0f}%", line(factor.reason))
        table.add_row(*(Text(cell, style="" if factor.known else "dim") for cell in cells))
    console.print(table)


def notice(console: Console, found: Assessment) -> None:
    """The facts with their quotes."""
    from rich.text import Text

    heading(console, "What the notice says")
    table = plain_table(show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for fact in facts(found.tender):
        value = Text(line(fact.value), style="" if fact.stated else "dim")
        if fact.stated and fact.evidence and not same(fact.evidence[0].quote, fact.value):
            value.append(f"\n{line(quoted(fact.evidence))}", style="dim")
        table.add_row(Text(fact.name, style="bold"), value)
    console.print(table)


def findings(console: Console, found: Assessment) -> None:
    """Each finding: the clause, why it matters, and what to ask."""
    from rich.text import Text

    result = found.lint
    heading(console, f"Findings: {tally_words(result.findings)}")
    sorted_ = sorted_out(result, Check())
    for number, finding in enumerate((*sorted_.headlines, *sorted_.more)):
        if number:
            console.print()
        style = SEVERITIES[finding.severity]
        console.print(Text.assemble((f"{finding.code} {finding.severity.value}", style), f": {line(finding.message)}"))
        parts = [(" ", quoted([evidence])) for evidence in finding.evidence]
        parts += [("Why", finding.why), ("Ask", finding.question)]
        for name, words in parts:
            if words and words != "-":
                item(console, f"  {name:3}", "dim", words)
    if sorted_.context:
        common = listed(f"{finding.code} ({line(finding.message).rstrip('.')})" for finding in sorted_.context)
        console.print(Text(f"\nMost notices have these as well: {common}.", style="dim"))
    if not result.findings:
        console.print("No rule found anything.")


def score(console: Console, found: Assessment) -> None:
    """How the waterfall score adds up, rule by rule, with the words behind each good sign."""
    added = sum_of(found.lint)
    heading(console, f"How the waterfall score adds up to {found.waterfall}")
    item(console, f"{added.start:+4}", "dim", "where an ask stands that says nothing for or against itself")
    for part in added.parts:
        item(console, f"{part.points:+4}", "dim", f"{part.code} {part.message}", quoted(part.evidence) if part.points < 0 else "")


def read(console: Console, found: Assessment) -> None:
    """What was read, and which rules could not be tested."""
    from rich.text import Text

    heading(console, "What was read")
    for sentence in reading(found.tender):
        console.print(Text(line(sentence)))
    result = found.lint
    console.print(Text(f"Rules (set {found.rule_set}): {len(result.passes)} passed, {len(result.skips)} not tested."))
    if result.skips:
        missing = listed(f"{skip.code} ({', '.join(skip.missing)})" for skip in result.skips)
        console.print(Text(line(f"Not tested, for want of: {missing}."), style="dim"))
