"""Stores for tests: notices of our own making, and what every test of the store asks for, on both kinds of database."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenders.errors import StoreError
from tenders.notice import Attachment, Card, Fetched, Notice, digest
from tenders.store import Store, open_store
from tests import postgres

NAMES = itertools.count()
Places = Callable[[], str]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server of this test run's own (of this worker's, where there are several)."""
    bin_ = postgres.programs()
    if bin_ is None:
        pytest.skip("PostgreSQL is not installed: Debian's package is postgresql")
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed: psycopg[binary]")
    with postgres.server(bin_) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test runs on: each runs on both."""
    return str(request.param)


@pytest.fixture
def place(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Places]:
    """Gives the address of a store that is not there yet, another at each call."""
    with ExitStack() as made:

        def another() -> str:
            if backend == "sqlite":
                return str(tmp_path / f"store{next(NAMES)}.db")
            return new_database(request, made)

        yield another


@pytest.fixture
def other_place(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a store of the other kind that is not there yet."""
    with ExitStack() as made:
        yield str(tmp_path / f"store{next(NAMES)}.db") if backend == "postgresql" else new_database(request, made)


def new_database(request: pytest.FixtureRequest, made: ExitStack) -> str:
    """An empty database on this run's server, which goes with the stack."""
    first = request.getfixturevalue("postgresql_server")
    return made.enter_context(postgres.database(first, f"riffle_{os.getpid()}_{next(NAMES)}"))


@pytest.fixture
def store(place: Places) -> Iterator[Store]:
    """An empty store."""
    with open_store(place()) as opened:
        yield opened


def notice(raw: bytes, *, number: str = "7", day: int = 1, source: str = "here", dated: datetime | None = None) -> Notice:
    """A notice whose raw bytes are these, fetched on a day of May 2024."""
    return Notice(
        source=source,
        notice_id=number,
        url=f"https://example.org/{number}",
        fetched_at=on(day),
        media_type="text/html",
        sha256=digest(raw),
        dated=dated,
    )


def fetched(
    text: str,
    *,
    number: str = "7",
    day: int = 1,
    source: str = "here",
    says: str | None = None,
    dated: datetime | None = None,
    card: Card | None = None,
    links: tuple[str, ...] = (),
) -> Fetched:
    """A capture of a notice that says a text."""
    raw = text.encode()
    return Fetched(
        notice=notice(raw, number=number, day=day, source=source, dated=dated),
        raw=raw,
        fingerprint=text if says is None else says,
        card=card or Card(),
        attachments=tuple(Attachment(url=link) for link in links),
    )


def on(day: int, hour: int = 12) -> datetime:
    """A day of May 2024."""
    return datetime(2024, 5, day, hour, tzinfo=UTC)


def refusal(where: Path | str) -> str:
    """The message of a store that cannot be opened; it is one line."""
    with pytest.raises(StoreError) as caught:
        open_store(str(where))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def place_of(store: Store) -> str:
    """The address of a store, with its password if it has one."""
    url = store.engine.url
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=False)
