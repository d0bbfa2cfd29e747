"""Phases bought, from title, summary, problem and criteria together.

The "Current phase" answer says where the service is now; it is no more than a hint of what is bought next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tenders.document import Section
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.tender import PHASES, Phase
from tenders.work import bought_as, in_sequence, is_asked, is_by_the_day, without_gaps, work_in

# Where what is bought is said outright, after title, length, summary and budget.
# A specialist or a group of participants is bought by the day: a phase only where one is named.
LOTS_WITHOUT_PHASES = frozenset({"digital-specialists", "user-research-participants"})
DEEPER = ("outcome", "backgroundInformation", "specialistWork", "text")
NAME = r"(?:discovery|alpha|(?:live )?(?:private |public |closed |open )?beta|live)"
# What stands between two names of a list: "discovery, alpha and into beta", "beta & handover into live".
AND = r"(?:(?:,|&|and) (?:handover |on |then )?(?:in)?to|,|/|&|and|then|to|through to|into|-|–|—|\+|or)"
LIST = re.compile(rf"\b{NAME}(?:\s*(?:phases?|stages?)?\s*{AND}\s*(?:an? |the )?{NAME})*\b", re.IGNORECASE)
EACH = re.compile(rf"\b{NAME}\b", re.IGNORECASE)
INTO = re.compile(r"\binto\b", re.IGNORECASE)
FROM = re.compile(r"\bfrom (?:the |an? )?$", re.IGNORECASE)
RANGE = re.compile(r"\b(?:to|through to|into)\b|\s[-–—]\s|[-–—]", re.IGNORECASE)
PHASE_WORD = re.compile(r"^\W*(?:phase|stage|project|work|service|and|for|into|to|team|exercise|report|:|-|–|\)|$)", re.IGNORECASE)

# Words just before a phase's name that make it somebody's past, next, or nobody's.
NOT_BOUGHT_BEFORE = re.compile(
    r"\b(?:no|not|without|after|following|since|before|during|in the|part of the|ahead of|prior to|leading to|"
    r"(?:following|after|since) (?:the )?(?:\w+ )?(?:completion|conclusion|end|close) of|"
    r"based on|from (?:the|our|an?)|findings|outputs? (?:of|from)|final solution for|"
    r"previous|earlier|recent|existing|completed|already|our|internal|initial|robust|"
    r"next|future|subsequent|further|any|ready for|prepares? for|prepared for|informs? (?:an?|the)|possible|follow[\s-]+on|nears?|"
    r"(?:services|teams|squads|products|projects) (?:\w+ ){0,3}(?:in|at|from)|mixture of|phases|familiar with|"
    r"out of|moving on from|approved|validated|proven|tested|ideas from|"
    r"stages?(?: from)?(?!\W+\d)|"
    r"what happens in|assurance|assuring|electronic|legal|network|asset)"
    r"\b(?:\W+\w+){0,2}\W*$",
    re.IGNORECASE,
)
# Words just after it that tell of it as done, or as something other than work to buy.
NOT_BOUGHT_AFTER = re.compile(
    r"^[^\w,;]*(?:(?:phase|stage|work|project|research|report|phases|stages) )?"
    r"(?:finished|ended|passed|was|were|has|have|had|is complete|concluded|found|showed|identified|determined|recommended|"
    r"completed|undertaken|closes|closed|ended|left|produced|established|set out|gave|said|says|"
    r"will be (?:decided|let|tendered|procured|bought)|"
    r"procured|tendered|let|bought|"
    r"recommendations|findings|outputs?|environment|assessments?|users?|site|data|trial|broadcast|events?|chat|"
    r"house|court|park|building|street|road|tower|centre)\b",
    re.IGNORECASE,
)
# In a title a phase is bought unless it is over, somebody else's, or part of a name.
NOT_THIS_TITLE = re.compile(
    r"\b(?:post|after|following|stages? from|"
    r"(?:assurance|audit|review|testing|evaluation) of (?:the |our |an? )?(?:[\w'’-]+ ){0,4})\W*$",
    re.IGNORECASE,
)
PLACE_AFTER = re.compile(r"^ (?:house|court|park|building|street|road|tower|centre)\b", re.IGNORECASE)
# Deeper in the text a phase is bought only where the sentence speaks of buying or doing it.
BUYS = re.compile(
    r"\b(?:seek(?:ing|s)?|requir\w+|looking for|looking to|need(?:s|ed)?|procur\w+|commission\w*|teams?|"
    r"deliver\w*|undertak\w+|carry out|conduct\w*|support\w*|begin|run|continue|move into|to identify|"
    r"this (?:discovery|alpha|beta)|like to|go through|will (?:be|develop|explore|identify|build|include)|should|aims?)\b",
    re.IGNORECASE,
)
# What money was given for is the next thing to be bought.
FUNDED = re.compile(
    r"\b(?:award(?:ed)?|won|secured|received|gave|given|granted|fund(?:ed|ing)?|grant|money)\b[^.\n]*?"
    r"\b(?:as|for|to do|through|to develop|to run|towards) (?:an? |the )?(discovery|alpha|beta)\b",
    re.IGNORECASE,
)
BUILD_LISTED = re.compile(r"discovery\s*,[^.]*\b(?:build|development|delivery|implementation)\b", re.IGNORECASE)
RUN_LISTED = re.compile(r"\b(?:hosting|maintenance|support)\b", re.IGNORECASE)
LATER = re.compile(r"\b(?:may|might|could|option(?:al|s)?|subject to|dependent on|subsequent|if)\b", re.IGNORECASE)


class Phases(Extractor):
    """The phases bought, with the words that say so."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        phases = reading.once(phases_bought)
        return {"phases": phases} if phases else {}


def phases_bought(reading: Reading) -> Stated[tuple[Phase, ...]] | None:
    """What the text names as bought; failing that, what the kind of work and the current phase make it."""
    if reading.cues.find("work.aside", within=("title",)):
        return None
    named = tuple(named_phases(reading))
    if named:
        evidence = in_order(words for _, words in named)
        return Stated(without_gaps(with_what_follows(named, reading)), evidence[:4])
    lot = reading.document.get("lot")
    if (lot is not None and lot.text in LOTS_WITHOUT_PHASES) or is_by_the_day(reading):
        return None
    phases = bought_as(work_in(reading))
    return Stated(phases, told_by(reading)) if phases else None


def with_what_follows(named: Iterable[tuple[Phase, Evidence]], reading: Reading) -> set[Phase]:
    """The phases named. A discovery that is one of several things asked for goes on: trying ideas out, building what works."""
    phases = {phase for phase, _ in named}
    titles = {section.label for section in reading.document.having("title")}
    if phases != {"discovery"} or any(words.section in titles for _, words in named):
        return phases
    work = work_in(reading)
    if work.trial:
        phases |= {"alpha", "beta"} if work.build else {"alpha"}
    return phases


def told_by(reading: Reading) -> tuple[Evidence, ...]:
    """The words that tell the kind of work and where the service is now: title, else summary, and the current phase."""
    document, current = reading.document, reading.document.get("phase")
    about = tuple(section.whole() for section in document.having("title")) or tuple(
        section.whole() for section in document.having("summary")
    )
    return (*about, current.whole()) if current else about


def named_phases(reading: Reading) -> Iterator[tuple[Phase, Evidence]]:
    """Phases named as bought: in the title, else in the summary, else where the work is described."""
    document = reading.document
    beneath = bool(reading.cues.find("work.plant", within=("title",)))
    for group in (("title", "contractLength"), ("summary", "budgetRange"), DEEPER)[: 1 if beneath else None]:
        found = [item for section in document.having(*group) for item in bought_in(section)]
        if found:
            yield from found
            onwards = reading.cues.find("work.into_live", within=("title", "summary"))
            yield from (("live", hit.clause) for hit in onwards if is_asked(hit))
            if group[0] == "title" and len({phase for phase, _ in found}) == 1:
                # a title often names the first phase only: the summary may list the rest
                yield from (
                    item for section in document.having("summary", "outcome") for item in bought_in(section, lists_only=True)
                )
            return
    for section in () if beneath else document.having("workAlreadyDone"):
        yield from ((phase_of(found[1]), section.cite(*found.span())) for found in FUNDED.finditer(section.text))


def bought_in(section: Section, *, lists_only: bool = False) -> Iterator[tuple[Phase, Evidence]]:
    """Each phase that a section names as bought, with its words."""
    if not any(phase in section.low for phase in PHASES):
        return
    text = section.text
    for found in LIST.finditer(text):
        names = [name[0] for name in EACH.finditer(found[0])]
        if lists_only and len(names) < 2:
            continue
        if not is_bought(section, found, names):
            continue
        if INTO.search(found[0]) and FROM.search(text[: found.start()]):
            names = names[-1:]  # "from discovery into alpha": the first is done
        phases = {phase_of(name) for name in names}
        if len(names) == 2 and RANGE.search(found[0][len(names[0]) : len(found[0]) - len(names[1])]):
            first, last = sorted(PHASES.index(phase) for phase in phases) if len(phases) == 2 else (0, -1)
            phases |= set(PHASES[first : last + 1])
        if phases == {"discovery"}:
            phases |= built_with_it(section, found.start())
        for phase in in_sequence(phases):
            yield phase, section.cite(found.start(), found.end())


def built_with_it(section: Section, position: int) -> set[Phase]:
    """The later phases in a sentence that lists a discovery together with building and running what comes of it."""
    extent = section.sentence_at(position)
    said = section.text[extent.start : extent.end]
    if not BUILD_LISTED.search(said):
        return set()
    return {"alpha", "beta", "live"} if RUN_LISTED.search(said) else {"alpha", "beta"}


def is_bought(section: Section, found: re.Match[str], names: list[str]) -> bool:
    """Whether the words around a phase's name say that it is bought here."""
    extent = section.sentence_at(found.start())
    before, after = section.text[extent.start : found.start()], section.text[found.end() : extent.end]
    alone = len(names) == 1
    if alone and names[0].lower() == "live" and not re.search(r"\bbeta\b", section.text, re.IGNORECASE):
        return False
    if alone and names[0].lower() == "live" and section.field != "title":
        return False
    if section.field == "title":
        return not (NOT_THIS_TITLE.search(before) or PLACE_AFTER.match(after))
    if NOT_BOUGHT_AFTER.match(after):
        return False
    barred = NOT_BOUGHT_BEFORE.search(before)
    if barred:
        return bool(LATER.search(before)) and len(names) > 1 and not re.match(r"(?:no|not|without)\b", barred[0], re.IGNORECASE)
    if section.field in DEEPER and not BUYS.search(section.text[extent.start : extent.end]):
        return False
    return not alone or names[0][0].isupper() or bool(PHASE_WORD.match(after)) or section.field == "summary"


def phase_of(name: str) -> Phase:
    """The phase that a name stands for ("private beta" is beta)."""
    return next(phase for phase in PHASES if name.lower().endswith(phase))
