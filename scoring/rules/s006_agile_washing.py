"""S006: agile words over a plan that is settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import ASKED
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from scoring.settled import signs
from scoring.words import listed
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class AgileWashing(Rule):
    """Looks for words of agile work (agile, scrum, sprints) beside three or more signs that all is settled beforehand.

    The signs: requirements counted in advance, dated or signed-off outputs, instruments of a fixed plan, change
    control, and documents in place of demonstrations. Each has a rule of its own; together they make the agile words a
    coat of paint.

    Bad: "Agile sprints will deliver the 96 requirements in Annex C. Bids include a Gantt chart. Changes go to the change board."
    Good: "We plan two weeks at a time, and the list is yours to reorder with us."
    """

    code = "S006"
    name = "agile-washing"
    severity = Severity.ERROR
    weight = 5
    requires = ("described",)
    message = "The words are agile, and the plan is settled beforehand."
    why = "Two methods at once cost twice: the team reports to the plan, and calls what it does sprints."
    fix = "Keep one method: drop the fixed plan and its papers, or the agile words."
    question = "Which of the governance documents are mandatory, and may the team change the plan as it learns?"
    sources = ("US Department of Defense: Detecting Agile BS",)

    least_signs: int = 3

    def check(self, tender: Tender) -> Iterator[Clause]:
        words = asked(tender.cues.find("manner.agile", within=ASKED))
        settled = signs(tender) if words else {}
        if len(settled) >= self.least_signs:
            yield Clause(
                evidence=tuple(dict.fromkeys((words[0].clause, *(said[0] for said in settled.values())))),
                message=f"The words are agile, and the notice settles beforehand: {listed(settled)}.",
            )
