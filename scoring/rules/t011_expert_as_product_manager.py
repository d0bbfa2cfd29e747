"""T011: the expert or the supplier manages the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.places import OWN_SIDE
from scoring.research import WORK
from scoring.rule import Clause, Rule
from scoring.rules.t001_no_product_owner import deciders
from scoring.sayings import asked, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class ExpertAsProductManager(Rule):
    """Looks for a subject expert, or the supplier, who is to be the product owner or manager.

    An expert speaks for what is; a product manager for what could be, and for what is left out. A supplier that owns the
    product decides on its own work: that is raised only where the buyer names nobody else who decides.

    Bad: "Our subject matter expert on moorings will act as product owner."
    Good: "The product manager sets priorities. The harbour master advises on moorings."
    """

    code = "T011"
    name = "expert-as-product-manager"
    severity = Severity.INFO
    requires = ("described",)
    message = "The product is to be managed by the subject expert or the supplier."
    why = "Knowing a subject and deciding what to build are two jobs, and the second belongs to somebody of the buyer's own."
    fix = "Name a product manager and an expert, and say what each of them decides."
    question = "Who decides priorities day to day, and is that person in your organisation?"
    sources = ("A delivery director's notes on bidding for this work",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        places = tuple(dict.fromkeys((*OWN_SIDE, *WORK)))
        experts = asked(tender.cues.find("people.expert_owner", within=places))
        supplied = asked(tender.cues.find("people.supplier_owner", within=places))
        others = {hit.place for hit in deciders(tender)} - {hit.place for hit in supplied}
        hits = experts or (() if others else supplied)
        if hits:
            yield Clause(evidence=tuple(hit.clause for hit in in_sentences(hits)[:2]))
