"""What can be wrong with an answer of any source: for `tests.faulty.Fault`."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace

from tests.faulty import Answering
from tests.servers import MISSING, Asked, Reply

CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
SORRY = b"<!DOCTYPE html><html><body><main><h1>Sorry, there is a problem with the service</h1></main></body></html>"


def error(status: int, retry_after: str | None = None) -> Reply:
    """A page that says that there is a problem, and when to come back."""
    return Reply(status=status, body=SORRY, headers={} if retry_after is None else {"Retry-After": retry_after})


def genuine(site: Answering, asked: Asked) -> Reply:
    """The answer as it should be."""
    return site.answer(asked) or MISSING


def cut(site: Answering, asked: Asked) -> Reply:
    """The body ends before the length that the head gives."""
    reply = genuine(site, asked)
    return replace(reply, body=reply.body[: len(reply.body) // 2], promised=len(reply.body))


def short(site: Answering, asked: Asked) -> Reply:
    """Half a body, and a head that says that it is all."""
    reply = genuine(site, asked)
    return replace(reply, body=reply.body[: len(reply.body) // 2])


def stalled(site: Answering, asked: Asked) -> Reply:
    """Half a body comes, and then nothing."""
    return replace(genuine(site, asked), stalls=True)


def slow(site: Answering, asked: Asked) -> Reply:
    """The body comes in drops."""
    return replace(genuine(site, asked), pieces=10)


def compressed(site: Answering, asked: Asked) -> Reply:
    """The body is compressed as it should be."""
    reply = genuine(site, asked)
    return replace(reply, body=gzip.compress(reply.body), headers=with_gzip(reply))


def badly_compressed(site: Answering, asked: Asked) -> Reply:
    """The body is said to be compressed, and is rubbish after the first bytes."""
    reply = genuine(site, asked)
    return replace(reply, body=gzip.compress(reply.body)[:40] + b"\0rubbish" * 9, headers=with_gzip(reply))


def not_compressed(site: Answering, asked: Asked) -> Reply:
    """The body is said to be compressed, and is not."""
    reply = genuine(site, asked)
    return replace(reply, body=b"no gzip at all", headers=with_gzip(reply))


def with_gzip(reply: Reply) -> Mapping[str, str]:
    """An answer's headers, and one that says that its body is compressed."""
    return {**reply.headers, "Content-Encoding": "gzip"}


# Faults that pass, of any source.
PASSING = {
    "500": error(500),
    "503": error(503),
    "504": error(504),
    "a body that is cut": cut,
    "half a body that is said to be all": short,
    "a body that stalls": stalled,
    "no answer": Reply(drops=True),
    "rubbish where gzip should be": badly_compressed,
    "text where gzip should be": not_compressed,
}
