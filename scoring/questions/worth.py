"""What a question is worth: the chance that suppliers ask about its topic on a notice like this one.

A topic has a base rate, and signals of the notice add to it or take from it. Base rates and weights are fitted to what suppliers
really asked (training.py) and kept in data/question_weights.json, where they can be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

FILE = "question_weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One topic: its rate among all notices, and for each signal where it stands among them and what it adds."""

    rate: float
    signals: Mapping[str, tuple[float, float]]

    def at(self, seen: Mapping[str, float]) -> float:
        """The chance for a notice with these signals, a little outside 0 to 1 at times."""
        return self.rate + sum(weight * (seen.get(name, mean) - mean) for name, (mean, weight) in self.signals.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Every topic's line, and how many notices they were fitted to."""

    lines: Mapping[str, Line]
    notices: int = 0

    def worth(self, seen: Mapping[str, float]) -> dict[str, float]:
        """Each topic's chance for a notice with these signals."""
        return {topic: line.at(seen) for topic, line in self.lines.items()}


def loaded(text: str) -> Model:
    """The model that a file describes."""
    found = json.loads(text)
    lines = {
        topic: Line(rate=line["rate"], signals={name: (mean, weight) for name, (mean, weight) in line["signals"].items()})
        for topic, line in found["topics"].items()
    }
    return Model(lines=lines, notices=found["notices"])


def dumped(model: Model) -> str:
    """A model as its file: a topic a line group, the commonest first, signals by how much they can move it."""
    topics = {
        topic: {
            "rate": round(line.rate, 3),
            "signals": {
                name: [round(mean, 3), round(weight, 3)]
                for name, (mean, weight) in sorted(line.signals.items(), key=lambda item: -abs(item[1][1]))
                if round(weight, 3)
            },
        }
        for topic, line in sorted(model.lines.items(), key=lambda item: -item[1].rate)
    }
    return json.dumps({"notices": model.notices, "topics": topics}, indent=1) + "\n"


@cache
def shipped() -> Model:
    """The model that comes with Riffle."""
    return loaded(resources.files("scoring").joinpath("data", FILE).read_text(encoding="utf-8"))
