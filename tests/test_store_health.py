"""What a store says of itself, and putting it in order."""

from __future__ import annotations

import sqlalchemy as sa

from tenders.kept import kept
from tenders.notice import digest
from tenders.store import Attached, Decided, Store
from tests.stores import fetched, on

NOTHING = digest(b"nothing")


def change(store: Store, *statements: str) -> None:
    """Do to the store what Riffle would not, whatever its keys forbid."""
    with store.engine.connect().execution_options(riffle_refers_rightly=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def unbound(store: Store) -> None:
    """Take the foreign keys off, which on PostgreSQL cannot be ignored."""
    if not store.database.sqlite:
        change(
            store,
            "alter table version drop constraint version_sha256_fkey",
            "alter table attachment drop constraint attachment_sha256_fkey",
            "alter table task drop constraint task_crawl_fkey",
        )


def test_info_counts_what_is_there(store: Store, backend: str) -> None:
    for each in (fetched("a"), fetched("b", day=2), fetched("a", number="8"), fetched("a", source="there")):
        store.add_fetched(each)
    store.finish(store.begin("here", "u", "", on(1)), on(2))
    store.begin("here", "u", "", on(3))
    store.decide(Decided(source="here", notice_id="7", verdict="bid", reason="", by="", at=on(1)))
    info = store.info()
    assert (info.notices, info.versions, info.sources) == (3, 4, {"here": 2, "there": 1})
    assert [(one.source, one.started) for one in info.unfinished] == [("here", on(3))]
    assert info.crawled == {"here": on(2)}
    assert (info.decisions, info.schema, info.backend) == (1, 2, backend)
    assert info.size > 10_000
    assert info.where == store.where


def test_a_store_in_order_has_nothing_wrong(store: Store) -> None:
    store.add_fetched(fetched("a", links=("https://example.org/a.pdf",)))
    store.add_fetched(fetched("b" * 5000, number="8"))
    store.begin("here", "u", "", on(1))
    assert store.check() == ()


def test_raw_bytes_that_are_not_what_their_hash_says_are_found(store: Store) -> None:
    for text in ("a", "b" * 5000):
        store.add_fetched(fetched(text))
    change(store, "update raw set packed = substr(packed, 1, length(packed) - 1)")
    assert sorted(store.check()) == sorted(
        f"the raw bytes {digest(text.encode())} are damaged: add the notice again" for text in ("a", "b" * 5000)
    )


def test_rows_that_refer_to_what_is_not_there_are_found(store: Store) -> None:
    store.add_fetched(fetched("a"))
    store.attach("here", "7", Attached(url="https://example.org/a.pdf", state="kept", sha256=digest(b"b")), b"b", on(1))
    unbound(store)
    change(
        store,
        "delete from raw",
        "insert into task (crawl, key, kind, url, data, turn, state) values (99, 'lost', 'k', 'u', '{}', 0, 'todo')",
    )
    assert store.check() == (
        "notice 7 of here has lost its raw bytes: add it again",
        "the attachment https://example.org/a.pdf of notice 7 has lost its bytes: fetch it again",
        "the task lost belongs to no crawl: crawl its source again",
    )


def test_many_findings_of_one_kind_are_counted_after_the_first(store: Store) -> None:
    store.load(kept(fetched("a", number=str(number))) for number in range(25))
    unbound(store)
    change(store, "delete from raw")
    found = store.check()
    assert (len(found), found[-1]) == (21, "5 more rows have something wrong")


def test_vacuum_drops_what_nothing_refers_to_and_nothing_else(store: Store) -> None:
    store.add_fetched(fetched("a"))
    store.attach("here", "7", Attached(url="u", state="kept", sha256=digest(b"b")), b"b", on(1))
    store.attach("here", "7", Attached(url="v", state="failed", why="is not there"), None, on(1))
    # The earlier capture takes the place of the later one, whose bytes stay behind.
    store.add_fetched(fetched("later", says="the same", number="8", day=2))
    store.add_fetched(fetched("earlier", says="the same", number="8", day=1))
    assert store.vacuum() == 1
    assert store.vacuum() == 0
    with store.engine.connect() as connection:
        kept = set(connection.execute(sa.text("select sha256 from raw")).scalars())
    assert kept == {digest(raw) for raw in (b"a", b"b", b"earlier")}
    assert store.check() == ()


def test_vacuum_gives_space_back(store: Store) -> None:
    import os

    store.load(kept(fetched(os.urandom(5000).hex(), says="x", number=str(number), day=2)) for number in range(200))
    store.load(kept(fetched("small", says="x", number=str(number), day=1)) for number in range(200))
    before = store.info().size
    assert store.vacuum() == 200
    if store.database.sqlite:  # PostgreSQL keeps the pages for what comes next
        assert store.info().size < before / 2
