"""A page of the service as its reader sees it: the main part's lines, headings and rows of answers, white space collapsed.

Nothing here goes by CSS classes: rows are terms beside what is said of them, headings are headings.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tenders.readers.marketplace import EDGE, Element, mark_breaks, parse, text_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
# Stands before a heading's text, so that it is known in the lines of the page. Unicode keeps it free of meaning.
MARK = "\ufdd2"
# What the service's own cleaner escaped before the page did: "R&amp;amp;D". One step more, and no further.
ESCAPED = re.compile(r"&(amp|lt|gt|quot|apos|#39|#x27|pound|nbsp);", re.IGNORECASE)
MEANT = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#39": "'", "#x27": "'", "pound": "£", "nbsp": " "}
# "1. Context", "10) How to apply", "4.2 Budget": but not "2024 plans".
NUMBER = re.compile(r"^(\d{1,2})(?:\.\d{1,2})*(?:[.)]\s*|\s+(?=[A-Z(]))")
LONGEST_CAPTION = 200  # characters
# A notice is three pages, and a crawl looks at each several times: for what it is, where it leads and what it says.
PAGES_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the page's main part."""

    text: str
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label, the lines that stand beside it, and the heading they stand under. `number` is the one before the label, 0 if none.

    `group`: the label is in bold, and rows after it may belong to it. An empty label goes on with the row before.
    """

    label: str
    values: tuple[str, ...]
    heading: str
    number: int = 0
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a page shows. `title` is its main heading, `caption` what stands just above it (in it, or in an element before it).

    `links` are the addresses of the main part, as written.
    """

    title: str
    caption: str
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    links: tuple[str, ...]
    whole: bool


@lru_cache(maxsize=PAGES_KEPT)
def view(raw: bytes) -> View:
    """What a page shows. Raises UnreadableError where nothing in it can be read."""
    root = parse(raw.replace(MARK.encode(), b""))
    main = next(root.iter("main"), None)
    top = root if main is None else main
    for hidden in [element for element in top.iter("nav", "dialog", "footer", "div") if is_apart(element)]:
        clear(hidden)
    links = tuple(" ".join(href.split()) for element in top.iter("a") if (href := element.get("href")))
    heading = next(top.iter("h1"), None)
    mark_breaks(top)
    caption, title = titles(heading) if heading is not None else ("", "")
    named = next((span for span in top.iter("span", "p") if "caption" in (span.get("class") or "")), None)
    caption = caption if named is None else " ".join(lines_in(named))
    rows = tuple(rows_of(top))
    for element in top.iter(*HEADINGS):
        element.text = EDGE + MARK + (element.text or "").removeprefix(EDGE)
    lines = tuple(
        Line(text=said(line.replace(MARK, "")), heading=MARK in line) for line in text_of(top).split("\n") if line.strip(MARK + " ")
    )
    return View(title=title, caption=caption, lines=lines, rows=rows, links=links, whole=main is None or b"</main" in raw.lower())


def is_apart(element: Element) -> bool:
    """Whether an element of the main part is none of its content: a menu, a dialog that is not open."""
    return element.tag != "div" or element.get("role") == "dialog"


def clear(element: Element) -> None:
    """Take an element out of the page, and leave what stands after it."""
    tail = element.tail
    element.clear()
    element.tail = tail


def said(text: str) -> str:
    """Text as meant: white space collapsed, and what was escaped twice unescaped."""
    return ESCAPED.sub(lambda found: MEANT[found[1].lower()], " ".join(text.split()))


def lines_in(element: Element) -> list[str]:
    """The lines of an element that are not blank."""
    return [line for line in map(said, text_of(element).split("\n")) if line]


def titles(heading: Element) -> tuple[str, str]:
    """The caption of a main heading, and the heading without it."""
    whole = " ".join(lines_in(heading))
    inside = next((span for span in heading.iter("span", "small") if "caption" in (span.get("class") or "")), None)
    if inside is not None:
        caption = " ".join(lines_in(inside))
        return caption, whole.removeprefix(caption).strip()
    around: Element | None = heading
    for _ in range(3):  # beside it, or beside what it is in
        before = None if around is None else around.getprevious()
        while before is not None and not lines_in(before):
            before = before.getprevious()
        if before is not None:
            return captioned(before), whole
        around = None if around is None else around.getparent()
    return "", whole


def captioned(before: Element) -> str:
    """The caption in the element before a heading: one short line; what holds more is another part of the page."""
    lines = lines_in(before)
    plain = before.tag in ("span", "p", "div", "strong") and next(before.iter("a", "ul", "ol", "dl", *HEADINGS), None) is None
    return lines[0] if plain and len(lines) == 1 and len(lines[0]) <= LONGEST_CAPTION else ""


def rows_of(top: Element) -> Iterator[Row]:
    """Each row of the page, in order: of description lists, and of tables with a label beside its answer."""
    heading, waiting = "", list[Element]()
    values: list[str] = []
    term: Element | None = None
    for element in top.iter(*HEADINGS, "dt", "dd", "tr"):
        if next(element.iterancestors("dt", "dd"), None) is not None:
            continue  # of the row that it stands in
        if element.tag == "dd":
            values += lines_in(element)
            continue
        if term is not None or values:
            heading = yield from row(term, values, heading)
        term, values = None, []
        if element.tag == "dt":
            term = element
        elif element.tag == "tr":
            waiting = [cell for cell in element if cell.tag in ("td", "th")]
            if len(waiting) > 1 and any(cell.tag == "td" for cell in waiting):
                term, values = waiting[0], [line for cell in waiting[1:] for line in lines_in(cell)]
        elif element.tag != "h1":
            heading = bare(" ".join(lines_in(element)))[1]
    if term is not None or values:
        yield from row(term, values, heading)


def row(term: Element | None, values: list[str], heading: str) -> Generator[Row, None, str]:
    """The rows that a term and its values are; answers with the heading that holds after it.

    A heading in the term, or a name in bold over a label, is a row of its own without values.
    """
    words = [] if term is None else lines_in(term)
    inside = None if term is None else next(term.iter(*HEADINGS), None)
    bold = None if term is None else next(term.iter("strong", "b"), None)
    if inside is not None:
        head = lines_in(inside)
        heading = bare(" ".join(head))[1]
        words = words[len(head) :] if words[: len(head)] == head else []
        if not words and not values:
            return heading
        words = words or head
    if bold is not None and inside is None:
        name = lines_in(bold)
        rest = words[len(name) :] if words[: len(name)] == name else []
        if rest:
            yield made(name, [], heading, group=True)
            words, bold = rest, None
    yield made(words, values, heading, group=bold is not None and bool(words))
    return heading


def made(words: list[str], values: list[str], heading: str, *, group: bool) -> Row:
    """A row of these words."""
    number, label = bare(" ".join(words))
    return Row(label=label, values=tuple(values), heading=heading, number=number, group=group)


def bare(label: str) -> tuple[int, str]:
    """The number before a label, and the label without it and without the mark after it."""
    found = NUMBER.match(label)
    without = label[found.end() :] if found else label
    return (int(found[1]) if found else 0), without.rstrip("?: ") or label
