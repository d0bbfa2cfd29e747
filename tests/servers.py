"""A web site on loopback for tests of the crawler: it answers as it is told to, and writes down what it was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer. `promised` is the length that the head gives, where it is not the body's: UNSAID, and it gives none."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None


UNSAID = -1  # the body ends where the connection does
MISSING = Reply(status=404, body=b"<!DOCTYPE html><html><body><h1>Not here</h1></body></html>")
Answers = Callable[[str], Reply | None]  # from a path with its query; None is a 404


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came."""

    target: str
    agent: str


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
    running = Site(url="")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            running.asked.append(Asked(target=self.path, agent=self.headers.get("User-Agent", "")))
            running.before(len(running.asked))
            reply = answers(self.path) or MISSING
            self.send_response(reply.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                self.send_header(name, value)
            if reply.promised != UNSAID:
                self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.promised is not None

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # a crawl that was killed leaves in the middle of an answer
                self.close_connection = True

        def log_message(self, *parts: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
