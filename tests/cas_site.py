"""The Contract Award Service as a site for tests of the crawler, in either generation, from opportunities of `cas_pages`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, unquote, urlsplit

from tests.cas_pages import (
    MODEL,
    MODERN,
    PATH,
    PER_PAGE,
    Modern,
    Opportunity,
    detail_2026,
    details,
    link,
    listing,
    listing_2026,
    questions,
    shell,
    summary,
)
from tests.servers import Asked, Reply

LISTING = f"{PATH}/opportunities"
DOWNLOAD = "/opportunities/download"
NONE = '<h1 class="govuk-heading-xl">Digital Outcomes opportunities</h1><p id="totalRecordsNew">{} results found in All lots</p>'
COLUMNS = ("ID", "Opportunity", "Link", "Framework", "Category", "Organization Name", "Published At", "Status", "Winning supplier")


def many(count: int, first: int = 50001) -> tuple[Opportunity, ...]:
    """So many opportunities of 2024."""
    numbers = range(first, first + count)
    return tuple(
        replace(MODEL, number=number, ocid=f"ocds-pfhb7i-{number - 10000}", title=f"Moorings {number}") for number in numbers
    )


def many_modern(count: int, first: int = 81001) -> tuple[Modern, ...]:
    """So many opportunities of 2026."""
    return tuple(replace(MODERN, number=number, title=f"Cable car {number}") for number in range(first, first + count))


def downloaded(found: Sequence[Opportunity]) -> bytes:
    """The list for download: UTF-8 with a mark, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for it in found:
        cells = ("2024-03-18T09:42:11Z", it.sub_status or it.status, it.award.supplier if it.award else "")
        writer.writerow((it.number, it.title, "", "DOS6", "Digital outcomes", it.buyer, *cells))
    return text.getvalue().encode("utf-8-sig")


@dataclass(kw_only=True)
class Site2024:
    """The service of 2024. `turning`: what happens to the list of opportunities whenever its second page is asked for."""

    found: tuple[Opportunity, ...]
    listed: tuple[Opportunity, ...] = ()  # what the listing names, where that is not `found`
    csv: bool = True
    links: bool = True  # whether a page of the listing links to the next
    per_page: int = PER_PAGE

    def answer(self, asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == LISTING:
            return Reply(body=self.page(int(given.get("page", 1))))
        if parts.path == DOWNLOAD and self.csv:
            return Reply(body=downloaded(self.found), headers={"Content-Type": "text/plain"})
        for it in self.found:
            for name, made in (("summary", summary), ("details", details), ("questions", questions)):
                if unquote(asked.target) == link(name, it):
                    return Reply(body=made(it))
        return None

    def page(self, number: int) -> bytes:
        """A page of the listing."""
        listed = self.listed or self.found
        pages = -(-len(listed) // self.per_page) if self.links else 1
        shown = listed[(number - 1) * self.per_page : number * self.per_page]
        if not shown:
            return shell(NONE.format(len(listed)))
        return listing(*shown, page=number if self.links else 1, pages=pages, total=len(listed))


@dataclass(kw_only=True)
class Site2026:
    """The service of 2026."""

    found: tuple[Modern, ...]
    links: bool = True
    per_page: int = PER_PAGE
    failing: tuple[int, ...] = field(default=())  # whose page answers 500, for good

    def answer(self, asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == LISTING:
            number = int(given.get("p", 1))
            shown = self.found[(number - 1) * self.per_page : number * self.per_page]
            pages = -(-len(self.found) // self.per_page) if self.links else 1
            return Reply(body=listing_2026(*shown, pages=pages, total=len(self.found)))
        for it in self.found:
            if parts.path.endswith(f"/project/{it.number}"):
                return Reply(status=500, body=b"<h1>Sorry</h1>") if it.number in self.failing else Reply(body=detail_2026(it))
        return None
