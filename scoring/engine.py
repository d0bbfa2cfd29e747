"""The engine: every rule against a tender. A rule that lacks a field is skipped with the field's name, never passed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from scoring.finding import Finding, LintResult, Skip
from scoring.rule import Rule
from tenders.discovery import units
from tenders.tender import Tender

# The version of the rules as a set; it goes into every assessment, so that a score can be defended later.
RULE_SET = "2026.11"


@cache
def rules() -> tuple[Rule, ...]:
    """One of every rule in scoring/rules, in code order."""
    return tuple(sorted((kind() for kind in units("scoring.rules", Rule)), key=lambda rule: rule.code))


def lint(tender: Tender, chosen: Sequence[Rule] | None = None) -> LintResult:
    """What the rules say of a tender, errors first, then in code order."""
    findings: list[Finding] = []
    passes: list[str] = []
    skips: list[Skip] = []
    for rule in rules() if chosen is None else chosen:
        missing = tuple(name for name in rule.requires if not tender.states(name))
        if missing:
            skips.append(Skip(code=rule.code, missing=missing))
            continue
        found = [rule.finding(clause) for clause in rule.check(tender)]
        findings.extend(found)
        if not found:
            passes.append(rule.code)
    findings.sort(key=lambda finding: (-finding.severity.rank, finding.code))
    return LintResult(findings=tuple(findings), passes=tuple(passes), skips=tuple(skips))


def waterfall(result: LintResult) -> int:
    """How waterfall-shaped an ask is, 0 (a model agile ask) to 100: the sum of its findings' weights, capped.

    A rule that finds several clauses counts once, and of the rules that raise one flag only the heaviest counts, so
    that the score can be read off the findings.
    """
    return min(100, sum(points for _, points in contributions(result)))


def contributions(result: LintResult) -> tuple[tuple[str, int], ...]:
    """What each rule's findings add to the waterfall score: (code, points), heaviest first."""
    weights = {rule.code: rule.weight for rule in rules()}
    by_label: dict[str, tuple[str, int]] = {}
    for finding in result.findings:
        points = (finding.code, weights.get(finding.code, 0))
        key = finding.label or finding.code
        if points[1] > by_label.get(key, ("", 0))[1]:
            by_label[key] = points
    return tuple(sorted(by_label.values(), key=lambda item: (-item[1], item[0])))
