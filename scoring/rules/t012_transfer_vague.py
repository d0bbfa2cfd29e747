"""T012: knowledge transfer is named and not described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from tenders.fields import CRITERIA, SCORED
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class TransferVague(Rule):
    """Looks for knowledge transfer that is named with no method, no receiver and no time.

    What is named and not described is the first thing to be dropped when money runs short. Stock lines ("share
    knowledge with other team members") promise nothing.

    Bad: "Knowledge transfer is important to us."
    Good: "Every Thursday from week three, our two mapping officers work on the backlog with you; they take it over in June."
    """

    code = "T012"
    name = "transfer-vague"
    severity = Severity.WARNING
    label = "weak_knowledge_transfer"
    weight = 2
    requires = ("outcome",)
    message = "Passing on knowledge is mentioned, and nothing says how, to whom or when."
    why = "Transfer that is named but not described is the first thing to be descoped."
    fix = "Say how (pairing, sessions, a shared backlog), to whom and from when."
    question = "Who receives the knowledge, by what means, and from which week?"
    model = (
        "workingArrangements",
        "Your developers pair with our in-house team from week one, so that our people run the service when you leave.",
    )
    sources = ("A delivery director's notes on bidding for this work",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        transfer = tender.knowledge_transfer
        if transfer.ask == "vague" and leaves_something(tender):
            told = {hit.clause for hit in tender.cues.find("transfer.receiver")}
            unsaid = "how or when" if told & set(transfer.evidence) else "how, to whom or when"
            scored = {section.label for section in tender.document.having(*CRITERIA, *SCORED)}
            only_scored = all(words.section in scored for words in transfer.evidence)
            where = "Passing on knowledge is a matter for the criteria only" if only_scored else "Passing on knowledge is mentioned"
            yield Clause(evidence=transfer.evidence, message=f"{where}, and nothing says {unsaid}.")
