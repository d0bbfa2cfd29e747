"""U007: more research than the time can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.capacity import DAYS_A_WEEK, PEOPLE_A_GROUP, RECRUITING_WEEKS, SESSIONS_IN_A_LAB, SESSIONS_ON_VISITS, sessions
from scoring.finding import Severity
from scoring.groups import answers, named
from scoring.rule import Clause, Rule
from scoring.sayings import asked, in_sentences
from scoring.services import is_team_work
from scoring.timebox import of_phase
from scoring.words import count
from tenders.cues import Hit
from tenders.evidence import Evidence
from tenders.fields import ARRANGED, DESCRIBED
from tenders.tender import Phase, Tender
from tenders.terms import NUMBER, number

EARLY: tuple[Phase, ...] = ("discovery", "alpha")
VISITS = re.compile(r"\b(?:homes?|visits?|visiting|workplaces?|in the field|on location|in person|places of work)\b", re.IGNORECASE)
# "Interview forty applicants", "60 interviews"; a survey reaches any number.
MEETS = re.compile(
    r"\b(?:interview\w*|research\w*|test\w*|observ\w+|shadow\w*|speak\w*|talk\w*|sessions?|workshops?|visit\w*|meet\w*)\s+"
    r"(?:(?:with|to|of|among|each|up|at|least|about|around|some|approximately|a|minimum|no|fewer|than|between)\s+)*"
    rf"(?P<first>{NUMBER})(?:\s*(?:-|–|to|and)\s*(?P<most>{NUMBER}))?\s+"
    r"(?!weeks?|days?|hours?|months?|minutes?|years?|rounds?|sprints?|sites?|towns?|regions?|groups?|percent)(?:[\w-]+\s+){0,2}?\w+(?:s|people|men|staff)\b"
    rf"|\b(?P<count>{NUMBER})\s+(?:[\w-]+\s+){{0,2}}?(?:interviews|research sessions|usability (?:tests|sessions)"
    rf"|participants|interviewees)\b",
    re.IGNORECASE,
)
BY_FORM = re.compile(r"\b(?:surveys?|questionnaires?|poll|omnibus|analytics)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ResearchDoesNotFit(Rule):
    """Looks for a discovery or alpha too short for the people it is to reach: those counted, or one round of each group named.

    The sum is in the message: weeks, less a week's lead where the buyer does not find the participants, times the days of
    sessions in a week, times the sessions in a day (four where people are visited, else six).

    Bad: "Two weeks. The team will interview forty applicants."
    Good: "Six weeks. The team will meet six from each of the four groups below."
    """

    code = "U007"
    name = "research-does-not-fit"
    severity = Severity.WARNING
    requires = ("phases", "duration")
    message = "The research asked for does not fit into the time."
    why = "Each person met takes a session, and sessions need recruiting before and analysis after; the last groups are dropped."
    fix = "Say which groups come first, book participants ahead, or add weeks."
    question = "Which groups come first, and will participants be booked before the work starts?"
    sources = ("GOV.UK Service Manual: Plan a round of user research", "Home Office: Discovery phase user research")

    lead_weeks: int = RECRUITING_WEEKS
    days_a_week: int = DAYS_A_WEEK
    in_a_lab: int = SESSIONS_IN_A_LAB
    on_visits: int = SESSIONS_ON_VISITS
    people_a_group: int = PEOPLE_A_GROUP
    error_times: int = 2

    def applies(self, tender: Tender) -> bool:
        return (
            is_team_work(tender) and tender.user_research.ask == "activity" and tender.bought[:1] in {(phase,) for phase in EARLY}
        )

    def check(self, tender: Tender) -> Iterator[Clause]:
        box = of_phase(tender, tender.bought[0])
        people, said = self.people(tender)
        if box is None or not people:
            return
        lead = 0 if tender.user_research.who_recruits in ("buyer", "shared") else self.lead_weeks
        a_day = self.on_visits if any(VISITS.search(words.quote) for words in said) else self.in_a_lab
        room = sessions(box.weeks, lead=lead, days=self.days_a_week, a_day=a_day)
        if people <= room:
            return
        weeks = f"{box.weeks.normalize():f}" if box.weeks == box.weeks.to_integral_value() else f"{box.weeks:.1f}"
        yield Clause(
            evidence=(*said, *box.evidence),
            message=(
                f"The research asked for takes {count(people, 'session')}; in {weeks} weeks one researcher has room for {room} "
                f"({count(lead, 'week')} to recruit, {count(self.days_a_week, 'day')} of sessions a week, {a_day} a day)."
            ),
            severity=Severity.ERROR if people >= self.error_times * max(room, 1) else Severity.WARNING,
        )

    def people(self, tender: Tender) -> tuple[int, tuple[Evidence, ...]]:
        """How many people are to be met, and where that is said: the largest number given, else so many of each group."""
        hits = asked(tender.cues.find("research.done", "research.contact", within=(*DESCRIBED, *ARRANGED)))
        counted = max(((met(hit), hit.clause) for hit in in_sentences(hits)), key=lambda item: item[0], default=None)
        if counted and counted[0]:
            return counted[0], (counted[1],)
        groups = named(tender)
        return len(groups) * self.people_a_group, tuple(section.whole() for section in answers(tender)[:1]) if groups else ()


def met(hit: Hit) -> int:
    """How many people a sentence says are to be met, 0 where it gives no number."""
    if BY_FORM.search(hit.said):
        return 0
    return max((int(number(found["most"] or found["first"] or found["count"])) for found in MEETS.finditer(hit.said)), default=0)
