"""Gates: what must hold before a score matters. One gate a file, found by discovery.

A gate's module holds one class that inherits from Gate. A silent field makes a gate "not known", never passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from scoring.case import Case, Change
from tenders.discovery import units
from tenders.evidence import Evidence

State = Literal["passed", "failed", "not known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a gate says of a case: its state, why in one sentence, and the words behind it."""

    state: State
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """A gate's outcome under its name."""

    key: str
    name: str
    state: State
    reason: str
    evidence: tuple[Evidence, ...]

    @property
    def known(self) -> bool:
        """Whether there was anything to go by."""
        return self.state != "not known"


class Gate:
    """The base of every gate. `order` places it in the list that people read."""

    key: ClassVar[str]
    name: ClassVar[str]
    order: ClassVar[int]

    def test(self, case: Case) -> Outcome:
        """Whether the case passes."""
        raise NotImplementedError

    def changes(self, case: Case) -> Iterator[Change]:
        """What would clear the gate, where it is failed; nothing where it is not."""
        raise NotImplementedError

    def result(self, case: Case) -> GateResult:
        """The outcome under this gate's name."""
        found = self.test(case)
        return GateResult(key=self.key, name=self.name, state=found.state, reason=found.reason, evidence=found.evidence)


@cache
def gates() -> tuple[Gate, ...]:
    """One of every gate in this package, in reading order."""
    return tuple(sorted((kind() for kind in units(__name__, Gate)), key=lambda gate: (gate.order, gate.key)))
