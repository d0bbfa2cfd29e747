"""What a check looks for: rules chosen and set, by riffle.toml, and what was waived, by whom and until when."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, make_dataclass, replace
from datetime import date
from fnmatch import fnmatch
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from scoring.finding import Finding, LintResult, Severity, Suppression
from scoring.fingerprint import plain_words
from tenders.config import Wrong, filled

if TYPE_CHECKING:
    from scoring.rule import Rule
    from tenders.tender import Tender

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Which findings are shown, and how. Rules are named by code (W003), group (W) or name (short-and-no-recruitment).

    `common`: findings that more than this share of real opportunities have (0 to 1) are context, folded away.
    `headlines`: how many findings stand at the top.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    common: float = 0.5
    headlines: int = 5

    def __post_init__(self) -> None:
        if not 0 <= self.common <= 1:
            raise ValueError(f"common {self.common} is a share: give a number from 0 to 1")
        if self.headlines < 1:
            raise ValueError("headlines is below 1: give at least 1")
        for name in (*self.select, *self.ignore):
            known(name, "select and ignore name")

    def shows(self, code: str) -> bool:
        """Whether findings of a rule are wanted."""
        chosen = not self.select or any(names(wanted, code) for wanted in self.select)
        return chosen and not any(names(barred, code) for barred in self.ignore)


class RuleTable(dict[str, Mapping[str, Any]]):
    """[rules.CODE] tables: a rule's severity and options, by code, each checked against the rule's own."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any], at: str) -> RuleTable:
        """The table read; a rule or an option that is not one is Wrong."""
        read = cls()
        for name, value in table.items():
            place = f"{at}.{name}"
            if not isinstance(value, dict):
                raise Wrong(place, f"is not a table: make it one, [{place}]")
            try:
                code = known(name, "is for")
            except ValueError as error:
                raise Wrong(place, str(error)) from error
            if code not in rule_names():
                raise Wrong(place, f"is for a group of rules: give each its own table, such as [{at}.{code}001]")
            given = filled(options_of(code), value, place)
            read[code] = {**read.get(code, {}), **{key: getattr(given, key) for key in value}}
        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Other choices for some drafts: those whose path or buyer matches a pattern ("drafts/*", "*Council")."""

    path: str = ""
    buyer: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: RuleTable = field(default_factory=RuleTable)

    def __post_init__(self) -> None:
        if not (self.path or self.buyer):
            raise ValueError("has neither path nor buyer: say what it is for")
        for name in (*self.select, *self.ignore):
            known(name, "select and ignore name")

    def covers(self, path: str, buyer: str) -> bool:
        """Whether a draft is one of those meant."""
        return (not self.path or matches(path, self.path)) and (not self.buyer or fnmatch(buyer.lower(), self.buyer.lower()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that somebody accepts for a reason, until a day (which is included).

    `words` are some of the clause's own: the waiver holds while they stand in it. Without them it holds for every finding
    of the rule. `path` is a pattern for the drafts meant.
    """

    rule: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None
    words: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        missing = [name for name in ("rule", "reason", "by", "until") if not getattr(self, name)]
        if missing:
            raise ValueError(
                f"lacks {' and '.join(missing)}: a waiver needs a rule, a reason, a person (by) and an end date (until)"
            )
        known(self.rule, "a waiver names")
        if self.words and not plain_words(self.words):
            raise ValueError(f"has no words that tell a clause from others, “{self.words}”: give more of the clause's own")

    def holds(self, day: date) -> bool:
        """Whether it still holds on a day."""
        return self.until is not None and day <= self.until

    def covers(self, finding: Finding, path: str) -> bool:
        """Whether a finding is one of those waived."""
        said = (f" {plain_words(words.quote)} " for words in finding.evidence)
        worded = not self.words or any(f" {plain_words(self.words)} " in clause for clause in said)
        return worded and names(self.rule, finding.code) and (not self.path or matches(path, self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that decides what a check makes of one draft.

    `shape_only`: run only the rules that raise a flag or weigh in the waterfall score, which is all that a record holds.
    """

    check: Check = field(default_factory=Check)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    shape_only: bool = False

    def of(self, path: str, tender: Tender) -> Policy:
        """The policy for one draft, its overrides laid over it."""
        policy, buyer = self, tender.buyer.value if tender.buyer else ""
        for override in self.overrides:
            if override.covers(path, buyer):
                rules = {code: {**policy.rules.get(code, {}), **values} for code, values in override.rules.items()}
                check = replace(
                    policy.check,
                    select=override.select or policy.check.select,
                    ignore=(*policy.check.ignore, *override.ignore),
                )
                policy = replace(policy, check=check, rules={**policy.rules, **rules})
        return policy

    def chosen(self) -> tuple[Rule, ...]:
        """Every rule, set as the policy says."""
        if not self.rules:
            return shaping() if self.shape_only else all_rules()
        return tuple(configured(rule, self.rules.get(rule.code, {})) for rule in all_rules())

    def applied(self, result: LintResult, path: str, day: date) -> LintResult:
        """A result with only the rules that are wanted, their severities, and the waivers that hold on a day."""
        findings = [self.settled(finding, path, day) for finding in result.findings if self.check.shows(finding.code)]
        findings.sort(key=lambda finding: (-finding.severity.rank, finding.code))
        return replace(
            result,
            findings=tuple(findings),
            passes=tuple(code for code in result.passes if self.check.shows(code)),
            skips=tuple(skip for skip in result.skips if self.check.shows(skip.code)),
            outside=tuple(code for code in result.outside if self.check.shows(code)),
            credits=tuple(credit for credit in result.credits if self.check.shows(credit.code)),
        )

    def settled(self, finding: Finding, path: str, day: date) -> Finding:
        """A finding with the severity set for its rule, waived where somebody waived it."""
        severity = self.rules.get(finding.code, {}).get("severity")
        if severity:
            finding = replace(finding, severity=Severity(severity))
        for waiver in self.waivers:
            if waiver.holds(day) and waiver.covers(finding, path):
                waived = Suppression(kind="waiver", reason=waiver.reason, by=waiver.by, until=waiver.until)
                return replace(finding, suppressed=waived)
        return finding

    def notes(self, result: LintResult, path: str, day: date) -> tuple[str, ...]:
        """What is to be said of the waivers themselves: those that ended and still have something to waive."""
        return tuple(
            f"the waiver of {waiver.rule} by {waiver.by} ended on {waiver.until}: renew it or put the finding right"
            for waiver in self.waivers
            if not waiver.holds(day) and any(waiver.covers(finding, path) for finding in result.findings)
        )


def matches(path: str, pattern: str) -> bool:
    """Whether a path, or its end, matches a pattern."""
    plain = path.replace("\\", "/")
    return fnmatch(plain, pattern) or fnmatch(plain, f"*/{pattern}")


def names(wanted: str, code: str) -> bool:
    """Whether a code, a group's letter or a rule's name stands for a rule."""
    return wanted.upper() in (code, code[:1]) or wanted.lower() == rule_names().get(code)


def known(name: str, who: str) -> str:
    """The code, or the group's letter, that a name stands for. Raises ValueError, which names the nearest rule."""
    by_name = {rule_name: code for code, rule_name in rule_names().items()}
    if name.upper() in rule_names() or name.upper() in {code[:1] for code in rule_names()}:
        return name.upper()
    if name.lower() in by_name:
        return by_name[name.lower()]
    near = difflib.get_close_matches(name.lower(), [*by_name, *(code.lower() for code in rule_names())], n=1, cutoff=0.5)
    hint = f"did you mean {by_name.get(near[0], near[0].upper())}?" if near else "“riffle rules” lists them"
    raise ValueError(f"{who} “{name}”, which is no rule: {hint}")


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is. Imported when first needed: most commands never ask."""
    from scoring.engine import rules

    return rules()


@cache
def shaping() -> tuple[Rule, ...]:
    """The rules that raise a flag or weigh in the waterfall score."""
    return tuple(rule for rule in all_rules() if rule.label or rule.weight)


@cache
def rule_names() -> Mapping[str, str]:
    """Every rule's name by its code."""
    return {rule.code: rule.name for rule in all_rules()}


@cache
def options_of(code: str) -> type[Any]:
    """A dataclass of what may be set of a rule: its severity and its options, with the rule's own types and defaults."""
    rule = next(rule for rule in all_rules() if rule.code == code)
    kinds = get_type_hints(type(rule))
    options = [(option.name, kinds[option.name], preset(getattr(rule, option.name))) for option in fields(rule)]
    return make_dataclass(f"Options{code}", [("severity", Level, field(default=rule.severity.value)), *options], kw_only=True)


def preset(value: object) -> Any:
    """A dataclass's field with a default, which may be a table."""
    return field(default_factory=lambda: value)


def configured(rule: Rule, values: Mapping[str, Any]) -> Rule:
    """The rule with its options as set."""
    options = {key: value for key, value in values.items() if key != "severity"}
    return replace(rule, **options) if options else rule
