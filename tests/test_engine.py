"""The engine: which rules run, in what order they are told, and how the waterfall score adds up.

The rules here are our own, so that no shipped rule's wording is tested by accident; only weights are the shipped ones'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rule_cases import cases, tender
from scoring import engine
from scoring.engine import SILENT_ASK, contributions, lint, rules, waterfall
from scoring.finding import Finding, LintResult, Severity
from scoring.rule import Clause, Rule, Signal
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class Told(Rule):
    """The words that the rules of these tests have in common."""

    message, why, fix, question = "Something is said.", "It matters.", "Unsay it.", "Why say it?"
    sources = ("These tests",)


@dataclass(frozen=True, kw_only=True)
class NoMud(Told):
    """Looks for the sentences that speak of mud."""

    code, name, severity, label = "A002", "no-mud", Severity.WARNING, "dirty"
    requires = ("summary",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        for section in tender.document.having("summary"):
            for extent in section.sentences:
                words = section.cite(extent.start, extent.end)
                if "mud" in words.quote.lower():
                    yield Clause(evidence=(words,))


@dataclass(frozen=True, kw_only=True)
class NoDust(Told):
    """Looks for nothing: finds dust everywhere, and weighs it itself."""

    code, name, severity, label = "A001", "no-dust", Severity.INFO, "dirty"
    requires = ("title",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        yield Clause()
        yield Clause(severity=Severity.ERROR, message="Dust an inch deep.")


@dataclass(frozen=True, kw_only=True)
class NoNoise(Told):
    """Looks for nothing: finds noise everywhere."""

    code, name, severity, label = "A003", "no-noise", Severity.ERROR, "loud"

    def check(self, tender: Tender) -> Iterator[Clause]:
        yield Clause()


@dataclass(frozen=True, kw_only=True)
class NoFlag(Told):
    """Looks for nothing: finds something that raises no flag."""

    code, name, severity = "A004", "no-flag", Severity.WARNING

    def check(self, tender: Tender) -> Iterator[Clause]:
        yield Clause()


@dataclass(frozen=True, kw_only=True)
class Sunny(Signal):
    """Looks for a sunny title."""

    code, name, weight, most = "G901", "sunny", -3, 2
    requires = ("title",)
    message, why, fix, question, sources = "Sunny.", "It cheers.", "Keep it.", "", ("These tests",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.title and "sun" in tender.title.value.lower():
            yield Clause(evidence=tender.title.evidence)


MUDDY = "The yard is full of mud. It rains. More mud comes down the lane."


def test_the_shipped_rules_are_told_in_code_order() -> None:
    codes = [rule.code for rule in rules()]
    assert codes == sorted(codes)
    assert rules() is rules()


def test_every_shipped_rule_is_found_passed_credited_skipped_or_outside() -> None:
    result = lint(tender({"Title": "Discovery on muddy yards", "Summary of the work": MUDDY}))
    signs = {rule.code for rule in rules() if isinstance(rule, Signal)}
    told = {finding.code for finding in result.findings} | {*result.passes, *result.outside} | {skip.code for skip in result.skips}
    assert {rule.code for rule in rules()} - told <= signs
    assert not set(result.passes) & signs


def test_a_rule_that_lacks_a_field_is_skipped_with_its_name_and_never_passed() -> None:
    result = lint(tender({"Title": "Yard"}), [NoMud()])
    assert [(skip.code, skip.missing) for skip in result.skips] == [("A002", ("summary",))]
    assert (result.findings, result.passes, result.credits) == ((), (), ())


def test_an_answer_left_blank_is_a_field_that_is_missing() -> None:
    result = lint(tender({"Title": "Yard", "Summary of the work": " \n "}), [NoMud()])
    assert [skip.missing for skip in result.skips] == [("summary",)]


def test_every_field_that_is_missing_is_named_and_no_other() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Greedy(NoNoise):
        requires = ("title", "summary", "budget", "duration")

    result = lint(tender({"Title": "Yard", "Expected contract length": "6 weeks"}), [Greedy()])
    assert [skip.missing for skip in result.skips] == [("summary", "budget")]


def test_a_rule_that_finds_nothing_has_passed() -> None:
    result = lint(tender({"Summary of the work": "Dry as a bone."}), [NoMud()])
    assert result.passes == ("A002",)
    assert result.skips == ()


def test_a_good_sign_that_is_not_there_has_neither_passed_nor_failed() -> None:
    assert lint(tender({"Title": "Rain"}), [Sunny()]) == LintResult(findings=(), passes=(), skips=(), credits=(), absent=("G901",))


def test_a_good_sign_is_a_credit_and_never_a_finding() -> None:
    result = lint(tender({"Title": "Sun"}), [Sunny()])
    assert (result.findings, [credit.code for credit in result.credits]) == ((), ["G901"])
    assert result.labels == ()


def test_a_rule_may_find_the_same_thing_in_several_places() -> None:
    result = lint(tender({"Summary of the work": MUDDY}), [NoMud()])
    assert [words.quote for finding in result.findings for words in finding.evidence] == [
        "The yard is full of mud.",
        "More mud comes down the lane.",
    ]


def test_findings_are_told_errors_first_and_then_in_code_order() -> None:
    result = lint(tender({"Title": "Yard", "Summary of the work": MUDDY}), [NoMud(), NoNoise(), NoFlag(), NoDust()])
    assert [(finding.severity.value, finding.code) for finding in result.findings] == [
        ("error", "A001"),
        ("error", "A003"),
        ("warning", "A002"),
        ("warning", "A002"),
        ("warning", "A004"),
        ("info", "A001"),
    ]


def test_a_clause_may_have_a_severity_and_a_message_of_its_own() -> None:
    heavy, light = lint(tender({"Title": "Yard"}), [NoDust()]).findings
    assert (heavy.severity, heavy.message) == (Severity.ERROR, "Dust an inch deep.")
    assert (light.severity, light.message) == (Severity.INFO, "Something is said.")
    assert (
        (heavy.why, heavy.fix, heavy.question)
        == (light.why, light.fix, light.question)
        == ("It matters.", "Unsay it.", "Why say it?")
    )


def test_each_flag_is_told_once_in_the_order_of_the_findings_and_no_flag_is_none() -> None:
    result = lint(tender({"Title": "Yard", "Summary of the work": MUDDY}), [NoMud(), NoNoise(), NoFlag(), NoDust()])
    assert result.labels == ("dirty", "loud")
    assert lint(tender({"Title": "Yard", "Summary of the work": MUDDY}), [NoMud(), NoNoise()]).labels == ("loud", "dirty")


def fingerprint(summary: str, rule: Rule | None = None) -> str:
    """The fingerprint of the one finding in a summary."""
    (finding,) = lint(tender({"Summary of the work": summary}), [rule or NoMud()]).findings
    return finding.fingerprint


@pytest.mark.parametrize(
    "moved",
    [
        "It rains all year. The yard is full of mud.",
        "The yard is full of mud. It rains all year.",
        "It rains.\n\n  The yard   is full\tof mud.  ",
        "THE YARD IS FULL OF MUD.",
    ],
    ids=["later in the text", "before other text", "other white space", "other case"],
)
def test_a_fingerprint_stays_while_the_clause_says_the_same(moved: str) -> None:
    assert fingerprint(moved) == fingerprint("The yard is full of mud.")


def test_a_fingerprint_changes_with_the_words() -> None:
    assert fingerprint("The yard is full of mud.") != fingerprint("The yard is free of mud.")


def test_two_rules_give_the_same_words_fingerprints_of_their_own() -> None:
    @dataclass(frozen=True, kw_only=True)
    class StillNoMud(NoMud):
        code = "A005"

    assert fingerprint("Mud.") != fingerprint("Mud.", StillNoMud())


def test_a_finding_of_silence_has_a_fingerprint_too() -> None:
    (one,) = lint(tender({"Title": "Yard"}), [NoNoise()]).findings
    (other,) = lint(tender({"Title": "Lane"}), [NoNoise()]).findings
    assert one.evidence == ()
    assert one.fingerprint == other.fingerprint != ""


def test_the_same_notice_gives_the_same_result() -> None:
    answers = cases("fail")[0].answers
    assert lint(tender(answers)) == lint(tender(answers))
    assert waterfall(lint(tender(answers))) == waterfall(lint(tender(answers)))


def found(code: str, label: str = "") -> Finding:
    """A finding, or a credit, of a rule."""
    return Finding(
        code=code,
        name=code,
        label=label,
        severity=Severity.WARNING,
        message="m",
        why="w",
        fix="f",
        question="q",
        evidence=(),
    )


def result(findings: tuple[Finding, ...] = (), credits: tuple[Finding, ...] = ()) -> LintResult:  # noqa: A002
    """What rules of our own might have said."""
    return LintResult(findings=findings, passes=(), skips=(), credits=credits)


@dataclass(frozen=True, kw_only=True)
class Weighed(Told):
    """A rule for its weight alone."""

    severity = Severity.WARNING


def weighed(code: str, weight: int, most: int = 1) -> Rule:
    """A rule of this weight that counts at most so often."""
    rule: Rule = type(code, (Weighed,), {"code": code, "name": code, "weight": weight, "most": most})()
    return rule


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rules and two good signs of known weight in place of the shipped ones."""
    known = (
        weighed("A", 4),
        weighed("B", 9),
        weighed("C", 6),
        weighed("Z", 60),
        weighed("G", -3, most=2),
        weighed("H", -45, most=2),
    )
    monkeypatch.setattr(engine, "rules", lambda: known)


@pytest.mark.usefixtures("scale")
def test_an_ask_that_says_nothing_stands_where_silence_stands() -> None:
    assert waterfall(result()) == SILENT_ASK
    assert contributions(result()) == ()


@pytest.mark.usefixtures("scale")
def test_findings_of_several_flags_add_up() -> None:
    several = result((found("A", "one"), found("C", "two")))
    assert contributions(several) == (("C", 6), ("A", 4))
    assert waterfall(several) == SILENT_ASK + 10


@pytest.mark.usefixtures("scale")
@pytest.mark.parametrize("order", [("A", "B"), ("B", "A")])
def test_of_one_flag_only_the_heaviest_rule_counts(order: tuple[str, str]) -> None:
    both = result(tuple(found(code, "one") for code in order))
    assert contributions(both) == (("B", 9),)


@pytest.mark.usefixtures("scale")
def test_a_rule_that_finds_something_twice_counts_once() -> None:
    assert contributions(result((found("A", "one"), found("A", "one")))) == (("A", 4),)


@pytest.mark.usefixtures("scale")
def test_rules_without_a_flag_do_not_stand_in_for_each_other() -> None:
    assert contributions(result((found("A"), found("B"), found("B")))) == (("B", 9), ("A", 4))


@pytest.mark.usefixtures("scale")
@pytest.mark.parametrize(("times", "points"), [(1, -3), (2, -6), (3, -6), (7, -6)])
def test_a_good_sign_counts_as_often_as_its_rule_allows(times: int, points: int) -> None:
    assert contributions(result(credits=(found("G"),) * times)) == (("G", points),)
    assert waterfall(result(credits=(found("G"),) * times)) == SILENT_ASK + points


@pytest.mark.usefixtures("scale")
def test_what_counts_most_either_way_is_told_first() -> None:
    mixed = result((found("A", "one"), found("B", "two")), (found("G"), found("G")))
    assert contributions(mixed) == (("B", 9), ("G", -6), ("A", 4))
    assert waterfall(mixed) == SILENT_ASK + 7


@pytest.mark.usefixtures("scale")
def test_the_score_does_not_leave_0_to_100() -> None:
    assert waterfall(result((found("Z", "one"),))) == 100
    assert waterfall(result(credits=(found("H"), found("H")))) == 0


@pytest.mark.usefixtures("scale")
def test_a_finding_of_a_rule_that_is_not_known_weighs_nothing() -> None:
    assert contributions(result((found("X", "three"),), (found("Y"),))) == ()


def known_findings() -> st.SearchStrategy[LintResult]:
    """Any mix of findings and credits of the shipped rules."""
    faults = [found(rule.code, rule.label) for rule in rules() if not isinstance(rule, Signal)]
    signs = [found(rule.code) for rule in rules() if isinstance(rule, Signal)]
    mixes = (st.lists(st.sampled_from(kind), max_size=40).map(tuple) for kind in (faults, signs))
    return st.builds(lambda findings, signs: result(findings, signs), *mixes)


@given(said=known_findings())
@settings(deadline=None)
def test_the_score_can_be_read_off_the_contributions(said: LintResult) -> None:
    counted = contributions(said)
    assert waterfall(said) == max(0, min(100, SILENT_ASK + sum(points for _, points in counted)))
    by_code = {rule.code: rule for rule in rules()}
    flags = [by_code[code].label for code, _ in counted if by_code[code].label]
    assert len(flags) == len(set(flags))
    for code, points in counted:
        rule = by_code[code]
        assert points == rule.weight or (isinstance(rule, Signal) and rule.weight * rule.most <= points < 0)


@given(said=known_findings())
@settings(deadline=None)
def test_putting_a_flag_right_never_raises_the_score(said: LintResult) -> None:
    for flag in said.labels:
        without = replace(said, findings=tuple(finding for finding in said.findings if finding.label != flag))
        assert waterfall(without) <= waterfall(said)


@given(said=known_findings(), dice=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_which_rules_speak_makes_no_difference_to_the_score(said: LintResult, dice: Random) -> None:
    shuffled = list(said.findings)
    dice.shuffle(shuffled)
    assert waterfall(replace(said, findings=tuple(shuffled))) == waterfall(said)
