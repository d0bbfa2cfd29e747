"""A web site on loopback for tests of the crawler: it answers as it is told to, and writes down what it was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_server, socket
from threading import Event, Thread

LOOPBACK = "127.0.0.1"
STALLED = 30.0  # seconds: no crawl of a test waits so long


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer. `promised` is the length that the head gives, where it is not the body's: UNSAID, and it gives none; in so
    many `pieces` the body comes; `stalls`: only half of it ever comes; `drops`: the connection is closed without a word.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    pieces: int = 1
    stalls: bool = False
    drops: bool = False


UNSAID = -1  # the body ends where the connection does
MISSING = Reply(status=404, body=b"<!DOCTYPE html><html><body><h1>Not here</h1></body></html>")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came, and when; and what it got: the status (0 while it has none) and Retry-After. The names of
    `headers` are in small letters.
    """

    target: str
    agent: str
    headers: Mapping[str, str] = field(default_factory=dict)
    at: datetime
    status: int = 0
    retry_after: str | None = None

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


Answers = Callable[[str], Reply | None]  # from a path with its query; None is a 404


@dataclass(kw_only=True)
class Site:
    """A running site. `before` is called with each request's number, from 1, before it is answered."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    before: Callable[[int], None] = lambda number: None

    @property
    def times(self) -> Counter[str]:
        """How often each path with its query was asked for."""
        return Counter(request.target for request in self.asked)


@contextmanager
def site(answers: Answers) -> Iterator[Site]:
    """A site that answers so while the `with` block runs."""
    with create_server((LOOPBACK, 0)) as listening, served(lambda asked: answers(asked.target), listening) as running:
        yield running


def time_of_day() -> datetime:
    """The time now."""
    return datetime.now(UTC)


@contextmanager
def served(answer: Callable[[Asked], Reply | None], listening: socket, now: Callable[[], datetime] = time_of_day) -> Iterator[Site]:
    """A site on a listening socket, which stays open, while the `with` block runs; it tells the time by `now`."""
    running = Site(url=f"http://{LOOPBACK}:{listening.getsockname()[1]}")
    over = Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(target=self.path, agent=headers.get("user-agent", ""), headers=headers, at=now())
            running.asked.append(asked)
            number = len(running.asked)
            running.before(number)
            reply = answer(asked) or MISSING
            running.asked[number - 1] = replace(asked, status=reply.status, retry_after=reply.headers.get("Retry-After"))
            self.close_connection = reply.promised is not None or reply.drops
            if reply.drops:
                return
            self.send_response(reply.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                self.send_header(name, value)
            if reply.status != 304 and reply.promised != UNSAID:
                self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
            self.end_headers()
            self.write(reply)

        def write(self, reply: Reply) -> None:
            size = -(-len(reply.body) // (2 if reply.stalls else reply.pieces)) or 1
            for start in range(0, len(reply.body), size):
                self.wfile.write(reply.body[start : start + size])
                if reply.stalls:
                    over.wait(STALLED)
                    self.close_connection = True
                    return
                if reply.pieces > 1:
                    over.wait(0.002)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # a crawl that was killed leaves in the middle of an answer
                self.close_connection = True

        def log_message(self, *parts: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(listening.getsockname(), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listening.dup()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()
