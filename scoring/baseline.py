"""A baseline: the findings that were there when somebody began to check, so that only new ones count.

A finding is known by its rule and the plain words of its clause (scoring/fingerprint.py). Where it is that something is not
said there are no words, so it is known by its rule and the file's name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from scoring.finding import Finding, LintResult, Suppression
from tenders.errors import SettingsError

FILE = "riffle-baseline.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each known finding was there, by its key."""

    known: Counter[str] = field(default_factory=Counter)

    def applied(self, result: LintResult, path: str) -> LintResult:
        """The result with what was there before suppressed: as many findings of a key as the baseline holds."""
        left = Counter(self.known)
        findings = []
        for finding in result.findings:
            key = key_of(finding, path)
            if finding.suppressed is None and left[key] > 0:
                finding = replace(finding, suppressed=Suppression(kind="baseline", reason="in the baseline"))
            left[key] -= 1
            findings.append(finding)
        return replace(result, findings=tuple(findings))


def key_of(finding: Finding, path: str) -> str:
    """What a finding is known by."""
    where = "" if finding.evidence else f" {PurePath(path.replace(chr(92), '/')).name}"
    return f"{finding.code} {finding.fingerprint}{where}"


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
    known = Counter(
        key_of(finding, place)
        for place, result in results
        for finding in result.findings
        if finding.suppressed is None or finding.suppressed.kind == "baseline"
    )
    text = json.dumps({"version": VERSION, "findings": dict(sorted(known.items()))}, indent=2)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}. Choose another file") from error
    return known.total()
