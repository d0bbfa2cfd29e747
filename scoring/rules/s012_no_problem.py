"""S012: the problem field states no problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from tenders.tender import Tender

# A figure is evidence of a problem, whatever its words: "31% give up", "a bill of £1.3m", "612 of perhaps 4,000".
FIGURE = re.compile(r"\d\s?(?:%|per ?cent\b)|£\s?\d|\b\d[\d,.]*\s+(?:out of|of|in)\s+(?:\w+\s+)?\d", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NoProblem(Rule):
    """Looks for a "Problem to be solved" of a few words that names neither what is wrong nor who it is wrong for.

    Most suppliers asked in a survey said that the notices they saw did not explain the problem. Without one they can
    only price what is asked for. Work whose purpose is in its name (an audit, a test, a licence) is let off.

    Bad: "Deliver a new website for the trust."
    Good: "Tenants ring twice for every repair, because nobody can say when the plumber will come."
    """

    code = "S012"
    name = "no-problem"
    severity = Severity.WARNING
    label = "no_outcome"
    weight = 5
    requires = ("outcome",)
    message = "The problem to be solved is not stated."
    why = "A supplier who does not know the problem can only price the task; 71 % of suppliers asked said it is not explained."
    fix = "Say what is wrong, who it affects and how you know."
    question = "What problem is this to solve, for whom, and how do you know?"
    model = (
        "outcome",
        "People who apply wait nine weeks for an answer and do not know why. A third of them ring us, and "
        "staff spend a day a week on those calls. We know this from a year of call records and from the "
        "letters that they send us, and we want to know what would help them.",
    )
    sources = ("dxw: survey of suppliers on 31 opportunities, 2017",)

    min_words: int = 30

    def check(self, tender: Tender) -> Iterator[Clause]:
        section = tender.document.get("outcome")
        if (
            section
            and len(section.text.split()) < self.min_words
            and leaves_something(tender)
            and not FIGURE.search(section.text)
            and not tender.cues.find("purpose.problem", "purpose.benefit", "purpose.aid", within=("outcome",))
        ):
            yield Clause(evidence=(section.whole(),))
