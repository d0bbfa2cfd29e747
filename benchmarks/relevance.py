"""How well the filter tells digital work from the rest, on notices labelled by reading, beside the simplest ways to tell.

`relevance.jsonl` beside this file has a line for each of the 613 notices of the Contracts Finder export: its identifier, whether it
is digital work (docs/relevance.md says what is meant), the part it belongs to, and how many notices of the file it stands for.
"tune" and "check" are 100 each, drawn at random from three heaps (codes 72 or 48; a word of digital work; neither), so that digital
ones are not too few. The filter was tuned on "tune". "check" was labelled before the filter was written and scored when it was
done. "rest" is every other notice, read more quickly (its title, codes and first lines). One reader labelled everything and then
wrote the word lists, so these were not written blind to "check" and "rest".

Prints precision and recall of each part, counting each notice once and counting it by its weight, and of the whole file, and how
long a notice takes.

    python benchmarks/relevance.py [FOLDER]            FOLDER: the real material, ../shared by default
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from tenders.relevance import relevant

LABELS = Path(__file__).with_name("relevance.jsonl")
FILE = Path("data", "contracts-finder", "notices-2020-04.csv")
WORDS = re.compile(r"\b(?:digital|software|IT systems?)\b", re.IGNORECASE)
RUNS = 5


class Seen(NamedTuple):
    """What a way to tell is given."""

    cpv: Sequence[str]
    title: str
    text: str


class Label(NamedTuple):
    """A notice's label."""

    id: str
    part: str
    weight: float
    digital: bool


Way = Callable[[Seen], bool]
WAYS: Mapping[str, Way] = {
    "Riffle": lambda seen: relevant(*seen).verdict,
    "CPV 72 or 48": lambda seen: any(code.startswith(("72", "48")) for code in seen.cpv),
    "digital|software|IT system": lambda seen: WORDS.search(f"{seen.title}\n{seen.text}") is not None,
}
PARTS = {
    "tune": ("tune",),
    "check": ("check",),
    "rest": ("rest",),
    "check and rest": ("check", "rest"),
    "all": ("tune", "check", "rest"),
}


def notices(file: Path) -> dict[str, Seen]:
    """The notices of the export by identifier."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["Notice Identifier"]: Seen(row["Cpv Codes"].split(), row["Title"], row["Description"]) for row in rows}


def figures(labels: Iterable[Label], told: Mapping[str, bool], *, weighted: bool) -> str:
    """Precision and recall."""
    right = taken = there = 0.0
    for label in labels:
        weight = label.weight if weighted else 1.0
        right += weight * (label.digital and told[label.id])
        taken += weight * told[label.id]
        there += weight * label.digital
    return f"{right / taken:>8.3f}{right / there:>8.3f}"


def main() -> None:
    file = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared") / FILE
    if not file.is_file():
        print(f"skipped: no real material here: {file} is absent")
        return
    labels = [Label(**json.loads(line)) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    seen = notices(file)
    print(f"{'':16}{'':28}{'each once':>16}{'weighted':>18}")
    print(f"{'notices':16}{'way to tell':28}{'prec.':>8}{'recall':>8}{'prec.':>10}{'recall':>8}")
    for part, parts in PARTS.items():
        some = [label for label in labels if label.part in parts]
        for name, way in WAYS.items():
            told = {label.id: way(seen[label.id]) for label in some}
            weighted = figures(some, told, weighted=True) if len(parts) == 1 and part != "rest" else ""
            print(f"{part:16}{name:28}{figures(some, told, weighted=False)}  {weighted}")
        print(f"{'':16}{sum(label.digital for label in some)} of {len(some)} are digital work")
    print(f"{fastest(seen.values()) * 1e6:.0f} microseconds of processor time a notice, best of {RUNS} runs over {len(seen)}")


def fastest(seen: Iterable[Seen]) -> float:
    """Seconds of processor time a notice, in the fastest of some runs."""
    every = list(seen)
    times = []
    for _ in range(RUNS):
        started = process_time()
        for one in every:
            relevant(*one)
        times.append(process_time() - started)
    return min(times) / len(every)


if __name__ == "__main__":
    main()
