"""The shipped spider on the real captured pages: each of the opportunities is got exactly once.

The captures are served at the addresses they were captured at. The captured listings are single pages of different
days, so a chain is made of them: each one's own kind of pager, as it stands in a captured page, leads to the next.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.demo.pages import LISTING
from tenders.store import open_store
from tests.crawling import Crawl, crawl
from tests.servers import Reply, Site, site

CAPTURED, ELSEWHERE = 206, 112
LINK = re.compile(rb'href="' + LISTING.encode() + rb'/(\d+)"')
PAGER = re.compile(rb'\s*<nav role="navigation">\s*<ul class="previous-next-navigation">.*?</nav>', re.DOTALL)
NEXT = re.compile(rb'(<li class="next">\s*<a [^>]*?href=")[^"]*(")')
OLD_ITEM = re.compile(rb'<div class="search-result">.*?\n</div>', re.DOTALL)
NEW_ITEM = re.compile(rb'<li class="app-search-result">.*?</p>\s*</li>', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Capture:
    """A captured page: its address's path and query, when it was captured, and its bytes."""

    path: str
    query: str
    at: datetime
    body: bytes

    @property
    def new_items(self) -> bool:
        """Whether it is a listing with items of the later kind."""
        return b"app-search-result" in self.body


def captured(folder: Path, kind: str) -> list[Capture]:
    """The captures of a kind, oldest first."""
    found = []
    for entry in json.loads((folder / "manifest.json").read_text()):
        if entry["file"].startswith(kind):
            address = urlsplit(entry["uri"])
            at = parsedate_to_datetime(entry["captured"])
            found.append(Capture(path=address.path, query=address.query, at=at, body=(folder / entry["file"]).read_bytes()))
    return sorted(found, key=lambda capture: (capture.at, capture.path))


def with_item(listing: bytes, number: str) -> bytes:
    """A listing with one more item, a copy of its last one that leads to another number."""
    item = list((NEW_ITEM if b"app-search-result" in listing else OLD_ITEM).finditer(listing))[-1]
    copy = LINK.sub(b'href="' + f"{LISTING}/{number}".encode() + b'"', item[0])
    return listing[: item.end()] + b"\n" + copy + listing[item.end() :]


def leading_to(listing: bytes, pager: bytes, address: str | None) -> bytes:
    """A listing whose pager leads to an address, or that has no pager."""
    listing = PAGER.sub(b"", listing)
    if address is None:
        return listing
    last = list((NEW_ITEM if b"app-search-result" in listing else OLD_ITEM).finditer(listing))[-1].end()
    if b"app-search-result" in listing:
        last = listing.index(b"</ul>", last) + len(b"</ul>")
    href = address.replace("&", "&amp;").encode()
    return listing[:last] + NEXT.sub(lambda found: found[1] + href + found[2], pager) + listing[last:]


def chained(listings: list[Capture], unlinked: list[str]) -> dict[str, bytes]:
    """The listings by address, in a chain from the listing's own path on; the unlinked notices are in the first of each kind."""
    pagers = {
        capture.new_items: found[0] for capture in listings if (found := PAGER.search(capture.body)) and NEXT.search(found[0])
    }
    firsts = [next(place for place, capture in enumerate(listings) if capture.new_items is kind) for kind in (False, True)]
    extra = dict(zip(firsts, unlinked, strict=True))
    addresses = [LISTING, *(f"{LISTING}?{capture.query}&page={place}" for place, capture in enumerate(listings[1:], start=2)), None]
    pages = {}
    for place, capture in enumerate(listings):
        body = with_item(capture.body, extra[place]) if place in extra else capture.body
        pages[str(addresses[place])] = leading_to(body, pagers[capture.new_items], addresses[place + 1])
    return pages


@dataclass(frozen=True, kw_only=True)
class Run:
    """A crawl of the captures: how it went, what was asked, what was there and what was kept."""

    crawl: Crawl
    site: Site
    pages: dict[str, bytes]
    missing: set[str]
    kept: dict[str, bytes]


@pytest.fixture(scope="module")
def run(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = shared / "data" / "digital-marketplace"
    notices = {capture.path: capture.body for capture in captured(folder, "opportunity/")}  # the later capture of each
    listings = captured(folder, "listing/")
    linked = {f"{LISTING}/{number.decode()}" for listing in listings for number in LINK.findall(listing.body)}
    unlinked = sorted(set(notices) - linked)
    pages = chained(listings, [path.rpartition("/")[2] for path in unlinked]) | notices
    store = tmp_path_factory.mktemp("captures") / "riffle.db"
    with site(lambda target: Reply(body=pages[target]) if target in pages else None) as running:
        done = crawl(running.url, store)
    with open_store(str(store)) as opened:
        kept = {version.notice.notice_id: opened.raw(version.notice.sha256) for version in opened.latest()}
    return Run(crawl=done, site=running, pages=pages, missing=linked - set(notices), kept=kept)


def test_each_captured_opportunity_is_got_exactly_once(run: Run) -> None:
    there = {target for target in run.pages if target.startswith(f"{LISTING}/")}
    assert len(there) == CAPTURED
    assert {target: run.site.times[target] for target in there} == dict.fromkeys(there, 1)


def test_every_listing_of_the_chain_is_read_once_and_nothing_else_is_asked_for(run: Run) -> None:
    assert run.site.times == dict.fromkeys(["/robots.txt", *run.pages, *run.missing], 1)
    assert sum(not target.startswith(f"{LISTING}/") for target in run.pages) == 18


def test_the_later_capture_of_each_is_kept_byte_for_byte(run: Run) -> None:
    assert run.kept == {target.rpartition("/")[2]: body for target, body in run.pages.items() if target.startswith(f"{LISTING}/")}


def test_links_to_pages_that_are_not_there_are_counted(run: Run) -> None:
    assert len(run.missing) == ELSEWHERE
    assert (run.crawl.code, run.crawl.counts) == (0, (CAPTURED, 0, 0, ELSEWHERE))
    assert run.crawl.summary["pages"] == 18 + CAPTURED + ELSEWHERE
    assert sorted(line.split()[-4:] for line in run.crawl.errors) == [["is", "not", "there", "(404)"]] * ELSEWHERE
