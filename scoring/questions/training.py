"""Fitting the worth of topics to what suppliers asked. With the benchmark it is the only part of questions that needs scikit-learn.

Two kinds of notices teach: those whose questions a person has sorted into topics, and the other outcomes notices with published
questions, which a classifier of words sorts, trained on the first. Of those, notices whose number ends in 0, 1 or 2 are left out:
they are for checking.

A topic's line is a ridge regression in which no weight may have another sign than sense gives its signal (question_signals.toml).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.questions.features import signs
from scoring.questions.published import counted
from scoring.questions.worth import Line, Model

# The strength of the penalty, how much a sorted notice counts against one sorted by words, and how far a doubtful sorting is
# taken for what it most likely is.
PENALTY, BY_HAND, SHARPEN = 1.0, 0.2, 2.0
OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A notice's signals, the questions published on it and, where a person sorted them, the topics of each."""

    id: str
    seen: Mapping[str, float]
    asked: tuple[str, ...]
    topics: tuple[tuple[str, ...], ...] | None = None


def fit(by_hand: Sequence[Lesson], others: Sequence[Lesson]) -> Model:
    """The model that these notices teach."""
    chances = sorted_by_words(by_hand, others) if others else {}
    rows = [(lesson.seen, {topic: 1.0 for one in lesson.topics or () for topic in one}, BY_HAND) for lesson in by_hand]
    rows += [(lesson.seen, chances[lesson.id], 1.0) for lesson in others]
    return Model(lines={topic: line(topic, rows) for topic in signs()}, notices=len(rows))


def line(topic: str, rows: Sequence[tuple[Mapping[str, float], Mapping[str, float], float]]) -> Line:
    """One topic's line. A signal's scale is its spread, and a tenth, so that a rare one is not blown up."""
    import numpy as np
    from sklearn.linear_model import Ridge

    signals = signs()[topic]
    names = list(signals)
    weights = np.array([weight for _, _, weight in rows])
    asked = np.array([chances.get(topic, 0.0) for _, chances, _ in rows])
    rate = float(np.average(asked, weights=weights))
    if not names:
        return Line(rate=rate, signals={})
    table = np.array([[signals[name] * seen.get(name, 0.0) for name in names] for seen, _, _ in rows])
    mean = np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average((table - mean) ** 2, axis=0, weights=weights)) + 0.1
    model = Ridge(alpha=PENALTY, positive=True, fit_intercept=False)
    model.fit((table - mean) / spread, asked - rate, sample_weight=weights)
    steps = model.coef_ / spread
    return Line(
        rate=rate,
        signals={name: (float(signals[name] * mean[at]), float(signals[name] * steps[at])) for at, name in enumerate(names)},
    )


def sorted_by_words(by_hand: Sequence[Lesson], others: Sequence[Lesson]) -> dict[str, dict[str, float]]:
    """For each notice the chance that each topic was asked about, by the words of its questions."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_union

    known = [(question, topics[0]) for one in by_hand for question, topics in zip(one.asked, one.topics or (), strict=True)]
    reader = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2),
    )

    def table(questions: Sequence[str], words: Any) -> Any:
        return hstack([words * 2, csr_matrix([marks(question) for question in questions])]).tocsr()

    asked = [question for question, _ in known]
    model = LogisticRegression(C=1.0, max_iter=1000).fit(table(asked, reader.fit_transform(asked)), [topic for _, topic in known])
    chances: dict[str, dict[str, float]] = {}
    for lesson in others:
        likely = model.predict_proba(table(lesson.asked, reader.transform(lesson.asked))) ** SHARPEN
        likely /= likely.sum(axis=1, keepdims=True)
        chances[lesson.id] = {
            str(topic): 1 - math.prod(1 - float(row[at]) for row in likely)
            for at, topic in enumerate(model.classes_)
            if topic != OTHER
        }
    return chances


def marks(question: str) -> list[float]:
    """How much of each topic's wording a question holds, and which topic it would be by that alone."""
    hits = list(counted(question).values())
    first = next((at for at, times in enumerate(hits) if times), len(hits) - 1)
    return [
        *(float(min(times, 3)) for times in hits),
        *(float(times > 0) for times in hits),
        *(float(at == first) for at in range(len(hits))),
    ]
