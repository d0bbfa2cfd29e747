"""The replica: what it answers to each address, without a server around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlsplit

from crawler.demo.labels import LOTS
from crawler.demo.listing import Page, is_open, listing_page
from crawler.demo.opportunity import Opportunity, generated, opportunities
from crawler.demo.pages import LISTING, opportunity_page, whole_page

PAGE_SIZE = 8  # the bundled opportunities fill two listing pages
ROBOTS = b"User-agent: *\nDisallow: /user/\nDisallow: /suppliers/\n"
STATUSES = ("open", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer: its status, media type and body."""

    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """A marketplace with these opportunities, as it stands on a day."""

    opportunities: Sequence[Opportunity]
    as_of: date
    page_size: int = PAGE_SIZE

    def answer(self, target: str) -> Answer:
        """What the replica answers to a path with its query."""
        address = urlsplit(target)
        path = address.path.rstrip("/") or "/"
        if path == "/robots.txt":
            return Answer(media_type="text/plain; charset=utf-8", body=ROBOTS)
        if path == LISTING:
            return self.listing(parse_qs(address.query))
        for shown in self.opportunities:
            if path == f"{LISTING}/{shown.number}":
                return Answer(body=opportunity_page(shown, self.as_of))
        return not_found()

    def listing(self, query: dict[str, list[str]]) -> Answer:
        """A listing page: open opportunities first, then the newest. Filters that are not known are passed over."""
        statuses = [status for status in query.get("statusOpenClosed", []) if status in STATUSES] or list(STATUSES)
        lots = [lot for lot in query.get("lot", []) if lot in LOTS]
        wanted = [
            shown
            for shown in self.opportunities
            if ("open" if is_open(shown, self.as_of) else "closed") in statuses and (not lots or shown.lot in lots)
        ]
        wanted.sort(key=lambda shown: (not is_open(shown, self.as_of), -shown.published.toordinal(), shown.number))
        last = max(1, -(-len(wanted) // self.page_size))
        asked = query.get("page", ["1"])[0]
        number = int(asked) if asked.isdecimal() else 0
        if not 1 <= number <= last:
            return not_found()
        links = tuple((name, value) for name, values in query.items() if name != "page" for value in values)
        shown_here = wanted[(number - 1) * self.page_size : number * self.page_size]
        page = Page(number=number, last=last, query=links, shown=shown_here, total=len(wanted))
        return Answer(body=listing_page(page, self.as_of))


def build(as_of: date, *, extra: int = 0, seed: int = 0) -> Replica:
    """The bundled replica as it stands on a day; `extra` opportunities more are made up from the bundled ones."""
    return Replica(opportunities=(*opportunities(as_of), *generated(extra, as_of, seed)), as_of=as_of)


def not_found() -> Answer:
    """The page for an address that is not there."""
    main = '    <main id="content" role="main"><h1>There is no such page</h1><p>Look at the address again.</p></main>'
    return Answer(status=404, body=whole_page("Not found – Digital Marketplace", main).encode("utf-8"))
