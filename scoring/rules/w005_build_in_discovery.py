"""W005: something is to be built in work that is a discovery only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.listing import lines_under
from scoring.rule import Clause, Rule
from scoring.sayings import asked
from scoring.timebox import of_phase
from tenders.tender import Tender

# What the bidder has done before, and what the buyer has done already, is not what is asked for.
ASKED_IN = (
    "title",
    "summary",
    "outcome",
    "backgroundInformation",
    "workAlreadyDone",
    "workingArrangements",
    "additionalTerms",
    "successCriteria",
    "contractLength",
    "budgetRange",
    "specialistWork",
    "text",
)


# Where buyers tell of what was before: something made counts there only where the sentence wants it now.
TOLD = ("workAlreadyDone", "backgroundInformation")


@dataclass(frozen=True, kw_only=True)
class BuildInDiscovery(Rule):
    """Looks for prototypes, proofs of concept or working software asked for in a contract for a discovery only.

    A discovery finds out whether there is a problem worth solving. A prototype at its end means that somebody has to
    choose an answer in its first week. A contract for a year or more is not one discovery, whatever it is called.

    Bad: "By the end of the discovery we want a prototype to show the board."
    Good: "Prototypes are for the alpha, if there is one."
    """

    code = "W005"
    name = "build-in-discovery"
    severity = Severity.ERROR
    label = "build_in_discovery"
    weight = 10
    requires = ("phases",)
    message = "Something is to be built or prototyped in a discovery."
    why = "You should not start building your service in discovery: it is there to find out what, if anything, to build."
    fix = "Move prototypes and building to a later, optional phase."
    question = "Is anything to be built in this discovery, and what happens to it if the evidence points elsewhere?"
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    longest_weeks: int = 51

    def check(self, tender: Tender) -> Iterator[Clause]:
        box = of_phase(tender, "discovery")
        if tender.bought == ("discovery",) and (box is None or box.weeks <= self.longest_weeks):
            wanted = wanted_in(tender)
            hits = [
                hit
                for hit in asked(tender.cues.apart(("scope.built",), unless=("scope.not_built",), within=ASKED_IN))
                if hit.section.field not in TOLD or hit.place in wanted
            ]
            if hits:
                yield Clause(evidence=tuple(hit.clause for hit in hits[:3]))


def wanted_in(tender: Tender) -> set[tuple[str, int]]:
    """The sentences that want something now, and the lines of the lists that they begin."""
    wants = tender.cues.find("scope.wanted")
    under = {(hit.section.label, line.start) for hit in wants for line in lines_under(hit.section, hit.sentence)}
    return under | {hit.place for hit in wants}
