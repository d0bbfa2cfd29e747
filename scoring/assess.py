"""Tender to assessment: what parse, show, check and screen all call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.base_rates import shipped
from scoring.decision import Decision, decide
from scoring.engine import RULE_SET, lint, waterfall
from scoring.finding import LintResult
from scoring.policy import Policy
from scoring.profile import Profile
from scoring.remedies import remedies
from scoring.words import london
from tenders.tender import Tender

if TYPE_CHECKING:
    from tenders.store import Decided, Origin

EVERY_RULE = Policy()
OF_A_RECORD = Policy(shape_only=True)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A tender, what the rules say of it, and the decision, as of a moment and for a rule set.

    Of one in the store also its `origins`, where it is published on more than one source (the one that was read first), and
    what people `decided` of it, the last decision last.
    """

    tender: Tender
    lint: LintResult
    waterfall: int
    profile: Profile
    as_of: datetime
    rule_set: str = RULE_SET
    origins: tuple[Origin, ...] = ()
    decided: tuple[Decided, ...] = ()

    @cached_property
    def decision(self) -> Decision:
        """Whether to bid. Worked out when it is first asked for: a record or a check never asks."""
        return decide(self.tender, self.waterfall, self.profile, self.as_of, remedies(self.lint))


def assess(tender: Tender, profile: Profile, as_of: datetime, policy: Policy = EVERY_RULE, path: str = "") -> Assessment:
    """Judge a tender for a supplier's profile at a moment (aware), with the rules as a policy sets them.

    `path` is the file it was read from, which overrides and waivers may name. The waterfall score counts every rule:
    a finding that is not wanted, or waived, leaves the ask as it is.
    """
    policy = policy.of(path or tender.id, tender)
    result = lint(tender, policy.chosen())
    score = waterfall(result)
    if policy.shape_only:
        return Assessment(tender=tender, lint=result, waterfall=score, profile=profile, as_of=as_of)
    shown = shipped().applied(policy.applied(result, path or tender.id, day_of(as_of)), tender)
    return Assessment(tender=tender, lint=shown, waterfall=score, profile=profile, as_of=as_of)


def day_of(as_of: datetime) -> date:
    """The day in London that a moment is on."""
    return london(as_of).date()
