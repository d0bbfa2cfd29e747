"""Questions that the rules bring with them: each rule says what a supplier would ask."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources

from scoring.finding import Finding
from scoring.questions.draft import Draft
from scoring.questions.published import topics_of
from scoring.questions.view import View
from scoring.words import clipped

FILE = "question_rules.toml"
QUOTE = 140


@cache
def topics() -> dict[str, str]:
    """Rule to topic, of the rules in the data file."""
    written = tomllib.loads(resources.files("scoring").joinpath("data", FILE).read_text(encoding="utf-8"))
    return {code: topic for topic, codes in written.items() for code in codes}


def topic_of(finding: Finding) -> str:
    """The topic that a finding's question is on."""
    return topics().get(finding.code) or topics_of(finding.question)[0]


def from_findings(view: View, worded: Collection[str] = ()) -> Iterator[Draft]:
    """The question of each finding that quotes the buyer; of a rule that a source has words for (`worded`), only to stand in where
    the source has nothing to ask.
    """
    for finding in view.findings:
        if not finding.evidence or not finding.question or finding.severity.value == "info":
            continue
        first = finding.evidence[0]
        yield Draft(
            topic=topic_of(finding),
            text=f"Under “{first.section}” you write “{clipped(first.quote, QUOTE)}”. {finding.question}",
            why=finding.why,
            sharp=0 if finding.code in worded else 1,
            evidence=(first,),
            finding=finding.code,
            subject=first.quote,
        )
