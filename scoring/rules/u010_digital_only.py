"""U010: an online service, and nothing for those who cannot use one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.services import has_screens, is_service, serves_the_public
from tenders.fields import DESCRIBED, TOLD
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class DigitalOnly(Rule):
    """Looks for any other way in than a screen where a service for the public goes to beta or live, and finds none.

    About one adult in ten was offline in 2019. The service that they reach by phone, on paper or at a counter is the same
    service, and its digital part changes it.

    Bad: "Tenants will report repairs online."
    Good: "Tenants will report repairs online, or to the caretaker, who enters them with the same form."
    """

    code = "U010"
    name = "digital-only"
    severity = Severity.WARNING
    weight = 2
    requires = ("described", "phases")
    of_silence = True
    message = "An online service for the public is asked for, and nothing is said of people who cannot or will not use it."
    why = "A service is not only its digital part, and whoever is offline still has to be served."
    fix = "Put help for those who need it, and the other channels, into the scope."
    question = "Which other channels carry this service, and are they in scope?"
    sources = ("A delivery director's notes on bidding for this work", "Office for National Statistics: Internet users, 2019")

    def applies(self, tender: Tender) -> bool:
        late = bool({"beta", "live"} & set(tender.bought))
        return late and is_service(tender) and has_screens(tender) and serves_the_public(tender)

    def check(self, tender: Tender) -> Iterator[Clause]:
        told = (*DESCRIBED, *TOLD, "additionalTerms", "essentialRequirements", "successCriteria")
        if not tender.cues.find("people.other_channels", within=told):
            yield Clause()
