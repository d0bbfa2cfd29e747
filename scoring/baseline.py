"""A baseline: the findings that were there when somebody began to check, so that only new ones count.

A finding is known by its rule and the plain words of each of its clauses (scoring/fingerprint.py), so that it stays known
where one of several is deleted. Where it is that something is not said there are no words: it is known by its rule and the
file's name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from scoring.finding import Finding, LintResult, Suppression
from scoring.fingerprint import fingerprint
from tenders.errors import SettingsError

FILE = "riffle-baseline.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each known clause was found, by its key."""

    known: Counter[str] = field(default_factory=Counter)

    def applied(self, result: LintResult, path: str) -> LintResult:
        """The result with what was there before suppressed: as many findings of a clause as the baseline holds."""
        left = Counter(self.known)
        findings = []
        for finding in result.findings:
            keys = keys_of(finding, path)
            if finding.suppressed is None and all(left[key] > 0 for key in keys):
                finding = replace(finding, suppressed=Suppression(kind="baseline", reason="in the baseline"))
            left.subtract(keys)
            findings.append(finding)
        return replace(result, findings=tuple(findings))


def keys_of(finding: Finding, path: str) -> frozenset[str]:
    """What a finding is known by."""
    if not finding.evidence:
        return frozenset({f"{finding.code} {finding.fingerprint} {PurePath(path.replace(chr(92), '/')).name}"})
    return frozenset(f"{finding.code} {fingerprint(finding.code, [words])}" for words in finding.evidence)


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises SettingsError."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        if written["version"] != VERSION:
            raise SettingsError(f"{path} is a baseline of another version: write it anew with --write-baseline")
        return Baseline(Counter({str(key): int(times) for key, times in written["findings"].items()}))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}. Write a baseline with --write-baseline") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{path} is not a baseline: write it anew with --write-baseline") from error


def write(path: Path, results: Iterable[tuple[str, LintResult]]) -> int:
    """Write the findings of these files, as they are, and answer how many there are. Raises SettingsError.

    What was waived is left out: a waiver that ends brings its finding back.
    """
    known, written = Counter[str](), 0
    for place, result in results:
        for finding in result.findings:
            if finding.suppressed is None or finding.suppressed.kind == "baseline":
                known.update(keys_of(finding, place))
                written += 1
    text = json.dumps({"version": VERSION, "findings": dict(sorted(known.items()))}, indent=2)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}. Choose another file") from error
    return written
