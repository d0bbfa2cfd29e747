"""What the ask would score if one of its findings were put right."""

from __future__ import annotations

from dataclasses import replace

from scoring.case import Remedy
from scoring.engine import waterfall
from scoring.finding import Finding, LintResult


def remedies(result: LintResult) -> tuple[Remedy, ...]:
    """One remedy for each flag or rule found, in the findings' order: the heaviest finding's fix, in words.

    Putting a flag right clears every finding that raises it. Those that leave the score as it is are left out.
    """
    now, found = waterfall(result), dict[str, Remedy]()
    for finding in result.findings:
        key = finding.label or finding.code
        if key in found:
            continue
        rest = tuple(other for other in result.findings if (other.label or other.code) != key)
        score = waterfall(replace(result, findings=rest))
        if score < now:
            found[key] = Remedy(words=words(finding), waterfall=score, evidence=finding.evidence)
    return tuple(found.values())


def words(finding: Finding) -> str:
    """ "If the buyer put W003 right (say who finds the participants)"."""
    fix = finding.fix.strip().rstrip(".")
    plain = fix[:1].lower() + fix[1:] if fix[1:2].islower() else fix
    return f"If the buyer put {finding.code} right ({plain})"
