"""How fast the store takes notices in and gives them back: `python -m benchmarks.store [--rows N] [--store ADDRESS]`.

Prints one table: microseconds of processor time for each notice of about 2 KB. The first line is the least that any loading
costs, reading a line of JSON and one bare insert; "over" is how much longer a step takes than that.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import orjson

from tenders.frontier import Step, Task
from tenders.kept import kept
from tenders.notice import Card, Fetched, Notice, digest
from tenders.store import open_store

START = datetime(2026, 1, 1, tzinfo=UTC)
ONE_BY_ONE = 1_000  # of the steps that take a transaction each


def write(path: Path, rows: int) -> None:
    """Lines of JSON, each another notice. Numbers come in no order, as a publisher's random ones do."""
    with path.open("wb") as file:
        for number in range(rows):
            name = hashlib.md5(str(number).encode()).hexdigest()
            words = [hashlib.md5(f"{number} {place}".encode()).hexdigest() for place in range(55)]
            file.write(json.dumps({"id": f"ocds-abc123-{name}", "title": f"Notice {number}", "words": words}).encode() + b"\n")


def bare(path: Path, where: Path) -> None:
    """The least: read each line, insert each row."""
    connection = sqlite3.connect(where, isolation_level=None)
    connection.execute("create table r (id, line)")
    connection.execute("begin")
    with path.open("rb") as file:
        for line in file:
            connection.execute("insert into r values (?, ?)", (orjson.loads(line)["id"], line))
    connection.execute("commit")
    connection.close()


def captures(path: Path) -> Iterator[Fetched]:
    """Each line as a capture."""
    with path.open("rb") as file:
        for number, line in enumerate(file):
            said = orjson.loads(line)
            sha256 = digest(line)
            dated = START + timedelta(minutes=number)
            notice = Notice(
                source="here",
                notice_id=said["id"],
                url=f"https://example.org/{number}",
                fetched_at=START,
                media_type="application/json",
                sha256=sha256,
                dated=dated,
            )
            card = Card(title=said["title"], buyer="A council", published=dated, closes=START, value=Decimal(50_000))
            yield Fetched(notice=notice, raw=line, fingerprint=sha256, card=card)


def microseconds(rows: int, step: Callable[[], object]) -> float:
    """What a step costs a row."""
    before = time.process_time()
    step()
    return (time.process_time() - before) / rows * 1e6


def exhaust(items: Iterator[object]) -> None:
    """Take every item."""
    for _ in items:
        pass


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--store", help="an empty database; without it, a file of SQLite that goes afterwards")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "notices.jsonl"
        write(path, given.rows)
        least = microseconds(given.rows, lambda: bare(path, folder / "bare.db"))
        print(f"{'step':44} {'µs a notice':>12} {'over':>8}")
        print(f"{'read a line, insert a row':44} {least:12.1f}")
        with open_store(given.store or str(folder / "store.db")) as store:
            steps: list[tuple[str, int, Callable[[], object]]] = [
                ("make captures, keep none", given.rows, lambda: exhaust(captures(path))),
                ("load", given.rows, lambda: store.load(map(kept, captures(path)))),
                ("load the same again", given.rows, lambda: store.load(map(kept, captures(path)))),
                ("latest", given.rows, lambda: exhaust(store.latest())),
                ("latest, of the open ones", given.rows, lambda: exhaust(store.latest(open_after=START + timedelta(days=1)))),
            ]
            crawl = store.begin("there", "https://example.org", "", START)
            some = [each for each, _ in zip(captures(path), range(ONE_BY_ONE), strict=False)]
            steps += [
                ("add, one by one", len(some), lambda: [store.add_fetched(each) for each in some]),
                (
                    "record, one by one",
                    len(some),
                    lambda: [
                        store.record(crawl, Step(done=Task(key=each.notice.notice_id, kind="k", url="u"), fetched=(each,)), START)
                        for each in some
                    ],
                ),
            ]
            for label, rows, step in steps:
                cost = microseconds(rows, step)
                print(f"{label:44} {cost:12.1f} {cost - least:8.1f}", flush=True)


if __name__ == "__main__":
    main()
