"""P004: two asks in one criterion, or a criterion too long for its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from scoring.criteria import criteria, criterion_of
from scoring.finding import Severity
from scoring.marketplace import CRITERION_CHARACTERS, CRITERION_WORDS, breach
from scoring.rule import Clause, Rule
from scoring.words import count
from tenders.cues import Hit
from tenders.evidence import Evidence
from tenders.fields import CRITERIA, SCORED
from tenders.tender import Tender

# What joins one ask to the next; "or" gives a choice, and is none. After a comma "a detailed understanding" may belong to
# the words before it ("gain at pace, a detailed understanding").
KIND = (
    r"demonstrable|proven|your|their|good|strong|solid|sound|deep|detailed|excellent|extensive|significant|recent|relevant|practical"
    r"|working|thorough|previous|prior|hands[\s-]on|in[\s-]depth"
)
LEAD = rf"and|also|you|they|we|will|must|should|have|has|having|be|are|is|show|demonstrate|{KIND}"
JOINT = re.compile(
    rf"(?:(?:(?<!\d)\.|[+&]|\band\b|\bas well as\b|\balong with\b|\btogether with\b|\bplus\b)\s*(?:(?:{LEAD}|an?|the)\s+)*"
    rf"|[,;]\s*(?:(?:{LEAD})\s+)*)$",
    re.IGNORECASE,
)
# Characters.
LONGEST_JOINT = 120
# Two words for one ask ("experience of and the ability to", "sharing knowledge and skills with"), or what is to be told of it.
THE_SAME = re.compile(
    r"^\W*(?:\w+\W+){0,1}$|\b(?:knowledge|skills?|experience|expertise|understanding)\W*$"
    r"|\b(?:outlining|including|showing|describing|explaining|such as)\b",
    re.IGNORECASE,
)
# "Knowledge of, or contacts in, a trade".
CHOICE = re.compile(r"\bor (?:\w+ ){0,2}\w+$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class CompoundCriterion(Rule):
    """Looks for an essential that asks for two things at once, and for a criterion longer than the marketplace's form takes.

    A bidder who has one of the two cannot tell whether to answer yes, and two evaluators will mark the same answer
    differently. The marketplace takes thirty words and 300 characters for a criterion.

    Bad: "Have experience of moving records to new software and knowledge of burial law."
    Good: "Have experience of moving records to new software."
    """

    code = "P004"
    name = "compound-criterion"
    severity = Severity.WARNING
    requires = ("essential",)
    message = "An essential asks for two things at once."
    why = "Nobody can tell what is enough: a bidder who meets half of a criterion may be in or out, depending on who marks it."
    fix = "Ask for one thing in each criterion, and move what is left to a criterion of its own."
    question = "Must a bidder meet every part of this criterion?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        listed = criteria(tender, "essentialRequirements")
        double = doubled(tender)
        if double:
            some = f"{len(double)} of {count(len(listed), 'essential')}"
            message = f"{some} {'asks' if len(double) == 1 else 'ask'} for two things at once."
            yield Clause(evidence=double[:3], message=message)
        severity = breach(tender)
        if severity:
            for words in criteria(tender, *CRITERIA, *SCORED):
                if too_long(words.quote):
                    yield Clause(evidence=(words,), message=too_long(words.quote), severity=severity)


def doubled(tender: Tender) -> tuple[Evidence, ...]:
    """The essentials that join two asks, in order."""
    found = dict[Evidence, None]()
    for first, second in pairwise(tender.cues.find("competition.ask", within=("essentialRequirements",))):
        words = criterion_of(first)
        if first.section is second.section and second.end <= words.end and is_joined(first, second):
            found[words] = None
    return tuple(found)


def is_joined(first: Hit, second: Hit) -> bool:
    """Whether the second ask stands beside the first, with an object of its own."""
    between = first.section.text[first.end : second.start]
    joint = JOINT.search(between, max(0, len(between) - LONGEST_JOINT))
    if joint is None or THE_SAME.search(between[: joint.start()]):
        return False
    return not (joint[0].startswith(",") and CHOICE.search(between[: joint.start()]))


def too_long(criterion: str) -> str:
    """What to say of a criterion that is over the form's limit, or nothing."""
    words = len(criterion.split())
    if words > CRITERION_WORDS:
        return f"A criterion has {words} words: the form takes {CRITERION_WORDS}."
    if len(criterion) > CRITERION_CHARACTERS:
        return f"A criterion has {len(criterion)} characters: the form takes {CRITERION_CHARACTERS}."
    return ""
