"""Web pages that are no opportunity page: an invitation to tender saved from a buyer's own site, or by a word processor.

A page is taken for a tender where its headings, its labels or its forms name three different things that a tender says
(as the marketplace reader asks of its rows); a listing, a login or an error page names fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from lxml import etree, html

from tenders.blocks import Block, Heading, Item, Missed, Paragraph, Table
from tenders.document import Document
from tenders.errors import NotATenderError, UnreadableError
from tenders.outline import document_of
from tenders.readers.marketplace import parse

# What any page about a tender names, the listings among them.
SLIGHT = frozenset(
    {"text", "", "title", "buyer", "lot", "banner", "location", "publishedAt", "clarificationQuestionsClosedAt"}
    | {"applicationsClosedAt"}
)
FEWEST = 3
MOST_TAGS = 1_000_000  # each costs some 200 bytes of memory
SILENT = frozenset(
    {"script", "style", "template", "noscript", "head", "nav", "footer", "svg", "button", "select", "option", "iframe"}
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BREAKING = frozenset(HEADINGS) | frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "form", "header", "hr", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
# An image without a description is there for its looks (WCAG 2.1, technique H67).
MISSED = {"img": "an image", "object": "an embedded object", "embed": "an embedded object"}
STRONG = frozenset({"b", "strong"})


class WebPage:
    """Reads a page's main part into blocks."""

    name: ClassVar[str] = "a web page with a tender on it"
    media_type: ClassVar[str] = "text/html"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml")
    order: ClassVar[int] = 10

    def recognises(self, raw: bytes) -> bool:
        start = raw[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
        return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (start.startswith(b"<") and b"<html" in start)

    def read(self, raw: bytes) -> Document:
        if raw.count(b"<") > MOST_TAGS:
            raise UnreadableError("is too large to be read: give the part that describes the work")
        root = parse(raw)
        top = root.find(".//main")
        top = root.find("body") if top is None else top
        try:
            document = document_of(blocks(root if top is None else top))
        except UnreadableError as error:
            raise NotATenderError(str(error)) from error
        if len({section.field for section in document.sections} - SLIGHT) < FEWEST:
            raise NotATenderError("is not a tender: give a page that says what is wanted, for how much and for how long")
        return document


READER = WebPage()


def fragment(markup: str) -> Iterator[Block]:
    """The blocks of a piece of markup inside another kind of text."""
    parser = html.HTMLParser(no_network=True, remove_comments=True)
    try:
        yield from blocks(html.fragment_fromstring(markup, create_parent="div", parser=parser))
    except (etree.ParserError, etree.XMLSyntaxError):
        yield Paragraph(markup)


class Run:
    """Text as it is gathered for one block, and whether all of it is bold."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.strong = True

    def add(self, text: str | None, *, strong: bool, kept: bool = False) -> None:
        """Append text, its source's line breaks folded unless they are `kept`."""
        if not text:
            return
        self.parts.append(text if kept else " ".join(f"|{text}|".split())[1:-1])
        self.strong = self.strong and (strong or not text.strip())

    def take(self) -> tuple[str, bool]:
        """What was gathered, and start again."""
        text, strong = "".join(self.parts), self.strong
        self.parts, self.strong = [], True
        return text, strong and bool(text.strip())


def blocks(top: html.HtmlElement) -> Iterator[Block]:
    """The blocks of an element, in order. Walks without recursion, for pages are nested as deep as their makers please."""
    run = Run()
    bold = fixed = 0
    kinds: list[str] = []  # the headings and items that are open
    walk: Any = etree.iterwalk(top, events=("start", "end"))  # the stubs know neither its pairs nor skip_subtree
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in BREAKING:
                yield from flush(run, kinds)
            if element is not top and (tag in SILENT or tag == "" or is_hidden(element)):
                walk.skip_subtree()
                continue
            if tag in ("table", "dl") and element is not top and (table := form_of(element)) is not None:
                yield table
                walk.skip_subtree()
                continue
            if tag in HEADINGS or tag == "li":
                kinds.append(tag)
            elif tag == "br":
                run.add("\n", strong=True, kept=True)
            elif tag in MISSED and (tag != "img" or (element.get("alt") or "").strip()):
                yield Missed(MISSED[tag])
            bold += tag in STRONG
            fixed += tag == "pre"
            run.add(element.text, strong=bool(bold), kept=bool(fixed))
            continue
        if tag in BREAKING:
            yield from flush(run, kinds)
        if kinds and kinds[-1] == tag:
            kinds.pop()
        if not (tag in SILENT or tag == "" or is_hidden(element)) or element is top:
            bold -= tag in STRONG
            fixed -= tag == "pre"
        if element is not top:
            run.add(element.tail, strong=bool(bold), kept=bool(fixed))
    yield from flush(run, kinds)


def flush(run: Run, kinds: list[str]) -> Iterator[Block]:
    """The block that was gathered, as the innermost heading or item that is open."""
    text, strong = run.take()
    if not text.strip():
        return
    kind = kinds[-1] if kinds else ""
    if kind in HEADINGS:
        yield Heading(text, HEADINGS[kind])
    else:
        yield Item(text) if kind == "li" else Paragraph(text, strong=strong)


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether a browser does not show an element."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def form_of(element: html.HtmlElement) -> Table | None:
    """A table of cells, or a description list as one; None where it lays out the page, with headings or tables in it."""
    if any(found is not element for found in element.iter("table", "dl", *HEADINGS)):
        return None
    if element.tag == "dl":
        return Table(tuple(described(element)))
    rows = tuple(tuple(inside(cell) for cell in row if cell.tag in ("td", "th")) for row in element.iter("tr"))
    return Table(rows) if any(len(row) > 1 for row in rows) else None


def described(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Each term of a description list with what it is said to be."""
    for term in element.iter("dt"):
        said: list[str] = []
        after = term.getnext()
        while after is not None and after.tag == "dd":
            said.append(inside(after))
            after = after.getnext()
        yield inside(term), "\n".join(said)


def inside(element: html.HtmlElement) -> str:
    """A cell's text, a line a block."""
    return "\n".join(block.text for block in blocks(element) if isinstance(block, Heading | Paragraph | Item))
