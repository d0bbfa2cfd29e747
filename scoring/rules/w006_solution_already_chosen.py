"""W006: the answer is decided before the question has been asked of users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.sayings import affirmed
from tenders.cues import Hit
from tenders.tender import Tender

DESCRIBES = ("title", "summary", "outcome", "text")
# How many words may stand between "develop a" and what is developed.
MAKES = 2
# How many words may stand before an answer with which a summary begins: "A new mobile".
HEADLINE = 3
MADE_IN = (*DESCRIBES, "backgroundInformation")
EVERYWHERE = (
    *DESCRIBES,
    "backgroundInformation",
    "workAlreadyDone",
    "additionalTerms",
    "workingArrangements",
    "earlyMarketEngagement",
)


@dataclass(frozen=True, kw_only=True)
class SolutionAlreadyChosen(Rule):
    """Looks for a kind of solution (a portal, an app, a platform) that is settled while the work is at its start.

    Two things raise it: an answer named in the title of work that is not past discovery, or words that say a choice
    has been made without users having tried it. Words that leave the choice open clear it, and so does a trial with the
    people who will use it. A name in the title alone is a note. That nothing was tried with them is a fault only where a
    discovery and an alpha are past.

    Bad: "The committee voted for a chatbot in May; the supplier will make it."
    Good: "A chatbot was suggested in May. We are not tied to it."
    """

    code = "W006"
    name = "solution-already-chosen"
    severity = Severity.WARNING
    label = "solution_prescribed"
    weight = 7
    requires = ("title",)
    message = "The solution is decided before users have tested it."
    why = "A discovery or alpha that starts with the answer cannot find out that it is the wrong one."
    fix = "State the problem, and list the product as one option."
    question = "Is the solution mandated, or may the work reject it?"
    sources = ("GOV.UK Service Manual: How the discovery phase works", "18F: De-risking Government Technology")

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        kinds = affirmed(cues.apart(("scope.answer", "scope.technology"), unless=("scope.open",), within=EVERYWHERE))
        answers = (*kinds, *affirmed(cues.apart(("products.product",), unless=("scope.open",), within=EVERYWHERE)))
        closed = cues.find("scope.sole", within=EVERYWHERE)
        if not {"discovery", "alpha"} & set(tender.bought):
            closed += cues.find("scope.untested", within=EVERYWHERE)
        if closed:
            yield Clause(evidence=tuple(hit.clause for hit in closed[:2]))
            return
        if (
            not is_early(tender)
            or not leaves_something(tender)
            or cues.find("scope.undecided", within=EVERYWHERE)
            or was_tried(tender)
        ):
            return
        choices = affirmed(cues.find("scope.demanded", within=EVERYWHERE))
        decided = [choice for choice in choices if any(is_object(choice, answer) for answer in answers)]
        makes = affirmed(cues.apart(("scope.to_make",), unless=("scope.present", "scope.skilled", "scope.open"), within=MADE_IN))
        # A product by name that is to be made or set up is another rule's matter.
        decided += [make for make in makes if any(follows(make, kind) for kind in kinds)]
        present = {hit.place for hit in cues.find("scope.present", within=("title", "summary"))}
        named = (*answers, *affirmed(cues.apart(("scope.titled",), unless=("scope.open",), within=("title",))))
        beside = not tender.bought and cues.find("work.no_phase", within=("title", "summary"))
        titled = [] if beside else [hit for hit in named if is_headline(hit) and hit.place not in present]
        evidence = tuple(dict.fromkeys(hit.clause for hit in (*decided, *titled)))[:3]
        if decided:
            yield Clause(evidence=evidence, message="The kind of solution is settled, and the work is at its start.")
        elif titled:
            message = "The title or summary names the kind of solution, and the work is at its start."
            yield Clause(evidence=evidence, message=message, severity=Severity.INFO)


def was_tried(tender: Tender) -> bool:
    """Whether people who will use it have tried it."""
    return bool(affirmed(tender.cues.find("scope.tried", within=EVERYWHERE)))


def is_headline(hit: Hit) -> bool:
    """Whether it stands in the title, or a summary begins with it ("A portal for …"), or has a technology by its name."""
    field, before = hit.section.field, hit.section.text[: hit.start]
    if field == "summary":
        return hit.cue == "scope.technology" or len(before.split()) <= HEADLINE
    return field == "title"


def is_object(choice: Hit, answer: Hit) -> bool:
    """Whether the answer is what is chosen: both in one clause of a sentence."""
    if choice.place != answer.place:
        return False
    first, second = sorted((choice, answer), key=lambda hit: hit.start)
    return "," not in choice.section.text[first.end : second.start]


def follows(make: Hit, answer: Hit) -> bool:
    """Whether the answer follows the words of making at once, or nearly: "develop a new", "customer hub"."""
    return (
        make.place == answer.place
        and answer.start - make.end >= 0
        and len(make.section.text[make.end : answer.start].split()) <= MAKES
    )


def is_early(tender: Tender) -> bool:
    """Whether the work is at discovery or alpha, or starts from there."""
    now = tender.current_phase.value.lower() if tender.current_phase else ""
    return bool({"discovery", "alpha"} & set(tender.bought)) or now in ("not started", "discovery")
