"""The engine: every rule against a tender. A rule that lacks a field is skipped with the field's name, never passed;
one that is about other work does not apply.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from scoring.finding import Finding, LintResult, Skip
from scoring.rule import Rule, Signal
from tenders.discovery import units
from tenders.tender import Tender

# The version of the rules as a set; it goes into every assessment, so that a score can be defended later.
RULE_SET = "2026.11"
# Where an ask stands that says nothing for or against itself. This and the rules' weights are ours: rounded from a ridge
# regression of readers' 0 to 4 marks on the labelled notices (benchmarks/waterfall.py shows both).
SILENT_ASK = 65
# What a rule of silence lacks where only a publisher's form was read.
DOCUMENTS = "documents"


@cache
def rules() -> tuple[Rule, ...]:
    """One of every rule in scoring/rules, in code order."""
    return tuple(sorted((kind() for kind in units("scoring.rules", Rule)), key=lambda rule: rule.code))


def lint(tender: Tender, chosen: Sequence[Rule] | None = None) -> LintResult:
    """What the rules say of a tender: findings (errors first, then in code order), and good signs in code order."""
    findings: list[Finding] = []
    good: list[Finding] = []
    passes: list[str] = []
    skips: list[Skip] = []
    outside: list[str] = []
    absent: list[str] = []
    for rule in rules() if chosen is None else chosen:
        if rule.routes and tender.lot is not None and tender.lot.value not in rule.routes:
            outside.append(rule.code)
            continue
        missing = lacks(rule, tender)
        if missing:
            skips.append(Skip(code=rule.code, missing=missing))
            continue
        if not rule.applies(tender):
            outside.append(rule.code)
            continue
        found = [rule.finding(clause) for clause in rule.check(tender)]
        if isinstance(rule, Signal):
            good.extend(found)
            absent.extend(() if found else (rule.code,))
        elif found:
            findings.extend(found)
        else:
            passes.append(rule.code)
    findings.sort(key=lambda finding: (-finding.severity.rank, finding.code))
    return LintResult(
        findings=tuple(findings),
        passes=tuple(passes),
        skips=tuple(skips),
        credits=tuple(good),
        outside=tuple(outside),
        absent=tuple(absent),
    )


def lacks(rule: Rule, tender: Tender) -> tuple[str, ...]:
    """What a rule cannot do without and the tender does not state; a rule for some routes needs to know the route."""
    missing = [name for name in rule.requires if not tender.states(name)]
    if rule.routes and not tender.states("lot"):
        missing.append("lot")
    if rule.of_silence and tender.document.form:
        missing.append(DOCUMENTS)
    return tuple(missing)


def waterfall(result: LintResult) -> int:
    """How waterfall-shaped an ask is, 0 (a model agile ask) to 100: where silence stands, and what each rule adds or takes.

    Of the rules that raise one flag only the heaviest counts, and a good sign counts as often as its rule allows, so
    that the score can be read off the findings.
    """
    return max(0, min(100, SILENT_ASK + sum(points for _, points in contributions(result))))


def contributions(result: LintResult) -> tuple[tuple[str, int], ...]:
    """What each rule adds to the waterfall score or takes from it: (code, points), heaviest first."""
    by_code = {rule.code: rule for rule in rules()}
    points: dict[str, tuple[str, int]] = {}
    for finding in result.findings:
        weight = (finding.code, by_code[finding.code].weight if finding.code in by_code else 0)
        key = finding.label or finding.code
        if weight[1] > points.get(key, ("", 0))[1]:
            points[key] = weight
    for code, times in Counter(credit.code for credit in result.credits).items():
        if code in by_code:
            points[code] = (code, by_code[code].weight * min(times, by_code[code].most))
    return tuple(sorted(points.values(), key=lambda item: (-abs(item[1]), item[0])))
