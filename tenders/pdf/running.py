"""Running heads and feet: what stands at the same place at the edge of page after page, page numbers, and browsers' print marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tenders.pdf.lines import Piece, rows

EDGE = 0.12  # the part of a page's height, at its top and at its foot, where they stand
SHARE = 0.3  # of the pages, two at least, on which a line comes back
SHIFT = 10.0  # points by which its place may differ
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"^(?:[-–—|(\[]\s*)?(?:page|p\.)?\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?(?:\s*[-–—|)\]])?$", re.IGNORECASE)
OF_PAGES = re.compile(r"^(?:page|p\.)\s*\d{1,5}$|\b\d{1,5}\s*(?:of|/)\s*\d{1,5}$", re.IGNORECASE)
ADDRESS = re.compile(r"^(?:https?|file)://\S+$|^www\.\S+$")
PRINTED = re.compile(r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]m)?\b", re.IGNORECASE)
# What is numbered because the writer numbers it, page by page or not.
NUMBERED = re.compile(
    r"^(?:question|lot|section|part|annex|appendix|schedule|chapter|table|figure|requirement|q|stage|phase)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's pieces and its height."""

    number: int
    height: float
    pieces: tuple[Piece, ...]


def without(sheets: Sequence[Sheet]) -> list[tuple[Piece, ...]]:
    """Each page's pieces, the running ones left out."""
    edges = {sheet.number: list(at_edges(sheet)) for sheet in sheets}
    back = coming_back(edges, len(sheets))
    kept = []
    for sheet in sheets:
        dropped = {id(piece) for row in running(edges[sheet.number], back, sheet) for piece in row}
        kept.append(tuple(piece for piece in sheet.pieces if id(piece) not in dropped))
    return kept if any(kept) else [sheet.pieces for sheet in sheets]  # where nothing else is there, it is the text


def at_edges(sheet: Sheet) -> Iterator[tuple[str, list[Piece]]]:
    """The lines in a page's head and foot, from its edge inwards."""
    found = rows(piece for piece in sheet.pieces if piece.box.middle < EDGE * sheet.height)
    yield from (("head", row) for row in found)
    found = rows(piece for piece in sheet.pieces if piece.box.middle > (1 - EDGE) * sheet.height)
    yield from (("foot", row) for row in reversed(found))


def coming_back(edges: Mapping[int, Sequence[tuple[str, list[Piece]]]], pages: int) -> dict[tuple[str, str], list[float]]:
    """The texts, page numbers masked, that stand at one place on enough pages: where they stand."""
    places: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for number, found in edges.items():
        for edge, row in found:
            for piece in row:
                places[edge, masked(piece.text, number)].setdefault(number, piece.box.middle)
    enough = max(2, SHARE * pages)
    return {
        key: list(heights.values())
        for key, heights in places.items()
        if len(heights) >= enough and at_one_place(list(heights.values()))
    }


def at_one_place(heights: Sequence[float]) -> bool:
    """Whether most of the places are near one of them."""
    middle = sorted(heights)[len(heights) // 2]
    return sum(abs(height - middle) <= SHIFT for height in heights) > 0.7 * len(heights)


def masked(text: str, page: int) -> str:
    """A text without the number of its page. Other numbers stay: two questions with numbers are not one line."""
    if NUMBERED.match(text):
        return text
    return (
        DIGITS.sub("#", text)
        if OF_PAGES.search(text) or PAGE_NUMBER.match(text)
        else DIGITS.sub(lambda found: "#" if int(found[0][:9]) == page else found[0], text)
    )


def running(
    found: Sequence[tuple[str, list[Piece]]], back: Mapping[tuple[str, str], list[float]], sheet: Sheet
) -> Iterator[list[Piece]]:
    """The lines of one page's edges that run: from the edge inwards, until one does not."""
    for edge in ("head", "foot"):
        for row in (row for at, row in found if at == edge):
            known = any((edge, masked(piece.text, sheet.number)) in back for piece in row)
            if not known and not all(marks(piece.text) for piece in row):
                break
            yield row


def marks(text: str) -> bool:
    """Whether a text is nothing but a page number, an address, or the time of printing."""
    return bool(PAGE_NUMBER.match(text) or ADDRESS.match(text) or PRINTED.match(text))
