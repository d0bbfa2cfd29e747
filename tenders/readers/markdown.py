"""Markdown: CommonMark with tables, as GitHub reads it. Markup inside it is read as a web page's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tenders.blocks import Block, Heading, Item, Missed, Paragraph, Table
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.outline import document_of
from tenders.readers.html import fragment
from tenders.readers.text import decode, is_text

# A heading, a table's second line, or words in bold: what plain text does not have.
SIGNS = re.compile(r"^#{1,6}[ \t]+\S|^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$|\*\*[^\s*][^*\n]*\*\*|\]\(https?://", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\r\n]*\r?\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(?P<title>[^\r\n]+?)[\"']?[ \t]*$", re.MULTILINE)
ANSWER_MARK = re.compile(r"(?m)^:[ \t]+")  # how a definition list that this dialect does not know starts its answers
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
MOST_BYTES = 1 << 20  # some 5 seconds; the largest real one seen has 27 KiB


class Markdown:
    """Reads Markdown into blocks."""

    name: ClassVar[str] = "Markdown"
    media_type: ClassVar[str] = "text/markdown"
    suffixes: ClassVar[tuple[str, ...]] = (".md", ".markdown")
    order: ClassVar[int] = 20

    def recognises(self, raw: bytes) -> bool:
        return is_text(raw) and SIGNS.search(decode(raw[: 1 << 16])) is not None

    def read(self, raw: bytes) -> Document:
        if len(raw) > MOST_BYTES:
            raise UnreadableError("is too large to be read: give the part that describes the work")
        return document_of(blocks(decode(raw)))


READER = Markdown()


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order; the title of its front matter first."""
    front = FRONT_MATTER.match(text)
    if front:
        title = FRONT_TITLE.search(front["body"])
        if title:
            yield Heading(title["title"], 0)
        text = text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    items = 0
    heading = 0
    number = ""
    for index, token in enumerate(tokens):
        match token.type:
            case "list_item_open" | "list_item_close":
                items += token.nesting
                number = token.info
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "table_open":
                yield table_of(tokens, index)
            case "inline" if token.map is None or not in_table(tokens, index):
                yield from paragraph(token, heading, listed=items > 0, number=number)
                number = ""
            case "fence" | "code_block":
                yield Paragraph(token.content)
            case "html_block":
                yield from fragment(token.content)


def in_table(tokens: Sequence[Token], index: int) -> bool:
    """Whether an inline token is a cell's."""
    return tokens[index - 1].type in ("th_open", "td_open")


def paragraph(token: Token, heading: int, *, listed: bool, number: str) -> Iterator[Block]:
    """What a run of inline tokens is, then the images in it."""
    text, strong = inline(token.children or ())
    text = ANSWER_MARK.sub("", text)
    if heading:
        yield Heading(text, heading)
    elif text.strip():
        yield Item(text, number) if listed else Paragraph(text, strong=strong)
    yield from (Missed("an image") for child in token.children or () if child.type == "image")


def inline(tokens: Sequence[Token]) -> tuple[str, bool]:
    """The text of inline tokens, and whether all of it is in bold. A soft break before an answer's mark is kept."""
    parts: list[str] = []
    bold, strong = 0, True
    for index, token in enumerate(tokens):
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "hardbreak":
                parts.append("\n")
            case "softbreak":
                following = tokens[index + 1].content if index + 1 < len(tokens) else ""
                parts.append("\n" if following.startswith(": ") else " ")
            case "text" | "code_inline" | "text_special":
                parts.append(token.content)
                strong = strong and (bold > 0 or not token.content.strip())
            case "html_inline":
                parts.append("\n" if BREAK.fullmatch(token.content) else "")
    text = "".join(parts)
    return text, strong and bool(text.strip())


def table_of(tokens: Sequence[Token], start: int) -> Table:
    """The table that opens at a token."""
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(inline(token.children or ())[0])
        elif token.type == "tr_close":
            rows.append(tuple(cells))
    return Table(tuple(rows))
