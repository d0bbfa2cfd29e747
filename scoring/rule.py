"""A rule: class attributes describe it, fields are its options, `check` yields what it found.

Its docstring becomes its page: what it looks for, why it matters, and an example of a bad and a good ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from scoring.finding import Finding, Severity
from tenders.evidence import Evidence
from tenders.tender import Tender

# The marketplace's lots. A draft that is no marketplace page states none.
Route = Literal["digital-outcomes", "digital-specialists", "user-research-participants"]
OUTCOMES: frozenset[Route] = frozenset({"digital-outcomes"})
# Days of a specialist, or participants for research, are bought to help in somebody else's work.
BY_THE_DAY: frozenset[Route] = frozenset({"digital-specialists", "user-research-participants"})
MARKETPLACE: frozenset[Route] = frozenset({"digital-outcomes", "digital-specialists", "user-research-participants"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a rule yields: the words at fault, and its own message or severity where these are not the rule's."""

    evidence: tuple[Evidence, ...] = ()
    message: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The base of every rule.

    `requires` names the fields without which the rule is skipped: fields of Tender, or of the document by their
    identifier. `routes` names the lots that the rule is about, none where it is about any notice or document. `label` is
    the flag that a finding raises. `of_silence`: it finds that something is not said, and is skipped, for want of the
    documents, where only a publisher's form was read, which has no place for more than its boxes. `weight` is what a finding
    adds to the waterfall score, and `most` is how many findings of the rule count. `model` is a field and a sentence there
    that would put the ask right, or its whole answer where `model_anew`; without one, taking the words at fault out would
    (scoring/lift.py).
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    label: ClassVar[str] = ""
    weight: ClassVar[int] = 0
    most: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ()
    routes: ClassVar[frozenset[Route]] = frozenset()
    of_silence: ClassVar[bool] = False
    model: ClassVar[tuple[str, str] | None] = None
    model_anew: ClassVar[bool] = False
    message: ClassVar[str]
    why: ClassVar[str]
    fix: ClassVar[str]
    question: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    def applies(self, tender: Tender) -> bool:
        """Whether the rule has anything to say of such work ("only a discovery"). Called where every required field is stated."""
        return True

    def check(self, tender: Tender) -> Iterator[Clause]:
        """Each clause at fault. Called only where every required field is stated and the rule applies."""
        raise NotImplementedError

    def finding(self, clause: Clause) -> Finding:
        """A clause as a finding of this rule."""
        return Finding(
            code=self.code,
            name=self.name,
            label=self.label,
            severity=clause.severity or self.severity,
            message=clause.message or self.message,
            why=self.why,
            fix=self.fix,
            question=self.question,
            evidence=clause.evidence,
        )


@dataclass(frozen=True, kw_only=True)
class Signal(Rule):
    """The base of the rules that look for a good sign. What one yields is a credit: its weight is below zero."""

    severity = Severity.INFO
