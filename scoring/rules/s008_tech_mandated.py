"""S008: a named product is demanded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.rules.t003_no_knowledge_transfer import leaves_something
from scoring.rules.w006_solution_already_chosen import EVERYWHERE, was_tried
from scoring.sayings import affirmed
from scoring.services import is_team_work
from tenders.cues import Hit
from tenders.evidence import Evidence
from tenders.tender import Tender

DESCRIBES = ("title", "summary", "outcome", "text")
ELSEWHERE = ("backgroundInformation", "workAlreadyDone", "additionalTerms", "workingArrangements")

# A name written as only products are, with a capital inside: "ServiceNow". Departments (DfE) and trades (DevOps) are shorter.
BRAND = re.compile(r"\b(?!Mc|Mac|Java|Type|Git|Linked|You)(?=\w{7})[A-Za-z]*[a-z][A-Z]\w*")
PEOPLE = re.compile(r"\s+(?:CRM\s+)?(?:teams?|colleagues|group|community)\b", re.IGNORECASE)
ROLES = re.compile(r"\s+(?:developers?|engineers?|architects?|testers?|consultants?|administrators?)\b", re.IGNORECASE)
MADE = ("built", "developed", "implemented", "written", "coded", "delivered", "hosted", "configured", "deployed")
BUILT_IN = re.compile(
    rf"(?i:\b(?:must|shall|has to|have to|will have to|needs? to|is to|are to) be (?:{'|'.join(MADE)})"
    r" (?:(?:up)?on|in|with|using) (?:the )?)(?!GOV|GDS|NHS|UK\b|England|London|Scotland|Wales|[A-Z]\w+day\b|Q\d)[A-Z][\w.#+]+"
)


@dataclass(frozen=True, kw_only=True)
class TechMandated(Rule):
    """Looks for a product by name in the title, summary or problem, or demanded elsewhere, without "or equivalent".

    Names that the lexicon does not know are told by a capital inside. What users have tried already is let off. In a
    discovery, experience of a product or a language that every bidder must have decides what will be found.

    A live service runs on something, and naming that is a fact. In work that has yet to be designed a brand name
    decides the design, the suppliers who can bid and the price. A specialist is hired for what is there: that is a note.

    Bad: "Your recommendation will have to use (product)."
    Good: "We run (product) today; the work may recommend something else."
    """

    code = "S008"
    name = "tech-mandated"
    severity = Severity.WARNING
    label = "solution_prescribed"
    weight = 6
    requires = ("title",)
    message = "The work is tied to a product by name."
    why = "A brand name decides the design and who can bid, before anything has been learned from users."
    fix = 'Say why it must be this product, or add "or equivalent".'
    question = "Is the platform open to challenge, and why was it chosen?"
    sources = ("18F: De-risking Government Technology", "Digital Outcomes and Specialists 5: buyer questions")

    def check(self, tender: Tender) -> Iterator[Clause]:
        if set(tender.bought) == {"live"} or not leaves_something(tender) or was_tried(tender):
            return
        demanded, skills = named_in(tender), must_be_known(tender)
        evidence = tuple(dict.fromkeys((*demanded, *skills)))[:3]
        if not evidence:
            return
        if not is_team_work(tender):
            yield Clause(evidence=evidence, message="The specialist's work is tied to a product by name.", severity=Severity.INFO)
        elif not demanded:
            yield Clause(evidence=evidence, message="Every bidder for a discovery must know a technology by name.")
        elif "discovery" in tender.bought:
            yield Clause(evidence=evidence, message="A discovery is tied to a product by name.", severity=Severity.ERROR)
        else:
            yield Clause(evidence=evidence)


def named_in(tender: Tender) -> tuple[Evidence, ...]:
    """Where a product is named as what the work is about or has to use."""
    cues, everywhere = tender.cues, (*DESCRIBES, *ELSEWHERE)
    stated = cues.apart(
        ("products.product",),
        unless=("scope.open", "scope.present", "scope.skilled", "scope.upgraded", "scope.bidding"),
        within=DESCRIBES,
    )
    demands = affirmed(cues.apart(("scope.demanded",), unless=("scope.open", "scope.since", "scope.bidding"), within=everywhere))
    demanded = {hit.place for hit in demands}
    asked_for = demanded | {hit.place for hit in stated}
    products = (hit for hit in cues.find("products.product", within=everywhere) if hit.place in asked_for and is_name(hit.words))
    of_people = (PEOPLE, ROLES) if is_team_work(tender) else (PEOPLE,)  # a specialist is hired for the product
    named = (hit for hit in (*affirmed(products), *affirmed(brands(tender, demanded))) if not is_followed(hit, of_people))
    return (*(hit.clause for hit in named), *built_in(tender))


def must_be_known(tender: Tender) -> tuple[Evidence, ...]:
    """Skills that every bidder must have in technology by name, where it is yet to be found out whether anything is to be made."""
    if "discovery" not in tender.bought or tender.cues.find("scope.undecided", within=EVERYWHERE):
        return ()
    known = tender.cues.apart(("products.product", "products.stack"), unless=("scope.open",), within=("essentialRequirements",))
    return tuple(hit.clause for hit in affirmed(known) if is_name(hit.words))


def is_followed(hit: Hit, people: Iterable[re.Pattern[str]]) -> bool:
    """Whether a product's name only tells which people are meant: "the SharePoint team", "two Drupal developers"."""
    return any(pattern.match(hit.section.text, hit.end) for pattern in people)


def is_name(words: str) -> bool:
    """Whether words are written as a name is: an oracle in small letters is no product."""
    return words != words.lower()


def brands(tender: Tender, places: Collection[tuple[str, int]]) -> Iterator[Hit]:
    """Names in these sentences that are written as only products are, whether or not the lexicon knows them."""
    labels = {label for label, _ in places}
    for section in tender.document.having(*DESCRIBES, *ELSEWHERE):
        for found in BRAND.finditer(section.text) if section.label in labels else ():
            hit = Hit("brand", section, found.start(), found.end())
            if hit.place in places:
                yield hit


def built_in(tender: Tender) -> Iterator[Evidence]:
    """Where something must be built in, on or with a thing that has a name, whether or not the lexicon knows the name."""
    for section in tender.document.having(*DESCRIBES, *ELSEWHERE):
        if not any(f" be {made} " in section.low for made in MADE):
            continue
        for found in BUILT_IN.finditer(section.text):
            extent = section.sentence_at(found.start())
            yield section.cite(extent.start, extent.end)
