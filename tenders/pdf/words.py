"""A page's words with their places, and the rules drawn on it, straight from pdfium."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

WORD = re.compile(r"[^\s\x00]+")
BOLD = re.compile(r"bold|black|heavy|semibd|demi(?!ng)", re.IGNORECASE)
FORCE_BOLD = 1 << 18  # a font descriptor's flag, ISO 32000-1 table 123
SURROGATE = re.compile("[\ud800-\udfff]")
# pdfium gives a hyphen at a line's end as one of these and joins the two halves without a break.
HYPHENS = re.compile("[\x02\ufffe\xad]")
PATH, IMAGE, FORM = 2, 3, 5
THIN, LONG = 3.0, 12.0  # points: a rule is thinner than text and longer than a letter
DEPTH = 4  # forms inside forms that are looked into for rules and images
MOST_OBJECTS = 20_000  # of a page, that are looked at: a drawing has more parts than a table
MOST_RULES = 1_000  # a page with more is a drawing, and none of them parts text
MOST_CROSSINGS = 250_000


class Box(NamedTuple):
    """A rectangle on a page in points, from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Word(NamedTuple):
    """A word as printed, its box, and whether its letters are bold. `broken`: a hyphen was put at the line's end to break it."""

    text: str
    box: Box
    bold: bool = False
    broken: bool = False

    @property
    def size(self) -> float:
        """The height of its font's letters, in points."""
        return self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was found on a page. `across` and `down` are the rules drawn; `pictured` is the share of the page that images cover."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    pictured: float = 0.0

    @property
    def ruled(self) -> bool:
        """Whether rules make a table: two rules across, at least, on each of which three or more down stand, two cells wide."""
        if len(self.across) < 2 or len(self.down) < 3 or len(self.across) * len(self.down) > MOST_CROSSINGS:
            return False
        standing: dict[int, set[int]] = {}
        for across in self.across:
            at = {round(down.x0 / THIN) for down in self.down if on(down, across)}
            standing.setdefault(round(across.top / THIN), set()).update(at)
        return sum(len(at) >= 3 for at in standing.values()) >= 2


def on(down: Box, across: Box) -> bool:
    """Whether a rule down meets a rule across."""
    return across.x0 - THIN <= down.x0 <= across.x1 + THIN and down.top - THIN <= across.top <= down.bottom + THIN


class Fonts:
    """Which fonts are bold, told once for each font name."""

    def __init__(self, pdfium: Any) -> None:
        self.pdfium = pdfium
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()
        self.known: dict[bytes, bool] = {}

    def bold(self, text: object, index: int) -> bool:
        """Whether the letter at an index is bold."""
        self.pdfium.FPDFText_GetFontInfo(text, index, self.name, 128, self.flags)
        name = self.name.value
        if name not in self.known:
            self.known[name] = bool(BOLD.search(name.decode("latin-1"))) or bool(self.flags.value & FORCE_BOLD)
        return self.known[name]


class Pages:
    """The pages of an open document, one at a time; each is closed before the next is opened. Not for several threads."""

    def __init__(self, document: Any) -> None:
        import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

        self.document = document
        self.pdfium = pdfium
        self.fonts = Fonts(pdfium)
        self.rect = pdfium.FS_RECTF()
        self.letter = pdfium.FPDFText_GetLooseCharBox

    def read(self, index: int) -> Page:
        """The page at a 0-based index. Raises what pypdfium2 raises where the page is damaged."""
        page = self.document[index]
        try:
            text = page.get_textpage()
            try:
                frame = Frame.of(page)
                words = tuple(self.words(text, frame))
            finally:
                text.close()
            across, down, pictured = self.drawn(page, frame)
        finally:
            page.close()
        return Page(
            number=index + 1, width=frame.width, height=frame.height, words=words, across=across, down=down, pictured=pictured
        )

    def words(self, text: Any, frame: Frame) -> Iterator[Word]:
        """A page's words in the order in which the file draws them."""
        letters = characters(self.pdfium, text)
        hyphens = bool(HYPHENS.search(letters))
        for found in WORD.finditer(letters):
            start, end = found.span()
            hyphen = HYPHENS.search(letters, start, end) if hyphens else None
            while hyphen:
                last = hyphen.end()
                if hyphen.start() > start:
                    yield self.word(text, frame, letters[start : hyphen.start()] + "-", start, hyphen.start(), broken=last < end)
                start, hyphen = last, HYPHENS.search(letters, last, end)
            if start < end:
                yield self.word(text, frame, letters[start:end], start, end - 1)

    def word(self, text: Any, frame: Frame, letters: str, first: int, last: int, *, broken: bool = False) -> Word:
        """The word from its first letter to its last, as high as the first one's font."""
        rect = self.rect
        self.letter(text, first, rect)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if last != first:
            self.letter(text, last, rect)
            if frame.turned:
                left, bottom = min(left, rect.left), min(bottom, rect.bottom)
                right, top = max(right, rect.right), max(top, rect.top)
            elif rect.right > right and rect.top > bottom:  # else it runs another way, and the first letter stands for it
                right = rect.right
        return Word(letters, frame.place(left, bottom, right, top), self.fonts.bold(text, first), broken)

    def drawn(self, page: Any, frame: Frame) -> tuple[tuple[Box, ...], tuple[Box, ...], float]:
        """The rules across and down, and the share of the page that images cover."""
        across: list[Box] = []
        down: list[Box] = []
        pictured = 0.0
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for kind, shape in self.objects(page):
            if kind in (IMAGE, PATH):
                if not self.pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
                    continue
                box = frame.place(left.value, bottom.value, right.value, top.value)
                wide, high = box.x1 - box.x0, box.bottom - box.top
                if kind == IMAGE:
                    pictured += max(0.0, wide * high) / max(1.0, frame.width * frame.height)
                elif high <= THIN and wide >= LONG:
                    across.append(box)
                elif wide <= THIN and high >= LONG:
                    down.append(box)
                elif wide >= LONG and high >= LONG and self.stroked(shape):
                    across += (Box(box.x0, box.top, box.x1, box.top), Box(box.x0, box.bottom, box.x1, box.bottom))
                    down += (Box(box.x0, box.top, box.x0, box.bottom), Box(box.x1, box.top, box.x1, box.bottom))
        if max(len(across), len(down)) > MOST_RULES:
            return (), (), min(1.0, pictured)
        return tuple(across), tuple(down), min(1.0, pictured)

    def stroked(self, shape: object) -> bool:
        """Whether a path's outline is drawn."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        return bool(self.pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)) and bool(stroke.value)

    def objects(self, page: object) -> Iterator[tuple[int, object]]:
        """The paths and images of a page. Those inside forms have places of their own and are only counted as images."""
        for index in range(min(self.pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
            shape = self.pdfium.FPDFPage_GetObject(page, index)
            kind = self.pdfium.FPDFPageObj_GetType(shape)
            if kind == FORM:
                if self.holds_image(shape, DEPTH):
                    yield IMAGE, shape
            else:
                yield kind, shape

    def holds_image(self, form: object, depth: int) -> bool:
        """Whether a form has an image in it, however deep."""
        for index in range(min(self.pdfium.FPDFFormObj_CountObjects(form), MOST_OBJECTS)):
            shape = self.pdfium.FPDFFormObj_GetObject(form, index)
            kind = self.pdfium.FPDFPageObj_GetType(shape)
            if kind == IMAGE or (kind == FORM and depth and self.holds_image(shape, depth - 1)):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page lies: its own corner and how it is turned, so that every place is told from the top left as it is seen."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @classmethod
    def of(cls, page: Any) -> Frame:
        """The frame of an open page."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        return self.right - self.left if self.turned % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turned % 180 == 0 else self.right - self.left

    def place(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page's own coordinates, as seen."""
        if not self.turned:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turned == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turned == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)


def characters(pdfium: Any, text: object) -> str:
    """A page's letters, one for each of pdfium's indexes."""
    count = max(0, pdfium.FPDFText_CountChars(text))
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer) - 1
    letters = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass") if written == count else ""
    if len(letters) == count and not SURROGATE.search(letters):
        return letters
    # letters beyond the first plane, or some left out: ask for each, so that indexes stay true
    return "".join(
        chr(code) if (code := pdfium.FPDFText_GetUnicode(text, index)) < 0x110000 else "\ufffd" for index in range(count)
    )
