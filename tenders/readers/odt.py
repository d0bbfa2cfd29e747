"""OpenDocument text (ODT): headings by their outline level, lists, tables, text boxes and footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from tenders.blocks import GUESSED, Block, Heading, Item, Missed, Paragraph
from tenders.document import Document
from tenders.markup import attribute, child, local
from tenders.odf import SKIPPED, kind_of, lines_in, open_content, rows, style_sheet, table_of, text_of
from tenders.outline import document_of

# What a file brings beside its text: indexes repeat the headings, tracked changes hold what was deleted.
LEFT_OUT = SKIPPED | {"table-of-content", "illustration-index", "table-index", "alphabetical-index", "sequence-decls", "forms"}
MISSED = {"image": "an image", "object": "an embedded object", "object-ole": "an embedded object", "plugin": "an embedded object"}
ADVICE = "where the text is in images, give the file that it was written in"
DEEPEST_STYLE = 20
BOLD = frozenset({"bold", "600", "700", "800", "900"})


class OpenDocumentText:
    """Reads the text of an OpenDocument file into blocks, and its footnotes after them."""

    name: ClassVar[str] = "an OpenDocument text (ODT)"
    media_type: ClassVar[str] = "application/vnd.oasis.opendocument.text"
    suffixes: ClassVar[tuple[str, ...]] = (".odt", ".ott")

    def recognises(self, raw: bytes) -> bool:
        return kind_of(raw).startswith("text")

    def read(self, raw: bytes) -> Document:
        archive, content = open_content(raw)
        body = Body(style_sheet(archive, content))
        return document_of(body.all(child(content, "body", "text")), advice=ADVICE)


READER = OpenDocumentText()


class Body:
    """The blocks of a text, given its styles."""

    def __init__(self, styles: dict[str, etree._Element]) -> None:
        self.styles = styles
        self.notes: list[str] = []

    def all(self, text: etree._Element | None) -> Iterator[Block]:
        """Every block, then the footnotes."""
        yield from self.blocks(text, listed=False)
        if self.notes:
            yield Heading("Footnotes", 1)
            yield from map(Paragraph, self.notes)

    def blocks(self, parent: etree._Element | None, *, listed: bool) -> Iterator[Block]:
        """The blocks inside an element, in order: what wraps blocks is looked through."""
        for element in parent if parent is not None else ():
            kind = local(element)
            if kind in ("p", "h"):
                yield from self.paragraph(element, listed=listed)
            elif kind == "table":
                found = table_of(element)
                if all(len(row) <= 1 for row in found.rows):
                    for row in rows(element):
                        yield from self.blocks(row, listed=False)
                else:
                    yield found
                    yield from (Missed(what) for what in self.missed(element))
            elif kind == "frame":
                yield from self.frame(element)
            elif kind not in LEFT_OUT:
                yield from self.blocks(element, listed=listed or kind in ("list", "list-item"))

    def paragraph(self, element: etree._Element, *, listed: bool) -> Iterator[Block]:
        """A paragraph, then the frames that are anchored in it. Its footnotes are kept for the end."""
        text = text_of(element)
        if text.strip():
            yield self.block(text, element, listed=listed)
        for found in element.iter():
            if local(found) == "note-body":
                self.notes.append("\n".join(lines_in(found)))
            elif local(found) == "frame" and not any(local(over) == "frame" for over in found.iterancestors()):
                yield from self.frame(found)

    def block(self, text: str, element: etree._Element, *, listed: bool) -> Block:
        """What a paragraph with text in it is: a heading, an item or a paragraph."""
        chain = tuple(self.chain(attribute(element, "style-name")))
        if any(attribute(style, "name") == "Title" for style in chain):
            return Heading(text, 0)
        given = [attribute(element, "outline-level"), *(attribute(style, "default-outline-level") for style in chain)]
        level = next(filter(None, given), None)
        sentence = text.rstrip().endswith((".", ";")) and len(text.split()) > 12
        if (local(element) == "h" or level) and not sentence:
            return Heading(text, min(int(level), GUESSED - 1) if level and level in {*"123456789"} else 1)
        strong = self.strong(element, chain)
        return Item(text) if listed and not strong else Paragraph(text, strong=strong)

    def frame(self, element: etree._Element) -> Iterator[Block]:
        """What is in a frame: a text box's blocks, or the first of the images and objects that stand for one another."""
        for found in element:
            kind = local(found)
            if kind == "text-box":
                yield from self.blocks(found, listed=False)
                return
            if kind in MISSED:
                yield Missed(MISSED[kind])
                return

    def missed(self, element: etree._Element) -> Iterator[str]:
        """What stands in a table's cells and was not read."""
        for found in element.iter():
            if local(found) == "frame":
                yield from (MISSED[local(inside)] for inside in tuple(found)[:1] if local(inside) in MISSED)

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """A style, its parent, and so on."""
        for _ in range(DEEPEST_STYLE):
            style = self.styles.get(name or "")
            if style is None:
                return
            yield style
            name = attribute(style, "parent-style-name")

    def strong(self, element: etree._Element, chain: tuple[etree._Element, ...]) -> bool:
        """Whether all of a paragraph's text is in bold."""
        whole = self.weight(chain)
        if (element.text or "").strip() and not whole:
            return False
        for found in element:
            weight = self.weight(tuple(self.chain(attribute(found, "style-name")))) if local(found) == "span" else None
            if text_of(found).strip() and not (whole if weight is None else weight):
                return False
            if (found.tail or "").strip() and not whole:
                return False
        return True

    def weight(self, chain: tuple[etree._Element, ...]) -> bool | None:
        """Whether a style is bold; None where neither it nor its parents say."""
        for style in chain:
            weight = attribute(child(style, "text-properties"), "font-weight")
            if weight:
                return weight in BOLD
        return None
