"""What the rules say of a tender: findings, passes and skips."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
class Finding:
    """One rule broken in one place.

    `label` is the flag that the finding raises ("short_timebox"), or "" where it raises none. `evidence` may be
    empty where the finding is that something is not said. `fingerprint` is stable while the clause's words are.
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
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A rule that could not be tested, and the fields that it lacked."""

    code: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult:
    """What every rule said: it found something, it passed, it was skipped, or it does not apply; and the good signs, as credits.

    `outside` holds the codes of the rules that are about another route or another kind of work.
    """

    findings: tuple[Finding, ...]
    passes: tuple[str, ...]
    skips: tuple[Skip, ...]
    credits: tuple[Finding, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The flags raised, in the order that the rules raised them, each once."""
        return tuple(dict.fromkeys(finding.label for finding in self.findings if finding.label))
