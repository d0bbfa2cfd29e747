"""The rules' fixtures: what each rule must raise, must not raise, and cannot tell. One file a rule, fixtures/rules/CODE.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import accumulate
from typing import Any, Literal

from scoring.engine import lint, rules
from scoring.finding import LintResult
from scoring.rule import Rule, Signal
from tenders.document import Document, Section
from tenders.labels import field_of
from tenders.parse import tender_from
from tenders.tender import Tender
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "rules"
Kind = Literal["fail", "credit", "pass", "skip", "outside"]
KINDS: tuple[Kind, ...] = ("fail", "credit", "pass", "skip", "outside")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case of a rule: what the buyer answered, the rule's options, and what is to come of it.

    `evidence` and `severity` are None where the case does not say; `missing` is given for skips only.
    """

    rule: Rule
    kind: Kind
    name: str
    answers: Mapping[str, str]
    options: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] | None = None
    severity: str | None = None
    missing: tuple[str, ...] = ()

    @property
    def result(self) -> LintResult:
        """What the rule, set as the case says, makes of the answers."""
        return lint(tender(self.answers), [type(self.rule)(**self.options)])


def tender(answers: Mapping[str, str]) -> Tender:
    """The tender whose notice gives these answers under these labels, and nothing else.

    A form feed ends a page; a notice that has none has no pages.
    """
    sections = tuple(in_pages(answers) if any("\f" in text for text in answers.values()) else unpaged(answers))
    assert all(section.field for section in sections), f"no such label: {[s.label for s in sections if not s.field]}"
    return tender_from(Document(source="digital-marketplace", notice_id=None, sections=sections), "1")


def unpaged(answers: Mapping[str, str]) -> Iterator[Section]:
    """The answers as sections of a notice that has no pages."""
    return (Section(label=label, text=text.strip(), field=field_of(label)) for label, text in answers.items())


def in_pages(answers: Mapping[str, str]) -> Iterator[Section]:
    """The answers as sections of a document whose pages end at the form feeds."""
    page = 1
    for label, answer in answers.items():
        *ended, last = answer.strip(" \n").split("\f")
        breaks = tuple(accumulate(len(piece) for piece in ended))
        yield Section(label=label, text="".join((*ended, last)), field=field_of(label), page=page, breaks=breaks)
        page += len(ended)


def cases(*kinds: Kind) -> tuple[Case, ...]:
    """Every case of these kinds of every rule that has a fixture, in code order."""
    return tuple(case for rule in rules() for case in cases_of(rule) if case.kind in kinds)


def cases_of(rule: Rule) -> tuple[Case, ...]:
    """The cases in a rule's fixture, none where it has no fixture. A key that is not one of Case's is an error."""
    path = FOLDER / f"{rule.code}.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    assert set(written) <= set(KINDS), f"{path.name}: no such kind of case: {sorted(set(written) - set(KINDS))}"
    return tuple(read_case(rule, kind, entry) for kind in KINDS for entry in written.get(kind, ()))


def read_case(rule: Rule, kind: Kind, entry: Mapping[str, Any]) -> Case:
    """A case as it is written."""
    lists = {name: tuple(entry[name]) for name in ("evidence", "missing") if name in entry}
    return Case(rule=rule, kind=kind, **{**entry, **lists})


def named(case: Case) -> str:
    """A case's test id."""
    return f"{case.rule.code}-{case.name}"


def options(rule: Rule) -> frozenset[str]:
    """The names of a rule's options."""
    return frozenset(option.name for option in fields(rule))


def kinds_wanted(rule: Rule) -> frozenset[Kind]:
    """The kinds of case that a rule's fixture must show: of a good sign a credit, of any other rule a failure.

    A rule that says when it applies must show a case outside of it.
    """
    limited: frozenset[Kind] = frozenset({"outside"} if rule.routes or type(rule).applies is not Rule.applies else ())
    return limited | frozenset({"credit" if isinstance(rule, Signal) else "fail", "pass", "skip"})
