"""W009: an alpha that is to be run for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.phases import named
from scoring.places import WORK
from scoring.rule import Clause, Rule
from scoring.sayings import asked, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class AlphaProduction(Rule):
    """Looks for an alpha, with no beta after it, that is to be ready for production, launched to the public, or kept.

    An alpha tries out ideas that may be wrong, with few people, in code that is thrown away. What has to run for the
    public is built with care for security, load and support, and that leaves little time to try anything.

    Bad: "By the end of the alpha the service is production ready and open to every farmer."
    Good: "By the end of the alpha we know which of the three ideas to build; we keep none of the code."
    """

    code = "W009"
    name = "alpha-production"
    severity = Severity.WARNING
    weight = 4
    requires = ("phases", "described")
    message = "The alpha is to be ready for production or for the public."
    why = "An alpha is not public and its code is thrown away; making it fit to run takes the time that was for trying ideas out."
    fix = "Ask the alpha for learning and prototypes, and buy the service that runs in a beta."
    question = "Is code written in the alpha expected to go live?"
    sources = ("GOV.UK Service Manual: How the alpha phase works",)

    def applies(self, tender: Tender) -> bool:
        return "alpha" in named(tender) and not {"beta", "live"} & set(tender.bought)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        runs = cues.apart(("timing.production",), unless=("timing.later",), within=WORK)
        kept = cues.find("timing.kept_code", within=WORK)
        hits = in_sentences((*asked(runs), *kept))
        if hits:
            yield Clause(evidence=tuple(hit.clause for hit in hits[:3]))
