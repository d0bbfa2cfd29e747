"""Tender to assessment: what parse, show, check and screen all call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.decision import Decision, decide
from scoring.engine import RULE_SET, lint, waterfall
from scoring.finding import LintResult
from scoring.profile import Profile
from scoring.remedies import remedies
from tenders.tender import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A tender, what the rules say of it, and the decision, as of a moment and for a rule set."""

    tender: Tender
    lint: LintResult
    waterfall: int
    decision: Decision
    as_of: datetime
    rule_set: str = RULE_SET


def assess(tender: Tender, profile: Profile, as_of: datetime) -> Assessment:
    """Judge a tender for a supplier's profile at a moment (aware)."""
    result = lint(tender)
    score = waterfall(result)
    decision = decide(tender, score, profile, as_of, remedies(result))
    return Assessment(tender=tender, lint=result, waterfall=score, decision=decision, as_of=as_of)
