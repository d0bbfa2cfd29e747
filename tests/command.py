"""Riffle's commands, run in this process or in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from cli import riffle


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The records of JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str | Path) -> Ended:
    """A command in this process. Quick, but a crawl needs a process of its own: Scrapy's event loop starts once only."""
    done = CliRunner(env={"RIFFLE_TRACEBACK": "1"}).invoke(riffle, [str(argument) for argument in arguments], prog_name="riffle")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(code=done.exit_code, out=done.stdout, err=done.stderr)


def start(*arguments: str | Path, folder: Path, env: Mapping[str, str] | None = None) -> Ended:
    """A command in a process of its own, in a folder, its output piped as a user's would be."""
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "RIFFLE_STORE")}
    command = [str(Path(sys.executable).with_name("riffle")), *(str(argument) for argument in arguments)]
    done = subprocess.run(
        command, cwd=folder, env={**clean, **(env or {})}, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    return Ended(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
