"""OpenDocument files (ODT, ODS): what their text and their tables have in common."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tenders.archive import Archive, names
from tenders.blocks import Table
from tenders.errors import UnreadableError
from tenders.markup import attribute, children, local, parse_xml

CONTENT, MIMETYPE, MANIFEST = "content.xml", "mimetype", "META-INF/manifest.xml"
PREFIX = b"application/vnd.oasis.opendocument."
# Comments, footnotes' bodies, hidden and deleted text, and frames, which are blocks of their own.
SKIPPED = frozenset(
    {"annotation", "annotation-end", "note", "tracked-changes", "hidden-text", "hidden-paragraph", "frame", "ruby-text"}
)
# A spreadsheet's last cells and rows are repeated to its edge, so repeats are no measure of what it holds.
MOST_COLUMNS = 200


def kind_of(raw: bytes) -> str:
    """What an OpenDocument file says it is ("text", "spreadsheet", "text-template", ...); "" for any other file."""
    if CONTENT not in names(raw):
        return ""
    archive = Archive(raw)
    for part in (MIMETYPE, MANIFEST):
        try:
            found = archive.read(part) if part in archive else b""
        except UnreadableError:
            continue
        _, _, after = found.partition(PREFIX)
        if after:
            return after.partition(b'"')[0].strip().decode("ascii", "replace")[:40]
    return ""


def open_content(raw: bytes) -> tuple[Archive, etree._Element]:
    """The archive and the root of its content. Raises UnreadableError, also where it is locked."""
    archive = Archive(raw)
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise UnreadableError("is protected by a password: save it without one")
    return archive, parse_xml(archive.read(CONTENT))


def text_of(element: etree._Element) -> str:
    """A paragraph's text with its line breaks and tabs."""
    parts = [element.text or ""]
    for found in element:
        kind = local(found)
        if kind == "line-break":
            parts.append("\n")
        elif kind == "tab":
            parts.append("\t")
        elif kind == "s":
            parts.append(" ")
        elif kind not in SKIPPED:
            parts.append(text_of(found))
        parts.append(found.tail or "")
    return "".join(parts)


def lines_in(element: etree._Element) -> Iterator[str]:
    """The text of each paragraph and heading in an element, in order."""
    for found in element:
        kind = local(found)
        if kind in ("p", "h"):
            yield text_of(found)
        elif kind not in SKIPPED:
            yield from lines_in(found)


def table_of(element: etree._Element) -> Table:
    """A table. A repeated cell or row stands once; cells that others cover are blank."""
    return Table(tuple(cells(row) for row in rows(element)))


def rows(element: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in its groups and its head among them; hidden ones too, for they are filled in as well."""
    for found in element:
        kind = local(found)
        if kind == "table-row":
            yield found
        elif kind in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows(found)


def cells(row: etree._Element) -> tuple[str, ...]:
    """A row's cells, each in its column."""
    found: list[str] = []
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        text = "\n".join(lines_in(cell))
        found += [text, *[""] * (min(times(cell, "number-columns-repeated"), MOST_COLUMNS) - 1)]
        if len(found) > MOST_COLUMNS:
            break
    while found and not found[-1].strip():
        found.pop()
    return tuple(found)


def times(element: etree._Element, repeats: str) -> int:
    """How often a cell or a row stands in its place; once where it does not say so in numbers."""
    said = attribute(element, repeats) or "1"
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def style_sheet(archive: Archive, content: etree._Element) -> dict[str, etree._Element]:
    """Every style by its name: those of the file, then those made for single paragraphs."""
    roots = [parse_xml(archive.read("styles.xml"))] if "styles.xml" in archive else []
    found: dict[str, etree._Element] = {}
    for root in (*roots, content):
        for group in ("styles", "automatic-styles"):
            for style in children(root, group):
                found[attribute(style, "name") or ""] = style
    return found
