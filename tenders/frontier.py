"""The frontier of a crawl: what is still to be fetched, kept in the store beside what was.

A crawl is a list of tasks. What an answer comes to (notices to keep, further tasks, a task done) is one `Step`, and a step
is kept in one transaction: however a crawl ends, the store holds either all of it or none of it, and the next crawl of the
same source goes on with the tasks that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tenders.notice import Fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to fetch. `key` is unique in a crawl: a task that is there already is not added again.

    `data` is what the spider must still know when the answer comes. Tasks of a lower `order` go first, then the older.
    """

    key: str
    kind: str
    url: str
    data: Mapping[str, str] = field(default_factory=dict)
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of publishing times that was read whole, of one stage of one source.

    `stated` is how many releases the source said it holds, None where it does not say; `arrived` how many came.
    """

    start: datetime
    end: datetime
    stage: str = ""
    stated: int | None = None
    arrived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a site gave with an answer so that it can be asked "only if it has changed": RFC 9110, 13.1.

    `listed` is a hash of what the listing showed of the notice, by which `--new` tells that nothing moved.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    listed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one answer came to. `failed` says why the task came to nothing, in one line; None where it did not.

    `seen` are the numbers of notices in the store that the source still shows as they are.
    """

    done: Task | None = None
    failed: str | None = None
    found: tuple[Task, ...] = ()
    fetched: tuple[Fetched, ...] = ()
    seen: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    validators: tuple[Validators, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl in the store. `place` is the address it reads, `scope` the options that choose what it reads.

    `resumed`: it was begun before and did not end.
    """

    id: int
    source: str
    place: str
    scope: str
    started: datetime
    resumed: bool = False
