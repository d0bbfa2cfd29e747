"""Attachments fetched behind the guard, in a process of its own, with name servers and an Internet that the test makes up.

Nothing but 127.0.0.1 can be reached from that process: an audit hook ends any other attempt. Where the crawler connects to a
"public" address, a stand-in notes it and connects to a server on loopback instead; it notes every other attempt and refuses it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.conftest import ROOT

PUBLIC = "20.30.40.50"  # what stands for a public server
OTHER = "20.30.40.51"


@dataclass(kw_only=True)
class World:
    """What the process meets: each name's answers in turn (the last for good), and the loopback port behind each public address.

    `kept` and `failed` are the attachments that a crawl before this one has fetched, or not.
    """

    names: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    servers: Mapping[str, int] = field(default_factory=dict)
    base_url: str | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    kept: Sequence[str] = ()
    failed: Sequence[str] = ()


@dataclass(kw_only=True)
class Went:
    """How it went: what became of each attachment by its name, each connection tried, each name looked up."""

    attached: dict[str, dict[str, Any]]
    connections: list[list[Any]]
    lookups: list[str]

    def why(self, name: str) -> str:
        """State and reason of an attachment."""
        return f"{self.attached[name]['state']}: {self.attached[name]['why']}"

    @property
    def asked(self) -> set[str]:
        """The addresses that connections were tried to."""
        return {host for host, _ in self.connections}


def fetch(world: World, *urls: str, environment: Mapping[str, str] | None = None) -> Went:
    """Fetch the attachments at these addresses; each is named by its address."""
    surroundings = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, "-c", "from tests.guarded import main; main()"],
        input=json.dumps({"world": asdict(world), "urls": urls}),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=surroundings | {"PYTHONPATH": str(ROOT)} | dict(environment or {}),
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return Went(**json.loads(done.stdout))


def main() -> None:
    """The process's own part."""
    asked = json.load(sys.stdin)
    sys.addaudithook(stay)
    json.dump(asdict(run(World(**asked["world"]), asked["urls"])), sys.stdout)


def stay(event: str, details: tuple[Any, ...]) -> None:
    """End what would leave this machine."""
    if event in ("socket.connect", "socket.sendto") and details[1][0] != "127.0.0.1":
        os._exit(99)
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and details[0] not in ("127.0.0.1", "localhost"):
        os._exit(98)


def run(world: World, urls: Sequence[str]) -> Went:
    """A crawl of nothing but the attachments of one notice, set up as `riffle crawl` sets crawls up."""
    import tempfile
    from datetime import UTC, datetime, timedelta
    from pathlib import Path

    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.base import Surroundings, TaskSpider
    from crawler.clock import VirtualClock
    from crawler.run import settings_of
    from crawler.settings import CrawlOptions
    from crawler.tally import Tally
    from tenders.config import Attachments
    from tenders.notice import Attachment, Fetched, Notice, digest
    from tenders.store import Attached, open_store

    class Source(TaskSpider):
        name = "source"
        site = "https://source.example"
        path = "/opportunities"
        leading = "listing"

        def first(self) -> tuple[Any, ...]:
            return ()

    start = datetime(2026, 3, 2, tzinfo=UTC)
    raw = b"A notice."
    notice = Notice(
        source="source", notice_id="1", url="https://source.example/1", fetched_at=start, media_type="", sha256=digest(raw)
    )
    options = CrawlOptions(source="source", base_url=world.base_url, attachments=Attachments(**world.limits))
    went = Went(attached={}, connections=[], lookups=[])
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder, "riffle.db"))) as store:
        links = tuple(Attachment(url=url, name=url.rpartition("/")[2]) for url in urls)
        store.add_fetched(Fetched(notice=notice, raw=raw, fingerprint="1", attachments=links))
        for url in world.kept:
            before = Attached(url=url, name=url.rpartition("/")[2], state="kept", sha256=digest(raw))
            store.attach("source", "1", before, raw, start)
        for url in world.failed:
            before = Attached(url=url, name=url.rpartition("/")[2], state="failed", why="did not answer in time")
            store.attach("source", "1", before, None, start - timedelta(days=1))
        process = AsyncCrawlerProcess(settings_of(options, Source))
        from twisted.internet import reactor

        reactor.installNameResolver(scripted(world, went))  # type: ignore[attr-defined]
        connect = reactor.connectTCP  # type: ignore[attr-defined]

        def instead(host: str, port: int, *rest: Any, **named: Any) -> Any:
            went.connections.append([host, port])
            if host in world.servers:
                return connect("127.0.0.1", world.servers[host], *rest, **named)
            replica = world.base_url and host == "127.0.0.1"
            return connect("127.0.0.1", port if replica else 1, *rest, **named)  # nobody answers on port 1

        reactor.connectTCP = instead  # type: ignore[attr-defined]
        surroundings = Surroundings(options=options, tally=Tally(), store=store, clock=VirtualClock(start))
        crawl = process.crawl(process.create_crawler(Source), surroundings=surroundings)
        process.start()
        crawl.result()
        for attached in store.attached("source", "1"):
            kept = len(store.raw(attached.sha256)) if attached.sha256 else 0
            went.attached[attached.url] = {**asdict(attached), "size": kept}
    return went


def scripted(world: World, went: Went) -> Any:
    """A resolver that gives each name's answers in turn, and literal addresses back."""
    from ipaddress import ip_address

    from twisted.internet.address import IPv4Address, IPv6Address
    from twisted.internet.interfaces import IHostnameResolver
    from zope.interface import implementer

    left = {name: list(answers) for name, answers in world.names.items()}

    @implementer(IHostnameResolver)
    class Script:
        def resolveHostName(self, receiver: Any, name: str, port: int = 0, kinds: Any = None, semantics: str = "TCP") -> Any:
            went.lookups.append(name)
            receiver.resolutionBegan(self)
            answers = left.get(name)
            found = (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else literal(name)
            for address in found:
                made = IPv4Address if ip_address(address).version == 4 else IPv6Address
                receiver.addressResolved(made("TCP", address, port))
            receiver.resolutionComplete()
            return self

    return Script()


def literal(name: str) -> list[str]:
    """What a look-up of a literal address gives, in its spellings too; nothing for a name that nobody knows."""
    import socket

    try:
        return [socket.inet_ntoa(socket.inet_aton(name))]
    except OSError:
        return [name] if ":" in name else []
