"""The replica's listing pages, with the items and pagers of both generations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal
from urllib.parse import urlencode

from crawler.demo.labels import LOTS
from crawler.demo.opportunity import Opportunity, day
from crawler.demo.pages import LISTING, lines, whole_page

Generation = Literal["old", "new"]
# Items and pagers did not change on the same day, so three kinds of page were served in turn; the replica serves all three.
GENERATIONS: tuple[tuple[Generation, Generation], ...] = (("old", "old"), ("new", "new"), ("new", "old"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a listing: its number and the last one's, the query of its links, and what it shows of how many."""

    number: int
    last: int
    query: tuple[tuple[str, str], ...]
    shown: Sequence[Opportunity]
    total: int


def listing_page(page: Page, as_of: date) -> bytes:
    """A listing page on a day, as UTF-8."""
    items, pager = GENERATIONS[(page.number - 1) % len(GENERATIONS)]
    results = "\n".join((old_item if items == "old" else new_item)(shown, as_of) for shown in page.shown)
    links = (old_pager if pager == "old" else new_pager)(page) if page.last > 1 else ""
    main = f"""    <main id="content" role="main">
  <h1>Digital Outcomes and Specialists opportunities</h1>
  <form action="{LISTING}" method="get"><input type="search" name="q" value=""><input type="submit" value="Search"></form>
  <section aria-label="Search results">
    <div id="js-dm-live-search-summary-accessible-hint">{page.total} results found</div>
    <p class="search-summary"><span class="search-summary-count">{page.total}</span> results found in <em>All categories</em></p>
    <div id="js-dm-live-search-results">
{results if items == "old" else f"<ul>{results}</ul>"}
{links}
    </div>
  </section>
    </main>"""
    return whole_page("Supplier opportunities – Digital Outcomes and Specialists – Digital Marketplace", main).encode("utf-8")


def is_open(shown: Opportunity, as_of: date) -> bool:
    """Whether an opportunity takes applications on a day."""
    return not shown.outcome and shown.closes >= as_of


def standing(shown: Opportunity, as_of: date) -> tuple[str, ...]:
    """How an opportunity stands, in the listing's lines."""
    if not is_open(shown, as_of):
        return (f"Closed: {shown.outcome or 'awaiting outcome'}",)
    return (
        f"Published: {day(shown.published)}",
        f"Deadline for asking questions: {day(shown.questions_close)}",
        f"Closing: {day(shown.closes)}",
    )


def old_item(shown: Opportunity, as_of: date) -> str:
    """A result of 2019 and early 2020."""
    inline = (LOTS[shown.lot], shown.text("specialistRole"))
    lots = "".join(f'<li class="search-result-metadata-item-inline">{escape(text)}</li>' for text in inline if text)
    lines_below = "".join(f'<li class="search-result-metadata-item">{text}</li>' for text in standing(shown, as_of))
    return f"""<div class="search-result">
    <h2 class="search-result-title">
        <a href="{LISTING}/{shown.number}">{escape(shown.title)}</a>
    </h2>
    <ul class="search-result-important-metadata">
        <li class="search-result-metadata-item">{escape(shown.buyer)}</li>
        <li class="search-result-metadata-item">{escape(shown.text("location"))}</li>
    </ul>
    <ul class="search-result-metadata">{lots}</ul>
    <ul class="search-result-metadata">{lines_below}</ul>
    <p class="search-result-excerpt">{lines(shown.text("summary"))}</p>
</div>"""


def new_item(shown: Opportunity, as_of: date) -> str:
    """A result from the autumn of 2020 on."""
    inline = (LOTS[shown.lot], f"- {role}" if (role := shown.text("specialistRole")) else "")
    lots = "".join(f'<li class="govuk-!-display-inline-block">{escape(text)}</li>' for text in inline if text)
    lines_below = "".join(f"<li>{text}</li>" for text in standing(shown, as_of))
    hidden = '<span class="govuk-visually-hidden">'
    return f"""<li class="app-search-result">
        <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
            <a class="govuk-link" href="{LISTING}/{shown.number}">{escape(shown.title)}</a>
        </h2>
        <ul>
            <li class="govuk-!-font-weight-bold">{hidden}Organisation: </span>{escape(shown.buyer)}</li>
            <li class="govuk-!-font-weight-bold">{hidden}Location: </span>{escape(shown.text("location"))}</li>
        </ul>
        <ul class="app-search-result__metadata">{lots}</ul>
        <ul class="app-search-result__metadata">{lines_below}</ul>
        <p class="govuk-body govuk-!-font-size-16">{lines(shown.text("summary"))}</p>
    </li>"""


def address(page: Page, number: int) -> str:
    """The address of another page of a listing, escaped."""
    return escape(f"{LISTING}?{urlencode([('page', str(number)), *page.query])}")


def old_pager(page: Page) -> str:
    """The pager with a list of two links."""
    parts = []
    for kind, there, number in (("previous", page.number > 1, page.number - 1), ("next", page.number < page.last, page.number + 1)):
        if there:
            parts.append(
                f'<li class="{kind}"><a href="{address(page, number)}">{kind.capitalize()} <span class="visuallyhidden">page</span>'
                f' <span class="page-numbers">{number} of {page.last}</span></a></li>'
            )
    return f'<nav role="navigation"><ul class="previous-next-navigation">{"".join(parts)}</ul></nav>'


def new_pager(page: Page) -> str:
    """The pager with labels below its links."""
    parts = []
    for kind, there, number in (("previous", page.number > 1, page.number - 1), ("next", page.number < page.last, page.number + 1)):
        if there:
            parts.append(
                f'<li class="dm-pagination__item dm-pagination__item--{kind}">'
                f'<a class="dm-pagination__link" href="{address(page, number)}"><span class="dm-pagination__link-title">'
                f'{kind.capitalize()} <span class="govuk-visually-hidden">page</span></span>'
                f'<span class="govuk-visually-hidden">:</span>'
                f'<span class="dm-pagination__link-label">{number} of {page.last}</span></a></li>'
            )
    links = "".join(parts)
    return (
        f'<nav class="dm-pagination" role="navigation" aria-label="Pagination"><ul class="dm-pagination__list">{links}</ul></nav>'
    )
