"""Every rule against its fixture (fixtures/rules/CODE.toml), and what every rule owes whoever reads it."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from rule_cases import FOLDER, Case, cases, cases_of, kinds_wanted, named, options, tender
from scoring.engine import lint, rules
from scoring.finding import Severity
from scoring.rule import Rule, Signal
from tenders.discovery import units

FLAGS = {
    "short_timebox",
    "research_without_recruitment",
    "build_in_discovery",
    "solution_prescribed",
    "no_outcome",
    "fixed_price_early",
    "fixed_deliverables",
    "weak_knowledge_transfer",
    "phases_bundled",
    "no_decision_owner",
}
every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)


@pytest.mark.parametrize("case", cases("fail", "credit"), ids=named)
def test_what_a_rule_looks_for_is_found(case: Case) -> None:
    result = case.result
    found = result.credits if case.kind == "credit" else result.findings
    assert {finding.code for finding in found} == {case.rule.code}
    assert result.passes == ()
    assert result.skips == ()
    if case.severity is not None:
        assert {finding.severity.value for finding in found} == {case.severity}
    if case.evidence is not None:
        assert tuple(words.quote for finding in found for words in finding.evidence) == case.evidence


@pytest.mark.parametrize("case", cases("fail", "credit"), ids=named)
def test_evidence_is_the_words_at_its_place(case: Case) -> None:
    said = {section.label: section.text for section in tender(case.answers).document.sections}
    for finding in chain(case.result.findings, case.result.credits):
        for words in finding.evidence:
            assert said[words.section][words.start : words.end] == words.quote != ""


@pytest.mark.parametrize("case", cases("pass"), ids=named)
def test_what_a_rule_does_not_look_for_is_left_alone(case: Case) -> None:
    result = case.result
    assert [(finding.code, [words.quote for words in finding.evidence]) for finding in (*result.findings, *result.credits)] == []
    assert result.skips == ()
    assert result.passes == (() if isinstance(case.rule, Signal) else (case.rule.code,))


@pytest.mark.parametrize("case", cases("skip"), ids=named)
def test_a_rule_that_lacks_a_field_is_skipped_and_names_it(case: Case) -> None:
    result = case.result
    assert [(skip.code, skip.missing) for skip in result.skips] == [(case.rule.code, case.missing)]
    assert (result.findings, result.credits, result.passes) == ((), (), ())


@pytest.mark.parametrize("case", cases("outside"), ids=named)
def test_a_rule_that_is_about_other_work_does_not_apply(case: Case) -> None:
    result = case.result
    assert result.outside == (case.rule.code,)
    assert (result.findings, result.credits, result.passes, result.skips) == ((), (), (), ())


@every_rule
def test_a_rule_has_a_fixture_that_shows_every_outcome(rule: Rule) -> None:
    shown = Counter(case.kind for case in cases_of(rule))
    assert set(shown) == kinds_wanted(rule), f"write {FOLDER.name}/{rule.code}.toml"
    assert shown["fail"] + shown["credit"] >= 2
    assert shown["pass"] >= 2


@every_rule
def test_the_cases_of_a_rule_have_names_of_their_own(rule: Rule) -> None:
    assert [name for name, times in Counter(case.name for case in cases_of(rule)).items() if times > 1] == []


@every_rule
def test_every_option_of_a_rule_is_shown_by_a_case_that_it_decides(rule: Rule) -> None:
    decided = {
        name
        for case in cases_of(rule)
        for name in case.options
        if outcome(case) != outcome(dataclasses.replace(case, options={k: v for k, v in case.options.items() if k != name}))
    }
    assert decided == options(rule)


def outcome(case: Case) -> list[tuple[str, Severity]]:
    """What was raised, and how severe it is."""
    return [(finding.code, finding.severity) for finding in (*case.result.findings, *case.result.credits)]


def test_every_fixture_is_of_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {rule.code for rule in rules()}


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in rules()}) == len({rule.name for rule in rules()}) == len(rules())


@every_rule
def test_a_rule_stands_in_a_file_named_after_its_code(rule: Rule) -> None:
    assert type(rule).__module__.rpartition(".")[2].partition("_")[0] == rule.code.lower()


@every_rule
def test_a_rule_gives_a_bad_and_a_good_example(rule: Rule) -> None:
    told = inspect.cleandoc(type(rule).__doc__ or "").splitlines()
    assert told[0].startswith("Looks for")
    assert [line.partition(" ")[0] for line in told if line.startswith(("Bad:", "Good:"))] == ["Bad:", "Good:"]


@every_rule
def test_a_rule_says_what_is_wrong_why_what_to_do_and_who_says_so(rule: Rule) -> None:
    for words in (rule.message, rule.why, rule.fix):
        assert words.strip() == words != ""
        assert words.endswith(".")
    assert rule.sources
    assert all(source.strip() for source in rule.sources)


@every_rule
def test_a_rule_gives_a_supplier_something_to_ask_unless_it_is_a_good_sign(rule: Rule) -> None:
    assert rule.question.endswith("?") is not isinstance(rule, Signal)


@every_rule
def test_a_rule_is_as_heavy_as_its_kind(rule: Rule) -> None:
    assert isinstance(rule.severity, Severity)
    assert rule.weight < 0 if isinstance(rule, Signal) else rule.weight >= 0
    assert rule.most >= 1
    if isinstance(rule, Signal):
        assert rule.severity is Severity.INFO


@every_rule
def test_a_rule_raises_one_of_the_ten_flags_or_none(rule: Rule) -> None:
    assert rule.label in ({""} if isinstance(rule, Signal) else FLAGS | {""})


def test_every_flag_is_raised_by_some_rule() -> None:
    assert {rule.label for rule in rules() if rule.label} == FLAGS


@every_rule
def test_a_rule_cannot_be_changed_once_made(rule: Rule) -> None:
    assert dataclasses.is_dataclass(rule)
    with pytest.raises(dataclasses.FrozenInstanceError):
        rule.weight = 99  # type: ignore[misc]


@every_rule
def test_a_rule_says_which_fields_it_cannot_do_without(rule: Rule) -> None:
    assert rule.requires
    empty = lint(tender({}), [rule])
    assert [(skip.code, skip.missing) for skip in empty.skips] == [(rule.code, (*rule.requires, *(["lot"] if rule.routes else [])))]


RULE = '''"""Z999: lunch."""
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule


@dataclass(frozen=True, kw_only=True)
class NoLunch(Rule):
    """Looks for lunch, and finds none."""

    code = "Z999"
    name = "no-lunch"
    severity = Severity.INFO
    requires = ("location",)
    message, why, fix, question, sources = "No lunch.", "People eat.", "Say when.", "When is lunch?", ("A cook",)

    def check(self, tender):
        if "canteen" not in tender.location.value[0]:
            yield Clause(evidence=tender.location.evidence)
'''


def test_a_rule_in_a_file_of_its_own_is_found_and_run_with_no_other_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "house_of_one_rule"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "z999_no_lunch.py").write_text(RULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, package.name, raising=False)
    found = [kind() for kind in units(package.name, Rule)]
    assert [rule.code for rule in found] == ["Z999"]
    result = lint(tender({"Location": "A field in Powys"}), found)
    assert [(finding.code, finding.evidence[0].quote) for finding in result.findings] == [("Z999", "A field in Powys")]
    assert lint(tender({"Location": "The canteen"}), found).passes == ("Z999",)
    assert lint(tender({"Title": "Elsewhere"}), found).skips[0].missing == ("location",)
