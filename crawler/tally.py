"""The tally: what a crawl did so far, and what it met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tenders.errors import RiffleError


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a crawl did. `pages` counts the listing pages, notices and packages that the site answered with, good or bad;
    `failures` says of each thing that failed its address and why, in one line. `passed_over` counts what the source
    holds and was not wanted: no digital work, or too old. `attachments` counts those that were kept. `resumed`: it went on
    with one that had not ended. `waiting`: how many seconds the site has just asked to wait.
    """

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    passed_over: int = 0
    attachments: int = 0
    failed: int = 0
    joined: int = 0
    resumed: bool = False
    waiting: float = 0.0
    failures: tuple[str, ...] = ()


Progress = Callable[[Summary], None]


@dataclass(slots=True, kw_only=True)
class Tally:
    """The running count of a crawl; `progress` is told of each change.

    `fatal` is what the crawl must end for; `ended` how Scrapy says that it ended.
    """

    progress: Progress | None = None
    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    passed_over: int = 0
    attachments: int = 0
    joined: int = 0
    resumed: bool = False
    waiting: float = 0.0
    failures: list[str] = field(default_factory=list)
    fatal: RiffleError | None = None
    ended: str | None = None

    @property
    def read(self) -> int:
        """How many notices were read, wanted or not."""
        return self.new + self.changed + self.unchanged + self.passed_over

    def answered(self) -> None:
        """One more page came."""
        self.pages += 1
        self.report()

    def keep(self, outcomes: Iterable[str]) -> None:
        """Notices went into the store, each "new", "changed" or "unchanged"."""
        for outcome in outcomes:
            setattr(self, outcome, getattr(self, outcome) + 1)
        self.report()

    def attach(self) -> None:
        """One more attachment was kept."""
        self.attachments += 1
        self.report()

    def wait(self, seconds: float) -> None:
        """The site asked to wait so long; 0 when that is over."""
        self.waiting = seconds
        self.report()

    def fail(self, url: str, reason: str) -> None:
        """One more thing failed."""
        self.failures.append(f"{url} {' '.join(reason.split())}")
        self.report()

    def report(self) -> None:
        """Tell how far the crawl is."""
        if self.progress is not None:
            self.progress(self.summary())

    def summary(self) -> Summary:
        """The count as it stands."""
        return Summary(
            pages=self.pages,
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            passed_over=self.passed_over,
            attachments=self.attachments,
            failed=len(self.failures),
            joined=self.joined,
            resumed=self.resumed,
            waiting=self.waiting,
            failures=tuple(self.failures),
        )
