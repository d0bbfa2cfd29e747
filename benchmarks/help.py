"""How long `riffle --help` takes, against `python -c "import click"`: the bar is at most 3 times.

    python benchmarks/help.py

Both are run in turns with the interpreter that runs this file, and the median of each is compared.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TURNS = 15
BAR = 3.0
COMMANDS = {
    'python -c "import click"': [sys.executable, "-c", "import click"],
    "riffle --help": [str(Path(sys.executable).with_name("riffle")), "--help"],
}


def seconds(command: list[str]) -> float:
    """How long a command takes, its output thrown away, in a folder that holds nothing to import."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, cwd=folder, check=True)
        return time.perf_counter() - start


def main() -> int:
    """Print the table; 1 where the ratio is above the bar."""
    for command in COMMANDS.values():
        seconds(command)  # the first run of each compiles and fills the disk's cache
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(TURNS):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, median in medians.items():
        print(f"{name:<28} {median * 1000:7.1f} ms")
    click, riffle = medians.values()
    print(f"{'ratio':<28} {riffle / click:7.2f}    (bar: at most {BAR})")
    return 0 if riffle / click <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
