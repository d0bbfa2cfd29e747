"""How many findings a person would defend: a random sample, judged by reading, kept as identifiers and verdicts.

`judgements.jsonl` beside this file has a line for each finding judged: the notice's number, the rule, the finding's fingerprint and
the verdict ("right" or "wrong"). Prints how many were right when judged, by rule where any was wrong, and which of the wrong
ones are still raised.

    python benchmarks/judged.py [FOLDER]                 FOLDER: of saved pages, the real material by default
    python benchmarks/judged.py [FOLDER] --sample 60     writes that many findings to judge, with their words, to standard output

The sample goes round the rules, so that a rule that fires often counts no more than one that fires seldom. Notices whose number
ends in 0, 1 or 2 are left out: they are kept unread.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path
from random import Random

from scoring.engine import lint
from scoring.finding import Finding
from tenders.intake import latest
from tenders.parse import Unread

JUDGEMENTS = Path(__file__).with_name("judgements.jsonl")
# The seed of the sample that was judged last.
SEED = 8209


def findings(folder: Path) -> Iterator[tuple[str, Finding]]:
    """Each finding in the notices that may be read, with its notice's number."""
    for read in latest([folder]):
        if not isinstance(read, Unread) and int(read.tender.id) % 10 > 2:
            yield from ((read.tender.id, finding) for finding in lint(read.tender).findings)


def sample(found: list[tuple[str, Finding]], size: int) -> list[tuple[str, Finding]]:
    """So many findings, drawn rule by rule in turn."""
    draw, by_code = Random(SEED), dict[str, list[tuple[str, Finding]]]()
    for one in found:
        by_code.setdefault(one[1].code, []).append(one)
    for each in by_code.values():
        draw.shuffle(each)
    rules = list(by_code.values())
    draw.shuffle(rules)
    turns = chain.from_iterable(zip_longest(*rules))
    return [one for one in turns if one is not None][:size]


def told(number: str, finding: Finding) -> str:
    """A finding as a line to be judged."""
    words = {"id": number, "code": finding.code, "fingerprint": finding.fingerprint, "verdict": ""}
    return json.dumps(words | {"message": finding.message, "words": [e.quote for e in finding.evidence]}, ensure_ascii=False)


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    asked = "--sample" in sys.argv
    folder = Path(arguments[0] if len(arguments) > asked else "../shared/data/digital-marketplace/opportunity")
    found = list(findings(folder))
    if asked:
        print("\n".join(told(*one) for one in sample(found, int(arguments[-1]))))
        return
    judged = [json.loads(line) for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines() if line.strip()]
    raised = {(number, finding.code, finding.fingerprint) for number, finding in found}
    verdicts = Counter(one["verdict"] for one in judged)
    print(f"{verdicts['right']} of {len(judged)} findings judged were right, over {len({one['code'] for one in judged})} rules")
    wrong = [one for one in judged if one["verdict"] == "wrong"]
    for one in wrong:
        still = (one["id"], one["code"], one["fingerprint"]) in raised
        print(f"wrong: {one['code']} on {one['id']}, {'still raised' if still else 'raised no more'}")
    print(f"{len(found)} findings by {len({finding.code for _, finding in found})} rules now")


if __name__ == "__main__":
    main()
