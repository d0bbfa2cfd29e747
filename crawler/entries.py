"""A walk through the Contract Award Service's listing: which page is next, in either generation, and when the walk is whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.listing import Item
from tenders.award_service.listing import Entry, Listing
from tenders.notice import digest

PAGE_NAMES = ("page", "p")  # of 2024 and of 2026
PORT_OF = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Item):
    """An item of the listing, with all that it says."""

    entry: Entry


def listed(entry: Entry, link: str) -> Listed:
    """An entry as an item. No day is printed on this listing."""
    said = (entry.title, entry.buyer, entry.location, entry.value, entry.route, entry.lot, entry.status, entry.description)
    return Listed(number=entry.number, link=link, published=None, shown=digest("\x1f".join(said).encode()), entry=entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a walk through the listing is: the notices named so far in all walks, and in this walk the items shown, those
    of them that were new, and the pages in a row without a new one. `stated` is how many the listing said it has when the
    walk began, 0 where it did not say: of what came since, the next crawl will tell. `before` tells the entries of the page
    before from others: a page that comes again under the next number shows nothing more.
    """

    walk: int = 1
    named: int = 0
    shown: int = 0
    new: int = 0
    barren: int = 0
    stated: int = 0
    before: int = 0

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Progress:
        """The progress that a task carries."""
        return cls(**{name: int(data.get(name, "0")) for name in cls.__dataclass_fields__})

    @property
    def data(self) -> dict[str, str]:
        """The progress as a task carries it."""
        return {name: str(getattr(self, name)) for name in self.__dataclass_fields__}

    def after(self, page: Listing, fresh: int) -> Progress:
        """The progress after a page on which so many notices were new."""
        entries = int(digest("\n".join(entry.number for entry in page.entries).encode())[:12], 16)
        return Progress(
            walk=self.walk,
            named=self.named + fresh,
            shown=self.shown + (page.shown if entries != self.before else 0),
            new=self.new + fresh,
            barren=0 if fresh else self.barren + 1,
            stated=self.stated or page.total or 0,
            before=entries,
        )

    @property
    def is_whole(self) -> bool:
        """Whether every notice was named: as many as the listing says it has or, where it counts some of them twice, as many
        items in a second walk that found nothing new.
        """
        return self.named >= self.stated or (self.shown >= self.stated and self.walk > 1 and not self.new)


def turns(page: Listing, url: str, progress: Progress) -> tuple[str, ...]:
    """Where the listing goes on: by its own link, or by the number of its next page. Where no link leads on and not all was
    shown, the addresses that it may have, by both names that the service has had for the number of a page: two or one.
    """
    number = page_number(url)
    following = page.next or next((link for other, link in page.numbered if other == number + 1), None)
    if following:
        return (following,)
    if progress.shown >= progress.stated or progress.is_whole:
        return ()
    own = [name for name in PAGE_NAMES if name in dict(parse_qsl(urlsplit(url).query))]
    return tuple(with_page(url, name, number + 1) for name in own or PAGE_NAMES)


def leads_on(page: Listing, url: str) -> bool:
    """Whether the listing itself links to its next page."""
    return page.next is not None or any(other == page_number(url) + 1 for other, _ in page.numbered)


def page_number(url: str) -> int:
    """The number of the page at an address, 1 where it names none."""
    given = dict(parse_qsl(urlsplit(url).query))
    return next((int(given[name]) for name in PAGE_NAMES if re.fullmatch(r"\d{1,6}", given.get(name, ""))), 1)


def with_page(url: str, name: str, number: int) -> str:
    """An address with a page's number under one name."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in PAGE_NAMES]
    return urlunsplit(parts._replace(query=urlencode([*kept, (name, str(number))])))


def without_port(url: str) -> str:
    """An address without the port that its scheme has anyway: the service's redirects name it."""
    parts = urlsplit(url)
    plain = parts.netloc.removesuffix(f":{PORT_OF.get(parts.scheme, '')}") if parts.scheme in PORT_OF else parts.netloc
    return urlunsplit(parts._replace(netloc=plain))
