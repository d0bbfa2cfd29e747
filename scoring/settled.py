"""What is settled before anything is learned, by sign: the words that show each. The S-rules say it of each sign by itself."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.listing import lines_under
from scoring.places import WORK
from scoring.rules.s001_requirement_wall import RequirementWall
from scoring.rules.s004_dated_deliverables import DatedDeliverables, is_loose
from scoring.sayings import asked, in_sentences
from tenders.cues import Hit
from tenders.evidence import Evidence, in_order
from tenders.fields import SCORED
from tenders.tender import Tender

# The instruments of a plan that is drawn up once, each with the name that a finding gives it.
TERMS = {
    "manner.gantt": "Gantt chart",
    "manner.traceability": "requirements traceability",
    "manner.signed_specification": "specification sign-off",
    "manner.stage_gate": "stage gates",
    "manner.earned_value": "earned value",
    "manner.maturity_model": "CMMI",
    "manner.verification": "independent verification and validation",
    "manner.breakdown": "work breakdown or critical path",
    "manner.waterfall": "waterfall",
}
# Documents are the output where there are so many kinds of them, and so many more than there is to be seen working.
LEAST_DOCUMENTS = 4
RATIO = 3
# What will be scored asks for a plan as well; what bidders must have done before asks for none.
ASKED_IN = (*WORK, *SCORED)


def planning_terms(tender: Tender) -> dict[str, Hit]:
    """The terms of a fixed plan that the notice asks for, each with the first place where it does."""
    found: dict[str, Hit] = {}
    for cue, name in TERMS.items():
        hits = asked(tender.cues.apart((cue,), unless=("manner.of_bidder",), within=ASKED_IN))
        if hits:
            found[name] = hits[0]
    return found


def change_control(tender: Tender) -> tuple[Evidence, ...]:
    """The sentences by which a change to what was ordered needs a form, a board or a fee."""
    other = ("manner.it_change", "manner.free_change", "manner.of_bidder")
    hits = asked(tender.cues.apart(("manner.change_control",), unless=other, within=ASKED_IN))
    return in_order(hit.clause for hit in hits)


def documents(tender: Tender) -> tuple[Hit, ...]:
    """The documents that the work is to leave: one hit of each kind of words, in sentences or lists that ask for them."""
    cues = tender.cues
    heads = asked(cues.find("manner.to_hand_in", within=WORK))
    wanted = {place for head in heads for place in places(head)}
    found = asked(hit for hit in cues.find("manner.document", within=WORK) if hit.place in wanted)
    return tuple({hit.words.lower(): hit for hit in reversed(found)}.values())[::-1]


def shown_working(tender: Tender) -> tuple[Hit, ...]:
    """Where something that works is to be seen, one hit a sentence."""
    return in_sentences(asked(tender.cues.find("manner.shown_working", within=(*WORK, "title"))))


def is_paper(papers: tuple[Hit, ...], working: tuple[Hit, ...], least: int = LEAST_DOCUMENTS, ratio: int = RATIO) -> bool:
    """Whether documents are the output, and next to nothing is to be seen working."""
    return len(papers) >= least and len(papers) > ratio * len(working)


def places(head: Hit) -> Iterator[tuple[str, int]]:
    """A sentence that asks for something, and the lines of the list that it begins."""
    yield head.place
    yield from ((head.section.label, extent.start) for extent in lines_under(head.section, head.sentence))


def signs(tender: Tender) -> dict[str, tuple[Evidence, ...]]:
    """The signs that a notice shows, by name, each with words that show it and no other sign.

    A list that may change settles nothing.
    """
    papers = documents(tender)
    every: dict[str, tuple[Evidence, ...]] = {
        "counted requirements": () if is_loose(tender) else tuple(RequirementWall().walls(tender)),
        "a fixed plan": tuple(hit.clause for hit in planning_terms(tender).values()),
        "change control": change_control(tender),
        "documents for progress": tuple(hit.clause for hit in papers) if is_paper(papers, shown_working(tender)) else (),
        "dated or signed-off outputs": tuple(words for clause in DatedDeliverables().check(tender) for words in clause.evidence),
    }
    shown: dict[str, tuple[Evidence, ...]] = {}
    for name, said in every.items():
        taken = {words for earlier in shown.values() for words in earlier}
        own = tuple(words for words in said if words not in taken)
        if own:
            shown[name] = own
    return shown
