"""The replica on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from crawler.demo.replica import Replica, build

LOOPBACK = "127.0.0.1"


@contextmanager
def serve(as_of: date | None = None, *, extra: int = 0, seed: int = 0) -> Iterator[str]:
    """Serve the replica as it stands on a day (today, if none is given) while the `with` block runs; gives its base URL."""
    replica = build(as_of or datetime.now(UTC).date(), extra=extra, seed=seed)
    server = ThreadingHTTPServer((LOOPBACK, 0), handler(replica))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="replica", daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def handler(replica: Replica) -> type[BaseHTTPRequestHandler]:
    """A request handler that answers as the replica does, and keeps quiet."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else the body waits 40 ms for the head to be acknowledged

        def do_GET(self) -> None:
            answer = replica.answer(self.path)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *parts: object) -> None:
            """The terminal belongs to Riffle."""

    return Handler
