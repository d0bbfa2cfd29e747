"""How fast a page becomes a record, against the least that any parser has to do.

One process, the real opportunity pages: bare `parsel.Selector(text)` plus a look-up of each label that the record holds, then
Riffle from the same bytes to the finished record. Best of three, in turn. The bar is a third of the bare speed.

The look-ups are made in two ways: each page's rows gone through once, which is the least there is and what the bar is held
against; and an XPath for each label, which is how a spider is mostly written.

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
LOOK_UP = "//tr[td][normalize-space(td[1])=$label]/td[last()]//text() | //div[dt][normalize-space(dt)=$label]/dd//text()"


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


def by_label(pages: Sequence[bytes]) -> None:
    """Each page as a tree, and an XPath for each label."""
    for raw in pages:
        selector = Selector(text=raw.decode("utf-8", "replace"))
        for label in LABELS:
            selector.xpath(LOOK_UP, label=label.capitalize()).getall()


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
    times = [tuple(seconds(work, pages) for work in (bare, by_label, whole)) for _ in range(ROUNDS)]
    least, looked_up, ours = (min(column) for column in zip(*times, strict=True))
    print(f"{'':36} {'ms a page':>10}")
    print(f"{'bare parsel, rows gone through':36} {1000 * least / len(pages):10.2f}")
    print(f"{'bare parsel, an XPath for each label':36} {1000 * looked_up / len(pages):10.2f}")
    print(f"{'page to finished record':36} {1000 * ours / len(pages):10.2f}")
    print(f"share of the bare speed: {least / ours:.2f} over {len(pages)} pages (the bar is 0.33)")
    print(f"share with an XPath for each label: {looked_up / ours:.2f}")


if __name__ == "__main__":
    main()
