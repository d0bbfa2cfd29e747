"""G22: the work is part of a whole service, and somebody owns that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import OWN_SIDE
from scoring.rule import Clause, Signal
from scoring.rules.t001_no_product_owner import deciders
from scoring.sayings import asked
from tenders.tender import Tender

OF_A_SERVICE = re.compile(r"\bservice|\bsenior responsible|\bSRO\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class WholeService(Signal):
    """Looks for work that is tied to a whole service, from its user's first step to the last, whose owner is named.

    A form is a small part of what its user has to do. Whoever owns the whole can change the other parts as well.

    Bad: "Redesign the claim form."
    Good: "The form is one step of the end-to-end journey of a bereaved family; its service owner is in the team."
    """

    code = "G22"
    name = "whole-service"
    weight = -3
    requires = ("existing_team", "described")
    message = "The work is tied to a whole service, and that service's owner is named."
    why = "Somebody can act on what is found, also where it lies outside this piece of work."
    fix = "Say which parts of the service may change."
    question = ""
    sources = ("A delivery director's notes on bidding for this work",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        whole = asked(tender.cues.find("manner.whole_service", within=(*OWN_SIDE, "endUsers")))
        owners = [hit for hit in deciders(tender) if OF_A_SERVICE.search(hit.words)]
        if whole and owners:
            yield Clause(evidence=tuple(dict.fromkeys((whole[0].clause, owners[0].clause))))
