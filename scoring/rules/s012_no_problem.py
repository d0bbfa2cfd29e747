"""S012: the problem field states no problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.purposes import has_results, tells_of_the_world
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from tenders.tender import Tender

TOLD_IN = ("outcome", "backgroundInformation")


@dataclass(frozen=True, kw_only=True)
class NoProblem(Rule):
    """Looks for a "Problem to be solved" of a few words that names neither what is wrong nor who it is wrong for.

    The answer on why the work is done may make up for it: a trouble, a result or a figure there counts, and so does any
    sentence that is about something other than the work, its documents and its staff.

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
            and not tender.cues.find("purpose.aid", within=("outcome",))
            and not any(has_results(tender, field) or tells_of_the_world(tender, field) for field in TOLD_IN)
        ):
            yield Clause(evidence=(section.whole(),))
