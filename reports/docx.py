"""A plain Word document: paragraphs with a heading, a body and a note style. No dependency: a DOCX is a ZIP of XML."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape

from reports.safe import visible

Style: TypeAlias = Literal["", "Heading1", "Why"]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    '<Relationship Id="rId1" Type="{type}" Target="{target}"/></Relationships>'
)
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{W}">'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    '<w:sz w:val="22"/><w:lang w:val="en-GB"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Why"><w:name w:val="Why"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:ind w:left="360"/></w:pPr><w:rPr><w:i/><w:color w:val="595959"/><w:sz w:val="20"/></w:rPr></w:style></w:styles>'
)
# The same bytes whenever it is written.
WHEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph."""

    text: str
    style: Style = ""
    bold: bool = False


def document(lines: Iterable[Line]) -> bytes:
    """The bytes of a document with these paragraphs."""
    body = "".join(paragraph(line) for line in lines)
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(type=f"{OFFICE}/officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": RELATIONS.format(type=f"{OFFICE}/styles", target="styles.xml"),
        "word/styles.xml": STYLES,
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def paragraph(line: Line) -> str:
    """A paragraph as XML; what XML cannot hold is made visible."""
    style = f'<w:pPr><w:pStyle w:val="{line.style}"/></w:pPr>' if line.style else ""
    bold = "<w:rPr><w:b/></w:rPr>" if line.bold else ""
    return f'<w:p>{style}<w:r>{bold}<w:t xml:space="preserve">{escape(visible(line.text))}</w:t></w:r></w:p>'
