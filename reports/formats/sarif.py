"""SARIF 2.1.0, the format in which code hosts and editors take findings (OASIS, https://docs.oasis-open.org/sarif)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from reports.checking import triage
from reports.formats import PLAIN, Checked, Format, Out
from reports.formats.json import dumped
from reports.judged import place as at
from reports.judged import suppression
from reports.lines import Spot
from reports.remarks import common, section, uncounted
from scoring.finding import Finding, Severity, Suppression
from tenders.evidence import Evidence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
PACKAGE = "riffle-tenders"
# The name of our fingerprint: of the rule and the plain words of its clause (scoring/fingerprint.py).
FINGERPRINT = "clause/v1"
# In a message "[words](1)" is a link and "{0}" a placeholder: a mark that nobody sees keeps a buyer's words from being either.
ACTS = re.compile(r"(?<=\])(?=\()|(?<=\{)(?=\d+\})")


class Sarif(Format):
    """One run with every finding. What is waived or in the baseline is there as suppressed."""

    name: ClassVar[str] = "sarif"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        findings = [finding for result in results for finding in result.assessment.lint.findings]
        rules = descriptors(findings)
        index = {rule["id"]: place for place, rule in enumerate(rules)}
        known = any(finding.suppressed and finding.suppressed.kind == "baseline" for finding in findings)
        run = {
            "tool": {"driver": driver(rules)},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation(results, out)],
            "artifacts": [{"location": {"uri": uri(result.place)}, "roles": ["analysisTarget"]} for result in results],
            "results": [made for number, result in enumerate(results) for made in results_of(result, number, index, known)],
        }
        return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    """The tool: its name, version and rules."""
    from scoring.engine import RULE_SET

    try:
        number = {"semanticVersion": version(PACKAGE)}
    except PackageNotFoundError:
        number = {}
    about = {"text": "A linter for public-sector invitations to tender for digital work."}
    return {"name": "Riffle", "fullDescription": about, **number, "rules": rules, "properties": {"ruleSet": RULE_SET}}


def descriptors(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Every rule that finds faults, in code order; and what a finding says of a rule that is none of ours."""
    from reports.rule_pages import markdown, told
    from scoring.engine import rules
    from scoring.rule import Signal

    known = {rule.code: rule for rule in rules() if not isinstance(rule, Signal)}
    strange = {finding.code: finding for finding in findings if finding.code not in known}
    made = []
    for code in sorted({*known, *strange}):
        rule = known.get(code) or strange[code]
        about = told(known[code]) if code in known else rule.why
        page = markdown(known[code]) if code in known else rule.fix
        parts = (f"Why it matters: {rule.why}", f"What to do: {rule.fix}", f"What a supplier can ask: {rule.question}")
        made.append(
            {
                "id": code,
                "name": "".join(part.capitalize() for part in rule.name.replace("-", " ").split()),
                "shortDescription": {"text": rule.message},
                "fullDescription": {"text": about or rule.message},
                "help": {"text": "\n\n".join(parts), "markdown": page},
                "defaultConfiguration": {"level": LEVELS[rule.severity]},
                "properties": {"tags": ["procurement", *([rule.label] if rule.label else [])], "ruleName": rule.name},
            }
        )
    return made


def invocation(results: Sequence[Checked], out: Out) -> dict[str, Any]:
    """How the run went: what could not be read, and what is to be said of waivers."""
    unread = [notification("error", f"{one.path} {one.error}", str(one.path)) for one in out.unread]
    notes = [notification("warning", note, result.place) for result in results for note in result.notes]
    return {"executionSuccessful": not unread, "toolExecutionNotifications": [*unread, *notes]}


def notification(level: str, text: str, place: str) -> dict[str, Any]:
    """Something to be said of a file that is not a finding."""
    return {
        "level": level,
        "message": message(text),
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(place)}}}],
    }


def results_of(result: Checked, number: int, index: Mapping[str, int], known: bool) -> Iterator[dict[str, Any]]:
    """A file's findings. `known` says that a baseline stands behind this run."""
    found = triage(result)
    for finding in found.headlines + found.more + found.context + found.suppressed:
        made = result_of(result, number, finding)
        made |= {"ruleIndex": index[finding.code]}
        made["properties"] |= {"kind": found.kind(finding)}
        if known:
            made["baselineState"] = "unchanged" if finding.suppressed and finding.suppressed.kind == "baseline" else "new"
        yield made


def result_of(result: Checked, number: int, finding: Finding) -> dict[str, Any]:
    """A finding, with where it stands."""
    places = [location(result, number, evidence) for evidence in finding.evidence] or [location(result, number, None)]
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": message(" ".join(part for part in (finding.message, finding.fix) if part.strip(" -–"))),
        "locations": places[:1],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "section": section(finding.evidence[0]) if finding.evidence else None,
            **(at(finding.evidence[0]) if finding.evidence else {}),
            "seenIn": common(finding.rate) if finding.rate else None,
            "waterfall": result.assessment.waterfall,
        },
    }
    if places[1:]:
        made["relatedLocations"] = [{"id": place, **related} for place, related in enumerate(places[1:], 1)]
    if finding.suppressed:
        made["suppressions"] = [suppressed(finding.suppressed)]
    return made


def suppressed(why: Suppression) -> dict[str, Any]:
    """Why a finding does not count."""
    return {"kind": "external", "status": "accepted", "justification": uncounted(why), "properties": suppression(why)}


def location(result: Checked, number: int, evidence: Evidence | None) -> dict[str, Any]:
    """Where words stand; of what is not said, the file, and its first line where it has lines."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(result.place), "index": number}}
    if evidence is None:
        first = {"region": {"startLine": 1}} if result.source.text else {}
        return {"physicalLocation": physical | first, "message": message("In the whole notice")}
    spot = result.spot(evidence)
    logical = {"name": evidence.section, "fullyQualifiedName": section(evidence), "kind": "section"}
    return {
        "physicalLocation": physical | ({"region": region(spot)} if spot else {}),
        "logicalLocations": [logical],
        "message": message(section(evidence)),
        "properties": {"quote": evidence.quote, **at(evidence)},
    }


def region(spot: Spot) -> dict[str, Any]:
    """A stretch of a file."""
    return {
        "startLine": spot.line,
        "startColumn": spot.column,
        "endLine": spot.end_line,
        "endColumn": spot.end_column,
        "snippet": {"text": spot.text},
    }


def message(text: str) -> dict[str, Any]:
    """A message whose text is text."""
    return {"text": ACTS.sub("\u200b", text)}


def uri(place: str) -> str:
    """A file's address: relative to this folder where it lies in it, so that it holds on another machine too."""
    path = Path(place)
    if path.is_absolute():
        if not path.is_relative_to(Path.cwd()):
            return path.as_uri()
        path = path.relative_to(Path.cwd())
    return quote(path.as_posix(), safe="/~")
