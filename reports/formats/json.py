"""JSON for programs: the record of each notice, with its findings and the decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from reports.formats import PLAIN, Checked, Format, Out
from reports.judged import decided, linted
from reports.safe import escaped
from scoring.assess import Assessment


class Json(Format):
    """One object for `show`, an array of them for `check` and `screen` (there without the sections' text)."""

    name: ClassVar[str] = "json"

    def show(self, found: Assessment, out: Out = PLAIN) -> str:
        return dumped(judged(found))

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        return dumped(
            [
                {"path": result.place, "id": result.assessment.tender.id, "waterfall": result.assessment.waterfall}
                | linted(result.assessment.lint)
                for result in results
            ]
        )

    def screen(self, found: Sequence[Assessment], out: Out = PLAIN) -> str:
        return dumped([{key: value for key, value in judged(one).items() if key != "sections"} for one in found])


def judged(found: Assessment) -> dict[str, Any]:
    """A notice's record with all that was judged of it."""
    from reports.record import record

    document = found.tender.document
    more: Mapping[str, Any] = {
        "as_of": found.as_of.isoformat(),
        "rule_set": found.rule_set,
        "read_share": document.read_share,
        "not_read": list(document.not_read),
        "decision": decided(found.decision),
    }
    return {**record(found), **linted(found.lint), **more}


def dumped(value: object) -> str:
    """The value as readable JSON that is safe to print."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
