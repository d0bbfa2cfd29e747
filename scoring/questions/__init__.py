"""Clarification questions for a tender: at most so many, each tied to a finding, a missing fact or an ambiguity, best first.

A source (sources/, one topic a file) words what it would ask from the notice's own words. What suppliers asked of notices like
this one ranks the topics (worth.py, weights in data/question_weights.json). What the published answers settle is left out
(published.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.finding import LintResult
from scoring.questions.draft import Draft, Question
from scoring.questions.features import features
from scoring.questions.findings import from_findings
from scoring.questions.published import Published, without_published
from scoring.questions.sources import sources
from scoring.questions.view import View
from scoring.questions.worth import Model, shipped
from scoring.services import is_team_work
from tenders.tender import Tender

MOST = 10
# A draft this sharp is worth asking however few ask, and worth a second question on its topic.
SHARP = 2
# The share of notices like this one of which a topic must be asked for any other question on it to be worth sending.
SELDOM = 0.06


def questions(tender: Tender, lint: LintResult, most: int = MOST, model: Model | None = None) -> tuple[Question, ...]:
    """The questions to ask on a tender, best first.

    `lint` is what the rules say of it. The ranking and the wording look at what the buyer wrote; what was asked and answered
    since only takes questions away.
    """
    known = Published(tender.questions)
    return chosen(candidates(without_published(tender), lint), known, most, model, of_team=is_team_work(tender))


def candidates(tender: Tender, lint: LintResult) -> tuple[dict[str, float], tuple[Draft, ...]]:
    """What tells how likely each topic is to be asked of a tender, and every question that could be."""
    view = View(tender, lint)
    drafts = [draft for source in sources() if source.asks_of(view) for draft in source.drafts(view)]
    return features(tender), (*drafts, *from_findings(view, {code for source in sources() for code in source.rules}))


def chosen(
    found: tuple[dict[str, float], Sequence[Draft]],
    known: Published,
    most: int = MOST,
    model: Model | None = None,
    *,
    of_team: bool = True,
) -> tuple[Question, ...]:
    """The best of what could be asked: the sharpest question of each topic by its topic's worth, then sharp second ones.

    The worth was learned from what is asked of work by teams (`of_team`). Of other work what the rules found comes first, and
    nothing is left out for being seldom asked.
    """
    seen, drafts = found
    worth = (model or shipped()).worth(seen)
    by_topic: dict[str, list[Draft]] = {}
    for draft in sorted((draft for draft in drafts if not known.answers(draft)), key=lambda draft: -draft.sharp):
        by_topic.setdefault(draft.topic, []).append(draft)
    order = sorted(by_topic, key=lambda topic: (-worth.get(topic, 0.0), topic))
    firsts: list[Draft] = []
    for topic in order:
        # Two topics may quote the same words; where another question is as sharp, each quotes its own.
        best = [draft for draft in by_topic[topic] if draft.sharp == by_topic[topic][0].sharp]
        taken = {draft.subject for draft in firsts if draft.subject}
        first = next((draft for draft in best if draft.subject not in taken), best[0])
        if not of_team or first.finding or first.sharp >= SHARP or worth.get(topic, 0.0) >= SELDOM:
            firsts.append(first)
    if not of_team:
        firsts.sort(key=lambda draft: not draft.finding)
    seconds = [other for first in firsts if (other := second(first, by_topic[first.topic], firsts))]
    picked = [*firsts, *seconds][:most]
    return tuple(Question(draft=draft, worth=round(max(0.0, min(1.0, worth.get(draft.topic, 0.0))), 3)) for draft in picked)


def second(first: Draft, drafts: Sequence[Draft], others: Sequence[Draft]) -> Draft | None:
    """Another question on a topic, where it and the first are sharp and it asks about other words than any so far."""
    taken = {draft.subject for draft in others}
    sharp = (draft for draft in drafts if draft.sharp >= SHARP and draft.subject not in taken)
    return next(sharp, None) if first.sharp >= SHARP else None
