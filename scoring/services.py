"""Whether the work makes or runs a service that people use: where it does not, rules on users have nothing to say."""

from __future__ import annotations

from scoring.rule import BY_THE_DAY
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from tenders.fields import DESCRIBED
from tenders.tender import Tender

# Where what is made is named; what bidders must show is not it.
NAMED_IN = ("title", "summary", "outcome", "backgroundInformation", "text")


def is_team_work(tender: Tender) -> bool:
    """Whether a team is bought, and not days of a specialist."""
    return tender.lot is None or tender.lot.value not in BY_THE_DAY


def is_service(tender: Tender) -> bool:
    """Whether a phase of a service is bought from a team: no audit or licence, nor what its title says is infrastructure."""
    unseen = tender.cues.find("people.no_face", within=("title",))
    return bool(tender.bought) and is_team_work(tender) and leaves_something(tender) and not unseen


def has_screens(tender: Tender) -> bool:
    """Whether what is made has a face that people use: a website, forms, an app."""
    return bool(tender.cues.find("people.screen", within=NAMED_IN))


def serves_the_public(tender: Tender) -> bool:
    """Whether members of the public do something with it: apply, book, pay, report."""
    find = tender.cues.find
    return bool(find("people.public", within=DESCRIBED) and find("people.transact", within=DESCRIBED))
