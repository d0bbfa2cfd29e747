"""What was judged, as plain values for JSON: findings, skips and the decision. Times are ISO 8601 with their offset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scoring.comparison import Comparison
from scoring.decision import Decision
from scoring.engine import SILENT_ASK, contributions
from scoring.finding import Finding, LintResult, Suppression
from tenders.document import Section
from tenders.evidence import Evidence


def quotes(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as the records hold it: field, start, end, quote and, of a paged document or a spreadsheet, the page or cell."""
    return [{"field": e.section, "start": e.start, "end": e.end, "quote": e.quote, **place(e)} for e in evidence]


def place(found: Evidence | Section) -> dict[str, Any]:
    """The page or the cell that words stand in, where the file has such."""
    page = {} if found.page is None else {"page": found.page}
    return {**page, "cell": found.cell} if found.cell else page


def finding(found: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "code": found.code,
        "name": found.name,
        "flag": found.label or None,
        "severity": found.severity.value,
        "message": found.message,
        "why": found.why,
        "fix": found.fix,
        "question": found.question,
        "fingerprint": found.fingerprint,
        "rate": None if found.rate is None else {"found": found.rate.found, "tested": found.rate.tested, "among": found.rate.among},
        "suppressed": None if found.suppressed is None else suppression(found.suppressed),
        "evidence": quotes(found.evidence),
    }


def suppression(found: Suppression) -> dict[str, Any]:
    """Why a finding does not count."""
    until = found.until.isoformat() if found.until else None
    return {"kind": found.kind, "reason": found.reason, "by": found.by or None, "until": until}


def compared(found: Comparison) -> dict[str, Any]:
    """What became of an older draft's findings, and of its score."""
    values: dict[str, Any] = {"old": found.old, "before": found.before, "after": found.after}
    for name, findings in (("fixed", found.fixed), ("brought", found.brought), ("kept", found.kept)):
        values[name] = [finding(one) for one in findings]
    return values


def linted(result: LintResult) -> dict[str, Any]:
    """What every rule said: findings, good signs, codes that passed, that were skipped with the fields they
    lacked, and that are about other work.

    `points` is how the waterfall score adds up: from where a silent ask stands, what each rule adds or takes.
    """
    return {
        "findings": [finding(found) for found in result.findings],
        "credits": [finding(found) for found in result.credits],
        "points": {"silent_ask": SILENT_ASK, **dict(contributions(result))},
        "passed": list(result.passes),
        "skipped": [{"code": skip.code, "missing": list(skip.missing)} for skip in result.skips],
        "not_applicable": list(result.outside),
    }


def decided(decision: Decision) -> dict[str, Any]:
    """The decision: verdict and score, gates, factors, reasons and flips."""
    return {
        "verdict": decision.verdict.value,
        "score": decision.score,
        "confidence": decision.confidence,
        "known": round(decision.known, 3),
        "not_known": list(decision.silent),
        "profile_given": decision.profile_given,
        "bands": {"bid": decision.bands.bid, "review": decision.bands.review},
        "gates": [
            {"key": g.key, "name": g.name, "state": g.state, "reason": g.reason, "evidence": quotes(g.evidence)}
            for g in decision.gates
        ],
        "factors": [
            {
                "key": f.key,
                "name": f.name,
                "score": f.score,
                "weight": f.weight,
                "known": f.known,
                "reason": f.reason,
                "evidence": quotes(f.evidence),
            }
            for f in decision.factors
        ],
        "reasons": [{"text": r.text, "speaks": r.speaks, "evidence": quotes(r.evidence)} for r in decision.reasons],
        "flips": [
            {"text": f.text, "before": f.before.value, "after": f.after.value, "score": f.score, "evidence": quotes(f.evidence)}
            for f in decision.flips
        ],
    }
