"""Crawls in the store: they go on where they stopped, however they ended."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.frontier import Crawl, Step, Task, Validators, Window
from tenders.store import Attached, Store, open_store
from tenders.store.schema import crawls, tasks
from tests.conftest import ROOT
from tests.stores import Places, fetched, on, place_of

SITE = "https://example.org"


def begin(store: Store, day: int = 1, source: str = "here", scope: str = "") -> Crawl:
    return store.begin(source, SITE, scope, on(day))


def task(key: str, order: int = 0, **data: str) -> Task:
    return Task(key=key, kind="notice", url=f"{SITE}/{key}", data=data, order=order)


def keys(store: Store, crawl: Crawl) -> list[str]:
    return [each.key for each in store.todo(crawl)]


def abandon(store: Store, **holder: object) -> None:
    """Make every crawl look as if this holder, and not we, had begun it."""
    with store.engine.begin() as connection:
        connection.execute(sa.update(crawls).values(**holder))


def dead_process() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_tasks_come_by_their_order_and_then_their_age(store: Store) -> None:
    crawl = begin(store)
    store.record(crawl, Step(found=(task("c", 1), task("b"), task("a"))), on(1))
    assert keys(store, crawl) == ["b", "a", "c"]


def test_a_task_comes_back_as_it_was(store: Store) -> None:
    crawl, found = begin(store), task("a", 3, page="2", text="naïve “quotes”")
    store.record(crawl, Step(found=(found,)), on(1))
    assert list(store.todo(crawl)) == [found]


def test_more_tasks_than_fit_in_one_look_all_come_once(store: Store) -> None:
    crawl = begin(store)
    store.record(crawl, Step(found=tuple(task(f"{number:04}", number % 3) for number in range(1200))), on(1))
    assert keys(store, crawl) == [f"{number:04}" for turn in range(3) for number in range(turn, 1200, 3)]


def test_tasks_found_while_others_are_read_come_at_the_next_look(store: Store) -> None:
    crawl = begin(store)
    store.record(crawl, Step(found=(task("a"), task("b"))), on(1))
    seen = []
    for each in store.todo(crawl):
        seen.append(each.key)
        store.record(crawl, Step(done=each, found=(task(each.key * 2),)), on(1))
    assert (seen, keys(store, crawl)) == (["a", "b"], ["aa", "bb"])


def test_a_task_that_is_done_is_not_done_again_though_it_is_found_again(store: Store) -> None:
    crawl = begin(store)
    store.record(crawl, Step(found=(task("a"), task("b"))), on(1))
    store.record(crawl, Step(done=task("a"), found=(task("a"), task("b"), task("c"))), on(1))
    assert keys(store, crawl) == ["b", "c"]


def test_of_the_tasks_that_a_page_names_those_still_to_do_can_be_asked_for(store: Store) -> None:
    crawl = begin(store)
    store.record(crawl, Step(done=task("a"), found=(task("b"), task("c"))), on(1))
    assert [each.key for each in store.todo(crawl, (task("a"), task("c"), task("d")))] == ["c"]


def test_a_task_with_a_key_of_any_length_is_known_again(store: Store) -> None:
    crawl, long = begin(store), task("x" * 5000)
    store.record(crawl, Step(found=(long,)), on(1))
    (known,) = store.todo(crawl)
    store.record(crawl, Step(done=known, found=(long,)), on(1))
    assert keys(store, crawl) == []


def test_what_a_step_comes_to_is_all_kept(store: Store) -> None:
    crawl = begin(store)
    window = Window(start=on(1), end=on(2), stage="tender", stated=3, arrived=2)
    given = Validators(url=f"{SITE}/7", etag='"a"', last_modified="yesterday", listed="b")
    step = Step(
        fetched=(fetched("a", links=(f"{SITE}/a.pdf",)), fetched("a"), fetched("b", day=2)), windows=(window,), validators=(given,)
    )
    assert store.record(crawl, step, on(1)) == ("new", "unchanged", "changed")
    assert (store.windows("here", SITE), store.validators(f"{SITE}/7")) == ((window,), given)
    assert store.attached("here", "7") == (Attached(url=f"{SITE}/a.pdf"),)
    assert list(store.wanted()) == [("here", "7", Attached(url=f"{SITE}/a.pdf"))]


def test_a_step_that_cannot_be_kept_whole_is_not_kept_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = begin(store)
    monkeypatch.setattr("tenders.store.crawls.validators_row", lambda item: {"key": item.url, "url": None})
    step = Step(
        done=task("a"),
        found=(task("b"),),
        fetched=(fetched("a"),),
        windows=(Window(start=on(1), end=on(2)),),
        validators=(Validators(url=SITE),),
    )
    with pytest.raises(StoreError):
        store.record(crawl, step, on(1))
    assert (keys(store, crawl), list(store.latest()), store.windows("here", SITE)) == ([], [], ())


def test_a_window_that_is_read_again_takes_its_new_counts(store: Store) -> None:
    crawl = begin(store)
    for arrived in (2, 3):
        store.record(crawl, Step(windows=(Window(start=on(1), end=on(2), stated=3, arrived=arrived),)), on(1))
    assert [window.arrived for window in store.windows("here", SITE)] == [3]
    assert store.windows("elsewhere", SITE) == ()


def test_the_last_answers_validators_count(store: Store) -> None:
    crawl = begin(store)
    for etag in ("a", None):
        store.record(crawl, Step(validators=(Validators(url=SITE, etag=etag, listed="b"),)), on(1))
    assert store.validators(SITE) == Validators(url=SITE, listed="b")
    assert store.validators(f"{SITE}/other") is None


def test_a_crawl_that_was_let_go_goes_on_where_it_stopped(place: Places) -> None:
    where = place()
    with open_store(where) as store:
        crawl = begin(store)
        store.record(crawl, Step(done=task("a"), found=(task("b"),)), on(1))
    with open_store(where) as store:
        again = begin(store, day=2)
        assert (again.id, again.resumed, again.started) == (crawl.id, True, on(1))
        assert keys(store, again) == ["b"]


def test_what_failed_is_tried_again_when_a_crawl_goes_on_and_not_before(place: Places) -> None:
    where = place()
    with open_store(where) as store:
        crawl = begin(store)
        store.record(crawl, Step(done=task("a"), failed="is not there (404)"), on(1))
        assert keys(store, crawl) == []
    with open_store(where) as store:
        assert keys(store, begin(store)) == ["a"]


def test_a_crawl_of_something_else_is_another_crawl(place: Places) -> None:
    where = place()
    with open_store(where) as store:
        begin(store)
    with open_store(where) as store:
        assert not begin(store, source="there").resumed
        assert not begin(store, scope="status=open").resumed
        assert begin(store).resumed


def test_a_crawl_whose_process_lives_is_left_to_it(store: Store) -> None:
    first, second = begin(store), begin(store)
    assert (first.id != second.id, second.resumed) == (True, False)


def test_a_dead_process_holds_nothing(store: Store) -> None:
    crawl = begin(store)
    abandon(store, process=dead_process())
    assert begin(store).id == crawl.id


def test_a_process_of_the_same_number_that_started_at_another_time_is_another(store: Store) -> None:
    crawl = begin(store)
    abandon(store, process_started="at another time")
    assert begin(store).id == crawl.id


@pytest.mark.parametrize(("minutes", "resumed"), [(14, False), (15, True)])
def test_a_crawl_of_another_host_is_free_a_quarter_of_an_hour_after_its_last_record(
    store: Store, minutes: int, resumed: bool
) -> None:
    crawl = begin(store)
    store.record(crawl, Step(found=(task("a"),)), on(2))
    abandon(store, host="elsewhere")
    assert store.begin("here", SITE, "", on(2) + timedelta(minutes=minutes)).resumed == resumed


def test_a_crawl_that_another_has_taken_over_takes_no_more_steps(store: Store) -> None:
    crawl = begin(store)
    abandon(store, host="elsewhere")
    with pytest.raises(StoreError, match="another process has taken over this crawl of here: leave it to that, or crawl again"):
        store.record(crawl, Step(found=(task("a"),)), on(1))
    with pytest.raises(StoreError, match="taken over"):
        store.finish(crawl, on(1))
    store.close()
    with open_store(place_of(store)) as again, again.engine.connect() as connection:
        assert connection.execute(sa.select(crawls.c.host)).scalar_one() == "elsewhere"


def test_a_finished_crawl_leaves_no_tasks_and_the_next_is_new(store: Store) -> None:
    crawl = begin(store)
    store.record(crawl, Step(found=(task("a"),)), on(1))
    store.finish(crawl, on(2))
    assert not begin(store, day=3).resumed
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tasks)).scalar_one() == 0


def test_the_last_finished_crawl_is_told_by_when_it_began(store: Store) -> None:
    assert store.last_finished("here", SITE, "") is None
    for day in (1, 5):
        crawl = begin(store, day=day)
        store.finish(crawl, on(day + 1))
    begin(store, day=9)
    assert store.last_finished("here", SITE, "") == on(5)
    assert store.last_finished("here", SITE, "status=open") is None


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from tenders.frontier import Step, Task
from tenders.store import open_store
store = open_store(sys.argv[1])
crawl = store.begin("here", "https://example.org", "", datetime(2024, 5, 1, tzinfo=UTC))
store.record(crawl, Step(found=(Task(key="kept", kind="notice", url="u"),)), datetime(2024, 5, 1, tzinfo=UTC))
with store.database.writing() as connection:
    from tenders.store import crawls
    crawls.record(connection, "", crawl, Step(found=(Task(key="lost", kind="notice", url="u"),)), datetime(2024, 5, 1, tzinfo=UTC))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_is_killed_in_the_middle_of_a_step_leaves_all_before_it_and_nothing_of_it(place: Places) -> None:
    where = place()
    killed = subprocess.run([sys.executable, "-c", KILLED, where], cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr
    with open_store(where) as store:
        crawl = begin(store)
        assert (crawl.resumed, keys(store, crawl)) == (True, ["kept"])
