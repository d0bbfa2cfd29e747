"""How fast a page becomes a record, against the least that any parser has to do.

One process, the real opportunity pages: bare `parsel.Selector(text)` plus a look-up of each label that the record holds, then
Riffle from the same bytes to the finished record. Best of three, in turn. The bar is a third of the bare speed.

    python benchmarks/parse.py [FOLDER]      FOLDER: of saved pages, the real material by default
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from parsel import Selector

from reports.run import recorded
from tenders import readers
from tenders.labels import fields
from tenders.parse import tender_from

ROUNDS = 3
LABELS = tuple(fields())


def bare(pages: Sequence[bytes]) -> None:
    """Each page as a tree, and each label's answer asked of it by its text, as one would without Riffle."""
    for raw in pages:
        selector = Selector(text=raw.decode("utf-8", "replace"))
        answers = {
            " ".join(row.xpath("(td|dt)[1]//text()").getall()).strip().lower(): row.xpath("(td|dd)[last()]//text()").getall()
            for row in selector.xpath("//tr[td] | //div[dt]")
        }
        for label in LABELS:
            answers.get(label)


def whole(pages: Sequence[bytes]) -> None:
    """Each page as a finished record."""
    for number, raw in enumerate(pages):
        tender = tender_from(readers.read(raw), str(number))
        json.dumps(recorded(tender))


def seconds(work: Callable[[Sequence[bytes]], None], pages: Sequence[bytes]) -> float:
    """How long one round takes."""
    start = time.perf_counter()
    work(pages)
    return time.perf_counter() - start


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/digital-marketplace/opportunity")
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    whole(pages[:1])  # lexicons are compiled once a process
    times = [(seconds(bare, pages), seconds(whole, pages)) for _ in range(ROUNDS)]
    least, ours = min(t for t, _ in times), min(t for _, t in times)
    print(f"{'':28} {'ms a page':>10}")
    print(f"{'bare parsel and look-ups':28} {1000 * least / len(pages):10.2f}")
    print(f"{'page to finished record':28} {1000 * ours / len(pages):10.2f}")
    print(f"share of the bare speed: {least / ours:.2f} over {len(pages)} pages (the bar is 0.33)")


if __name__ == "__main__":
    main()
