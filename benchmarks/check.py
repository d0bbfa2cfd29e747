"""How fast a text is checked, against proselint on the same text, and what ten times the patterns cost.

One process. The text of the notices that FOLDER holds (published questions and answers left out), all rules on: words a second
from read document to findings, and proselint's `check` over the same words. Then the cue scan alone, with the shipped patterns and
with ten times as many (nine more for each, of words drawn from the notices). Best of three.

    python benchmarks/check.py [FOLDER]      FOLDER: of saved pages, the real material by default

proselint is no dependency: `pip install proselint` first.
"""

from __future__ import annotations

import re
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random

from scoring.engine import lint
from tenders import readers
from tenders.cues import NO_CUES, Lexicon, filled, lexicon
from tenders.document import Document
from tenders.parse import tender_from

ROUNDS = 3
WORD = re.compile(r"\w+")
LEXICONS = Path(__file__).parent.parent / "tenders" / "lexicons"


def seconds(work: Callable[[], object]) -> float:
    """The best of three rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def told(document: Document) -> str:
    """What the buyer wrote."""
    return "\n".join(section.text for section in document.sections if section.field)


def patterns() -> dict[str, list[str]]:
    """Every shipped cue with its patterns."""
    cues = {}
    for path in sorted(LEXICONS.glob("*.toml")):
        if path.name not in NO_CUES:
            written = tomllib.loads(path.read_text(encoding="utf-8"))
            parts = written.pop("parts", {})
            for cue, entry in written.items():
                name = f"{path.stem}.{cue}"
                cues[name] = [filled(pattern, parts, name) for pattern in entry["patterns"]]
    return cues


def ten_times(cues: dict[str, list[str]], texts: list[str]) -> dict[str, list[str]]:
    """The cues, and for each of their patterns nine more: three words as they are strewn over the notices, so that common words
    begin as many patterns as they would.
    """
    said, draw = [word.lower() for text in texts for word in WORD.findall(text) if word.isalpha() and len(word) > 1], Random(7)
    more = {
        f"{cue}{n}": [rf"{draw.choice(said)} {draw.choice(said)} (?:\w+ ){{0,3}}{draw.choice(said)}" for _ in each]
        for cue, each in cues.items()
        for n in range(9)
    }
    return cues | more


def scan(known: Lexicon, documents: list[Document]) -> None:
    """Every cue of every document."""
    for document in documents:
        for section in document.sections:
            if section.field:
                for _ in known.scan(section):
                    pass


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/digital-marketplace/opportunity")
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    documents = [readers.read(raw) for raw in pages]
    texts = [told(document) for document in documents]
    words = sum(len(WORD.findall(text)) for text in texts)
    lint(tender_from(documents[0], "1"))  # lexicons are compiled once a process
    ours = seconds(lambda: [lint(tender_from(document, "1")) for document in documents])
    print(f"{'riffle, all rules':<32}{words / ours:>12,.0f} words a second")
    theirs = proselint_seconds(texts)
    if theirs:
        print(f"{'proselint':<32}{words / theirs:>12,.0f} words a second")
        print(f"{theirs / ours:.2f} times as fast over {words:,} words (the bar is 1)")
    one, many = lexicon(), Lexicon(ten_times(patterns(), texts))
    scan(many, documents[:20])
    few, more = seconds(lambda: scan(one, documents)), seconds(lambda: scan(many, documents))
    print(f"scan with {len(many.names) // len(one.names)} times the patterns: {more / few:.2f} times the time (the bar is 1.5)")


def proselint_seconds(texts: list[str]) -> float | None:
    """How long proselint takes, or None where it is not installed."""
    try:
        from proselint.checks import __register__ as every
        from proselint.config import DEFAULT
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        print("proselint is not installed: pip install proselint")
        return None
    registry = CheckRegistry()
    registry.register_many(every)
    return seconds(lambda: [LintFile("text", content=text).lint(DEFAULT) for text in texts])


if __name__ == "__main__":
    main()
