"""Tender to assessment: what parse, show, check and screen all call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from scoring.decision import Decision, decide
from scoring.engine import RULE_SET, lint, waterfall
from scoring.finding import LintResult
from scoring.profile import Profile
from scoring.remedies import remedies
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A tender, what the rules say of it, and the decision, as of a moment and for a rule set."""

    tender: Tender
    lint: LintResult
    waterfall: int
    profile: Profile
    as_of: datetime
    rule_set: str = RULE_SET

    @cached_property
    def decision(self) -> Decision:
        """Whether to bid. Worked out when it is first asked for: a record or a check never asks."""
        return decide(self.tender, self.waterfall, self.profile, self.as_of, remedies(self.lint))


def assess(tender: Tender, profile: Profile, as_of: datetime) -> Assessment:
    """Judge a tender for a supplier's profile at a moment (aware)."""
    result = lint(tender)
    return Assessment(tender=tender, lint=result, waterfall=waterfall(result), profile=profile, as_of=as_of)
