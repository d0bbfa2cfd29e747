"""W007: discovery to beta or live in one scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.payment import is_fixed
from scoring.rule import Clause, Rule
from scoring.rules.w008_no_stop_option import has_stop
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class AllPhasesOneScope(Rule):
    """Looks for a contract that buys three or more phases, from discovery or alpha on, with no decision between them.

    Each phase may show that the next should not happen. A single scope from discovery to live has decided that it
    will, and for a fixed price it has also decided what it will cost.

    Bad: "Discovery, alpha, beta and live support, for one price."
    Good: "Each phase is ordered on its own, and we need not order the next."
    """

    code = "W007"
    name = "all-phases-one-scope"
    severity = Severity.WARNING
    label = "phases_bundled"
    weight = 5
    requires = ("phases",)
    message = "Three or more phases are bought in one scope, with no point at which to stop."
    why = "The end of a discovery or an alpha may be that nothing should be built; one scope for all has decided otherwise."
    fix = "Add a break clause and a separate statement of work for each phase."
    question = "Where are the break points, and who decides at them?"
    model = ("additionalTerms", "Each phase has a separate statement of work. We may stop after any of them.")
    sources = ("GOV.UK Service Manual: How the alpha phase works", "Government Service Design Manual, 2016: discovery")

    min_phases: int = 3

    def check(self, tender: Tender) -> Iterator[Clause]:
        if len(tender.bought) >= self.min_phases and not has_stop(tender):
            yield Clause(
                evidence=tender.phases.evidence if tender.phases else (),
                severity=Severity.ERROR if is_fixed(tender) else Severity.WARNING,
            )
