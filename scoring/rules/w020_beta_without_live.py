"""W020: a beta, and nothing of what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.phases import named
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import is_denied
from tenders.fields import TOLD
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class BetaWithoutLive(Rule):
    """Looks for a beta with nothing on who runs, supports and improves the service once it is live.

    A service that nobody is ready to own stays in public beta: when the supplier leaves, so does the knowledge.

    Bad: "A public beta of the permit service by summer."
    Good: "Our own team of four runs the service from June, and is funded for two years."
    """

    code = "W020"
    name = "beta-without-live"
    severity = Severity.WARNING
    requires = ("phases", "described")
    of_silence = True
    message = "A beta is bought, and nothing says who runs and improves the service once it is live."
    why = "Services get stuck in public beta when the knowledge leaves with the supplier."
    fix = "State the team that will run it live, and how that is funded."
    question = "Who takes the service to live and runs it, and is that funded?"
    sources = ("A delivery director's notes on bidding for this work",)

    def applies(self, tender: Tender) -> bool:
        return "beta" in named(tender) and "live" not in tender.bought

    def check(self, tender: Tender) -> Iterator[Clause]:
        if tender.knowledge_transfer.ask == "specific":
            return
        if not any(not is_denied(hit) for hit in tender.cues.find("timing.after_live", within=("title", *WORK, *TOLD))):
            yield Clause(evidence=tender.phases.evidence if tender.phases else ())
