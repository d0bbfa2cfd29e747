"""Saved opportunity pages of the Digital Marketplace, in both generations of its markup.

Rows are found by what they are (a label beside a value, in a table or a description list) and known by their
label's text, never by a CSS class: the classes changed in 2019 and again in 2020, the labels did not.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree
from w3lib.encoding import html_to_unicode

from tenders.document import Document, Section
from tenders.errors import NotATenderError, UnreadableError
from tenders.labels import marketplace_field_of

Element = etree._Element
BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "dt", "dd", "table", "section"})
SILENT = frozenset({"script", "style", "template", "noscript"})
# A block's edge is one line break however many meet there; two <br> in a row are the buyer's blank line. Both are marked
# by code points that Unicode keeps free of meaning.
EDGE, BREAK = "\ufdd0", "\ufdd1"
MARKS = re.compile(f"[{EDGE}{BREAK}][ {EDGE}{BREAK}]*")
# Characters that no page means: controls, which XML's trees do not hold, and the marks above.
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
NO_CHARACTERS = ("\ufffe", "\uffff", EDGE, BREAK)
# A character that takes more than one byte in UTF-8.
BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
OPPORTUNITY_LINK = re.compile(r"/opportunities/(?:frameworks/[\w-]+/)?(\d{1,12})(?=[/?#]|$)")
QUESTIONS = "Questions asked by suppliers"
# The box of applications names itself once or twice, as the markup has it: only its figures are the answer.
APPLICATIONS = re.compile(r"\b(?:in)?completed? applications?\b", re.IGNORECASE)
KNOWN_BANNERS = re.compile(r"^(this opportunity|awarded to|no suitable suppliers)", re.IGNORECASE)


class MarketplacePage:
    """Reads an opportunity page's bytes into sections: title, buyer, lot, status, then each labelled answer."""

    name: ClassVar[str] = "a saved opportunity page"
    media_type: ClassVar[str] = "text/html"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm")

    def recognises(self, raw: bytes) -> bool:
        start = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith(b"<") or b"<html" in start or b"\x00<\x00" in raw[:64] or raw[:2] in (b"\xff\xfe", b"\xfe\xff")

    def read(self, raw: bytes) -> Document:
        root = parse(raw)
        main = next(root.iter("main"), None)
        top = root if main is None else main
        heading = next(top.iter("h1"), None)
        mark_breaks(top)
        rows = tuple(answers(top))
        known = [section.field for section in rows if section.field]
        # a buyer's own page may use the same labels; the day of publishing is the marketplace's word, and on each of its pages
        if heading is None or len(known) < 3 or "publishedAt" not in known:
            raise NotATenderError("is not an opportunity page: give a saved page of one opportunity")
        if cut_off(raw, main is not None):
            raise UnreadableError(f"is cut off after “{rows[-1].label}”: save the page again")
        return Document(
            source="digital-marketplace",
            notice_id=own_number(root),
            sections=(*identity(top, heading), *rows),
        )


READER = MarketplacePage()


def parse(raw: bytes) -> Element:
    """The page as a tree. Unknown and wrong encodings are read, never refused."""
    text = decoded(raw)
    for no_character in NO_CHARACTERS:
        if no_character in text:  # to look is far faster than to replace
            text = text.replace(no_character, "")
    try:
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(text.encode("utf-8", "replace").translate(None, CONTROLS), parser=parser)
    except etree.XMLSyntaxError as error:
        raise NotATenderError("is not an opportunity page: nothing in it can be read") from error
    if root is None:
        raise NotATenderError("is not an opportunity page: nothing in it can be read")
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        # the parser drops what follows without an error of its own
        raise UnreadableError("is nested too deep to be read whole: save the page again")
    return root


def decoded(raw: bytes) -> str:
    """The page's text. Bytes that are valid UTF-8 are that, whatever they are declared to be; else the mark at their
    start or their declaration counts, unless they are declared UTF-8 and for the most part are not."""
    try:
        return raw.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        encoding, text = html_to_unicode(None, raw, auto_detect_fun=guess)
    broken = encoding == "utf-8" and text.count("\ufffd") > len(BEYOND_ASCII.findall(text))
    return raw.decode("cp1252", "replace") if broken else text


def guess(raw: bytes) -> str:
    """UTF-16 where a page starts as it does then, else the encoding that browsers assume for old pages."""
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(raw[:2], "cp1252")


def cut_off(raw: bytes, has_main: bool) -> bool:
    """Whether the page ends before its content does."""
    if has_main and b"</main" in raw:
        return False
    low = raw.lower().replace(b"\x00", b"")
    if has_main:
        return b"</main" not in low
    return b"<html" in low and b"</html" not in low and b"</body" not in low


def answers(top: Element) -> Iterator[Section]:
    """Each row of a label and its answer, in page order, with the heading it stands under."""
    heading = ""
    for element in top.iter("h2", "caption", "tr", "dt"):
        if element.tag in ("h2", "caption"):
            heading = text_of(element).replace("\n", " ")
            continue
        pair = cells(element)
        if pair is None:
            continue
        label = text_of(pair[0]).replace("\n", " ")
        if label:
            field = "" if heading == QUESTIONS else marketplace_field_of(label)
            yield Section(label=label, text=text_of(pair[1]), field=field, heading=heading)


def cells(element: Element) -> tuple[Element, Element] | None:
    """The label and the value of a table row or of a description list's term."""
    if element.tag == "dt":
        value = element.getnext()
        return (element, value) if value is not None and value.tag == "dd" else None
    found = list(element.iterchildren("td"))
    return (found[0], found[1]) if len(found) == 2 else None


def identity(top: Element, heading: Element) -> Iterator[Section]:
    """What the page says outside its rows: title, buyer, lot, status and the counts of applications."""
    yield Section(label="Title", text=text_of(heading).replace("\n", " "), field="title")
    above = heading.getprevious()
    if above is not None:
        yield Section(label="Buyer", text=text_of(above).replace("\n", " "), field="buyer")
    for lot in filter(None, (element.get("data-lot") for element in top.iter("span"))):
        yield Section(label="Lot", text=lot, field="lot")
        break
    for banner in top.iter("h2"):
        title = text_of(banner).replace("\n", " ")
        if KNOWN_BANNERS.match(title):
            message = banner.getnext()
            text = "\n".join(part for part in (title, "" if message is None else text_of(message)) if part)
            yield Section(label="Status", text=text, field="banner")
            break
    boxes = [(name, box) for box in top.iter("div") if (name := box.get("id"))]
    for kind in ("incomplete", "completed"):
        for block in (box for name, box in boxes if name == f"{kind}-applications"):
            figures = "\n".join(line for line in map(str.strip, APPLICATIONS.sub("\n", text_of(block)).split("\n")) if line)
            yield Section(label=f"{kind.capitalize()} applications", text=figures, field=f"{kind}Applications")


def own_number(root: Element) -> str | None:
    """The number the page gives itself: its canonical address, else its own links that no answer holds."""
    numbers: Counter[str] = Counter()
    for element in root.iter("link", "meta", "a", "form"):
        if element.tag in ("link", "meta"):
            names_itself = element.get("rel") == "canonical" or element.get("property") == "og:url"
            found = OPPORTUNITY_LINK.search(element.get("href") or element.get("content") or "") if names_itself else None
            if found:
                return found[1].lstrip("0") or "0"
            continue
        found = OPPORTUNITY_LINK.search(element.get("href") or element.get("action") or "")
        if found and not any(True for _ in element.iterancestors("td", "dd")):
            numbers[found[1].lstrip("0") or "0"] += 1
    return numbers.most_common(1)[0][0] if numbers else None


def mark_breaks(root: Element) -> None:
    """Write line breaks and the edges of blocks into the text, so that an element's text can be taken in one piece."""
    etree.strip_elements(root, *SILENT, with_tail=False)
    for element in root.iter(*BLOCKS, "br"):
        if element.tag == "br":
            element.tail = BREAK + (element.tail or "")
        else:
            element.text = EDGE + (element.text or "")
            element.tail = EDGE + (element.tail or "")


def text_of(element: Element) -> str:
    """An element's text as a reader sees it: line breaks and blocks on lines of their own, spaces folded."""
    # in one piece, without an object for each element inside
    text = " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())
    text = text.strip(f" {EDGE}{BREAK}")
    if EDGE not in text and BREAK not in text:
        return text
    return MARKS.sub(line_break, text.replace(f" {EDGE}", EDGE).replace(f" {BREAK}", BREAK))


def line_break(found: re.Match[str]) -> str:
    """One or two line breaks for a run of edges and breaks."""
    return "\n" * min(2, max(1, found[0].count(BREAK)))
