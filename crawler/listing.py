"""Listing pages: the notices they name and the link to the next page, found by what they are, not by CSS class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import parsel
from scrapy.http import HtmlResponse

from tenders.notice import digest

# A link beside the results (a menu, a footer, "recently viewed") is not a result.
CONTENT = "//a[@href][not(ancestor::header or ancestor::footer or ancestor::aside)]"
# "Next", "Next page", "Next page 2 of 28", "Next ›": but not "Next steps".
NEXT_WORDS = re.compile(r"^next(?:\s+page\b.*|\s*\d+\s+of\s+\d+|\s*[›»→>:]*)$", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2})\s+([A-Z][a-z]{2,8})\s+(\d{4})\b")
PUBLISHED = re.compile(r"\bPublished:?\s+(?:[A-Z][a-z]+\s+)?(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})")
# "127 opportunities", "1,024 results found": the count that stands over the results.
TOTAL = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d+)\b(?:\s+(?:results?|opportunit(?:y|ies)|notices?))?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A notice that a listing names: its number, its absolute link, the day it was published if that is shown, and a hash
    of all that the listing shows of it.
    """

    number: str
    link: str
    published: date | None
    shown: str


def items(page: HtmlResponse, pattern: re.Pattern[str]) -> Iterator[Item]:
    """Each notice linked in a listing's results, once; `pattern` finds the number in its link."""
    found: dict[str, parsel.Selector] = {}
    for link in page.xpath(f"//main{CONTENT}") or page.xpath(CONTENT):
        match = pattern.search(link.attrib["href"])
        if match and not link.xpath("ancestor::nav"):
            found.setdefault(match[1].lstrip("0") or "0", link)
    for number, link in found.items():
        said = result(link, pattern)
        yield Item(
            number=number, link=page.urljoin(link.attrib["href"].strip()), published=published(said), shown=digest(said.encode())
        )


def total(page: HtmlResponse) -> int | None:
    """How many results the listing says it has, or None where it does not say."""
    for said in page.xpath("//*[contains(@class,'search-summary') or starts-with(@id,'totalRecords')]").getall():
        found = TOTAL.search(" ".join(parsel.Selector(said).xpath("//text()").getall()))
        if found:
            return int(found[1].replace(",", ""))
    return None


def published(said: str) -> date | None:
    """The day of publishing that a result prints."""
    found = PUBLISHED.search(said)
    return day_in(found[1]) if found else None


def result(link: parsel.Selector, pattern: re.Pattern[str]) -> str:
    """What a link's own result says: the text of the widest block around it that holds no other result."""
    own = pattern.search(link.attrib["href"])
    block = link
    for around in reversed(link.xpath("ancestor::*")):
        numbers = {found[1] for href in around.xpath(".//a/@href").getall() if (found := pattern.search(href))}
        if own is None or numbers != {own[1]}:
            break
        block = around
    return " ".join(" ".join(block.xpath(".//text()").getall()).split())


def next_link(page: HtmlResponse, pattern: re.Pattern[str]) -> str | None:
    """The absolute link to the next page of a listing, or None on its last page."""
    declared = page.xpath("//*[self::a or self::link][contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href").get()
    if declared:
        return page.urljoin(declared.strip())
    for link in page.xpath("//a[@href]"):
        href = link.attrib["href"].strip()
        if pattern.search(href) or not href or href.startswith("#"):
            continue
        words = " ".join(" ".join(link.xpath(".//text()").getall()).split())
        if NEXT_WORDS.match(words) or NEXT_WORDS.match(link.attrib.get("aria-label", "").strip()):
            return page.urljoin(href)
    return None


def day_in(text: str) -> date | None:
    """The first day written as "15 February 2019" in a text, or None."""
    for said in DAY.finditer(text):
        if said[2][:3].lower() in MONTHS:
            try:
                return date(int(said[3]), MONTHS.index(said[2][:3].lower()) + 1, int(said[1]))
            except ValueError:
                continue
    return None
