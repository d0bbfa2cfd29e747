"""One page a notice, an index of a set, and the page of a check: self-contained, without script or outside request.

Everything that a buyer wrote goes through jinja2's escaping and, before it, through `visible` or `line`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from reports.brief import row, said, title
from reports.checking import ordered, triage
from reports.formats import PLAIN, Checked, Format, Out
from reports.highlight import Mark, passages, place_of
from reports.margin import margin
from reports.remarks import common, rules_line, section, steps, uncounted
from reports.safe import line, visible
from reports.view import LOTS, basis, beyond, facts, glance, reading, same, shortened, standing, sum_of, tally_words
from scoring.assess import Assessment
from scoring.words import count, day, listed
from tenders.evidence import Evidence

if TYPE_CHECKING:
    from jinja2 import Environment

NAMELESS = "The notice"
INDEX = "index.html"
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")


class Html(Format):
    """A page with the decision, the facts, the findings, and the buyer's own text in which their words are marked."""

    name: ClassVar[str] = "html"

    def show(self, found: Assessment, out: Out = PLAIN) -> str:
        tender, result = found.tender, ordered(found.lint)
        every = tuple(passages(tender.document, result.findings))

        def place(evidence: Evidence) -> int | None:
            at = place_of(tender.document, evidence)
            return None if at is None else at + 1

        return rendered(
            "tender.html",
            found=found,
            tender=tender,
            title=title(tender),
            buyer=said(tender.buyer) or "Buyer not stated",
            source=LOTS.get(said(tender.lot), tender.source),
            glance=glance(found),
            beyond=tuple(beyond(found)),
            decision=found.decision,
            total_weight=sum(factor.weight for factor in found.decision.factors),
            standing=standing(found),
            basis=basis(found),
            facts=tuple(facts(tender)),
            findings=result.findings,
            sum=sum_of(result),
            tally=tally_words(result.findings),
            waterfall=found.waterfall,
            groups=[(name, list(group)) for name, group in groupby(every, lambda passage: passage.section.heading or NAMELESS)],
            reading=tuple(reading(tender)),
            passes=result.passes,
            skips=result.skips,
            place=place,
            same=same,
            worst=worst,
            has=lambda words: bool(words.strip(" -\u2013")),
            index=INDEX if out.linked else "",
            as_of=day(found.as_of),
            rule_set=found.rule_set,
        )

    def screen(self, found: Sequence[Assessment], out: Out = PLAIN) -> str:
        verdicts = [one.decision.verdict.value for one in found]
        parts = listed(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
        return rendered(
            "set.html",
            heading="What to bid for",
            summary=f"{count(len(found), 'notice')}{f': {parts}' if parts else ''}.",
            basis=basis(found[0]) if found else "",
            rows=[(row(one), name if out.linked else "") for one, name in zip(found, file_names(found), strict=True)],
            as_of=day(found[0].as_of) if found else "no notice",
            rule_set=found[0].rule_set if found else "none",
        )

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        active = [finding for result in results for finding in result.assessment.lint.active]
        files = count(len(results), "file")
        first = results[0].assessment if results else None
        return rendered(
            "check.html",
            heading=f"Check of {results[0].place if len(results) == 1 else files}",
            summary="" if len(results) == 1 else f"{tally_words(active).capitalize()} in {files}. ",
            unread=out.unread,
            drafts=[draft(result, f"d{number}-") for number, result in enumerate(results, 1)],
            section=section,
            common=common,
            uncounted=uncounted,
            worst=worst,
            has=lambda words: bool(words.strip(" -\u2013")),
            as_of=day(first.as_of) if first else "no notice",
            rule_set=first.rule_set if first else "none",
        )


def draft(result: Checked, prefix: str) -> Mapping[str, Any]:
    """What the page shows of a file. Every name that links within it begins with the prefix."""
    found, sorted_ = result.assessment, triage(result)
    faults = (*sorted_.headlines, *sorted_.more)
    beside = margin(found.tender.document, faults, sorted_.context)
    return {
        "prefix": prefix,
        "place": result.place,
        "title": title(found.tender),
        "waterfall": found.waterfall,
        "tally": tally_words(found.lint.active),
        "notes": result.notes,
        "headlines": beside.notes[: len(sorted_.headlines)],
        "more": count(len(sorted_.more), "more finding") if sorted_.more else "",
        "margin": beside,
        "context": beside.notes[len(faults) :],
        "common": result.shown.common,
        "suppressed": sorted_.suppressed,
        "lifts": steps(result),
        "compared": result.compared,
        "reading": tuple(reading(found.tender)),
        "rules": rules_line(found.lint),
        "skips": found.lint.skips,
    }


def file_names(found: Iterable[Assessment]) -> list[str]:
    """A file name for each page, safe on every platform and each used once."""
    names: list[str] = []
    for one in found:
        stem = NOT_IN_NAMES.sub("-", f"{one.tender.source}-{one.tender.id}").strip("-")[:80] or "notice"
        name, again = f"{stem}.html", 1
        while name in names or name == INDEX:
            again += 1
            name = f"{stem}-{again}.html"
        names.append(name)
    return names


def worst(marks: Sequence[Mark]) -> str:
    """The gravest severity of overlapping marks: it decides the line under them."""
    return max((mark.of.severity for mark in marks), key=lambda severity: severity.rank).value


def rendered(template: str, **values: Any) -> str:
    """A template filled in, with the style sheet inside it and its hash in the page's content policy."""
    style = resources.files("reports").joinpath("templates", "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    from markupsafe import Markup

    text = environment().get_template(template).render(style=Markup(style), style_hash=f"sha256-{digest}", **values)
    return text.rstrip("\n") + "\n"


@cache
def environment() -> Environment:
    """Templates from the package, every value escaped, a name that is missing an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(visible=visible, line=line, short=lambda text: line(shortened(text)), stated=stated)
    return made


def stated(cell: str) -> str:
    """A cell of the table, with words for a dash."""
    return "Not stated" if cell == "-" else cell
