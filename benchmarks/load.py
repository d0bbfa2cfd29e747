"""How fast a file of releases goes into the store, against the least that any program has to do with it; and in how much memory.

One run: 200,000 OCDS releases of the shapes that Contracts Finder, Find a Tender and Public Contracts Scotland publish, made
here from a seed (about 400 MB as JSON lines); `for line in file: orjson.loads(line)` with one bare SQLite insert a row; then
`riffle add` of the same file as a process of its own. The bars: at least half as fast, in at most 500 MiB.

    python benchmarks/load.py [RELEASES]
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

RELEASES = 200_000
SEED = 5
SPEED_BAR, MEMORY_BAR = 0.5, 500
WORDS = " ".join(
    (
        "service supply maintenance road school clinical cleaning software framework repair delivery support council",
        "equipment housing waste energy survey training building contract review design transport vehicle office",
        "network data safety care",
    )
).split()
NAMES = (
    "Northmoor Council",
    "Eastdale NHS Trust",
    "Westbrook University",
    "Southfield Housing",
    "Midvale Police",
    "Lakeside Academy",
)
CODES = ("72000000", "48000000", "45000000", "79410000", "85147000", "55524000", "44112200", "90500000")
REGIONS = ("South East", "London", "North West", "Wales", "Scotland", "East of England")
EPOCH = datetime(2023, 1, 1, tzinfo=UTC)


def sentences(chance: random.Random, words: int) -> str:
    """A text of about so many words."""
    said = []
    while words > 0:
        length = chance.randint(6, 18)
        said.append(" ".join(chance.choices(WORDS, k=length)).capitalize() + ".")
        words -= length
    return " ".join(said)


def stamp(day: float) -> str:
    """A time so many days after the epoch."""
    return (EPOCH + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ")


def contracts_finder(chance: random.Random, number: int) -> dict[str, Any]:
    """A release of Contracts Finder: no lots; of an award, its supplier."""
    guid = f"{number:08x}-{chance.randrange(1 << 16):04x}-4{chance.randrange(1 << 12):03x}-8000-{chance.randrange(1 << 48):012x}"
    start, awarded = chance.uniform(0, 900), chance.random() < 0.4
    buyer = {"id": f"GB-CFS-{chance.randrange(300_000)}", "name": chance.choice(NAMES)}
    worth = {"amount": round(chance.uniform(1_000, 5_000_000), 2), "currency": "GBP"}
    address = {"streetAddress": "1 High Street", "locality": "Northmoor", "postalCode": "NM1 1AA", "countryName": "England"}
    page = f"https://www.contractsfinder.service.gov.uk/Notice/{guid}"
    document = {
        "id": "1",
        "documentType": "awardNotice" if awarded else "tenderNotice",
        "description": "Notice on Contracts Finder",
    }
    document |= {"url": page, "datePublished": stamp(start), "format": "text/html", "language": "en"}
    release: dict[str, Any] = {
        "ocid": f"ocds-b5fd17-{guid}",
        "id": f"{guid}-{number}",
        "language": "en",
        "date": stamp(start),
        "tag": ["award" if awarded else "tender"],
        "initiationType": "tender",
        "tender": {
            "id": f"tender_{number}/{number + 7}",
            "title": " ".join(chance.choices(WORDS, k=6)).capitalize(),
            "description": sentences(chance, chance.randint(10, 80)),
            "status": "complete" if awarded else "active",
            "classification": {"scheme": "CPV", "id": chance.choice(CODES), "description": "Services"},
            "items": [{"id": "1", "deliveryAddresses": [{"region": chance.choice(REGIONS), "countryName": "United Kingdom"}]}],
            "value": worth,
            "procurementMethod": "open",
            "procurementMethodDetails": "Open procedure",
            "tenderPeriod": {"endDate": stamp(start + 30)},
            "contractPeriod": {"startDate": stamp(start + 60), "endDate": stamp(start + 425)},
            "suitability": {"sme": True, "vcse": False},
            "mainProcurementCategory": "services",
        },
        "parties": [{**buyer, "identifier": {"legalName": buyer["name"]}, "address": address, "roles": ["buyer"]}],
        "buyer": buyer,
    }
    if awarded:
        supplier = {"id": f"GB-CFS-{number}", "name": f"{chance.choice(WORDS).capitalize()} Works Ltd"}
        release["parties"].append({**supplier, "details": {"scale": "sme", "vcse": False}, "roles": ["supplier"]})
        award = {"id": f"{release['ocid']}-1", "status": "active", "date": stamp(start), "value": worth, "suppliers": [supplier]}
        release["awards"] = [{**award, "documents": [document]}]
    else:
        release["tender"] |= {"datePublished": stamp(start), "documents": [document]}
    return release


def with_lots(chance: random.Random, number: int) -> dict[str, Any]:
    """A release of Find a Tender or of Public Contracts Scotland: lots, criteria, several parties."""
    release = contracts_finder(chance, number)
    found = chance.random() < 0.5
    tender = release["tender"]
    release["ocid"] = f"ocds-h6vhtk-{number:06x}" if found else f"ocds-r6ebe6-{number:010d}"
    release["id"] = f"{number % 1_000_000:06d}-2025" if found else f"{number}-release"
    criteria = [{"type": "quality", "name": "Technical", "description": "70"}, {"type": "price", "description": "30"}]
    tender["lots"] = [
        {
            "id": str(lot),
            "title": f"Lot {lot}",
            "description": sentences(chance, chance.randint(8, 40)),
            "status": "active",
            "hasOptions": False,
            "hasRenewal": True,
            "renewal": {"description": "Two options of 12 months each"},
            "contractPeriod": {"durationInDays": 720},
            "awardCriteria": {"criteria": criteria},
        }
        for lot in range(1, chance.choice((2, 2, 2, 3)))
    ]
    if found:
        tender["value"] = {"amountGross": round(tender["value"]["amount"] * 1.2, 2), **tender["value"]}
    else:
        del tender["value"]
    return release


def releases(total: int) -> Iterator[bytes]:
    """Releases as lines of JSON, the same ones each time."""
    chance = random.Random(SEED)
    for number in range(total):
        make = contracts_finder if chance.random() < 0.55 else with_lots
        yield orjson.dumps(make(chance, number), option=orjson.OPT_APPEND_NEWLINE)


def bare(file: Path, database: Path) -> None:
    """Each line parsed, and kept as a row."""
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE release (raw BLOB)")
    with file.open("rb") as lines:
        for line in lines:
            orjson.loads(line)
            connection.execute("INSERT INTO release VALUES (?)", (line,))
    connection.commit()
    connection.close()


def added(file: Path, database: Path) -> None:
    """The same file by `riffle add`, in a process of its own."""
    command = [sys.executable, "-c", "import cli; cli.main()", "--store", str(database), "add", str(file)]
    root = Path(__file__).resolve().parent.parent
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    print(done.stdout.strip())


def seconds(work: Callable[[Path, Path], None], file: Path, database: Path) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work(file, database)
    return time.perf_counter() - start


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "releases.jsonl"
        with file.open("wb") as out:
            out.writelines(releases(total))
        size = file.stat().st_size / 1e6
        least = seconds(bare, file, Path(folder) / "bare.db")
        ours = seconds(added, file, Path(folder) / "riffle.db")
    # Of the larger of its two processes, in KiB on Linux and in bytes on macOS: both together take no more than twice that.
    peak = 2 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"{total:,} releases, {size:,.0f} MB")
    print(f"{'parse and insert, bare':28} {least:8.1f} s {1e6 * least / total:8.1f} µs a release")
    print(f"{'riffle add':28} {ours:8.1f} s {1e6 * ours / total:8.1f} µs a release")
    print(f"{'share of the bare speed':28} {least / ours:8.2f}   (bar: at least {SPEED_BAR})")
    print(f"{'peak memory, at most':28} {peak:8.0f} MiB (bar: at most {MEMORY_BAR})")
    return 0 if least / ours >= SPEED_BAR and peak <= MEMORY_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
