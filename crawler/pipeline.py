"""The pipeline: what a spider brings goes into the store, and what happened is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from tenders.errors import RiffleError, StoreError
from tenders.notice import Notice

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from tenders.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a crawl did. `pages` counts the listing pages and notices that the site answered with, good or bad;
    `failures` says of each thing that failed its address and why, in one line.
    """

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    failures: tuple[str, ...] = ()


Progress = Callable[[Summary], None]


@dataclass(slots=True, kw_only=True)
class Tally:
    """The running count of a crawl; `progress` is told of each change.

    `listed` counts the notices that listings named, `older` those passed over for their date; `fatal` is what the
    crawl must end for.
    """

    progress: Progress | None = None
    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    listed: int = 0
    older: int = 0
    failures: list[str] = field(default_factory=list)
    fatal: RiffleError | None = None
    ended: str | None = None

    @property
    def kept(self) -> int:
        """How many notices were read."""
        return self.new + self.changed + self.unchanged

    def answered(self) -> None:
        """One more page came."""
        self.pages += 1
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
            failed=len(self.failures),
            failures=tuple(self.failures),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A notice's page as it came, with the hash of what was read in it."""

    notice: Notice
    raw: bytes
    fingerprint: str


class StorePipeline:
    """Keeps each page, one transaction a page, so that a crawl may be killed at any moment."""

    def __init__(self, store: Store, tally: Tally) -> None:
        self.store = store
        self.tally = tally

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider
        return cls(spider.store, spider.tally)  # type: ignore[union-attr]

    def process_item(self, item: Fetched) -> Fetched:
        if self.tally.fatal is not None:
            return item
        try:
            outcome = self.store.add(item.notice, item.raw, item.fingerprint)
        except StoreError as error:
            self.tally.fatal = error  # the spider ends the crawl at its next step: there is nowhere to put anything
            return item
        setattr(self.tally, outcome, getattr(self.tally, outcome) + 1)
        self.tally.report()
        return item
