"""Loading many captures at once comes to the same as adding them one after the other."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from tenders.kept import kept
from tenders.notice import Card, Fetched
from tenders.store import Counts, Store, notices, open_store
from tenders.store.schema import versions
from tests.stores import Places, fetched, on


def mixture(seed: int) -> list[Fetched]:
    """Captures of few notices, that are new, changed, unchanged, repeated and out of order, each with or without a card."""
    rng = random.Random(seed)
    return [
        fetched(
            f"text {rng.randrange(3)}" + " " * rng.randrange(2),
            says=f"text {rng.randrange(3)}",
            number=str(rng.randrange(6)).zfill(rng.randrange(1, 3)),
            source=rng.choice(("here", "there")),
            day=rng.randrange(1, 29),
            dated=rng.choice((None, on(rng.randrange(1, 29)))),
            card=rng.choice((None, Card(title=f"Title {rng.randrange(9)}", value=Decimal(rng.randrange(9)), closes=on(3)))),
        )
        for _ in range(120)
    ]


def rows(store: Store, table: sa.Table) -> set[Any]:
    """All rows of a table but for their numbers."""
    with store.engine.connect() as connection:
        return set(connection.execute(sa.select(*[column for column in table.c if column.name != "id"])).all())


@pytest.mark.parametrize("batch", [1, 7, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_a_load_comes_to_the_same_as_adding(place: Places, monkeypatch: pytest.MonkeyPatch, seed: int, batch: int) -> None:
    monkeypatch.setattr(notices, "BATCH_ROWS", batch)
    captures = mixture(seed)
    with open_store(place()) as added, open_store(place()) as loaded:
        outcomes = [added.add_fetched(each) for each in captures]
        assert loaded.load(map(kept, captures)) == Counts(
            new=outcomes.count("new"), changed=outcomes.count("changed"), unchanged=outcomes.count("unchanged")
        )
        assert rows(loaded, versions) == rows(added, versions)
        assert list(loaded.latest()) == list(added.latest())
        assert (loaded.check(), added.check()) == ((), ())


def test_loading_the_same_again_changes_nothing(store: Store) -> None:
    captures = [fetched(f"text {number}", number=str(number)) for number in range(50)]
    store.load(map(kept, captures))
    before = rows(store, versions)
    assert store.load(map(kept, captures)) == Counts(unchanged=50)
    assert rows(store, versions) == before


def test_a_load_that_is_broken_off_keeps_whole_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "BATCH_ROWS", 10)

    def broken() -> Iterator[Fetched]:
        yield from (fetched("text", number=str(number)) for number in range(25))
        raise OSError("cut off")

    with pytest.raises(OSError, match="cut off"):
        store.load(map(kept, broken()))
    assert store.info().notices == 20
    assert gc.isenabled()


def test_a_batch_holds_no_more_bytes_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "BATCH_BYTES", 100)
    assert [len(batch) for batch in notices.batches([kept(fetched("x" * 60))] * 5)] == [2, 2, 1]
