"""XML from strangers: no document types, so no entities; no network; bounded in size, elements and depth."""

from __future__ import annotations

from lxml import etree

from tenders.errors import UnreadableError

MOST_BYTES = 48 << 20
# Elements and attributes together; each costs some 100 bytes of memory. A document of 300 pages has 200,000.
MOST_NODES = 2_000_000
DEEPEST = 200  # levels; a list in a table in a text box has 30
DAMAGED = "is damaged: save it again"


def parse_xml(raw: bytes) -> etree._Element:
    """The root of an XML file. Raises UnreadableError, in words that follow the file's name."""
    if len(raw) > MOST_BYTES or raw.count(b"<") + raw.count(b"=") > MOST_NODES:
        raise UnreadableError("is too large to be read: give the part that describes the work")
    try:
        # decoded here, whatever the file declares, so that nothing can hide in a rare encoding
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(DAMAGED) from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableError("defines entities of its own, which Riffle does not read: save it again in your word processor")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(DAMAGED) from error
    check_depth(root)
    return root


def check_depth(root: etree._Element) -> None:
    """Raise UnreadableError where elements are nested so deep that no person made them so."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableError("is nested too deep to be read: save it again in your word processor")


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without the namespace: the strict and the transitional kind of a format differ in that alone."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element down a path of names without namespaces, or None."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def children(element: etree._Element | None, *path: str) -> tuple[etree._Element, ...]:
    """The elements inside the one down a path of names; none where there is no such element."""
    found = child(element, *path)
    return () if found is None else tuple(found)
