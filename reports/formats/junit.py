"""JUnit XML, for the test reports of GitLab, Jenkins and Azure: a suite a file, a case a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from reports.formats import PLAIN, Checked, Format, Out
from reports.remarks import common, place, section, uncounted
from reports.safe import no_command, visible
from reports.view import shortened
from scoring.finding import Finding, Severity
from scoring.policy import rule_names

# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[\ufffe\uffff]")


class JUnit(Format):
    """A rule that found something as severe as makes the command fail is a failure; what is less severe is told of in a case
    that passes. A rule that could not be tested, does not apply or is not counted is skipped.
    """

    name: ClassVar[str] = "junit"

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        suites = Element("testsuites", name="riffle check")
        for result in results:
            suite(suites, result.place, list(cases(result, out.fails)))
        for unread in out.unread:
            case = Element("testcase", name="the file can be read", classname=clean(str(unread.path)))
            SubElement(case, "error", message=clean(unread.error), type="unread")
            suite(suites, str(unread.path), [case])
        for kind in ("tests", "failures", "errors", "skipped"):
            suites.set(kind, str(sum(int(one.get(kind, "0")) for one in suites)))
        ElementTree.indent(suites)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def suite(parent: Element, name: str, cases: Sequence[Element]) -> None:
    """A suite with its cases, counted."""
    counts = {kind: str(sum(1 for case in cases if case.find(tag) is not None)) for kind, tag in KINDS.items()}
    SubElement(parent, "testsuite", {"name": clean(name), "tests": str(len(cases)), **counts}).extend(cases)


KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def cases(result: Checked, fails: Severity) -> Iterator[Element]:
    """A case for each rule, in code order."""
    lint = result.assessment.lint
    failed: dict[str, list[Finding]] = {}
    for finding in lint.findings:
        failed.setdefault(finding.code, []).append(finding)
    skipped = {skip.code: f"The notice does not state: {', '.join(skip.missing)}" for skip in lint.skips}
    skipped |= dict.fromkeys(lint.outside, "Not applicable to such work")
    for code in sorted({*failed, *skipped, *lint.passes}):
        name = failed[code][0].name if code in failed else rule_names().get(code, "")
        case = Element("testcase", name=clean(f"{code} {name}".strip()), classname=clean(result.place))
        if code in skipped:
            SubElement(case, "skipped", message=clean(skipped[code]))
        elif code in failed:
            outcome(case, result, failed[code], fails)
        yield case


def outcome(case: Element, result: Checked, findings: Sequence[Finding], fails: Severity) -> None:
    """What a rule found: as a failure, as a word beside a case that passes, or as skipped where none of it counts."""
    active = [finding for finding in findings if finding.suppressed is None]
    if not active:
        why = next(uncounted(finding.suppressed) for finding in findings if finding.suppressed)
        SubElement(case, "skipped", message=clean(f"Not counted, {why}"))
        return
    said = clean("\n\n".join("\n".join(told(result, finding)) for finding in active))
    worst = max(active, key=lambda finding: finding.severity.rank)
    if worst.severity.rank < fails.rank:
        SubElement(case, "system-out").text = f"{clean(worst.message)}\n{said}"
    else:
        SubElement(case, "failure", message=clean(worst.message), type=worst.severity.value).text = said


def told(result: Checked, finding: Finding) -> Iterator[str]:
    """A finding in lines."""
    for evidence in finding.evidence:
        spot = result.spot(evidence)
        yield f"{result.place}{f':{spot.line}' if spot else ''} ({section(evidence)}): “{shortened(evidence.quote)}”"
    if not finding.evidence:
        yield f"{result.place} ({place(finding)})"
    yield f"Why: {finding.why}"
    yield f"Fix: {finding.fix}"
    if finding.rate:
        yield f"Seen in: {common(finding.rate)}"


def clean(text: str) -> str:
    """A text that XML can hold, with nothing in it that acts."""
    return UNWRITABLE.sub("", no_command(visible(text)))
