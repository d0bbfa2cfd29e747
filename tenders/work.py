"""What kind of work a notice asks for, and which phases that buys where it names none.

A buyer who names no phase still says what is to be done: find out, try out, build, run. Each is a kind of work, told by cues
(lexicons/work.toml) in the title and the summary; together with where the service is now they make the phases (GOV.UK
Service Manual: discovery finds out, alpha tries out, beta builds, live runs). Audits, staff and migrations are no phase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tenders.cues import Hit
from tenders.extractors import Reading
from tenders.extractors.budget import budget_in
from tenders.fields import CRITERIA
from tenders.research import asked_as_skill, asked_as_work
from tenders.tender import PHASES, Phase

# What a word in the title counts for, against one in the summary.
TITLE = 3
# Work by which a service is made or kept.
MAKES = ("build", "run")
# Where the buyer says shortly what is bought.
SHORTLY = ("summary", "contractLength", "budgetRange")
NEAR = ("title", *SHORTLY, "outcome")
# Where it shows what was done before.
BEFORE = (*NEAR, "workAlreadyDone", "backgroundInformation")
# What is bought where nothing tells what kind of work it is, and a service is still being shaped: more of the same.
UNDER_WAY: Mapping[str, tuple[Phase, ...]] = {"discovery": ("discovery",), "alpha": ("alpha", "beta")}
# Words before a kind of work that tell of it as done, words after it that rule it out, and sentences that leave it open.
DONE_BEFORE = re.compile(
    r"\b(?:following|after|since|completed|finished|already|has been|have been|had|was|were|based on|from)\b(?:\W+\w+){0,3}\W*$"
    r"|\b(?:merits?|deserves?|worth|ahead of|prior to|without|short of|(?:estimates?|case|request) for)\b(?:\W+\w+)?\W*$"
    r"|\bbefore (?:any|we|\w+ing)\b(?:\W+\w+)?\W*$",
    re.IGNORECASE,
)
DENIED_AFTER = re.compile(
    r"^\W*(?:\w+ ){0,4}(?:won['’]t|will not|is not|are not|not) (?:be )?(?:needed|required|wanted|included|part)"
    r"|^ (?:is|are) being\b|^ (?:has |have |had )?(?:identified|found|showed|shown|concluded|established|suggested|revealed)\b",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile(
    r"\b(?:option(?:al|ally)?|if required|if needed|(?:in no way|not) guaranteed|may (?:also )?be)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How strongly each kind of work is spoken of, and what decides between phases.

    `current` is the service's current phase in small letters, or ""; `tried`: designs have been tried before; `of_users`: what
    users need or do is to be found out; `renews`: something live is to be made anew; `goes_on`: what is built is to be
    improved for as long as the contract runs; `asks_for_discovery`: bidders are asked how they would run one; `unlike_a_service`:
    nothing has been made yet, and nothing is asked that has to do with users; `is_studied_live`: research with the users of a
    live service is to be done, by which it is improved.
    """

    current: str
    study: int
    trial: int
    build: int
    run: int
    other: int
    tried: bool
    of_users: bool
    renews: bool
    goes_on: bool
    asks_for_discovery: bool
    unlike_a_service: bool
    is_studied_live: bool


def work_in(reading: Reading) -> Work:
    """The kind of work that a document asks for."""
    find, current = reading.cues.find, reading.document.get("phase")
    now = current.text.strip().lower() if current else ""
    if now == "beta" and find("work.live_now", within=BEFORE):
        now = "live"  # the form lags behind the service
    builds = not find("work.no_build", within=(*NEAR, "backgroundInformation"))
    return Work(
        current="" if now == "not applicable" else now,
        study=strength(reading, "study"),
        trial=strength(reading, "trial"),
        build=strength(reading, "build") if builds else 0,
        run=strength(reading, "run") if builds else 0,
        # that people are bought tells how it is supplied, not what is done
        other=strength(reading, "no_phase") + min(1, strength(reading, "staffed")),
        tried=was_tried(reading),
        of_users=studies_users(reading, now),
        renews=bool(find("work.renew", within=("title", "summary", "outcome", "budgetRange"))),
        goes_on=bool(find("work.goes_on", within=("summary", "outcome", "backgroundInformation"))),
        asks_for_discovery=bool(find("work.discovery_asked", within=("successCriteria",))),
        unlike_a_service=now == "not started" and asks_nothing_of_users(reading),
        is_studied_live=now == "live" and bool(asked_as_work(reading.cues)),
    )


def asks_nothing_of_users(reading: Reading) -> bool:
    """Whether neither research with users nor skill in it is asked for; only where it is said what bidders must show."""
    said = any(True for _ in reading.document.having(*CRITERIA))
    return said and not (asked_as_skill(reading.cues) or asked_as_work(reading.cues))


def studies_users(reading: Reading, now: str) -> bool:
    """Whether what users need or do is to be found out; while nothing is built yet, also in the words of research."""
    cues = ("work.users_studied", "research.needs") if now in ("not started", "discovery") else ("work.users_studied",)
    return any(map(is_asked, reading.cues.find(*cues, within=("title", "summary"))))


def was_tried(reading: Reading) -> bool:
    """Whether designs have been tried before; not where that is still to be done: "test designs, then build the tested one"."""
    trials = reading.cues.find("work.trial", within=NEAR)
    return any(
        not any(trial.section is hit.section and trial.start <= hit.start for trial in trials)
        for hit in reading.cues.find("work.tried", within=BEFORE)
    )


def is_by_the_day(reading: Reading) -> bool:
    """Whether nothing but a price for a day is stated: people are bought, for somebody else's work."""
    budget = reading.once(budget_in)
    return budget is not None and budget.basis == "day_rate"


def strength(reading: Reading, kind: str) -> int:
    """How strongly a kind of work is spoken of: thrice in the title, once where the buyer says shortly what is bought."""
    titled = [hit for hit in reading.cues.find(f"work.{kind}", within=("title",)) if kind not in MAKES or not is_question(hit)]
    said = [hit for hit in reading.cues.find(f"work.{kind}", within=SHORTLY) if is_asked(hit)]
    return TITLE * len(titled) + len(said)


def is_asked(hit: Hit) -> bool:
    """Whether it is neither told of the past, nor ruled out, nor left open: "following research", "support is optional"."""
    text, sentence = hit.section.text, hit.sentence
    if DONE_BEFORE.search(text[sentence.start : hit.start]) or DENIED_AFTER.match(text[hit.end : sentence.end]):
        return False
    return not LEFT_OPEN.search(hit.said)


def is_question(hit: Hit) -> bool:
    """Whether it stands in a question, which is to be answered first: "What should replace our booking system?"."""
    return hit.said.rstrip().endswith("?")


def bought_as(work: Work) -> tuple[Phase, ...]:
    """The phases that this kind of work buys."""
    makes = max(work.build, work.run)
    if work.unlike_a_service and not (work.of_users or work.trial or work.study):
        return ()  # a service begins with its users (Service Standard, point 1)
    if not (makes or work.study or work.trial or work.other or work.of_users):
        return ("live",) if work.is_studied_live else UNDER_WAY.get(work.current, ())
    if work.other > max(makes, work.trial) and work.other >= work.study + bool(work.study and work.of_users):
        return ()
    if work.of_users and not (makes or work.trial):
        return found_out(work)
    if work.current == "live" and makes:
        return ("beta", "live") if work.renews and work.build else ("live",)
    begins = work.current in ("", "not started")
    is_first_step = begins and work.of_users and bool(work.build or work.trial)
    if (work.study > max(makes, work.trial) and not is_first_step) or (not work.current and not is_plain(work)):
        return found_out(work)
    bought: set[Phase] = set()
    if work.trial and not (work.build and work.tried):
        bought.add("alpha")
    if work.build:
        bought |= {"beta"} if work.current == "beta" or work.run or work.tried else {"alpha", "beta"}
    if work.run:
        bought |= {"live"} if work.build or work.current != "beta" else {"beta", "live"}
    if work.build and work.goes_on:
        bought.add("live")
    if (begins and work.of_users) or (bought and work.asks_for_discovery):
        bought.add("discovery")
    return without_gaps(bought)


def is_plain(work: Work) -> bool:
    """Whether building or running is said plainly enough where the notice says that no phase applies."""
    return not work.other and (max(work.build, work.run) > TITLE or bool(work.build and work.run > 1))


def found_out(work: Work) -> tuple[Phase, ...]:
    """What finding something out buys: an alpha where one is under way, else a discovery; late in a service's life, or where
    no phase applies, only of users."""
    if work.current in ("beta", "live", ""):
        return ("discovery",) if work.of_users else ()
    if not (work.study or work.of_users):
        return ()
    return ("alpha",) if work.current == "alpha" else ("discovery",)


def in_sequence(phases: set[Phase]) -> tuple[Phase, ...]:
    """The phases in the order of the lifecycle."""
    return tuple(phase for phase in PHASES if phase in phases)


def without_gaps(phases: set[Phase]) -> tuple[Phase, ...]:
    """The phases from the first to the last: nobody buys a discovery and a beta without what lies between."""
    if not phases:
        return ()
    places = [PHASES.index(phase) for phase in phases]
    return PHASES[min(places) : max(places) + 1]
