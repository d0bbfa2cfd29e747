"""What is said of a finding besides its own words: where it stands, how common it is, why it does not count; and of a file,
what is folded away and what became of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reports.checking import Triage
from reports.formats import Checked
from scoring.finding import Finding, LintResult, Rate, Suppression
from scoring.words import count, day, listed
from tenders.evidence import Evidence

WHOLE = "whole notice"
MOST = 0.5
# Of so few the very number says more than "1 in 6".
FEW = 30
# Below this share "1 in 7" is near enough; from it, the nearest of the parts that people know.
RARE = 0.4
PARTS = sorted(
    {Fraction(part, whole) for whole in (2, 3, 4, 5, 10) for part in range(1, whole + 1)}, key=lambda one: one.denominator
)


def section(evidence: Evidence) -> str:
    """The answer that words stand in, and of a document with pages or a spreadsheet the page or cell."""
    page = "" if evidence.page is None else f"page {evidence.page}"
    return ", ".join(part for part in (evidence.section, page, evidence.cell) if part)


def place(finding: Finding) -> str:
    """The answer that a finding's first words stand in, or the whole notice where something is not said."""
    return section(finding.evidence[0]) if finding.evidence else WHOLE


def common(rate: Rate) -> str:
    """1 in 6 of 77 opportunities; 4 of 24 notices that buy discovery; none of 17."""
    found, tested = rate.found, rate.tested
    among = f"{tested} {rate.among}"
    if found in (0, tested):
        return f"{'all' if found else 'none'} of {among}"
    if found <= 2 or tested < FEW:
        return f"{found} of {among}"
    if rate.share < RARE:
        return f"1 in {round(tested / found)} of {among}"
    part = min(PARTS, key=lambda one: abs(one - Fraction(found, tested)))
    return f"{'nearly all' if part == 1 else f'{part.numerator} in {part.denominator}'} of {among}"


def uncounted(why: Suppression) -> str:
    """Why a finding does not count: waived by A. Patel until 1 March 2027: the reason."""
    if why.kind == "baseline":
        return why.reason
    until = f" until {day(why.until)}" if why.until else ""
    return f"waived by {why.by}{until}: {why.reason}"


def folded(found: Triage, shown_from: float) -> str:
    """What is left out of a file's findings, in a sentence, or ""."""
    most = "that most notices have" if shown_from >= MOST else "that are common among notices"
    waived = sum(1 for one in found.suppressed if one.suppressed and one.suppressed.kind == "waiver")
    known = len(found.suppressed) - waived
    parts = [
        count(len(found.more), "more finding") if found.more else "",
        f"{len(found.context)} {most}" if found.context else "",
        f"{waived} waived" if waived else "",
        f"{known} in the baseline" if known else "",
    ]
    return listed(part for part in parts if part)


def outcomes(result: LintResult) -> Iterator[tuple[str, int]]:
    """What became of the rules: each outcome in a word or two, and how many rules it was."""
    failed = {finding.code for finding in result.active}
    waived = {finding.code for finding in result.findings} - failed
    yield "passed", len(result.passes)
    yield "failed", len(failed)
    if waived:
        yield "not counted", len(waived)
    yield "not applicable", len(result.outside)
    yield "could not be tested", len(result.skips)


def rules_line(result: LintResult) -> str:
    """Rules: 41 passed, 12 failed, 5 not applicable, 3 could not be tested (not stated: closes, published)."""
    missing = ", ".join(sorted({name for skip in result.skips for name in skip.missing}))
    return f"Rules: {', '.join(f'{n} {what}' for what, n in outcomes(result))}{f' (not stated: {missing})' if missing else ''}."


def steps(result: Checked) -> list[tuple[str, str]]:
    """The changes that would help most: "71 to 38", and what to do."""
    return [(f"{lift.before} to {lift.after}", lift.words) for lift in result.lifts]
