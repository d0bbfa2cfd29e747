"""G12: what is made is the buyer's, or open to all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.tender import Tender

# Criteria speak of what bidders have built elsewhere.
SAID_IN = (*DESCRIBED, *ARRANGED, *TOLD)

# Between what is made and whose it is: "code must not be published".
NOT = re.compile(r"\b(?:not|never|no|neither|unless)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class OpenAndOwned(Signal):
    """Looks for code or outputs that are published for others to use, or that are said to belong to the buyer.

    Whoever owns the work can give it to another supplier; what is open can be used by the next council as well. That
    a bidder knows open source software does not count.

    Bad: "Experience of open source technologies."
    Good: "All code is published under the MIT licence, and the county owns the rest."
    """

    code = "G12"
    name = "open-and-owned"
    weight = -1
    requires = ("described",)
    message = "What is made will be open, or will belong to the buyer."
    why = "The buyer can carry on with another supplier, and others can use what was paid for once."
    fix = "Say where the code will be published, and from when."
    question = ""
    sources = ("Digital Service Standard", "US Digital Services Playbook, play 5")

    def check(self, tender: Tender) -> Iterator[Clause]:
        found = affirmed(tender.cues.find("manner.open_code", "manner.owned", within=SAID_IN))
        said = in_sentences(hit for hit in found if not NOT.search(hit.words))
        if said:
            yield Clause(evidence=tuple(hit.clause for hit in said[:2]))
