"""A page for each rule, written from the rule itself: docs/rules/CODE.md, and an index of them.

`python -m reports.rule_pages` writes the pages; `--check` writes nothing and ends with 1 where one is not what its rule
says now. `riffle rules CODE` shows the same page.
"""

from __future__ import annotations

import difflib
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from scoring.engine import RULE_SET, rules
from scoring.rule import Rule, Signal
from tenders.errors import SettingsError

FOLDER = Path("docs", "rules")
INDEX = "README.md"


def markdown(rule: Rule) -> str:
    """A rule's page, as Markdown."""
    parts = [f"# {rule.code} {rule.name}", facts(rule), told(rule)]
    named = (("Why it matters", rule.why), ("What a buyer can do", rule.fix), ("What a supplier can ask", rule.question))
    parts += [f"## {heading}\n\n{text}" for heading, text in named if text.strip(" -–")]
    if rule.sources:
        parts.append("## Sources\n\n" + "\n".join(f"- {source}" for source in rule.sources))
    if options(rule):
        rows = "\n".join(f"| `{name}` | {value} |" for name, value in options(rule).items())
        parts.append(f"## Options\n\n| option | unless set |\n| --- | --- |\n{rows}")
    return "\n\n".join(part for part in parts if part) + "\n"


def facts(rule: Rule) -> str:
    """The rule's severity, flag, weight and needs, in a sentence each."""
    said = [kind(rule)]
    if rule.weight:
        each = f" for each of up to {rule.most}" if rule.most > 1 else ""
        way = f"Adds {rule.weight}{each} to" if rule.weight > 0 else f"Takes {-rule.weight}{each} off"
        said.append(f"{way} the waterfall score.")
    if rule.label:
        said.append(f"Raises the flag `{rule.label}`.")
    if rule.requires:
        said.append(f"Skipped where the notice does not state: {', '.join(f'`{name}`' for name in rule.requires)}.")
    return " ".join(said)


def kind(rule: Rule) -> str:
    """What a rule's finding is: a good sign, or a fault of some severity."""
    return "A good sign." if isinstance(rule, Signal) else f"Severity: {rule.severity.value}."


def level(rule: Rule) -> str:
    """The same in a word."""
    return "good" if isinstance(rule, Signal) else rule.severity.value


def told(rule: Rule) -> str:
    """What the rule says of itself: its docstring."""
    return inspect.cleandoc(type(rule).__doc__ or "")


def options(rule: Rule) -> Mapping[str, object]:
    """The rule's options and their defaults."""
    return {field.name: getattr(rule, field.name) for field in fields(rule)}


def index(known: Sequence[Rule]) -> str:
    """The list of every rule, as Markdown."""
    rows = "\n".join(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {level(rule)} | {rule.message} |" for rule in known)
    return (
        f"# Rules\n\nRule set {RULE_SET}. `riffle rules CODE` shows a rule's page. These pages are written from the rules by "
        f"`make docs`.\n\n| code | name | severity | what it says |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def entry(rule: Rule) -> dict[str, object]:
    """A rule as `riffle rules --format json` gives it."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "good_sign": isinstance(rule, Signal),
        "flag": rule.label or None,
        "weight": rule.weight,
        "requires": list(rule.requires),
        "message": rule.message,
        "about": told(rule),
        "why": rule.why,
        "sources": list(rule.sources),
        "fix": rule.fix,
        "question": rule.question,
    }


def listing(known: Sequence[Rule]) -> str:
    """Every rule on a line of its own."""
    width = max((len(rule.name) for rule in known), default=0)
    lines = [f"{rule.code:<4}  {level(rule):<7}  {rule.name:<{width}}  {rule.message}" for rule in known]
    return "\n".join([*lines, "", f"Rule set {RULE_SET}. For one of them: riffle rules CODE\n"])


def rule_of(code: str) -> Rule:
    """The rule of a code or a name, in any case. Raises SettingsError."""
    names = {key.lower(): rule for rule in rules() for key in (rule.name, rule.code)}
    if code.lower() in names:
        return names[code.lower()]
    near = difflib.get_close_matches(code.lower(), names, n=1, cutoff=0.5)
    hint = f"did you mean {names[near[0]].code}?" if near else "“riffle rules” lists them"
    raise SettingsError(f"{code} is not a rule: {hint}")


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {INDEX: index(rules()), **{f"{rule.code}.md": markdown(rule) for rule in rules()}}


def stale(folder: Path) -> Iterator[str]:
    """The names of the pages in a folder that are missing, out of date, or of a rule that is gone."""
    wanted = pages()
    there = {path.name for path in folder.glob("*.md")}
    for name in sorted(there | set(wanted)):
        if name not in there or name not in wanted or (folder / name).read_text(encoding="utf-8") != wanted[name]:
            yield name


def write(folder: Path) -> int:
    """Write every page into a folder, and take away those of rules that are gone. Answers how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return len(wanted)


def main(arguments: Sequence[str]) -> int:
    """Write the pages of the project in this folder, or say which are not fresh."""
    if "--check" not in arguments:
        sys.stdout.write(f"{write(FOLDER)} pages in {FOLDER}\n")
        return 0
    old = list(stale(FOLDER))
    for name in old:
        sys.stderr.write(f"{FOLDER / name} is not what its rule says now: run “make docs”\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
