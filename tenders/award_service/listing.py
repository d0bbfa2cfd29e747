"""The service's listing, in both generations: its entries, the number that it says there are, and its pages.

An entry is an item of a list with a link to one project in it. What it says is told by the words of its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree

from tenders.award_service.page import lines_in, said
from tenders.readers.marketplace import Element, mark_breaks, parse, text_of

PROJECT = re.compile(r"[?&;](?:projectId|prId)=(\d{1,12})\b|/project/(\d{1,12})(?=[/?#]|$)", re.IGNORECASE)
VALUE = re.compile(r"^value\s*:\s*", re.IGNORECASE)
ROUTE = re.compile(r"^procurement route\s*:\s*", re.IGNORECASE)
STATUS = re.compile(r"^(?:status\s*:\s*)?(?:open|closed)(?:\s*:\s*[a-z ]+)?$", re.IGNORECASE)
LOT = re.compile(
    r"\blot\s*\d\b|^(?:digital (?:outcomes|specialists|capability)|user research (?:participants|studios))\b", re.IGNORECASE
)
MORE = re.compile(r"\s*\bread more\W*$", re.IGNORECASE)
TOTAL = re.compile(r"(\d[\d,]*)\s+(?:results?|opportunit(?:y|ies))\b", re.IGNORECASE)
COUNT = re.compile(r"^(\d[\d,]*)$")
NEXT = re.compile(r"^next\b(?!\s+steps?\b)", re.IGNORECASE)
PAGED = re.compile(r"[?&](p|page)=(\d{1,5})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a listing says of a notice; "" where it is silent. `link` is as written, spaces and all; `markup` is the item's own."""

    number: str
    link: str
    title: str
    buyer: str = ""
    location: str = ""
    value: str = ""
    route: str = ""
    lot: str = ""
    status: str = ""
    description: str = ""
    markup: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of the listing. `total` is the number of results that it names, `next` the address that its own link gives;
    `shown` counts its items, those that it shows twice as well.

    `numbered`: the addresses of its pages by number, and `downloads` those of the list as a file.
    """

    entries: tuple[Entry, ...]
    shown: int = 0
    total: int | None = None
    next: str | None = None
    numbered: tuple[tuple[int, str], ...] = ()
    downloads: tuple[str, ...] = ()


def project_of(link: str) -> str | None:
    """The number of the project that an address names, or None."""
    found = PROJECT.search(link)
    return (found[1] or found[2]).lstrip("0") or "0" if found else None


def tidy(link: str) -> str:
    """An address as it is asked for: the listing's own hold spaces in their queries."""
    return link.strip().replace(" ", "%20")


def read_listing(raw: bytes, url: str = "") -> Listing:
    """What a listing shows; its addresses in full where its own is given. Raises UnreadableError where nothing can be read."""
    root = parse(raw)
    main = next(root.iter("main"), None)
    top = root if main is None else main
    markup = {item: wrapped(item) for item in items(top)}
    links = [(tidy(href), " ".join(text_of(link).split())) for link in top.iter("a") if (href := link.get("href"))]
    mark_breaks(top)
    entries: dict[str, Entry] = {}
    for item, own in markup.items():
        entry = entry_of(item, own)
        if entry is not None:
            entries.setdefault(entry.number, entry)
    return Listing(
        entries=tuple(entries.values()),
        shown=len(markup),
        total=total_of(top),
        next=next((urljoin(url, link) for link, words in links if NEXT.match(words) and not project_of(link)), None),
        numbered=tuple(
            (int(found[2]), urljoin(url, link)) for link, words in links if words.isdigit() and (found := PAGED.search(link))
        ),
        downloads=tuple(dict.fromkeys(urljoin(url, link) for link, _ in links if "download" in urlsplit(link).path.lower())),
    )


def items(top: Element) -> Iterator[Element]:
    """The innermost list items that link to a project; where no list does, the blocks around such links."""
    found = False
    for item in top.iter("li"):
        if linked(item) is not None and not any(linked(inner) is not None for inner in item.iter("li") if inner is not item):
            found = True
            yield item
    if not found:
        for heading in top.iter("h2", "h3"):
            around = heading.getparent()
            if linked(heading) is not None and around is not None and around.tag in ("div", "article", "section"):
                yield around


def linked(item: Element) -> Element | None:
    """The first link to a project in an item."""
    return next((link for link in item.iter("a") if project_of(link.get("href") or "")), None)


def wrapped(item: Element) -> bytes:
    """An item's own markup, in the list that it is an item of: a page of its own."""
    own = etree.tostring(item, encoding="utf-8", method="html", with_tail=False)
    return b'<ul class="govuk-list govuk-supplier-list">' + own + b"</ul>"


def total_of(top: Element) -> int | None:
    """The number of results that the listing names."""
    named = [element for element in top.iter() if (element.get("id") or "").startswith("totalRecords")]
    for element in (*named, top):
        text = said(text_of(element))
        found = COUNT.match(text) or TOTAL.search(text)
        if found:
            return int(found[1].replace(",", ""))
    return None


def entry_of(item: Element, markup: bytes = b"") -> Entry | None:
    """What an item says, its edges marked; None where its link has no words."""
    link = cast(Element, linked(item))
    address = " ".join((link.get("href") or "").split())
    number, title = project_of(address), " ".join(lines_in(link))
    if not number or not title:
        return None
    paragraphs = (paragraph for paragraph in item.iter("p") if linked(paragraph) is None)
    texts = [MORE.sub("", " ".join(lines_in(paragraph))) for paragraph in paragraphs]
    facts: dict[str, str] = {}
    rest: list[str] = []
    for text in texts:
        name = "value" if VALUE.match(text) else "route" if ROUTE.match(text) else "status" if STATUS.match(text) else ""
        if name:
            facts.setdefault(name, (ROUTE if name == "route" else VALUE).sub("", text))
            rest.append(f"\0{name}")
        else:
            rest.append(text)
    at = rest.index("\0status") if "\0status" in rest else len(rest)
    before = [text for text in rest[:at] if not text.startswith("\0")]
    after = [text for text in rest[at + 1 :] if not text.startswith("\0")]
    lot = next((text for text in before if LOT.search(text)), "")
    if not lot and len(before) > 2 and before[-1]:
        lot = before[-1]  # the first generation names the lot alone, after the place, which may be blank
    places = [text for text in before[1:] if text != lot]
    return Entry(
        number=number,
        link=address,
        title=title,
        buyer=before[0] if before else "",
        location=places[0] if places else "",
        lot=lot,
        description="\n".join(text for text in after if text),
        markup=markup,
        **facts,
    )
