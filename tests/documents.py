"""Documents for tests: the same blocks as Word, OpenDocument, HTML, Markdown and plain text, and packs of them.

    docx([Heading("Bins", 0), Heading("Budget"), Paragraph("£40,000")])

A spreadsheet has no headings, so `ods` makes a form of labels and answers out of the blocks. Every document here is our own.
`docx_of` and `odt_of` take the body as markup, for what blocks cannot say; `packed` makes an archive of anything.
"""

from __future__ import annotations

import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from io import BytesIO

from tenders.blocks import Block, Heading, Item, Paragraph, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{OFFICE}{rest}:1.0"'
    for prefix, rest in {
        **{name: name for name in ("office", "text", "table", "style", "manifest")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)

# A whole invitation to tender, with each kind of block in it.
MODEL: tuple[Block, ...] = (
    Heading("Find out when bins are emptied", 0),
    Heading("Background", 1),
    Paragraph("The council empties 90,000 bins a week. Residents ring us to ask when theirs is next, and wait for eleven minutes."),
    Paragraph("A discovery ended in March 2020."),
    Heading("What residents told us", 2),
    Paragraph("They look on a paper calendar, and it is wrong after every bank holiday."),
    Heading("Essential skills and experience", 1),
    Item("Have built services for people with low digital skills"),
    Item("Have run usability tests every two weeks"),
    Item("Have handed a service over to a team of developers"),
    Heading("Commercial terms", 1),
    Table(
        (
            ("Budget range", "£40,000 to £60,000, excluding VAT"),
            ("Expected contract length", "6 months, with an option of 2 more"),
            ("Latest start date", "Monday 1 June 2020"),
        )
    ),
    Heading("What we paid before", 1),
    Table((("Year", "Supplier", "Paid"), ("2018", "Brook Ltd", "£12,000"), ("2019", "Heron Ltd", "£14,500"))),
    Heading("Practical matters", 1),
    Paragraph("You may visit the depot on any working day."),
    Paragraph("Location: Leeds"),
)
# What it says: label, text and field of each section, whatever the file.
MODEL_SECTIONS = (
    ("Title", "Find out when bins are emptied", "title"),
    (
        "Background",
        "The council empties 90,000 bins a week. Residents ring us to ask when theirs is next, and wait for eleven minutes.\n"
        "A discovery ended in March 2020.",
        "backgroundInformation",
    ),
    ("What residents told us", "They look on a paper calendar, and it is wrong after every bank holiday.", "text"),
    (
        "Essential skills and experience",
        "Have built services for people with low digital skills\nHave run usability tests every two weeks\n"
        "Have handed a service over to a team of developers",
        "essentialRequirements",
    ),
    ("Budget range", "£40,000 to £60,000, excluding VAT", "budgetRange"),
    ("Expected contract length", "6 months, with an option of 2 more", "contractLength"),
    ("Latest start date", "Monday 1 June 2020", "startDate"),
    ("What we paid before", "Year | Supplier | Paid\n2018 | Brook Ltd | £12,000\n2019 | Heron Ltd | £14,500", "text"),
    ("Practical matters", "You may visit the depot on any working day.", "text"),
    ("Location", "Leeds", "location"),
)


def packed(members: Mapping[str, str | bytes] | Iterable[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    """A ZIP archive of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, content)
    return out.getvalue()


# Word

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word_style(key: str, name: str, inside: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{inside}</w:style>'


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + word_style("Title", "Title", "<w:rPr><w:b/></w:rPr>")
    + "".join(word_style(f"Heading{n}", f"heading {n}", f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>') for n in (1, 2, 3))
    + word_style("Boxed", "Boxed", "<w:rPr><w:b/></w:rPr>")
    + word_style("TOC1", "toc 1", "")
    + "</w:styles>"
)


def word_text(text: str, properties: str = "") -> str:
    """A paragraph of one run; "\\n" is a line break and "\\t" a tab."""
    inside = escape(text)
    for mark, tag in (("\n", "br"), ("\t", "tab")):
        inside = inside.replace(mark, f'</w:t><w:{tag}/><w:t xml:space="preserve">')
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{inside}</w:t></w:r></w:p>'


def word_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return word_text(text, f'<w:pStyle w:val="{f"Heading{level}" if level else "Title"}"/>')
        case Item(text):
            return word_text(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        case Table(rows):
            cells = (("".join(f"<w:tc>{word_text(cell)}</w:tc>" for cell in row)) for row in rows)
            return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
        case Paragraph(text, strong):
            return word_text(text).replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>") if strong else word_text(text)
    raise TypeError(block)


def docx_of(body: str, parts: Mapping[str, str | bytes] | None = None, *, names: str = f'xmlns:w="{W}"') -> bytes:
    """A Word document with this body, and these parts beside (or instead of) the usual ones."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {names}><w:body>{body}</w:body></w:document>'
    usual = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/styles.xml": STYLES}
    return packed({**usual, "word/document.xml": document, **(parts or {})})


def docx(blocks: Iterable[Block] = MODEL) -> bytes:
    """A Word document."""
    return docx_of("".join(map(word_block, blocks)))


# OpenDocument

ODT_STYLES = (
    f"<office:document-styles {NAMES}><office:styles>"
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="Strong" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:styles></office:document-styles>"
)


def open_text(text: str, tag: str = "text:p", attributes: str = "") -> str:
    inside = escape(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return f"<{tag} {attributes}>{inside}</{tag}>"


def open_table(rows: Sequence[Sequence[str]], name: str = "Table1") -> str:
    inside = "".join(f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{inside}</table:table>'


def open_cell(text: str) -> str:
    return f"<table:table-cell>{''.join(map(open_text, text.split(chr(10))))}</table:table-cell>"


def open_block(block: Block) -> str:
    match block:
        case Heading(text, 0):
            return open_text(text, attributes='text:style-name="Title"')
        case Heading(text, level):
            return open_text(text, "text:h", f'text:outline-level="{level}"')
        case Item(text):
            return f"<text:list><text:list-item>{open_text(text)}</text:list-item></text:list>"
        case Table(rows):
            return open_table(rows)
        case Paragraph(text, strong):
            return open_text(text, attributes='text:style-name="Strong"' if strong else "")
    raise TypeError(block)


def opened(kind: str, body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument file of a kind ("text", "spreadsheet") with this body."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    inside = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f"<office:document-content {NAMES}>{inside}</office:document-content>"
    manifest = (
        f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    usual = {"mimetype": media, "content.xml": content, "styles.xml": ODT_STYLES, "META-INF/manifest.xml": manifest}
    return packed({**usual, **(parts or {})})


def odt_of(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text with this body."""
    return opened("text", body, parts)


def odt(blocks: Iterable[Block] = MODEL) -> bytes:
    """An OpenDocument text."""
    return odt_of("".join(map(open_block, blocks)))


def ods_of(*sheets: Sequence[Sequence[str]], body: str = "") -> bytes:
    """An OpenDocument spreadsheet with these sheets' rows, or with this body."""
    return opened("spreadsheet", body or "".join(open_table(rows, f"Sheet{n}") for n, rows in enumerate(sheets, 1)))


def ods(blocks: Iterable[Block] = MODEL) -> bytes:
    """An OpenDocument spreadsheet: a form of labels and answers."""
    return ods_of([("Question", "Answer"), *form(blocks)])


def form(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """The blocks as labels and answers."""
    label, lines = "", list[str]()
    for block in (*blocks, Heading("")):
        rows = rows_of(block)
        if isinstance(block, Heading) or rows:
            if lines:
                yield label, "\n".join(lines)
            label, lines = (block.text if isinstance(block, Heading) else ""), []
            yield from rows
        elif isinstance(block, Table):
            lines += [" | ".join(row) for row in block.rows]
        elif isinstance(block, Paragraph | Item):
            lines.append(block.text)


def rows_of(block: Block) -> tuple[tuple[str, str], ...]:
    """The rows that a block is in a form by itself."""
    match block:
        case Heading(text, 0):
            return (("Title", text),)
        case Paragraph(text) if text.startswith("Location: "):
            return (("Location", text.removeprefix("Location: ")),)
        case Table(rows) if len(rows[0]) == 2:
            return tuple((row[0], row[1]) for row in rows)
    return ()


# Text of one kind and another


def page_of(body: str) -> bytes:
    """A web page with this body."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>A tender</title></head><body>{body}</body></html>'.encode()


def html(blocks: Iterable[Block] = MODEL) -> bytes:
    """A web page."""
    return page_of("".join(map(html_block, blocks)))


def html_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>\n"
        case Item(text):
            return f"<ul>\n  <li>{escape(text)}</li>\n</ul>"
        case Table(rows):
            cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        case Paragraph(text, strong):
            inside = escape(text).replace("\n", "<br>")
            return f"<p><b>{inside}</b></p>" if strong else f"<p>{inside}</p>\n"
    raise TypeError(block)


def markdown(blocks: Iterable[Block] = MODEL) -> bytes:
    """Markdown."""
    return "\n\n".join(map(markdown_block, blocks)).encode()


def markdown_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {text}"
        case Item(text):
            return f"- {text}"
        case Table(rows):
            head, rest = (("Question", "Answer"), rows) if len(rows[0]) == 2 else (rows[0], rows[1:])
            lines = (head, ["---"] * len(head), *rest)
            return "\n".join(f"| {' | '.join(row)} |".replace("\n", "<br>") for row in lines)
        case Paragraph(text, strong):
            return f"**{text}**" if strong else text
    raise TypeError(block)


def text(blocks: Iterable[Block] = MODEL, *, width: int = 72) -> bytes:
    """Plain text as an e-mail has it: wrapped, headings underlined."""
    return "\n\n".join(text_block(block, width) for block in blocks).encode()


def text_block(block: Block, width: int) -> str:
    match block:
        case Heading(text, level):
            return f"{text}\n{'=-~'[level] * len(text)}"
        case Item(text):
            return textwrap.fill(text, width, initial_indent="* ", subsequent_indent="  ")
        case Table(rows):
            return "\n".join((": " if len(row) == 2 else " | ").join(row) for row in rows)
        case Paragraph(text):
            return textwrap.fill(text, width)
    raise TypeError(block)


def pack(blocks: Iterable[Block] = MODEL) -> bytes:
    """A tender pack of one document."""
    return packed({"invitation.docx": docx(blocks)})


KINDS = {"docx": docx, "odt": odt, "ods": ods, "html": html, "markdown": markdown, "text": text, "zip": pack}
