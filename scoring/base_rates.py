"""Base rates: how common each finding is among real opportunities, by lot and phase.

The table (data/base_rates.json) holds figures only. `riffle evaluate base-rates` makes one from a store or a folder; the
shipped one says of what it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from scoring.finding import LintResult, Rate
from tenders.tender import Tender

FILE = "base_rates.json"
EVERYTHING = "opportunities"
# Of fewer than this a share says little: the wider kind is taken instead.
ENOUGH = 10
LOTS: Mapping[str, str] = {
    "digital-outcomes": "outcomes notices",
    "digital-specialists": "specialists notices",
    "user-research-participants": "participants notices",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRates:
    """Of what the table was made, and for each kind of notice and each rule: how many it found and how many it could test."""

    rule_set: str
    notices: int
    counts: Mapping[str, Mapping[str, tuple[int, int]]]

    def rate(self, code: str, tender: Tender) -> Rate | None:
        """How common a rule's finding is among notices like this one; the narrowest kind of which there are enough."""
        for kind in kinds(tender):
            found, tested = self.counts.get(kind, {}).get(code, (0, 0))
            if tested >= ENOUGH:
                return Rate(found=found, tested=tested, among=kind)
        return None

    def applied(self, result: LintResult, tender: Tender) -> LintResult:
        """The result with each finding's rate."""
        findings = tuple(replace(finding, rate=self.rate(finding.code, tender)) for finding in result.findings)
        return replace(result, findings=findings)


def kinds(tender: Tender) -> Iterator[str]:
    """The kinds of notice that a tender is one of, narrowest first: what phases it buys, its lot, everything."""
    lot = tender.lot.value if tender.lot else ""
    if tender.bought:
        yield f"notices that buy {' and '.join(tender.bought)}"
    if lot in LOTS:
        yield LOTS[lot]
    yield EVERYTHING


def counted(judged: Iterable[tuple[Tender, LintResult]], rule_set: str) -> BaseRates:
    """The table of a set of tenders."""
    counts: dict[str, dict[str, list[int]]] = {}
    notices = 0
    for tender, result in judged:
        notices += 1
        found = {finding.code for finding in result.findings} | {credit.code for credit in result.credits}
        for kind in kinds(tender):
            of_kind = counts.setdefault(kind, {})
            for code in found | {*result.passes, *result.absent}:
                cell = of_kind.setdefault(code, [0, 0])
                cell[0] += code in found
                cell[1] += 1
    return BaseRates(
        rule_set=rule_set,
        notices=notices,
        counts={
            kind: {code: (cell[0], cell[1]) for code, cell in sorted(of_kind.items())} for kind, of_kind in sorted(counts.items())
        },
    )


def dumped(rates: BaseRates) -> str:
    """The table as JSON, a rule's two numbers on a line."""
    counts = ",\n".join(
        f"  {json.dumps(kind)}: {{\n"
        + ",\n".join(f"   {json.dumps(code)}: {json.dumps(cell)}" for code, cell in cells.items())
        + "\n  }"
        for kind, cells in rates.counts.items()
    )
    head = f' "rule_set": {json.dumps(rates.rule_set)},\n "notices": {rates.notices},\n'
    return f'{{\n{head} "counts": {{\n{counts}\n }}\n}}\n'


def parsed(text: str) -> BaseRates:
    """A table from its JSON. Raises ValueError, KeyError or TypeError where it is not one."""
    written = json.loads(text)
    counts = {
        kind: {code: (int(found), int(tested)) for code, (found, tested) in cells.items()}
        for kind, cells in written["counts"].items()
    }
    return BaseRates(rule_set=str(written["rule_set"]), notices=int(written["notices"]), counts=counts)


@cache
def shipped() -> BaseRates:
    """The table that comes with Riffle."""
    return parsed(resources.files("scoring").joinpath("data", FILE).read_text(encoding="utf-8"))
