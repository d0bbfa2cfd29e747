"""Crawls in the store: what is still to be fetched, kept in the same transaction as what was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tenders.errors import StoreError
from tenders.frontier import Crawl, Step, Task, Validators, Window
from tenders.keys import key, plain
from tenders.store import notices
from tenders.store.holder import Holder, this_process
from tenders.store.opening import Database
from tenders.store.schema import crawls, tasks, validators, windows

# How long a crawl on another host may be silent before it counts as dead. The longest wait of a living one is the five
# minutes that Contracts Finder asks for, and it may have to wait twice.
LEASE = timedelta(minutes=15)
TASKS_AT_A_TIME = 500


def begin(connection: sa.Connection, source: str, place: str, scope: str, at: datetime) -> Crawl:
    """Take over an unfinished crawl of the same that nobody works on, or begin a new one."""
    same = (crawls.c.source == source) & (crawls.c.place == place) & (crawls.c.scope == scope)
    held = holding(this_process())
    for row in connection.execute(sa.select(crawls).where(same & crawls.c.finished.is_(None)).order_by(crawls.c.id)):
        if is_held(row, at):
            continue
        connection.execute(sa.update(crawls).where(crawls.c.id == row.id).values(recorded=at, **held))
        # What failed may work now: a site that turned us away does so for a time.
        again = (tasks.c.crawl == row.id) & (tasks.c.state == "failed")
        connection.execute(sa.update(tasks).where(again).values(state="todo", why=None))
        return Crawl(id=row.id, source=source, place=place, scope=scope, started=row.started, resumed=True)
    values = {"source": source, "place": place, "scope": scope, "started": at, "recorded": at, **held}
    made = connection.execute(sa.insert(crawls).values(values).returning(crawls.c.id)).scalar_one()
    return Crawl(id=made, source=source, place=place, scope=scope, started=at)


def holding(holder: Holder) -> dict[str, Any]:
    """The columns that say who works on a crawl."""
    return {"host": holder.host, "process": holder.process, "process_started": holder.started}


def is_held(row: sa.Row[Any], at: datetime) -> bool:
    """Whether somebody still works on a crawl: a living process here, or one elsewhere that was heard of lately."""
    if row.host is None:
        return False
    holder = Holder(host=row.host, process=row.process, started=row.process_started)
    return holder.lives if holder.is_here else at - row.recorded < LEASE


def let_go(connection: sa.Connection, ids: Iterable[int]) -> None:
    """Leave crawls to whoever comes next; those that another has taken over stay theirs."""
    me = this_process()
    mine = (crawls.c.host == me.host) & (crawls.c.process == me.process) & (crawls.c.process_started == me.started)
    connection.execute(sa.update(crawls).where(crawls.c.id.in_(list(ids)) & mine).values(host=None))


def todo(database: Database, crawl: Crawl, among: Iterable[Task] | None) -> Iterator[Task]:
    """The tasks that are there now and still to be done, in their order, read as they are asked for."""
    waiting = (tasks.c.crawl == crawl.id) & (tasks.c.state == "todo")
    if among is not None:
        waiting &= tasks.c.key.in_([key(task.key) for task in among])
    in_order = sa.tuple_(tasks.c.turn, tasks.c.id)
    with database.reading() as connection:
        last = connection.execute(sa.select(sa.func.max(tasks.c.id)).where(waiting)).scalar()
    place: tuple[int, int] | None = None
    while last is not None:
        query = sa.select(tasks).where(waiting & (tasks.c.id <= last))
        if place is not None:
            query = query.where(in_order > sa.tuple_(*map(sa.literal, place)))
        with database.reading() as connection:
            rows = connection.execute(query.order_by(tasks.c.turn, tasks.c.id).limit(TASKS_AT_A_TIME)).all()
        for row in rows:
            yield Task(key=row.key, kind=row.kind, url=row.url, data=json.loads(row.data), order=row.turn)
        if len(rows) < TASKS_AT_A_TIME:
            return
        place = (rows[-1].turn, rows[-1].id)


def following(connection: sa.Connection, crawl: Crawl) -> Task | None:
    """The task that is next to be done, None where all are."""
    waiting = (tasks.c.crawl == crawl.id) & (tasks.c.state == "todo")
    row = connection.execute(sa.select(tasks).where(waiting).order_by(tasks.c.turn, tasks.c.id).limit(1)).first()
    return None if row is None else Task(key=row.key, kind=row.kind, url=row.url, data=json.loads(row.data), order=row.turn)


def known(connection: sa.Connection, crawl: Crawl, keys: Iterable[str]) -> frozenset[str]:
    """Which of these keys the crawl has a task of, done or not."""
    wanted = {key(one): one for one in keys}
    found = connection.execute(sa.select(tasks.c.key).where((tasks.c.crawl == crawl.id) & tasks.c.key.in_(list(wanted))))
    return frozenset(wanted[one] for one in found.scalars())


def asked(connection: sa.Connection, crawl: Crawl, kind: str) -> int:
    """How many tasks of a kind the crawl has, done or not."""
    counted = sa.select(sa.func.count()).where((tasks.c.crawl == crawl.id) & (tasks.c.kind == kind))
    return connection.execute(counted).scalar_one()


def record(connection: sa.Connection, where: str, crawl: Crawl, step: Step, at: datetime) -> list[notices.Outcome]:
    """Put all that one answer came to into the store, and say of each capture what it was."""
    ours(connection, where, crawl)
    outcomes = [*notices.keep_fetched(connection, step.fetched), *notices.see(connection, crawl.source, step.seen, at)]
    if step.done is not None:
        state = "done" if step.failed is None else "failed"
        values = [task_row(crawl, step.done, state=state, why=None if step.failed is None else plain(step.failed))]
        upsert(connection, tasks, values, known_by=("crawl", "key"), replacing=("state", "why"))
    upsert(connection, tasks, [task_row(crawl, task) for task in step.found], known_by=("crawl", "key"))
    if step.windows:
        names = ("source", "place", "stage", "since", "until")
        rows = [window_row(crawl.source, crawl.place, window) for window in step.windows]
        upsert(connection, windows, rows, known_by=names, replacing=("stated", "arrived"))
    if step.validators:
        rows = [validators_row(item) for item in step.validators]
        upsert(connection, validators, rows, known_by=("key",), replacing=("etag", "last_modified", "listed"))
    connection.execute(sa.update(crawls).where(crawls.c.id == crawl.id).values(recorded=at))
    return outcomes


def finish(connection: sa.Connection, where: str, crawl: Crawl, at: datetime) -> None:
    """End a crawl. Its tasks go; its row stays, to tell when the source was last read."""
    ours(connection, where, crawl)
    connection.execute(sa.delete(tasks).where(tasks.c.crawl == crawl.id))
    connection.execute(sa.update(crawls).where(crawls.c.id == crawl.id).values(finished=at, recorded=at, host=None))


def ours(connection: sa.Connection, where: str, crawl: Crawl) -> None:
    """Raise StoreError where this process does not hold the crawl: another took it for dead, or it has ended."""
    row = connection.execute(sa.select(crawls).where(crawls.c.id == crawl.id)).first()
    me = this_process()
    if row is None or row.finished is not None or (row.host, row.process, row.process_started) != (me.host, me.process, me.started):
        raise StoreError(f"{where}: another process has taken over this crawl of {crawl.source}: leave it to that, or crawl again")


def window_row(source: str, place: str, window: Window) -> dict[str, Any]:
    """A window as a row."""
    names = {"source": source, "place": place, "stage": window.stage, "since": window.start, "until": window.end}
    return {**names, "stated": window.stated, "arrived": window.arrived}


def validators_row(item: Validators) -> dict[str, Any]:
    """What a site gave with an answer, as a row."""
    given = {"etag": item.etag, "last_modified": item.last_modified, "listed": item.listed}
    return {"key": key(item.url), "url": plain(item.url), **{name: text and plain(text) for name, text in given.items()}}


def task_row(crawl: Crawl, task: Task, state: str = "todo", why: str | None = None) -> dict[str, Any]:
    """A task as a row."""
    named = {"crawl": crawl.id, "key": key(task.key), "kind": task.kind, "url": plain(task.url), "turn": task.order}
    return {**named, "data": json.dumps(dict(task.data)), "state": state, "why": why}


def upsert(
    connection: sa.Connection,
    table: sa.Table,
    rows: Sequence[dict[str, Any]],
    *,
    known_by: Sequence[str],
    replacing: Sequence[str] = (),
    where: sa.ColumnElement[bool] | None = None,
) -> None:
    """Insert rows; of one that is there already, and is as `where` says, replace these columns, or nothing."""
    if not rows:
        return
    statement = inserting(connection)(table)
    if replacing:
        new = {name: statement.excluded[name] for name in replacing}
        connection.execute(statement.on_conflict_do_update(index_elements=known_by, set_=new, where=where), rows)
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=known_by), rows)


def inserting(connection: sa.Connection) -> Callable[[sa.Table], Any]:
    """The insert of this database's own that knows what to do with a row that is there. PostgreSQL's takes long to import."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
    return insert


def windows_read(connection: sa.Connection, source: str, place: str) -> tuple[Window, ...]:
    """The windows of a place that were read whole, the oldest first."""
    same = (windows.c.source == source) & (windows.c.place == place)
    query = sa.select(windows).where(same).order_by(windows.c.stage, windows.c.since, windows.c.until)
    return tuple(
        Window(start=row.since, end=row.until, stage=row.stage, stated=row.stated, arrived=row.arrived)
        for row in connection.execute(query)
    )


def validators_of(connection: sa.Connection, url: str) -> Validators | None:
    """What a site gave with its last answer from an address."""
    row = connection.execute(sa.select(validators).where(validators.c.key == key(url))).first()
    if row is None:
        return None
    return Validators(url=row.url, etag=row.etag, last_modified=row.last_modified, listed=row.listed)


def last_finished(connection: sa.Connection, source: str, place: str, scope: str) -> datetime | None:
    """When the last crawl of the same that was finished began: later changes may be missing. None where there is none."""
    same = (crawls.c.source == source) & (crawls.c.place == place) & (crawls.c.scope == scope)
    return connection.execute(sa.select(sa.func.max(crawls.c.started)).where(same & crawls.c.finished.is_not(None))).scalar()
