"""The demo: the whole path, from a replica of the marketplace to ranked reports, with no network and no data."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crawler.demo import serve
from crawler.run import CrawlOptions, Summary, crawl
from reports.clock import moment
from reports.pages import write_pages
from reports.run import from_store, ranked
from scoring.assess import Assessment
from scoring.profile import Profile
from tenders.errors import RiffleError
from tenders.parse import Unread
from tenders.store import Store, open_store

STORE, PAGES = "demo.db", "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo did: the crawl's summary, every notice ranked, and its reports, their index first."""

    summary: Summary
    found: tuple[Assessment, ...]
    reports: tuple[Path, ...]


def demo(output: Path, keep: bool, progress: Callable[[Summary], None]) -> Demo:
    """Crawl the bundled replica, judge what it lists for a neutral profile, and write a page for each into a folder.

    `keep` leaves the store and the pages as they were collected in the folder as well. Raises RiffleError.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="riffle-") as elsewhere:
            where = str((output if keep else Path(elsewhere)) / STORE)
            with serve() as address:
                summary = crawl(CrawlOptions(base_url=address), where, progress)
            with open_store(where) as store:
                judged = from_store(store, Profile(), moment(None))
                found = tuple(ranked(item for item in judged if not isinstance(item, Unread)))
                if keep:
                    save_pages(store, output / PAGES)
    except OSError as error:
        place = error.filename or output
        raise RiffleError(f"{place} cannot be written: {error.strerror}. Choose another folder with --output") from error
    written = write_pages(found, output)
    return Demo(summary=summary, found=found, reports=written)


def save_pages(store: Store, folder: Path) -> None:
    """Each page as it was collected, named as captures are: ID__DATE.html."""
    folder.mkdir(parents=True, exist_ok=True)
    for stored in store.latest():
        name = f"{stored.notice.notice_id}__{stored.first_seen:%Y-%m-%d}.html"
        (folder / name).write_bytes(store.raw(stored.notice.sha256))
