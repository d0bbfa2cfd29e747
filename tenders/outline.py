"""From blocks to labelled sections: what every reader of documents hands over, and what becomes of it.

A reader says what stands in its file, in order: headings, paragraphs, items of lists, tables, and what it could not read.
Here they become sections, by the same rules for every kind of file, so that the same tender gives the same sections:

- A heading starts a section. The first one, where it heads the whole document, is its title instead.
- "Budget: £40,000", where the label is a known one, is a section of its own; "Budget" alone on a line starts one.
- A table of two columns, labels beside answers, is a section a row; so is a form with a question and an answer column.
- A line in bold or in capitals that stands alone is a heading, if something follows it.
- Any other table is a line a row. An item of a list is a line.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenders.blocks import GUESSED, Block, Cell, Heading, Item, Missed, Paragraph, Table, lines_of
from tenders.document import Document, Section
from tenders.errors import UnreadableError
from tenders.labels import field_of, plain
from tenders.tables import Line, pairs

SOURCE = "file"
TEXT = "text"
FIRST = "Text"  # the label of what stands before the first heading
QUESTIONS = "Questions asked by suppliers"
ASKED = frozenset({"questions asked by suppliers", "clarification questions and answers", "questions and answers"})
ASKED_ONE = re.compile(r"^\d+\s*[.)]\s*\S")
# Kinds of document, which buyers print above the title.
KINDS = frozenset(
    {
        *("statement of objectives", "statement of work", "performance work statement", "statement of requirements"),
        *("request for quote", "request for quotation", "request for quotations", "request for proposal", "request for proposals"),
        *("invitation to tender", "invitation to quote", "tender document", "specification"),
    }
)
# Headings that say what they are about only together with the one they stand under.
VAGUE = frozenset({"overview", "introduction", "summary", "description", "purpose", "options", "general background"})
# "SECTION B: Instructions": a part of the document, whether or not it is set as a heading.
PART = re.compile(r"^(?:section|part|chapter|annex|appendix|schedule)\s+(?:\d+|[A-Z])\b", re.IGNORECASE)
CONTENTS = frozenset({"contents", "table of contents"})
# Fields whose answer is a fact and not an essay: "Budget: £40,000" ends with its paragraph.
FACTS = frozenset(
    {
        *("title", "buyer", "lot", "banner", "organisation", "specialistRole", "employmentStatus", "location", "workplaceAddress"),
        *("publishedAt", "clarificationQuestionsClosedAt", "applicationsClosedAt", "startDate", "contractLength", "budgetRange"),
        *("phase", "securityClearance", "numberOfSuppliers", "priceCriteria", "researchDates", "researchRounds"),
        *("participantsPerRound", "researchFrequency", "researchOutOfHours"),
    }
)
LABELLED = re.compile(r"^(?P<label>[^:\t]{2,120}?)(?::\s*|\s*\t\s*|\s+[–—-]\s+)(?P<answer>\S.*)$")
LONGEST_HEADING = 120  # characters: more is a sentence in bold
LONGEST_LABEL = 240  # a form's question may be a sentence
UNITS = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Draft:
    """A section as it is being written."""

    label: str
    field: str
    heading: str = ""
    lines: list[str] = dataclasses.field(default_factory=list)
    cell: str = ""
    guessed: bool = False
    over: Draft | None = None

    @property
    def meant(self) -> str:
        """The field: of a heading that is not a known one, that of the headings over it, where those have no text of their own."""
        found: Draft | None = self
        while found is not None and found.field == TEXT and (found is self or not found.lines):
            found = found.over
        return TEXT if found is None or (found is not self and found.lines) else found.field


def document_of(blocks: Iterable[Block], *, advice: str = "give a file with text in it") -> Document:
    """The document that these blocks make. Raises UnreadableError where there is no text in them; `advice` is the next step."""
    outline, read, missed = Outline(), 0, Counter[str]()
    for block in blocks:
        if isinstance(block, Missed):
            missed[block.what] += 1
        elif outline.add(block):
            read += 1
    not_read = tuple(what if count == 1 else f"{count} {plural(what)}" for what, count in missed.items())
    sections = tuple(outline.sections())
    if not any(section.text for section in sections):
        only = f", only {' and '.join(not_read)}" if not_read else ""
        raise UnreadableError(f"holds no text{only}: {advice}")
    return Document(source=SOURCE, notice_id=None, sections=sections, read_share=read / (read + missed.total()), not_read=not_read)


def clean(cell: str) -> str:
    """A cell's lines without blank ones; its place is kept."""
    text = "\n".join(lines_of(cell))
    return Cell(text, cell.place) if isinstance(cell, Cell) else text


def plural(what: str) -> str:
    """ "an image" to "images"."""
    return what.partition(" ")[2] + "s"


def unique(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections, with " (2)" and so on after a label that was there before."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for section in sections:
        label = section.label
        while label in taken:
            seen[section.label] += 1
            label = f"{section.label} ({seen[section.label] + 1})"
        taken.add(label)
        yield section if label == section.label else dataclasses.replace(section, label=label)


def labelled(line: str) -> tuple[str, str, str] | None:
    """A line's label, answer ("" where it follows) and field, where it starts with a known label, else None."""
    if len(line) <= LONGEST_HEADING and (line[0].isupper() or line[0].isdigit() or line.endswith(":")):
        known = field_of(line)
        if known:
            return line.rstrip(": ").replace("\t", " "), "", known
    found = LABELLED.match(line)
    known = field_of(found["label"]) if found else ""
    return (found["label"].strip(), found["answer"].strip(), known) if found and known else None


def shouted(line: str) -> bool:
    """Whether a line is in capitals, as a heading may be: two words at least, four letters at least."""
    return line.isupper() and " " in line and len(UNITS.findall(line)) >= 4


class Outline:
    """Sections as they come of blocks, given one after the other."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.path: list[tuple[int, Draft]] = []  # the headings that are open, with their levels
        self.base: Draft | None = None  # the section of the last heading
        self.current: Draft | None = None  # the section that text goes to
        self.ends = ""  # whether the current section ends with its "paragraph" (and the list after it), or its "item"
        self.titled = False
        self.contents = False  # whether a table of contents is being gone through
        self.asked: int | None = None  # the level of the heading over published questions, while under it

    def add(self, block: Heading | Paragraph | Item | Table) -> bool:
        """Take the next block. Whether it held anything."""
        if isinstance(block, Table):
            return self.table(block.rows)
        lines = lines_of(block.text)
        if not lines:
            return False
        if isinstance(block, Heading):
            self.heading(" ".join(lines).replace("\t", " "), block.level)
        elif isinstance(block, Item):
            self.item(lines, block.number)
        else:
            self.paragraph(lines, block.strong)
        return True

    def heading(self, text: str, level: int, *, guessed: bool = False) -> None:
        """Start the section of a heading, or take it for the title."""
        self.contents = plain(text) in CONTENTS
        if self.contents:
            return
        if len(text) > LONGEST_LABEL:
            self.paragraph([text], strong=False)
            return
        if self.asked is not None and ASKED_ONE.match(text) and not (self.base and ASKED_ONE.match(self.base.label)):
            self.question(text)  # numbered as headings are, under a heading that is not
            return
        if (level == 0 and not self.titled) or self.heads_all(text, level):
            self.titled = True
            self.drafts.append(Draft("Title", "title", lines=[text], over=self.drafts[-1] if self.drafts else None))
            self.path, self.base, self.current = [], None, None
            return
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        if self.asked is not None and level <= self.asked:
            self.asked = None
        split = labelled(text)
        label, answer, known = split or (text.rstrip(": ") or text, "", "")
        draft = self.open(label, known or TEXT, guessed=guessed)
        if answer:
            draft.lines.append(answer)
        if plain(text) in ASKED:
            self.asked, draft.field = level, ""
        self.path.append((level, draft))
        self.base, self.current, self.ends = draft, draft, ""

    def heads_all(self, text: str, level: int) -> bool:
        """Whether a heading is the document's title: the first thing in it, or the first after what kind of document it is."""
        if self.titled or (1 < level < GUESSED and not self.drafts):
            return False
        bare = all(not draft.lines and plain(draft.label) in KINDS for draft in self.drafts)
        sentence = len(text) > LONGEST_HEADING or text.endswith((":", ";", "?")) or (level == GUESSED and text.endswith("."))
        return bare and not sentence and plain(text) not in KINDS | ASKED and not labelled(text)

    def open(self, label: str, known: str, *, guessed: bool = False, heading: str = "") -> Draft:
        """A new section under the headings that are open."""
        over = self.path[-1][1] if self.path else None
        if over and over.field == TEXT and plain(label) in VAGUE:
            known = TEXT
        heading = heading or (QUESTIONS if self.asked is not None else over.label if over else "")
        draft = Draft(label, known, heading=heading, guessed=guessed, over=over)
        self.drafts.append(draft)
        return draft

    def item(self, lines: list[str], number: str) -> None:
        """An item of a list belongs to what stands before it, unless it starts with a label of its own."""
        if self.ends == "item":
            self.current, self.ends = self.base, ""
        if self.listed_contents(lines):
            return
        first = lines[0]
        split = self.splits(first)
        if self.asked is not None and (number or first.endswith("?")):
            self.question(f"{number}. {lines.pop(0)}" if number else lines.pop(0))
        elif self.asked is None and split and (split[1] or first.endswith(":")):
            self.label(*split, ends="item")
            lines.pop(0)
        for line in lines:
            self.write(line)

    def paragraph(self, lines: list[str], strong: bool) -> None:
        """A paragraph's lines, each of which may start a section."""
        if self.ends:
            self.current, self.ends = self.base, ""
        if self.asked is not None:
            for line in lines:
                if strong or ASKED_ONE.match(line):
                    self.question(line)
                else:
                    self.write(line)
            return
        if self.listed_contents(lines):
            return
        first = lines[0]
        if len(lines) == 1 and (strong or shouted(first)) and len(first) <= LONGEST_HEADING and not first.endswith((".", ";", ",")):
            split = labelled(first)
            if not (split and split[1]):
                self.heading(first.replace("\t", " "), 1 if PART.match(first) else GUESSED, guessed=True)
                return
        for line in lines:
            split = self.splits(line)
            if split:
                self.label(*split, ends="paragraph" if split[2] in FACTS else "")
            else:
                self.write(line)

    def splits(self, line: str) -> tuple[str, str, str] | None:
        """A line's label, answer and field, where it starts with a known label that says more than where it stands."""
        split = labelled(line)
        return None if split and self.current is not None and self.current.field == split[2] else split

    def listed_contents(self, lines: list[str]) -> bool:
        """Whether these lines are of a table of contents, which repeats the headings and says nothing."""
        if plain(lines[0]) in CONTENTS:
            self.contents = True
        elif self.contents and any(len(line) > LONGEST_HEADING for line in lines):
            self.contents = False
        return self.contents

    def label(self, label: str, answer: str, known: str, ends: str) -> None:
        """Start the section of a label in running text."""
        self.current = self.open(label, known, guessed=not answer)
        if answer:
            self.current.lines.append(answer.replace("\t", " "))
        self.ends = ends if answer else ""

    def question(self, text: str) -> None:
        """Start the section of a published question; it is no field of the notice, whatever it is about."""
        self.current = self.open(text.replace("\t", " "), "")

    def write(self, line: str) -> None:
        """A line of the current section."""
        if self.current is None:
            self.base = self.current = self.open(FIRST, TEXT)
        self.current.lines.append(line.replace("\t", " "))

    def table(self, rows: tuple[tuple[str, ...], ...]) -> bool:
        """A table: sections where it is a form, lines where it is not."""
        read = False
        for part in pairs(tuple(tuple(map(clean, row)) for row in rows), asked=self.asked is not None):
            read = True
            if isinstance(part, Line) and part.free:
                self.paragraph(part.text.split("\n"), strong=False)
            elif isinstance(part, Line):
                for line in part.text.split("\n"):
                    self.write(line)
            elif self.asked is not None:
                draft = self.open(part.label, "")
                draft.lines.extend(part.text.split("\n"))
                draft.cell = part.cell
            else:
                split = None if part.text else labelled(part.label)
                label, text, known = split or (part.label.rstrip(": "), part.text, field_of(part.label) or TEXT)
                draft = self.open(label, "" if plain(label) in ASKED else known, heading=part.heading)
                draft.lines.extend(line.replace("\t", " ") for line in text.split("\n") if line)
                draft.cell = part.cell
        self.current, self.ends = self.base, ""
        return read

    def sections(self) -> Iterator[Section]:
        """The sections, in order. A heading over nothing but others is their heading alone."""
        kept = (draft for _, draft in sorted(self.standing().items()))
        yield from unique(
            Section(label=draft.label, text="\n".join(draft.lines), field=draft.meant, heading=draft.heading, cell=draft.cell)
            for draft in kept
        )

    def standing(self) -> dict[int, Draft]:
        """The drafts that are sections, by place. What looked like a heading and has nothing under it is text after all."""
        answered = {plain(draft.label) for draft in self.drafts if draft.lines}
        places = {id(draft): place for place, draft in enumerate(self.drafts)}
        kept: dict[int, Draft] = {}
        over: set[int] = set()  # headings with sections under them
        loose: list[int] = []
        for place, draft in reversed(tuple(enumerate(self.drafts))):
            repeated = plain(draft.label) in answered
            if not draft.lines and draft.guessed and id(draft) not in over and (draft.field == TEXT or repeated):
                if not repeated:
                    loose.append(place)
                continue
            if draft.lines or id(draft) not in over:
                kept[place] = draft
            over.add(id(draft.over))
        order = sorted(kept)
        for place in reversed(loose):
            draft = self.drafts[place]
            above = places[id(draft.over)] if draft.over else -1
            nearest = bisect_left(order, place) - 1
            before = order[nearest] if nearest >= 0 and kept[order[nearest]].field != "title" else -1
            target = max(above, before)
            if target not in kept:
                # under a heading that stood for others only, or before everything
                kept[place if target < 0 else target] = self.drafts[target] if target >= 0 else Draft(FIRST, TEXT)
                target = place if target < 0 else target
                insort(order, target)
            kept[target].lines.append(draft.label)
        return kept
