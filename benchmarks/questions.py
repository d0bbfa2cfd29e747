"""How well drafted questions foresee what suppliers asked, on pages without their published questions and answers.

Prints coverage and precision at 5 and 10 topics beside one fixed list (the commonest topics of the labels themselves): of the
shipped weights, which are fitted on these notices among others; of weights fitted on one half of the notices and tried on the
other, over several ways to halve them; and of weights that none of them taught. Other notices teach as well, whose questions were
read and sorted for this (topics.jsonl: numbers and topics only). The last column is the part of the labels whose numbers end in
0, 1 or 2.

    python benchmarks/questions.py [FOLDER]            FOLDER: the real material, ../shared by default
    python benchmarks/questions.py [FOLDER] --fit      fit on everything and write the shipped weights
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from scoring.engine import lint
from scoring.questions import candidates, chosen
from scoring.questions.draft import Draft
from scoring.questions.published import Published, without_published
from scoring.questions.training import Lesson, fit
from scoring.questions.worth import FILE, Model, dumped, shipped
from tenders.intake import latest
from tenders.parse import Unread
from tenders.tender import Tender

HALVINGS = 10
# Topics of other notices' questions, and how much a notice of the shared labels counts against one of these: halves of so few
# notices are each other's opposite, and what one half says of the common topics misleads about the other.
TOPICS = Path(__file__).with_name("topics.jsonl")
A_LABELLED_ONE = 0.3
UNASKED = Published(())
Found = tuple[dict[str, float], Sequence[Draft]]


def before_anybody_asked(tenders: Iterable[Tender]) -> dict[str, Found]:
    """What could be asked on each tender, read from its document without the published questions and answers."""
    bare = [without_published(tender) for tender in tenders]
    return {tender.id: candidates(tender, lint(tender)) for tender in bare}


def drafted(found: Mapping[str, Found], ids: Iterable[str], model: Model) -> list[dict[str, Any]]:
    """The records that the scorer reads."""
    return [
        {"id": id_, "questions": [{"topic": question.draft.topic} for question in chosen(found[id_], UNASKED, model=model)]}
        for id_ in ids
    ]


def scorer(shared: Path) -> ModuleType:
    """score_questions.py of the shared material."""
    spec = importlib.util.spec_from_file_location("score_questions", shared / "bench" / "score_questions.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared} holds no bench/score_questions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--fit"]
    shared = Path(arguments[0] if arguments else "../shared")
    gold, others = sorted_by_hand(shared / "bench" / "topics.dev.jsonl"), sorted_by_hand(TOPICS)
    tenders = {
        read.tender.id: read.tender
        for read in latest([shared / "data" / "digital-marketplace" / "opportunity"])
        if not isinstance(read, Unread) and read.tender.id in gold.keys() | others.keys()
    }
    found = before_anybody_asked(tenders.values())
    lessons = {id_: lesson(row, found[id_][0], A_LABELLED_ONE) for id_, row in gold.items()}
    taught = [lesson(row, found[id_][0]) for id_, row in others.items()]
    if "--fit" in sys.argv:
        model = fit([*lessons.values(), *taught])
        place = Path(__file__).parent.parent / "scoring" / "data" / FILE
        place.write_text(dumped(model), encoding="utf-8")
        print(f"wrote {place}: fitted to {model.notices} notices")
        return
    score = scorer(shared).score
    ids, check = list(gold), [id_ for id_ in gold if id_[-1] in "012"]
    whole = {"shipped": score(list(gold.values()), drafted(found, ids, shipped()))}
    untaught = score(list(gold.values()), drafted(found, ids, fit(taught)))
    halves: list[dict[str, float]] = []
    checked: list[dict[str, float]] = []
    for seed in range(HALVINGS):
        mixed = random.Random(seed).sample(ids, len(ids))
        half = len(ids) // 2
        records: list[dict[str, Any]] = []
        for taught_on, tried in ((mixed[:half], mixed[half:]), (mixed[half:], mixed[:half])):
            records += drafted(found, tried, fit([*(lessons[id_] for id_ in taught_on), *taught]))
        # Each half is scored with what the other taught; together they are all notices, against the same fixed list.
        halves.append(score(list(gold.values()), records))
        checked.append(score([gold[id_] for id_ in check], records))
    print(f"{'':14}{'fixed list':>12}{'shipped':>10}{'half, unseen':>14}{'all unseen':>12}{'half, check':>13}")
    for k in (5, 10):
        for name in (f"coverage@{k}", f"precision@{k}"):
            fixed = whole["shipped"].get(name.replace("coverage", "fixed")) if "coverage" in name else None
            row = (whole["shipped"][name], mean(one[name] for one in halves), untaught[name], mean(one[name] for one in checked))
            beside = "" if fixed is None else f"{fixed:.3f}"
            print(f"{name:14}{beside:>12}{row[0]:>10.3f}{row[1]:>14.3f}{row[2]:>12.3f}{row[3]:>13.3f}")
    print(f"{len(gold)} notices labelled, {len(taught)} more that teach; {HALVINGS} ways to halve")


def sorted_by_hand(path: Path) -> dict[str, Mapping[str, Any]]:
    """The topics of each notice's questions, by its number."""
    return {str(row["id"]): row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def lesson(row: Mapping[str, Any], seen: Mapping[str, float], weight: float = 1.0) -> Lesson:
    """A notice as one to learn from."""
    return Lesson(id=str(row["id"]), seen=seen, topics=tuple(tuple(one) for one in row["topics"]), weight=weight)


if __name__ == "__main__":
    main()
