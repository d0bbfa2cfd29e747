"""Word documents (DOCX): headings by their outline, text as it stands when every change is accepted.

Read straight from the XML: macros, links, fields' code, comments and what was deleted are never looked at; headers and
footers are parts of their own and are left out. Elements are known by their names without namespaces, since the strict
and the transitional kind of the format differ in those alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from lxml import etree

from tenders.archive import Archive, names
from tenders.blocks import GUESSED, Block, Heading, Item, Missed, Paragraph, Table
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.markup import attribute, child, local, parse_xml
from tenders.outline import document_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What an encrypted Office file holds, as its directory names it (MS-OFFCRYPTO 2.3.4).
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAIN = "word/document.xml"
OFF = frozenset({"0", "false", "off", "none"})
# Deleted or moved away; a second telling of the same thing for old programs; marks of other parts.
SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "tblPr", "tcPr", "sdtPr", "delText", "instrText", "footnotePr"})
HEADING_NAME = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"^(?:toc\b|table of (?:contents|figures))", re.IGNORECASE)
FOOTNOTE_KINDS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
MISSED = {"pic": "an image", "imagedata": "an image", "object": "an embedded object", "chart": "a chart", "relIds": "a diagram"}
# English metric units, 914,400 to the inch: a picture smaller than half an inch is a bullet, a tick box or a button.
SMALL = 457_200
DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of its paragraphs, its own parents' word taken where it says nothing."""

    name: str = ""
    level: int | None = None
    bold: bool = False
    listed: bool = False


class WordDocument:
    """Reads the main part of a Word document into blocks, and its footnotes after them."""

    name: ClassVar[str] = "a Word document (DOCX)"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffixes: ClassVar[tuple[str, ...]] = (".docx", ".docm")

    def recognises(self, raw: bytes) -> bool:
        return raw.startswith(OLE) or any(name.startswith("word/") for name in names(raw))

    def read(self, raw: bytes) -> Document:
        if raw.startswith(OLE):
            if ENCRYPTED in raw:
                raise UnreadableError("is protected by a password: save it without one")
            raise UnreadableError("is an Office file of the old kind (DOC, XLS or PPT): save it as DOCX, ODT or PDF")
        archive = Archive(raw)
        return document_of(blocks(archive), advice="where the text is in images, give the file that it was written in")


READER = WordDocument()


def blocks(archive: Archive) -> Iterator[Block]:
    """Everything in the document, in order."""
    main = main_part(archive)
    root = parse_xml(archive.read(main))
    folder = posixpath.dirname(main)
    part = f"{folder}/styles.xml" if folder else "styles.xml"
    body = Body(styles_of(parse_xml(archive.read(part))) if part in archive else {})
    yield from body.blocks(child(root, "body"))
    notes = f"{folder}/footnotes.xml" if folder else "footnotes.xml"
    if notes in archive:
        found = [lines_in(note) for note in parse_xml(archive.read(notes)) if attribute(note, "type") not in FOOTNOTE_KINDS]
        if any(found):
            yield Heading("Footnotes", 1)
            yield from (Paragraph(text) for text in found if text)


def lines_in(element: etree._Element) -> str:
    """An element's paragraphs as lines."""
    return "\n".join(text for paragraph in inner(element, {"p"}) if (text := text_of(paragraph)).strip())


def main_part(archive: Archive) -> str:
    """The name of the part that holds the text: by the package's own word, else where Word puts it."""
    if "_rels/.rels" in archive:
        for relation in parse_xml(archive.read("_rels/.rels")):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = posixpath.normpath((attribute(relation, "Target") or "").lstrip("/"))
                if target in archive:
                    return target
    return MAIN


def styles_of(root: etree._Element) -> dict[str, Style]:
    """Every paragraph style by its identifier; "" is that of paragraphs which name none."""
    raw = {attribute(style, "styleId") or "": style for style in root if local(style) == "style"}
    styles = {key: resolve(style, raw) for key, style in raw.items()}
    default = next((key for key, style in raw.items() if is_default(style)), "")
    return styles | {"": styles.get(default, Style())}


def is_default(style: etree._Element) -> bool:
    """Whether a style is that of paragraphs which name none."""
    return attribute(style, "type") == "paragraph" and (attribute(style, "default") or "").lower() in ("1", "true", "on")


def resolve(style: etree._Element, raw: dict[str, etree._Element]) -> Style:
    """A style with what it takes from those it is based on."""
    name = attribute(child(style, "name"), "val") or ""
    level: int | None = None
    bold: bool | None = None
    listed: bool | None = None
    found: etree._Element | None = style
    for _ in range(DEEPEST_STYLE):
        if found is None:
            break
        given = HEADING_NAME.match(attribute(child(found, "name"), "val") or "")
        level = level if level is not None else outline(child(found, "pPr", "outlineLvl"))
        level = level if level is not None else int(given[1]) if given else None
        bold = bold if bold is not None else switched(child(found, "rPr", "b"))
        number = child(found, "pPr", "numPr", "numId")
        listed = listed if listed is not None else None if number is None else attribute(number, "val") != "0"
        found = raw.get(attribute(child(found, "basedOn"), "val") or "")
    if name.lower() == "title":
        level = 0
    elif name.lower() == "heading" and level is None:
        level = 1  # LibreOffice's and Pages' own parent of all headings
    return Style(name=name, level=level, bold=bool(bold), listed=bool(listed) or name.lower().startswith("list "))


def outline(element: etree._Element | None) -> int | None:
    """A heading level, 1 to 9, of an outline level, 0 to 8; None for body text (9) and for none."""
    value = attribute(element, "val") or ""
    return int(value) + 1 if value in {*"012345678"} else None


def switched(element: etree._Element | None) -> bool | None:
    """Whether a property such as bold is on; None where nothing is said."""
    return None if element is None else (attribute(element, "val") or "1").lower() not in OFF


class Body:
    """The blocks of a document's body, given its styles."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self.styles = styles

    def blocks(self, parent: etree._Element | None) -> Iterator[Block]:
        """The blocks inside an element, in order: what wraps blocks is looked through."""
        for element in parent if parent is not None else ():
            kind = local(element)
            if kind == "p":
                yield from self.paragraph(element)
            elif kind == "tbl":
                yield from self.table(element)
            elif kind in ("altChunk", "subDoc"):
                yield Missed("a document inside it")
            elif kind == "sdt" and attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val") == "Table of Contents":
                continue
            elif kind not in SKIPPED:
                yield from self.blocks(element)

    def paragraph(self, element: etree._Element) -> Iterator[Block]:
        """A paragraph, then the text boxes and images that are anchored in it."""
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "", Style()) if self.styles else Style()
        if not CONTENTS_NAME.match(style.name):
            text = text_of(element)
            if text.strip():
                yield self.block(text, element, properties, style)
        for inside in inner(element, {"txbxContent", *MISSED}):
            kind = local(inside)
            if kind == "txbxContent":
                yield from self.blocks(inside)
            elif not small(inside):
                yield Missed(MISSED[kind])

    def block(self, text: str, element: etree._Element, properties: etree._Element | None, style: Style) -> Block:
        """What a paragraph with text in it is: a heading, an item or a paragraph."""
        own = child(properties, "outlineLvl")
        level = outline(own) if own is not None else style.level
        number = child(properties, "numPr", "numId")
        sentence = text.rstrip().endswith((".", ";")) and len(text.split()) > 12
        if level is not None and not sentence:
            return Heading(text, min(level, GUESSED - 1))
        strong = self.strong(element, style)
        if (attribute(number, "val") != "0" if number is not None else style.listed) and not strong:
            return Item(text)
        return Paragraph(text, strong=strong)

    def strong(self, element: etree._Element, style: Style) -> bool:
        """Whether all of a paragraph's text is in bold."""
        runs = [run for run in inner(element, {"r"}) if text_of(run).strip()]
        if not runs:
            return False
        for run in runs:
            said = switched(child(run, "rPr", "b"))
            named = self.styles.get(attribute(child(run, "rPr", "rStyle"), "val") or "-")
            if not (said if said is not None else style.bold or (named is not None and named.bold)):
                return False
        return True

    def table(self, element: etree._Element) -> Iterator[Block]:
        """A table; one of a single column is a box around its blocks."""
        rows = [row for row in inner(element, {"tr"}) if child(row, "trPr", "del") is None]
        cells = [[cell for cell in inner(row, {"tc"}) if child(cell, "tcPr", "cellDel") is None] for row in rows]
        if all(len(row) <= 1 for row in cells):
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        yield Table(tuple(tuple(self.cell(cell) for cell in row) for row in cells))
        for row in cells:
            for cell in row:
                yield from (Missed(MISSED[local(found)]) for found in inner(cell, {*MISSED}) if not small(found))

    def cell(self, element: etree._Element) -> str:
        """A cell's paragraphs as lines, those of tables inside it among them."""
        merged = child(element, "tcPr", "vMerge")
        if merged is not None and attribute(merged, "val") != "restart":
            return ""  # the cell above goes on
        return lines_in(element)


def inner(element: etree._Element, kinds: set[str]) -> Iterator[etree._Element]:
    """The nearest elements of these kinds inside an element, in order; inside one that is found no more are looked for."""
    for found in element:
        kind = local(found)
        if kind in kinds:
            yield found
        elif kind not in SKIPPED:
            yield from inner(found, kinds)


def small(element: etree._Element) -> bool:
    """Whether a picture is too small to hold text."""
    around = next((over for over in element.iterancestors() if local(over) in ("inline", "anchor")), None)
    sides = [attribute(child(around, "extent"), side) or "" for side in ("cx", "cy")]
    return all(side.isdecimal() and len(side) < 12 and int(side) < SMALL for side in sides)


def text_of(element: etree._Element) -> str:
    """An element's text with its line breaks and tabs; that of text boxes and of deleted words is not in it."""
    parts: list[str] = []
    gather(element, parts)
    return "".join(parts)


def gather(element: etree._Element, parts: list[str]) -> None:
    """Append an element's text to `parts`."""
    for found in element:
        kind = local(found)
        if kind == "t":
            parts.append(found.text or "")
        elif kind == "tab":
            parts.append("\t")
        elif kind in ("br", "cr"):
            parts.append("\n")
        elif kind in ("noBreakHyphen", "softHyphen"):
            parts.append("-" if kind == "noBreakHyphen" else "")
        elif kind == "r" and switched(child(found, "rPr", "vanish")):
            continue
        elif kind == "sdt" and switched(child(found, "sdtPr", "showingPlcHdr")):
            continue  # "Click or tap here to enter text": the answer was left blank
        elif kind not in SKIPPED and kind not in ("txbxContent", "tbl"):
            gather(found, parts)
