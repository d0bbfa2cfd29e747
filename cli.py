"""The command line: each command reads its arguments, calls one function, writes, and chooses the exit code.

0: done, nothing to report. 1: findings. 2: the job could not be done, or not all of it. 130: stopped with Ctrl-C.
Whatever a command needs is imported inside it, so that `riffle --help` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reports.output import as_json, let_go, out, steady, write
from reports.safe import line as one_line
from tenders.errors import RiffleError

if TYPE_CHECKING:
    from reports.changes import Form as ChangesForm
    from reports.formats import Checked
    from reports.questions import Form
    from scoring.profile import Settings
    from tenders.parse import Unread
    from tenders.store import Verdict

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])
OK, FINDINGS, FAILED, STOPPED = 0, 1, 2, 130
EMPTY = "the store is empty: collect notices with “riffle crawl”, or add saved pages with “riffle add”"
PIPE_CLOSED = 141  # what a shell reports of a program that the closed pipe ended


class Riffle(click.Group):
    """The group of commands, and the one place where a failure becomes a line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order they are used in, which is that of this file

    def invoke(self, ctx: click.Context) -> None:
        steady()
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except RiffleError as error:
            tell(str(error))
            code = FAILED
        except KeyboardInterrupt:
            tell("stopped. What was done so far is kept")
            code = STOPPED
        except BrokenPipeError:  # the reader went away, as `head` does
            let_go()
            code = PIPE_CLOSED
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if os.environ.get("RIFFLE_TRACEBACK"):
                raise
            tell(f"failed ({type(error).__name__}: {error}). Set RIFFLE_TRACEBACK=1 to see where, and report it")
            code = FAILED
        ctx.exit(code or OK)


def tell(line: str) -> None:
    """One line on stderr."""
    click.echo(f"riffle: {one_line(line)}", err=True)


PATHS = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
DATE = click.DateTime(formats=["%Y-%m-%d"])
OUTPUT = click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file instead.")
AS_OF = click.option("--as-of", type=DATE, metavar="DATE", help="Judge as on this date (such as 2020-05-06), not today.")


def put(ctx: click.Context, option: click.Parameter, given: object) -> None:
    """An option of the whole program that was given after the command: it counts as if given before."""
    if given is not None:
        ctx.obj[option.name] = given


def also(name: str, metavar: str, said: str, kind: Any = None) -> Callable[[Command], Command]:
    """An option of the whole program that may be written after a command as well."""
    return click.option(name, metavar=metavar, type=kind, help=said, expose_value=False, callback=put)


STORE = also("--store", "PLACE", "Where notices are kept: a file, or postgresql://…")
CONFIG = also("--config", "FILE", "Settings instead of riffle.toml.", click.Path(path_type=Path))


def format_option(*names: str) -> Callable[[Command], Command]:
    """--format: the first name unless given. Without the others named, any format that the reports have may be."""
    kind = click.Choice(names) if len(names) > 1 else str
    return click.option("--format", "format_", type=kind, default=names[0], show_default=True, help="How to print.")


def settings() -> Settings:
    """The settings of --config, else of riffle.toml here, else the defaults. Raises SettingsError."""
    from scoring.profile import Settings
    from tenders.config import load

    return load(Settings, click.get_current_context().obj["config"])


def store_place() -> str | None:
    """What --store or RIFFLE_STORE names."""
    named: str | None = click.get_current_context().obj["store"]
    return named


def day(given: datetime | None) -> date | None:
    """The date of an option."""
    return given.date() if given else None


def answer(format_: str, values: Mapping[str, object], text: str) -> None:
    """Print a small answer, as JSON or as a line."""
    if format_ == "json":
        from reports.formats.json import dumped

        text = dumped(values).rstrip("\n")
    write(f"{text}\n")


def finish(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file and say where. Raises RiffleError."""
    if output is not None:
        spare_what_was_read(output)
    write(text, output)
    if output is not None:
        tell(f"wrote {output}")


def spare_what_was_read(output: Path) -> None:
    """Nothing is written over a file that the command was given to read. Raises RiffleError."""
    params = click.get_current_context().params
    wanted = params.get("wanted", ())
    given = (*params.get("paths", ()), *((wanted,) if isinstance(wanted, str) else wanted))
    if output.is_file() and any(Path(one).is_file() and output.samefile(one) for one in given):
        raise RiffleError(f"{output} is what was read: name another file to write to")


class Readable:
    """What could be read of a run; the rest is told as it comes, and makes `code` say so.

    From the second on it is said how many were read; not where the command itself prints as it goes (`quiet`).
    """

    def __init__(self, *, quiet: bool = False) -> None:
        from reports.progress import ProgressLine

        self.code = OK
        self.unread: list[Unread] = []
        self._line = None if quiet else ProgressLine(sys.stderr)
        self._read = 0

    def watch(self, found: Iterable[T | Unread]) -> Iterator[T | Unread]:
        """All that was found."""
        from tenders.parse import Unread

        for item in found:
            if isinstance(item, Unread):
                self.clear()
                tell(f"{item.path} {item.error}")
                self.code = FAILED
                self.unread.append(item)
            yield item

    def of(self, found: Iterable[T | Unread]) -> Iterator[T]:
        """Only what could be read."""
        from tenders.parse import Unread

        try:
            for item in self.watch(found):
                if not isinstance(item, Unread):
                    self._read += 1
                    if self._line and self._read > 1:
                        self._line.show(f"{self._read} read")
                    yield item
        finally:
            self.clear()

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._line:
            self._line.close()


@click.group(cls=Riffle, epilog="Start with: riffle demo", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    envvar="RIFFLE_STORE",
    metavar="PLACE",
    help="Where notices are kept: a file, or postgresql://… (or set RIFFLE_STORE).",
)
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="Settings instead of riffle.toml in this folder.")
@click.version_option(package_name="riffle-tenders", prog_name="riffle")
@click.pass_context
def riffle(ctx: click.Context, store: str | None, config: Path | None) -> None:
    """Reads invitations to tender for digital work and says what their shape gives away."""
    ctx.obj = {"store": store, "config": config}


@riffle.command(epilog="Example: riffle crawl find-a-tender --since 2026-03-01")
@click.argument("source")
@click.option("--new", is_flag=True, help="Only what changed since the last crawl.")
@click.option("--since", type=DATE, metavar="DATE", help="Only what was published on this date or later.")
@click.option("--until", type=DATE, metavar="DATE", help="Only what was published on this date or before.")
@click.option("--everything", is_flag=True, help="Of a source of all kinds of work, not only the digital.")
@click.option("--attachments", is_flag=True, help="Fetch the documents that notices link to as well.")
@click.option("--status", type=click.Choice(["open", "closed"]), help="Only what is open, or only what is closed.")
@click.option("--lot", metavar="LOT", help="Only this lot, such as digital-outcomes.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most this many notices.")
@click.option("--base-url", metavar="URL", help="An archive or a replica that stands in for the site.")
@click.option("--contact", metavar="ADDRESS", help="Whom the site may write to; goes into the user agent.")
@format_option("text", "json")
@STORE
@CONFIG
def crawl(
    since: datetime | None, until: datetime | None, attachments: bool, contact: str | None, format_: str, **chosen: Any
) -> int:
    """Collect notices from SOURCE into the store.

    SOURCE is contract-award-service, contracts-finder, digital-marketplace or find-a-tender. Obeys robots.txt, asks for one page
    at a time and waits when the site asks it to. However it ends, run it again and it goes on where it stopped.
    """
    from crawler.run import CrawlOptions
    from crawler.run import crawl as collect
    from reports.progress import ProgressLine, crawled

    contact = contact or settings().crawl.contact or None
    limits = settings().attachments if attachments else None
    options = CrawlOptions(since=day(since), until=day(until), attachments=limits, contact=contact, **chosen)
    with ProgressLine(sys.stderr) as line:
        summary = collect(options, store_place(), lambda so_far: line.show(crawled(so_far)))
    if summary.resumed:
        tell("went on with the crawl before, which had not ended. Run it again to look for what came since")
    for failure in summary.failures:
        tell(failure)
    answer(format_, asdict(summary), crawled(summary))
    return OK


@riffle.command(epilog="Example: riffle add saved-pages/")
@PATHS
@format_option("text", "json")
@STORE
@CONFIG
def add(paths: tuple[Path, ...], format_: str) -> int:
    """Put saved pages and documents, or folders of them, into the store.

    A notice that changed is kept beside its old version; one that did not adds nothing.
    """
    from reports.clock import moment
    from reports.progress import ProgressLine, counted
    from tenders.intake import add as store_files
    from tenders.origins import recognise
    from tenders.store import open_store

    with open_store(store_place()) as store, ProgressLine(sys.stderr) as line:
        done = store_files(paths, store, lambda so_far: line.show(f"{so_far} read"))
        joined = recognise(store, moment(None), lambda: line.show("comparing with the notices of other sources"))
    if joined is None:
        tell("so many notices came that they were not compared with those of other sources: run “riffle duplicates --compare”")
    failures = [f"{unread.path} {unread.error}" for unread in done.failures]
    for failure in failures:
        tell(failure)
    counts = {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "failed": done.failed}
    answer(format_, {**counts, "failures": failures}, counted(done.kind, done.files, done))
    return FAILED if failures else OK


@riffle.command(epilog="Example: riffle parse saved-pages/ --format jsonl > records.jsonl")
@PATHS
@format_option("jsonl", "json")
@CONFIG
def parse(paths: tuple[Path, ...], format_: str) -> int:
    """Print what saved pages and documents say, as JSON.

    A record for each notice, with the words behind every value. Needs no store.
    A file that cannot be read gives a record of its path and error, and the rest goes on.
    """
    from reports.run import records

    readable = Readable()
    for text in as_json(readable.watch(records(paths, settings().limits)), array=format_ == "json"):
        write(text)
    return readable.code


@riffle.command(epilog="Example: riffle export notices.csv")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@AS_OF
@STORE
@CONFIG
def export(file: Path, paths: tuple[Path, ...], as_of: datetime | None) -> int:
    """Write a table of notices to FILE (.csv).

    One row for each notice in the store or, where any are named, in files and folders.
    """
    from reports.clock import moment
    from reports.export import export as write_table
    from reports.run import from_paths, from_store
    from tenders.store import named_store

    readable, when = Readable(), moment(day(as_of))
    if paths:
        rows = write_table((item.assessment for item in readable.of(from_paths(paths, settings(), when, settings().limits))), file)
    else:
        with named_store(store_place()) as store:
            rows = write_table(readable.of(from_store(store, settings(), when, settings().limits)), file)
    tell(f"wrote {file}: {rows} row{'' if rows == 1 else 's'}")
    return readable.code


@riffle.command(epilog="Example: riffle check draft.docx --fail-on error")
@PATHS
@format_option("text")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="The least severity of a finding that makes the exit code 1.",
)
@click.option("--all", "everything", is_flag=True, help="Also what is common among real notices, waived or in the baseline.")
@click.option("--against", metavar="OLD", type=click.Path(path_type=Path), help="Say what became of an older draft's findings.")
@click.option("--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Count only findings that are not in this file.")
@click.option("--write-baseline", is_flag=True, help="Write the findings of now into the baseline, and end with 0.")
@AS_OF
@OUTPUT
@CONFIG
def check(
    paths: tuple[Path, ...],
    format_: str,
    fail_on: str,
    everything: bool,
    against: Path | None,
    baseline: Path | None,
    write_baseline: bool,
    as_of: datetime | None,
    output: Path | None,
) -> int:
    """Say what is wrong with an ask, where and why.

    Gives the buyer’s words, why it matters and how to put it right. Needs no store. Give two drafts of one ask, the older first,
    to see what the new one put right and what it brought in.

    Exit code 0: nothing as severe as --fail-on. 1: something is. 2: a file could not be read.
    Formats: text, concise, markdown, html, json, sarif, github, junit.
    """
    from itertools import chain

    from reports.checking import checks, worst
    from reports.clock import moment
    from reports.formats import named
    from reports.run import from_paths
    from scoring.baseline import FILE
    from scoring.baseline import write as write_known

    format_of, readable, chosen = named(format_), Readable(), settings()
    if against and against.is_dir():
        raise RiffleError(f"{against} is a folder: name the older draft itself")

    def read(path: Path) -> Iterator[Checked]:
        return readable.of(from_paths((path,), chosen, moment(day(as_of)), chosen.limits))

    older = next(read(against), None) if against else None
    # Each by itself: of two captures of one notice both are checked, as both are named.
    found = chain.from_iterable(map(read, dict.fromkeys(paths)))
    if write_baseline:
        known = baseline or Path(FILE)
        spare_what_was_read(known)
        total = write_known(known, ((one.place, one.assessment.lint) for one in found))
        tell(f"wrote {known}: {total} finding{'' if total == 1 else 's'} that no longer count")
        return readable.code
    results = checks(found, chosen.policy, baseline, older)
    where = out(output, everything=everything, unread=tuple(readable.unread), fail_on=fail_on)
    finish(format_of.check(results, where), output)
    return readable.code or (FINDINGS if worst(results) >= where.fails.rank else OK)


@riffle.command(epilog="Example: riffle screen --format html --output screen.html")
@click.option("--all", "everything", is_flag=True, help="Also what is closed.")
@AS_OF
@format_option("terminal")
@OUTPUT
@STORE
@CONFIG
def screen(everything: bool, as_of: datetime | None, format_: str, output: Path | None) -> int:
    """Rank what is open in the store, best first.

    Verdict, score, days left, budget, length, phases and findings. Formats: terminal, json, html, csv.
    """
    from reports.clock import moment
    from reports.formats import named
    from reports.run import from_store, is_open, ranked
    from tenders.store import named_store

    format_of, readable, now = named(format_), Readable(), moment(day(as_of))
    with named_store(store_place()) as store:
        found = readable.of(from_store(store, settings(), now, settings().limits, None if everything else now))
        shown = ranked(item for item in found if everything or is_open(item))
        if not shown:
            tell("no notice in the store is open: use --all or --as-of" if store.newest() else EMPTY)
    finish(format_of.screen(shown, out(output)), output)
    return readable.code


@riffle.command(epilog="Example: riffle show 90001 --format html --output 90001.html")
@click.argument("wanted", metavar="ID|PATH")
@AS_OF
@format_option("terminal")
@OUTPUT
@STORE
@CONFIG
def show(wanted: str, as_of: datetime | None, format_: str, output: Path | None) -> int:
    """Summarise one notice on a page.

    The facts with their quotes, the findings, what to ask, and the decision with its reasons.
    A number is looked up in the store; a file needs no store. Formats: terminal, json, html.
    """
    from reports.clock import moment
    from reports.formats import named
    from reports.run import find

    format_of, chosen = named(format_), settings()
    found = find(wanted, store_place(), chosen, moment(day(as_of)), chosen.limits)
    finish(format_of.show(found, out(output)), output)
    return OK


@riffle.command(epilog='Example: riffle decide 90001 no-bid --reason "No clearance in time"')
@click.argument("notice", metavar="ID")
@click.argument("verdict", type=click.Choice(["bid", "no-bid", "watch"]))
@click.option("--reason", required=True, metavar="TEXT", help="Why, for those who look at it later.")
@click.option("--by", metavar="NAME", help="Who decided. Your user name unless given.")
@format_option("text", "json")
@STORE
@CONFIG
def decide(notice: str, verdict: Verdict, reason: str, by: str | None, format_: str) -> int:
    """Keep what you decided of a notice, with the reason.

    Nothing is written over: a second thought stands beside the first, and the last one counts. “riffle screen” and
    “riffle show” tell it.
    """
    from reports.decisions import decided, keep, said

    kept = keep(store_place(), notice, verdict, reason, by)
    answer(format_, decided(kept), said(kept))
    return OK


@riffle.command(epilog="Example: riffle duplicates --part find-a-tender:ocds-h6vhtk-0a1b2c contracts-finder:ocds-b5fd17-123")
@click.option("--join", nargs=2, metavar="ID ID", help="Say that two notices are the same opportunity.")
@click.option("--part", nargs=2, metavar="ID ID", help="Say that they are not, whatever Riffle found.")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@click.option("--by", metavar="NAME", help="Who says so. Your user name unless given.")
@click.option("--compare", is_flag=True, help="Compare all that came into the store, however long it takes.")
@format_option("text", "json")
@STORE
@CONFIG
def duplicates(
    join: tuple[str, str] | None, part: tuple[str, str] | None, reason: str, by: str | None, compare: bool, format_: str
) -> int:
    """List the opportunities that are in the store from more than one source, and why they are taken for one.

    They are found after each crawl. Nothing is lost where Riffle is wrong: --part takes them for two again.
    """
    from reports.duplicates import as_text, as_values, compared, listed, ruled
    from reports.formats.json import dumped

    if join and part:
        raise RiffleError("--join and --part say opposite things: give one of them")
    if compare:
        compared(store_place())
    if join or part:
        ruled(store_place(), join or part or (), "same" if join else "different", reason, by)
    found = listed(store_place())
    write(dumped(as_values(found)) if format_ == "json" else as_text(found))
    return OK


@riffle.command(epilog="Example: riffle questions draft.docx --format docx --output questions.docx")
@click.argument("wanted", metavar="ID|PATH...", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="At most this many on each tender.")
@format_option("text", "markdown", "docx", "json", "jsonl")
@AS_OF
@OUTPUT
@STORE
@CONFIG
def questions(wanted: tuple[str, ...], limit: int, format_: Form, as_of: datetime | None, output: Path | None) -> int:
    """Draft the questions to ask before the deadline.

    Each is tied to a finding, a missing fact or an open word of the notice, and none asks what the notice or its published
    answers say. The one whose answer is worth most comes first. A number is looked up in the store; files and folders need none.
    """
    from reports.clock import moment
    from reports.questions import save, sheet, written
    from reports.run import wanted_from

    if format_ == "docx" and output is None:
        raise RiffleError("--format docx needs a file to write to: add --output questions.docx")
    readable, chosen = Readable(quiet=output is None), settings()
    found = readable.of(wanted_from(wanted, store_place(), chosen, moment(day(as_of)), chosen.limits))
    sheets = (sheet(one, limit) for one in found)
    if format_ == "docx" and output is not None:
        spare_what_was_read(output)
        save(list(sheets), output)
        tell(f"wrote {output}")
    elif output is not None:
        finish("".join(written(sheets, format_, out(output))), output)
    else:
        for text in written(sheets, format_, out()):
            write(text)
    return readable.code


@riffle.command(epilog="Example: riffle changes --since 2020-05-04")
@click.argument("notice_id", metavar="[ID]", required=False)
@click.option("--since", type=DATE, metavar="DATE", help="Only what changed on this date or later.")
@format_option("text", "json", "markdown")
@OUTPUT
@STORE
@CONFIG
def changes(notice_id: str | None, since: datetime | None, format_: ChangesForm, output: Path | None) -> int:
    """Say what changed in a notice since it was first collected.

    Deadlines, budget, length, status, the buyer’s text by section, questions answered, and the findings that appeared or
    cleared. With an ID each version’s step in turn; without, the latest step of every notice that has changed, newest first.
    """
    from reports.changes import latest_steps, steps_of, written
    from reports.clock import moment
    from tenders.store import named_store

    readable, chosen, now, start = Readable(), settings(), moment(None), moment(day(since)) if since else None
    with named_store(store_place()) as store:
        if notice_id is None:
            found = latest_steps(store, chosen, now, start, chosen.limits)
        else:
            found = steps_of(notice_id, store, chosen, now, start, chosen.limits)
        text = "".join(written(readable.of(found), format_, out(output)))
    if not text and not readable.unread:
        tell(f"{notice_id or 'no notice in the store'} has {'not ' if notice_id else ''}changed{' since then' if since else ''}")
    finish(text, output)
    return readable.code


@riffle.command(epilog="Example: riffle rules W003")
@click.argument("code", required=False)
@format_option("text", "json")
def rules(code: str | None, format_: str) -> int:
    """List the rules, or explain one.

    What it looks for, why it matters, the fix for a buyer and the question for a supplier.
    """
    from reports.formats.json import dumped
    from reports.rule_pages import entry, listing, markdown, rule_of
    from scoring.engine import rules as known

    if code is None:
        write(dumped([entry(rule) for rule in known()]) if format_ == "json" else listing(known()))
    else:
        rule = rule_of(code)
        write(dumped(entry(rule)) if format_ == "json" else markdown(rule))
    return OK


@riffle.group(epilog="Example: riffle evaluate fields labels.jsonl saved-pages/")
def evaluate() -> None:
    """Measure Riffle itself on notices that somebody has read."""


@evaluate.command(epilog="Example: riffle evaluate fields labels.jsonl saved-pages/")
@click.argument("labels", type=click.Path(path_type=Path))
@PATHS
@format_option("text", "json")
@CONFIG
def fields(labels: Path, paths: tuple[Path, ...], format_: str) -> int:
    """Compare what Riffle reads with LABELS, field by field.

    LABELS has a JSON object a line with the answers of a person who read the notice. Beside what the patterns read stand
    the commonest answer and a classifier of sentences, cross-validated.
    """
    from reports.evaluation import as_text, as_values, evaluated
    from reports.formats.json import dumped
    from tenders.intake import latest
    from tenders.labelled import load, matched

    wanted, readable = load(labels), Readable()
    notices = matched((read.tender for read in readable.of(latest(paths, settings().limits))), wanted)
    if not notices:
        raise RiffleError(f"{labels} has no label for any notice in those files: check that their numbers agree")
    scores = evaluated(notices)
    write(dumped(as_values(scores)) if format_ == "json" else as_text(scores))
    return readable.code


@evaluate.command("base-rates", epilog="Example: riffle evaluate base-rates saved-pages/ --output rates.json")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@OUTPUT
@STORE
@CONFIG
def base_rates(paths: tuple[Path, ...], output: Path | None) -> int:
    """Count how common each rule’s findings are, by lot and by the phases bought.

    Reads the files and folders named, else the store. Writes JSON that holds figures only: no text and no numbers of notices.
    The table that comes with Riffle, which “riffle check” shows beside each finding, was made this way.
    """
    from reports.run import linted_from_paths, linted_from_store
    from scoring.base_rates import counted, dumped
    from scoring.engine import RULE_SET
    from tenders.store import named_store

    readable = Readable()
    if paths:
        rates = counted(readable.of(linted_from_paths(paths, settings().limits)), RULE_SET)
    else:
        with named_store(store_place()) as store:
            rates = counted(readable.of(linted_from_store(store, settings().limits)), RULE_SET)
    if not rates.notices:
        raise RiffleError("there is nothing to count: name files or folders, or fill the store with “riffle crawl” or “riffle add”")
    finish(dumped(rates), output)
    return readable.code


@riffle.group("store", epilog="Example: riffle store info")
def upkeep() -> None:
    """Look after the store: what it holds, whether it is whole, copies of it."""


@upkeep.command("info", epilog="Example: riffle store info --store work.db")
@format_option("text", "json")
@STORE
@CONFIG
def store_info(format_: str) -> int:
    """Say what the store holds.

    Notices by source, versions, decisions, the last crawl of each source, crawls that have not finished, and the size of it all.
    Sizes in JSON are in bytes.
    """
    from reports.upkeep import info, said, values

    found = info(store_place())
    answer(format_, values(found), said(found))
    return OK


@upkeep.command("check", epilog="Example: riffle store check --store work.db")
@format_option("text", "json")
@STORE
@CONFIG
def store_check(format_: str) -> int:
    """Read every byte of the store and say what is wrong with it.

    Exit code 0: nothing. 1: something, a line for each with what to do. 2: the store could not be read.
    """
    from reports.progress import ProgressLine
    from reports.upkeep import check, said, values

    with ProgressLine(sys.stderr) as line:
        line.show("reading every byte of the store")
        done = check(store_place())
    answer(format_, values(done), said(done))
    return FINDINGS if done.findings else OK


@upkeep.command("vacuum", epilog="Example: riffle store vacuum --store work.db")
@format_option("text", "json")
@STORE
@CONFIG
def store_vacuum(format_: str) -> int:
    """Drop raw bytes that nothing uses, and give free space back.

    No notice, version, attachment or decision goes.
    """
    from reports.progress import ProgressLine
    from reports.upkeep import said, vacuum, values

    with ProgressLine(sys.stderr) as line:
        line.show("putting the store in order")
        done = vacuum(store_place())
    answer(format_, values(done), said(done))
    return OK


@upkeep.command("export", epilog="Example: riffle store export backup.jsonl.gz")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@format_option("text", "json")
@STORE
@CONFIG
def store_export(file: Path, force: bool, format_: str) -> int:
    """Write a copy of the whole store to FILE (.jsonl.gz).

    The copy is of one moment, whatever is being crawled or decided meanwhile. “riffle store import” takes it into any store,
    in a file or on PostgreSQL. For a table of the notices there is “riffle export”.
    """
    from reports.progress import ProgressLine
    from reports.upkeep import export, said, values

    with ProgressLine(sys.stderr) as line:
        line.show("writing the copy")
        done = export(store_place(), file, force=force)
    answer(format_, values(done), said(done))
    return OK


@upkeep.command("import", epilog="Example: riffle store import backup.jsonl.gz --store restored.db")
@click.argument("file", type=click.Path(path_type=Path))
@format_option("text", "json")
@STORE
@CONFIG
def store_import(file: Path, format_: str) -> int:
    """Take a copy that “riffle store export” wrote into the store.

    What is in the store already stays, and doing it twice makes no difference. Crawls that had not finished go on from there.
    """
    from reports.progress import ProgressLine
    from reports.upkeep import import_, said, values

    with ProgressLine(sys.stderr) as line:
        line.show("reading the copy")
        done = import_(store_place(), file)
    answer(format_, values(done), said(done))
    return OK


@upkeep.command("migrate", epilog="Example: riffle store migrate --store postgresql://riffle@localhost/riffle")
@format_option("text", "json")
@STORE
@CONFIG
def store_migrate(format_: str) -> int:
    """Bring the store of an older Riffle up to date.

    A file is brought up to date whenever it is opened; a PostgreSQL database, which others may use as well, only by this.
    """
    from reports.upkeep import bring_up_to_date, said, values

    done = bring_up_to_date(store_place())
    answer(format_, values(done), said(done))
    return OK


@riffle.command(epilog="Example: riffle init")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def init(force: bool) -> int:
    """Write riffle.toml here, every setting explained."""
    from scoring.profile import template
    from tenders.config import FILE

    path = click.get_current_context().obj["config"] or Path(FILE)
    if path.exists() and not force:
        raise RiffleError(f"{path} is there already: edit it, or write over it with --force")
    finish(template(), path)
    return OK


@riffle.command(epilog="Example: riffle demo --output demo-reports --keep")
@click.option("--output", type=click.Path(path_type=Path), default="demo-reports", show_default=True, help="Where reports go.")
@click.option("--keep", is_flag=True, help="Keep the store (demo.db) and the collected pages there too.")
def demo(output: Path, keep: bool) -> int:
    """Try everything on a bundled replica of the marketplace.

    Needs no network and no data. Collects, reads, judges and ranks, and writes the reports.
    """
    from reports.demo import STORE
    from reports.demo import demo as run
    from reports.formats import named
    from reports.progress import ProgressLine, counted
    from reports.run import is_open

    with ProgressLine(sys.stderr) as line:
        done = run(output, keep, lambda so_far: line.show(counted("page", so_far.pages, so_far)))
    click.echo(f"Collected from the replica: {counted('page', done.summary.pages, done.summary)}.\n")
    click.echo(named("terminal").screen([item for item in done.found if is_open(item)], out()))
    click.echo(f"Reports: {done.reports[0]}, and a page for each notice beside it")
    if keep:
        click.echo(f"Store: {output / STORE} (riffle --store {output / STORE} screen)")
    return OK


def main() -> None:
    """The entry point of the `riffle` command."""
    riffle(prog_name="riffle")
