"""Crawls for tests: each in a process of its own, as the event loop that Scrapy runs on can be started only once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawler.demo import Replica, build
from crawler.demo.pages import LISTING
from tenders.store import Stored, open_store
from tests.conftest import ROOT
from tests.servers import Reply

AS_OF = date(2024, 3, 14)
PROGRESS = re.compile(r"\d+ pages?: [\w, ]+ failed")
MAIN = "import sys; sys.path.insert(0, sys.argv.pop(1)); import cli; cli.main()"


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """How a crawl went: its exit code, its summary (empty where it failed) and the lines of its errors."""

    code: int
    summary: dict[str, int]
    errors: list[str]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """New, changed, unchanged, failed."""
        return (self.summary["new"], self.summary["changed"], self.summary["unchanged"], self.summary["failed"])

    def error(self, part: str) -> str:
        """The one error line that holds these words."""
        (line,) = (line for line in self.errors if part in line)
        return line


def command(base_url: str, store: Path, *options: str, source: str = "digital-marketplace") -> list[str]:
    """The command line of a crawl."""
    crawl = ["crawl", source, "--base-url", base_url, "--format", "json", *options]
    return [sys.executable, "-c", MAIN, str(ROOT), "--store", str(store), *crawl]


def begin(base_url: str, store: Path, *options: str, source: str = "digital-marketplace") -> subprocess.Popen[str]:
    """Start a crawl."""
    surroundings = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    store.parent.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        command(base_url, store, *options, source=source),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=store.parent,
        env=surroundings,
    )


def end(running: subprocess.Popen[str]) -> Crawl:
    """Wait for a crawl to end."""
    out, err = running.communicate(timeout=120)
    errors = [line for line in err.splitlines() if not PROGRESS.fullmatch(line.strip())]  # a slow machine sees some progress
    return Crawl(code=running.returncode, summary=json.loads(out) if out.strip() else {}, errors=errors)


def crawl(base_url: str, store: Path, *options: str) -> Crawl:
    """Run a crawl to its end."""
    return end(begin(base_url, store, *options))


def stored(store: Path) -> list[Stored]:
    """The latest version of every notice in a store."""
    with open_store(str(store)) as opened:
        return list(opened.latest())


def numbers(store: Path) -> set[str]:
    """The numbers of the notices in a store."""
    return {version.notice.notice_id for version in stored(store)}


def marketplace(extra: int = 0) -> Replica:
    """The replica on the day that tests are set on."""
    return build(AS_OF, extra=extra)


def replied(replica: Replica, target: str) -> Reply:
    """The replica's answer as a Reply."""
    answer = replica.answer(target)
    return Reply(status=answer.status, body=answer.body, headers={"Content-Type": answer.media_type})


def page_of(replica: Replica, number: int) -> bytes:
    """An opportunity's page."""
    return replica.answer(f"{LISTING}/{number}").body
