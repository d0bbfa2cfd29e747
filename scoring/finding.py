"""What the rules say of a tender: findings, passes and skips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from scoring.fingerprint import fingerprint
from tenders.evidence import Evidence


class Severity(StrEnum):
    """How much a finding matters; `rank` orders them, error highest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return {"error": 2, "warning": 1, "info": 0}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a finding does not count: somebody waived it, or it was there before. `by` and `until` are a waiver's."""

    kind: Literal["waiver", "baseline"]
    reason: str
    by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How common a finding is: in `found` of the `tested` real opportunities of a kind ("discoveries")."""

    found: int
    tested: int
    among: str

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.found / self.tested


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule broken in one place.

    `label` is the flag that the finding raises ("short_timebox"), or "" where it raises none. `evidence` may be
    empty where the finding is that something is not said.
    `suppressed` says why the finding is shown and does not count; `rate` how common it is, None where that is not known.
    """

    code: str
    name: str
    label: str
    severity: Severity
    message: str
    why: str
    fix: str
    question: str
    evidence: tuple[Evidence, ...]
    suppressed: Suppression | None = None
    rate: Rate | None = None

    @property
    def fingerprint(self) -> str:
        """What it is known by from one draft to the next: stable while the clause's words are. A record never asks."""
        return fingerprint(self.code, self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A rule that could not be tested, and the fields that it lacked."""

    code: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult:
    """What every rule said: it found something, it passed, it was skipped, or it does not apply; and the good signs, as credits.

    `outside` holds the codes of the rules that are about another route or another kind of work, `absent` those of the good
    signs that were looked for and not found.
    """

    findings: tuple[Finding, ...]
    passes: tuple[str, ...]
    skips: tuple[Skip, ...]
    credits: tuple[Finding, ...] = ()
    outside: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def active(self) -> tuple[Finding, ...]:
        """The findings that count: neither waived nor in the baseline."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)

    @property
    def labels(self) -> tuple[str, ...]:
        """The flags raised, in the order that the rules raised them, each once."""
        return tuple(dict.fromkeys(finding.label for finding in self.findings if finding.label))
