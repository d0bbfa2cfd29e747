"""How fast, how small and how complete the PDF reader is beside pdfplumber's `extract_text()`, each in a cold process.

Prints one table and exits 1 where a bar is missed:

- over the pages without tables (put into a file of their own, so that both read the same), seconds a page, imports
  included: at least 8 times faster;
- over all pages, peak resident memory: at most a third;
- over all pages, words: at least 0.99 of pdfplumber's, counted as a multiset, before running heads and feet are dropped.

    python benchmarks/pdf.py [FILE...]      FILE: by default the PDFs of 20 pages and more in ../shared/data/documents
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

DOCUMENTS = Path(__file__).parent.parent.parent / "shared" / "data" / "documents"
LONG = 20  # pages
ROUNDS = 5  # of each cold process; the median counts
FASTER, SMALLER, RECALL = 8.0, 1 / 3, 0.99


def main() -> int:
    """Measure and print. 0 where the bars hold, 1 where one is missed, 2 where there is nothing to measure."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(path for path in DOCUMENTS.glob("*.pdf") if pages(path) >= LONG)
    if not files:
        print("no long PDF to measure: name one", file=sys.stderr)
        return 2
    print(f"{'file':34} {'pages':>5} {'tables':>6} {'ms a page without tables':>31} {'peak MiB':>24} {'word':>7}")
    print(f"{'':34} {'':5} {'share':>6} {'plumber':>12} {'riffle':>9} {'faster':>8} ", end="")
    print(f"{'plumber':>9} {'riffle':>7} {'share':>6} {'recall':>7}")
    held = [row(path) for path in files]
    print(f"bars: at least {FASTER:g} times faster, at most {SMALLER:.2f} of the memory, recall at least {RECALL}")
    return 0 if all(held) else 1


def row(path: Path) -> bool:
    """Measure and print one file. Whether it holds the bars."""
    total, tables = pages(path), set(with_tables(path))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as plain:
        kept = [index for index in range(total) if index not in tables]
        only(path, kept, plain.name)
        slow, _ = cold("plumber", plain.name)
        fast, _ = cold("riffle", plain.name)
    _, large = cold("plumber", str(path))
    _, small = cold("riffle", str(path))
    found = recall(path)
    print(
        f"{path.name[:34]:34} {total:5} {len(tables) / total:6.0%} {1000 * slow / len(kept):12.1f} "
        f"{1000 * fast / len(kept):9.2f} {slow / fast:8.1f} {large:9.1f} {small:7.1f} {small / large:6.2f} {found:7.4f}"
    )
    return slow / fast >= FASTER and small / large <= SMALLER and found >= RECALL


def cold(which: str, path: str) -> tuple[float, float]:
    """The median seconds and peak MiB of reading a file in a process of its own."""
    found = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, __file__, "--one", which, path], capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout))
    return statistics.median(seconds for seconds, _ in found), statistics.median(peak for _, peak in found)


def one(which: str, path: str) -> None:
    """Read a file once, and print the seconds it took from the first import and the peak memory of the process."""
    start = time.perf_counter()
    if which == "plumber":
        import pdfplumber

        with pdfplumber.open(path) as file:
            for page in file.pages:
                page.extract_text()
    else:
        from tenders.readers.pdf import READER

        READER.read(Path(path).read_bytes())
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    print(json.dumps([seconds, peak]))


def pages(path: Path) -> int:
    """How many pages a file has."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def with_tables(path: Path) -> list[int]:
    """The pages, counted from 0, on which the reader finds a table with cells."""
    import pypdfium2

    from tenders.pdf.words import Pages
    from tenders.readers.pdf import Tables

    tables = Tables(path.read_bytes())
    with pypdfium2.PdfDocument(path) as document:
        source = Pages(document)
        return [index for index in range(len(document)) if tables.grids(source.read(index))]


def only(path: Path, kept: list[int], to: str) -> None:
    """Save some of a file's pages to another."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as source, pypdfium2.PdfDocument.new() as target:
        target.import_pages(source, kept)
        target.save(to)


def recall(path: Path) -> float:
    """The share of pdfplumber's words, repeats counted, that the reader's words hold too."""
    import pdfplumber
    import pypdfium2

    from tenders.pdf.words import Pages

    theirs: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    with pdfplumber.open(path) as file:
        for page in file.pages:
            theirs.update((page.extract_text() or "").split())
            page.close()
    with pypdfium2.PdfDocument(path) as document:
        source = Pages(document)
        for index in range(len(document)):
            ours.update(word.text for word in source.read(index).words)
    return (theirs & ours).total() / max(1, theirs.total())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:4])
    else:
        sys.exit(main())
