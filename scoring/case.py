"""A case: everything that a judgement depends on, so that a change to it can be judged again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scoring.profile import Profile
from tenders.evidence import Evidence
from tenders.tender import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A finding put right: the fix in words, and the waterfall score (0 to 100) without that finding."""

    words: str
    waterfall: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A tender, its waterfall score, the profile it is judged for and the moment (aware).

    `supposed` holds factor scores to be taken as given, by factor key: what-ifs that no field expresses.
    """

    tender: Tender
    waterfall: int
    profile: Profile
    as_of: datetime
    remedies: tuple[Remedy, ...] = ()
    supposed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that could be otherwise: "If …" in words, and the case as it would then be."""

    words: str
    case: Case
    evidence: tuple[Evidence, ...] = ()
