"""JSON for programs: the record of each notice, with its findings and the decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from reports.checking import triage
from reports.formats import PLAIN, Checked, Format, Out
from reports.judged import compared, decided, linted
from reports.safe import escaped
from scoring.assess import Assessment


class Json(Format):
    """One object for `show`, an array of them for `check` and `screen` (there without the sections' text)."""

    name: ClassVar[str] = "json"

    def show(self, found: Assessment, out: Out = PLAIN) -> str:
        return dumped(judged(found))

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        unread = [{"path": str(one.path), "error": one.error} for one in out.unread]
        return dumped([*map(checked, results), *unread])

    def screen(self, found: Sequence[Assessment], out: Out = PLAIN) -> str:
        return dumped([{key: value for key, value in judged(one).items() if key != "sections"} for one in found])


def checked(result: Checked) -> dict[str, Any]:
    """What a check says of a file. A finding's `kind` says where a person sees it: a headline, one of the rest (more), what
    is common among real notices (context), or not counted (suppressed). Lines are null where the file has none.
    """
    found, sorted_ = result.assessment, triage(result)
    said = linted(found.lint)
    for values, finding in zip(said["findings"], found.lint.findings, strict=True):
        values["kind"] = sorted_.kind(finding)
        for place, evidence in zip(values["evidence"], finding.evidence, strict=True):
            spot = result.spot(evidence)
            place |= {"line": spot.line if spot else None, "column": spot.column if spot else None}
    return {
        "path": result.place,
        "id": found.tender.id,
        "waterfall": found.waterfall,
        **said,
        "notes": list(result.notes),
        "lifts": [asdict(lift) for lift in result.lifts],
        "compared": compared(result.compared) if result.compared else None,
    }


def judged(found: Assessment) -> dict[str, Any]:
    """A notice's record with all that was judged of it."""
    from reports.decisions import decided as person_decided
    from reports.record import record

    document = found.tender.document
    more: Mapping[str, Any] = {
        "as_of": found.as_of.isoformat(),
        "rule_set": found.rule_set,
        "read_share": document.read_share,
        "not_read": list(document.not_read),
        "decision": decided(found.decision),
        "origins": [{"source": source, "id": number} for source, number in found.origins],
        "decided": [person_decided(one) for one in found.decided],
    }
    return {**record(found), **linted(found.lint), **more}


def dumped(value: object) -> str:
    """The value as readable JSON that is safe to print."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
