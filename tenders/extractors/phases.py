"""Phases bought, from title, summary, problem and criteria together.

The "Current phase" answer says where the service is now; it is no more than a hint of what is bought next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tenders.cues import Cues
from tenders.document import Section
from tenders.evidence import Evidence, Stated, in_order
from tenders.extractors import Extractor, Reading
from tenders.tender import PHASES, Phase

# Where what is bought is said outright, after title, length, summary and budget.
# A specialist or a group of participants is bought by the day: a phase only where one is named.
LOTS_WITHOUT_PHASES = frozenset({"digital-specialists", "user-research-participants"})
# What a word in the title counts for, against one in the summary.
TITLE = 3
# Where the buyer says shortly what is bought.
NEAR = ("title", "summary", "contractLength", "budgetRange", "outcome")
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
    r"based on|from (?:the|our|an?)|findings|outputs? (?:of|from)|final solution for|"
    r"previous|earlier|recent|existing|completed|already|our|internal|initial|robust|"
    r"next|future|subsequent|further|any|ready for|prepares? for|prepared for|informs? (?:an?|the)|"
    r"stages?(?: from)?|"
    r"what happens in|assurance|assuring|electronic|legal|network|asset)"
    r"\b(?:\W+\w+){0,2}\W*$",
    re.IGNORECASE,
)
# Words just after it that tell of it as done, or as something other than work to buy.
NOT_BOUGHT_AFTER = re.compile(
    r"^\W*(?:(?:phase|stage|work|project|research|report|phases|stages) )?"
    r"(?:finished|ended|passed|was|were|has|have|had|is complete|concluded|found|showed|identified|determined|recommended|"
    r"completed|undertaken|"
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
    r"this (?:discovery|alpha|beta)|will (?:be|develop|explore|identify|build|include)|should|aims?)\b",
    re.IGNORECASE,
)
BUILD_LISTED = re.compile(r"discovery\s*,[^.]*\b(?:build|development|delivery|implementation)\b", re.IGNORECASE)
RUN_LISTED = re.compile(r"\b(?:hosting|maintenance|support)\b", re.IGNORECASE)
LATER = re.compile(r"\b(?:may|might|could|option(?:al|s)?|subject to|dependent on|subsequent|if)\b", re.IGNORECASE)


class Phases(Extractor):
    """What the text names as bought; failing that, what the kind of work and the current phase make it."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        named = tuple(named_phases(reading))
        if named:
            evidence = in_order(words for _, words in named)
            return {"phases": Stated(without_gaps({phase for phase, _ in named}), evidence[:4])}
        lot = reading.document.get("lot")
        if lot is not None and lot.text in LOTS_WITHOUT_PHASES:
            return {}
        inferred, evidence = from_the_work(reading)
        return {"phases": Stated(inferred, evidence)} if inferred else {}


def in_sequence(phases: set[Phase]) -> tuple[Phase, ...]:
    """The phases in the order of the lifecycle."""
    return tuple(phase for phase in PHASES if phase in phases)


def without_gaps(phases: set[Phase]) -> tuple[Phase, ...]:
    """The phases from the first to the last: nobody buys a discovery and a beta without what lies between."""
    places = [PHASES.index(phase) for phase in phases]
    return PHASES[min(places) : max(places) + 1]


def named_phases(reading: Reading) -> Iterator[tuple[Phase, Evidence]]:
    """Phases named as bought: in the title, else in the summary, else where the work is described."""
    document = reading.document
    for group in (("title", "contractLength"), ("summary", "budgetRange"), DEEPER):
        found = [item for section in document.having(*group) for item in bought_in(section)]
        if found:
            yield from found
            if group[0] == "title" and len({phase for phase, _ in found}) == 1:
                # a title often names the first phase only: the summary may list the rest
                yield from (
                    item for section in document.having("summary", "outcome") for item in bought_in(section, lists_only=True)
                )
            return


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


def from_the_work(reading: Reading) -> tuple[tuple[Phase, ...], tuple[Evidence, ...]]:
    """What is bought where no phase is named: from where the service is now and the kind of work in title and summary."""
    document = reading.document
    current = document.get("phase")
    now = current.text.strip().lower() if current else ""
    kinds = {kind: count(reading.cues, f"work.{kind}") for kind in ("build", "run", "study", "no_phase")}
    kinds["trial"] = count(reading.cues, "work.trial")
    kinds["no_build"] = len(reading.cues.find("work.no_build", within=NEAR))
    kinds["tried"] = len(reading.cues.find("work.tried", within=(*NEAR, "workAlreadyDone", "outcome")))
    kinds["users_studied"] = len(reading.cues.find("work.users_studied", within=("title", "summary")))
    kinds["renew"] = len(reading.cues.find("work.renew", within=("title", "summary", "outcome", "budgetRange")))
    evidence = tuple(section.whole() for section in document.having("title")) or tuple(
        s.whole() for s in document.having("summary")
    )
    if current:
        evidence = (*evidence, current.whole())
    return in_sequence(set(infer(now, kinds))), evidence


def count(cues: Cues, cue: str) -> int:
    """How strongly a kind of work is spoken of: thrice in the title, once in the summary."""
    return TITLE * len(cues.find(cue, within=("title",))) + len(cues.find(cue, within=("summary", "contractLength", "budgetRange")))


def infer(now: str, kinds: Mapping[str, int]) -> tuple[Phase, ...]:
    """The phases that this kind of work buys for a service in this phase."""
    build, run, study, other, trial = (kinds[kind] for kind in ("build", "run", "study", "no_phase", "trial"))
    if kinds["no_build"]:
        build = run = 0
    if other > max(build, run, study, trial):
        return ()
    if now == "live":
        return ("beta", "live") if kinds["renew"] and build else ("live",) if run or build else study_of(now, study)
    if now in ("", "not applicable"):
        return ("alpha", "beta") if build > 2 and not other else ("discovery",) if kinds["users_studied"] else ()
    if trial and trial >= max(build, run):
        return ("discovery", "alpha") if now == "not started" and study else ("alpha",)
    if study > max(build, run):
        return study_of(now, study)
    if run:
        return ("live",) if now == "beta" and not build else ("beta", "live")
    if build:
        return ("beta",) if now == "beta" or kinds["tried"] else ("alpha", "beta")
    return ()


def study_of(now: str, study: int) -> tuple[Phase, ...]:
    """What finding something out buys: an alpha where one is under way, else a discovery, and nothing late in a service's life."""
    if not study or now in ("beta", "live"):
        return ()
    return ("alpha",) if now == "alpha" else ("discovery",)
