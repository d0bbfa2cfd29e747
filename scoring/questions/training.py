"""Fitting the worth of topics to what suppliers asked. With the benchmark it is the only part of questions that needs scikit-learn.

Notices teach whose published questions somebody has read and sorted into topics. A topic's line is a ridge regression in which no
weight may have another sign than sense gives its signal (question_signals.toml).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.questions.features import signs
from scoring.questions.worth import Line, Model

# The strength of the penalty, and how far a topic's part of the asking counts beside that it was asked about at all.
PENALTY, PART = 15.0, 0.4
# A topic with this part of a notice's questions is all that one could want to know.
ALL = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A notice's signals, the topics of each question published on it, and how much it counts."""

    id: str
    seen: Mapping[str, float]
    topics: tuple[tuple[str, ...], ...]
    weight: float = 1.0


def fit(lessons: Sequence[Lesson]) -> Model:
    """The model that these notices teach."""
    wanted = [(lesson, worth(lesson.topics)) for lesson in lessons]
    return Model(lines={topic: line(topic, wanted) for topic in signs()}, notices=len(lessons))


def worth(topics: Sequence[Sequence[str]]) -> dict[str, float]:
    """How much each topic was worth asking about, 0 to 1: that it was asked about, and its part of all questions."""
    times = Counter(topic for one in topics for topic in dict.fromkeys(one))
    return {topic: 1 - PART + PART * min(1.0, count / len(topics) / ALL) for topic, count in times.items()}


def line(topic: str, lessons: Sequence[tuple[Lesson, Mapping[str, float]]]) -> Line:
    """One topic's line. A signal's scale is its spread, and a tenth, so that a rare one is not blown up."""
    import numpy as np
    from sklearn.linear_model import Ridge

    signals = signs()[topic]
    names = list(signals)
    weights = np.array([lesson.weight for lesson, _ in lessons])
    wanted = np.array([worths.get(topic, 0.0) for _, worths in lessons])
    rate = float(np.average(wanted, weights=weights))
    if not names:
        return Line(rate=rate, signals={})
    table = np.array([[signals[name] * lesson.seen.get(name, 0.0) for name in names] for lesson, _ in lessons])
    mean = np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average((table - mean) ** 2, axis=0, weights=weights)) + 0.1
    model = Ridge(alpha=PENALTY, positive=True, fit_intercept=False)
    model.fit((table - mean) / spread, wanted - rate, sample_weight=weights)
    steps = model.coef_ / spread
    return Line(
        rate=rate,
        signals={name: (float(signals[name] * mean[at]), float(signals[name] * steps[at])) for at, name in enumerate(names)},
    )
