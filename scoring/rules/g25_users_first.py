"""G25: users come first in the words of the ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.places import ASKED
from scoring.rule import Clause, Signal
from scoring.sayings import affirmed, in_sentences
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class UsersFirst(Signal):
    """Looks for user needs, user-centred design and user research in what is asked, beyond the stock criterion.

    Buyers who speak of users in their own words leave room for what users say.

    Bad: "How the solution meets the requirements."
    Good: "The team will start from the needs of the families who drop out."
    """

    code = "G25"
    name = "users-first"
    weight = -3
    most = 4
    requires = ("summary",)
    message = "The ask speaks of users and their needs."
    why = "Whoever starts from users is ready to hear that the plan is wrong."
    fix = "Name the groups and how they will be reached."
    question = ""
    sources = ("GOV.UK Service Manual: How the discovery phase works",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        stock = ("research.boilerplate", "agile.stock")
        for hit in in_sentences(affirmed(tender.cues.apart(("agile.users_first",), unless=stock, within=ASKED))):
            yield Clause(evidence=(hit.clause,))
