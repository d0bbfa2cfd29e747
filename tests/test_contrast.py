"""Pairs of notices that differ by one clause (fixtures/contrast/FLAG.toml): one raises the flag, the other does not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from rule_cases import tender
from scoring.engine import lint, rules
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "contrast"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two notices: `answers`, and under the label `where` one clause more."""

    flag: str
    name: str
    where: str
    raises: str
    silent: str
    answers: Mapping[str, str] = field(default_factory=dict)

    def flags(self, clause: str) -> frozenset[str]:
        """The flags of the notice that has this clause."""
        before = self.answers.get(self.where, "")
        return frozenset(lint(tender({**self.answers, self.where: f"{before} {clause}".strip()})).labels)


def pairs() -> list[Pair]:
    """Every pair, in the files' order."""
    return [
        Pair(flag=path.stem, **entry)
        for path in sorted(FOLDER.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
    ]


def named(pair: Pair) -> str:
    """A pair's test id."""
    return f"{pair.flag}-{pair.name}"


@pytest.mark.parametrize("pair", pairs(), ids=named)
def test_one_clause_makes_the_difference(pair: Pair) -> None:
    raised, silent = pair.flags(pair.raises), pair.flags(pair.silent)
    assert raised - silent == {pair.flag}
    assert silent - raised == set()


def test_every_flag_has_four_pairs() -> None:
    flags = {rule.label for rule in rules() if rule.label}
    told = [pair.flag for pair in pairs()]
    assert {flag: told.count(flag) for flag in flags} == dict.fromkeys(flags, 4)
