"""A check of files: the baseline applied, two drafts compared, and the findings sorted into what comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from reports.formats import Checked
from scoring import baseline
from scoring.comparison import alike, compare
from scoring.engine import rules
from scoring.finding import Finding, LintResult
from scoring.lift import lifts
from scoring.policy import Check, Policy

# Working lifts out means reading a draft a dozen times: done for a draft or a few, not for a folder of hundreds.
FEW = 5
Kind = Literal["headline", "more", "context", "suppressed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """A file's findings by what a reader needs: headlines first, the rest of the faults, then what is common among real
    notices, and what does not count.
    """

    headlines: tuple[Finding, ...]
    more: tuple[Finding, ...]
    context: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]

    def kind(self, finding: Finding) -> Kind:
        """Which of these a finding is."""
        if finding.suppressed:
            return "suppressed"
        return "headline" if finding in self.headlines else "context" if finding in self.context else "more"


def checks(found: Iterable[Checked], policy: Policy, known: Path | None, against: Checked | None = None) -> list[Checked]:
    """The files as they are to be reported. Raises SettingsError.

    `known` is a baseline file; where it is None the one in this folder counts, if there is one. Every file is reported with
    what became of the findings of `against`, an older draft; without one, the second of two drafts of one ask with the first's.
    """
    place = known or (Path(baseline.FILE) if Path(baseline.FILE).is_file() else None)
    before = baseline.read(place) if place else baseline.Baseline()
    results = [with_baseline(result, before) for result in found]
    if against:
        results = [compared(result, with_baseline(against, before)) for result in results]
    elif len(results) == 2 and alike(results[0].assessment.tender, results[1].assessment.tender):
        results = [results[0], compared(results[1], results[0])]
    return [with_lifts(result, policy) for result in results] if len(results) <= FEW else results


def compared(new: Checked, old: Checked) -> Checked:
    """A draft's result with what became of an older one's findings."""
    return replace(new, compared=compare(old.place, old.assessment, new.assessment))


def with_baseline(result: Checked, before: baseline.Baseline) -> Checked:
    """A file's result with what was there before suppressed."""
    lint = before.applied(result.assessment.lint, result.place)
    return replace(result, assessment=replace(result.assessment, lint=lint))


def with_lifts(result: Checked, policy: Policy) -> Checked:
    """A file's result with the changes that would help it most."""
    tender = result.assessment.tender
    return replace(result, lifts=lifts(tender, result.assessment.lint, policy.of(result.place, tender)))


def triage(result: Checked) -> Triage:
    """A file's findings sorted."""
    return sorted_out(result.assessment.lint, result.shown)


def sorted_out(lint: LintResult, shown: Check) -> Triage:
    """Findings sorted: by severity, by weight in the score, the rarer first. An error is never mere context."""
    context = [one for one in lint.active if one.rate and one.rate.share > shown.common and one.severity.value != "error"]
    faults = [one for one in lint.active if one not in context]
    weights = {rule.code: rule.weight for rule in rules()}
    faults.sort(key=lambda one: (-one.severity.rank, -weights.get(one.code, 0), one.rate.share if one.rate else 0.5, one.code))
    return Triage(
        headlines=tuple(faults[: shown.headlines]),
        more=tuple(faults[shown.headlines :]),
        context=tuple(context),
        suppressed=tuple(one for one in lint.findings if one.suppressed),
    )


def ordered(lint: LintResult) -> LintResult:
    """A result with its findings in the order in which a reader needs them: what is common, or does not count, last."""
    found = sorted_out(lint, Check())
    return replace(lint, findings=(*found.headlines, *found.more, *found.context, *found.suppressed))


def worst(results: Sequence[Checked]) -> int:
    """The rank of the worst finding that counts, -1 where there is none. Context counts too: it is common, not right."""
    return max((one.severity.rank for result in results for one in result.assessment.lint.active), default=-1)
