"""Checked files for tests of the formats: a flood with findings of every kind, a quiet one, and a hostile one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from judged import assessment, cite, finding, planted, tender
from pages import MODEL, page
from reports.formats import Checked
from reports.lines import Source
from scoring.comparison import Comparison
from scoring.finding import Rate, Severity, Skip, Suppression
from scoring.lift import Lift
from scoring.policy import Check

WAIVED = Suppression(kind="waiver", reason="Held at a List X site.", by="A. Patel", until=date(2027, 3, 31))
KNOWN = Suppression(kind="baseline", reason="in the baseline")
NOTE = "the waiver of T001 by B. Jones ended on 2026-01-31: renew it or put the finding right"
# Markup, commands of GitHub's log, what would end CDATA or a property, an escape sequence, a reversed reading order, a table's
# cell, a mention, a link, a placeholder.
HOSTILE = (
    "<script>alert(1)</script> ::error::boo ##[error]boo ]]> %0A %25 \x1b[31mred \u202eecirp\u202c \x00 a|b `c` "
    "[click](https://evil.example) [x](1) {0} @everyone #1 www.evil.example \ufffe"
)
# What of it a web page cannot hold and has its place taken in the text by this word.
PLACE = "HOSTILEHOSTILE"


def rate(found: int, tested: int = 77) -> Rate:
    return Rate(found=found, tested=tested, among="opportunities")


def flood(folder: Path, name: str = "a.html") -> Checked:
    """A file with seven faults, two that are common, one waived and one in the baseline."""
    answers = MODEL | {"Payment approach": "Fixed price"}
    (folder / name).write_bytes(page(answers=answers))
    found = tender(answers)
    price = cite(found, "Payment approach", "Fixed price")
    waiting = cite(found, "Summary of the work", "give up on the allotment waiting list")
    faults = [finding(f"W00{n}", waiting, severity=Severity.WARNING, rate=rate(n)) for n in range(4, 9)]
    findings = (
        finding("C003", price, waiting, severity=Severity.ERROR, message="A fixed price is asked for.", rate=rate(13)),
        finding("T002", rate=rate(20)),
        *faults,
        finding("U001", waiting, severity=Severity.INFO, rate=rate(60)),
        finding("U005", rate=rate(70)),
        finding("T006", price, suppressed=WAIVED),
        finding("T007", price, suppressed=KNOWN),
    )
    judged = assessment(found, findings, waterfall=71, skips=(Skip(code="W009", missing=("duration", "phases")),))
    judged = replace(judged, lint=replace(judged.lint, outside=("S001",)))
    return Checked(place=name, assessment=judged, shown=Check(), notes=(NOTE,), source=Source(folder / name))


def compared(folder: Path) -> Checked:
    """The same with an older draft beside it and two lifts."""
    made = flood(folder)
    first, second, third, *_ = made.assessment.lint.findings
    lifts = (
        Lift(code="C003", words="Pay for time and materials with a cap.", before=71, after=50),
        Lift(code="W004", words="Name who recruits.", before=50, after=38),
    )
    against = Comparison(old="old.html", before=90, after=71, fixed=(second,), brought=(first,), kept=(third,))
    return replace(made, lifts=lifts, compared=against)


def quiet(folder: Path, name: str = "b.html") -> Checked:
    """A file in which nothing was found."""
    (folder / name).write_bytes(page())
    return Checked(place=name, assessment=assessment(tender()), source=Source(folder / name))


def hostile() -> Checked:
    """A file whose name, title, answers, findings and notes all try to act."""
    found = planted(tender({"Summary of the work": f"Do {PLACE} now."}, title=f"T {PLACE}"), **{PLACE: HOSTILE})
    said = dict.fromkeys(("name", "message", "why", "fix", "question"), HOSTILE)
    words = cite(found, "Summary of the work", HOSTILE.strip())
    waived = replace(WAIVED, reason=HOSTILE, by=HOSTILE)
    findings = (
        finding("X001", words, severity=Severity.ERROR, **said),
        finding("X002", rate=Rate(found=1, tested=3, among=HOSTILE), **said),
        finding("X003", words, suppressed=waived, **said),
    )
    judged = assessment(found, findings, skips=(Skip(code="X004", missing=(HOSTILE,)),))
    lift = Lift(code="X001", words=HOSTILE, before=20, after=10)
    against = Comparison(old=HOSTILE, before=1, after=2, fixed=findings[:1], brought=findings[:1], kept=findings[:1])
    return Checked(place=f"{HOSTILE}.md", assessment=judged, notes=(HOSTILE,), lifts=(lift,), compared=against)
