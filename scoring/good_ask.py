"""Four signs of an ask that is known well enough to be short: the problem, the goal, the needs, and who finds the people."""

from __future__ import annotations

import re

from scoring.places import ASKED
from scoring.rule import OUTCOMES
from scoring.sayings import affirmed, in_sentences, is_told
from tenders.cues import Hit
from tenders.evidence import Evidence, in_order
from tenders.fields import ARRANGED, DESCRIBED, TOLD
from tenders.tender import Tender

# Where the problem stands, and where an answer to it would be given away.
PROBLEM_IN = ("outcome", "backgroundInformation", "summary", "text")
ANSWER_IN = ("title", "outcome", "summary", "text")
# Where a buyer says what a phase is for. What users decide is told in their own field.
GOAL_IN = ("summary", "outcome", "backgroundInformation", "workAlreadyDone", "additionalTerms", "specialistWork", "text")

# Where work is described, and what the buyer does for it. Criteria speak of what bidders have done.
RECRUITED_IN = (*DESCRIBED, *ARRANGED, *TOLD)
# A decision is the phase's where its sentence speaks of the phase or the work.
OF_THE_PHASE = re.compile(
    r"\b(?:discovery|alpha|beta|phases?|(?:by|at) the end|this (?:work|project|piece of work|study|contract|engagement))\b",
    re.IGNORECASE,
)
# "We will not recruit" leaves the recruiting to whoever bids, unsaid.
LEFT_OPEN = re.compile(r"\b(?:not|cannot|unable)\b|n['’]t\b", re.IGNORECASE)
# Whoever helps to identify risks finds nobody to talk to, and whoever recruits sailors may want them to sail.
PEOPLE = re.compile(
    r"\b(?:participants?|users?|people|residents|citizens|customers|patients|applicants|claimants|tenants|owners|families|parents|carers"
    r"|learners|students|drivers|visitors|volunteers|interviewees|respondents|panels?|incentives?|public|staff|caseworkers|officers"
    r"|farmers|passengers|businesses|veterans|households)\b",
    re.IGNORECASE,
)
FOR_RESEARCH = re.compile(
    r"\b(?:incentives?|panels?|participants?|interview\w*|research|sessions?|test\w*|take part|access to)\b", re.IGNORECASE
)


def is_outcome(tender: Tender) -> bool:
    """Whether a result is bought, not a person or a panel. A draft that names no lot may be either."""
    return tender.lot is None or tender.lot.value in OUTCOMES


def problem(tender: Tender) -> tuple[Evidence, ...]:
    """The sentences that say what goes wrong, where neither title nor problem nor summary names a thing to make."""
    cues = tender.cues
    things = ("scope.answer", "scope.technology", "products.product", "manner.thing")
    open_or_present = ("scope.open", "scope.undecided", "scope.present", "scope.skilled")
    if affirmed(cues.apart(things, unless=open_or_present, within=ANSWER_IN)):
        return ()
    wrong = in_sentences(cues.apart(("manner.trouble",), unless=(*things, "manner.bids", "agile.story"), within=PROBLEM_IN))
    return tuple(hit.clause for hit in wrong)


def goal(tender: Tender) -> tuple[Evidence, ...]:
    """The sentences that say what a phase has to find out, or what will be decided on it."""
    cues = tender.cues
    elsewhere = ("manner.bids", "agile.story", "research.past")
    goals = cues.apart(("manner.goal",), unless=elsewhere, within=GOAL_IN)
    choices = (hit for hit in cues.apart(("manner.choice",), unless=elsewhere, within=GOAL_IN) if OF_THE_PHASE.search(hit.said))
    return in_order(hit.clause for hit in affirmed((*goals, *choices)) if not is_told(hit))


def needs(tender: Tender) -> tuple[Hit, ...]:
    """Needs in the form of user stories, one of each sentence."""
    return in_sentences(affirmed(tender.cues.find("agile.story", within=ASKED)))


def recruitment(tender: Tender) -> tuple[Evidence, ...]:
    """The sentences that say who finds the people to talk to, who pays them, or who opens the door to them."""
    cues = tender.cues
    owner = ("research.buyer_recruits", "research.supplier_recruits", "research.both_recruit")
    open_or_past = ("research.recruiting_open", "research.no_access", "manner.bids")
    said = affirmed(cues.apart((*owner, "manner.incentives"), unless=open_or_past, within=RECRUITED_IN))
    return in_order(
        hit.clause
        for hit in said
        if FOR_RESEARCH.search(hit.said)
        and not LEFT_OPEN.search(hit.words)
        and (hit.cue != "research.both_recruit" or PEOPLE.search(hit.said))
    )


def is_known(tender: Tender) -> bool:
    """Whether all four are there: such work can be short."""
    return all(found(tender) for found in (problem, goal, needs, recruitment))
