"""Rows into sections: a question of the service with all that belongs to it, under the marketplace's field where it has one.

A group is a row and those after it that say more: a term and its definition, a skill and its weighting, the most and the
least of a budget. Which rows belong is told by their labels (COLUMNS, PARTS), and by bold type only where nobody knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from tenders.award_service.page import Row
from tenders.document import Section
from tenders.labels import field_of, plain

# What the service prints where the buyer gave no figure.
NOT_GIVEN = re.compile(r"^(?:£\s*)?(?:the )?contract value is not specified by the buyer\W*$|^[£%]$", re.IGNORECASE)
PERCENT = re.compile(r"^\d{1,3}(?:\.\d+)?\s*%$")
# Columns of a group that is a table, one row a cell: what their labels start with or are, but for a number after them.
WEIGHT, SPECIAL = "weighting", "special term or condition"
COLUMNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{words})(?: \d+)?"), column)
    for words, column in (
        (r"weight(?:ing)?|enter a weighting.*|weighting for.*", WEIGHT),
        (r"explanation.*|explain the.*", "explanation"),
        (r"special term or condition", SPECIAL),
        (r"term or acronym|term|acronym|write the term or acronym", "term"),
        (r"definition", "definition"),
        (r"(?:first )?(?:service )?user type", "user type"),
        (r"description|describe the .*|skill|skill or experience", "description"),
        (r"(?:your |technical |cultural fit |social value )?question", "question"),
        (r"level|marking scheme", "level"),
        (r"score|points", "score"),
    )
)
# Rows that belong to the one before, whatever the type they are set in.
PARTS = frozenset(
    {
        *("indicative maximum", "indicative minimum", "further information", "contract length", "optional extension"),
        *("extension period", "extension", "more information about the security requirements", "more information"),
    }
)
# What is weighed against what, each a row with a share and without a name over it.
WEIGHED = frozenset(
    {
        *("technical competence", "technical merit", "technical merit and functional fit", "cultural fit", "availability"),
        *("social value", "social values", "price", "pricing"),
    }
)
LISTS = frozenset({"essentialRequirements", "niceToHaveRequirements", "successCriteria", "culturalFitCriteria"})
# Words that only one question of the service has, for where it is asked otherwise than it was in 2024.
WORDED: tuple[tuple[str, str], ...] = (
    ("publication of stage", "publishedAt"),
    ("clarification period close", "clarificationQuestionsClosedAt"),
    ("deadline for suppliers to submit", "applicationsClosedAt"),
    ("closing date", "applicationsClosedAt"),
    ("summary of work", "summary"),
    ("organisation using the products", "organisation"),
    ("pre-market engagement", "earlyMarketEngagement"),
    ("special term", "additionalTerms"),
    ("budget", "budgetRange"),
    ("supplied staff will work", "location"),
    ("research will take place", "location"),
    ("work is being done", "backgroundInformation"),
    ("business problem", "outcome"),
    ("people who will use", "endUsers"),
    ("work done so far", "workAlreadyDone"),
    ("phase the project is in", "phase"),
    ("existing team", "existingTeam"),
    ("address where", "workplaceAddress"),
    ("working arrangements", "workingArrangements"),
    ("vetting requirements", "securityClearance"),
    ("latest start date", "startDate"),
    ("contract length", "contractLength"),
    ("contracted out service", "employmentStatus"),
    ("research rounds", "researchRounds"),
    ("participants per round", "participantsPerRound"),
    ("research dates", "researchDates"),
    ("often research", "researchFrequency"),
    ("weekend research", "researchOutOfHours"),
    ("research location", "researchAddress"),
    ("access restrictions", "accessRestrictions"),
    ("your participants", "participantSpecification"),
    ("accessibility requirements", "participantAccessibilityNeeds"),
    ("research plan", "researchPlan"),
    ("suppliers to evaluate", "numberOfSuppliers"),
    ("essential skills", "essentialRequirements"),
    ("nice-to-have skills", "niceToHaveRequirements"),
    ("technical questions", "successCriteria"),
    ("cultural fit questions", "culturalFitCriteria"),
    ("pricing model", "priceCriteria"),
    ("assessment methods", "evaluationType"),
    ("incomplete applications", "incompleteApplications"),
    ("complete applications", "completedApplications"),
    ("completed applications", "completedApplications"),
)
# What a row names that the page's own heading says better.
NOT_FACTS = frozenset({"title"})
WEIGHTINGS = "Overall weighting"
OPTION = "Optional extension"


@dataclass(slots=True)
class Group:
    """A question, its own answer, and the rows that belong to it."""

    label: str
    heading: str
    bold: bool
    number: int = 0
    values: list[str] = field(default_factory=list)
    parts: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def field(self) -> str:
        """The marketplace's field, "" where it does not ask this."""
        known = field_of(self.label)
        if known in NOT_FACTS:
            return ""
        label = plain(self.label)
        return known or next((field for words, field in WORDED if words in label), "")

    @property
    def meant(self) -> str:
        """The field; of the fifth question of 2026, whose words nobody has seen, the budget where it says an amount."""
        return self.field or ("budgetRange" if self.number == 5 and any("£" in value for value in self.values) else "")


def sections(rows: Iterable[Row]) -> Iterator[Section]:
    """The sections that rows are, in order; the shares of the overall weighting are one."""
    weighed: list[str] = []
    place = 0
    found: list[Section] = []
    for group in groups(rows):
        if is_weight(group):
            place = place if weighed else len(found)
            weighed += [group.label, group.values[0]]
        elif group.meant != "weightings" or group.values or group.parts:  # else a name over what follows
            found.extend(sections_of(group))
    if weighed:
        found.insert(
            place,
            Section(
                label=WEIGHTINGS, text="\n".join(weighed), field="weightings", heading=found[place - 1].heading if place else ""
            ),
        )
    yield from found


def is_weight(group: Group) -> bool:
    """Whether a question is one share of the overall weighting."""
    return plain(group.label) in WEIGHED and not group.parts and len(group.values) == 1 and bool(PERCENT.match(group.values[0]))


def groups(rows: Iterable[Row]) -> Iterator[Group]:
    """The rows with those that belong to each."""
    now: Group | None = None
    for row in rows:
        if not row.label and not row.values:
            continue  # there for its looks
        if now is not None and not row.label:
            (now.parts[-1][1] if now.parts else now.values).extend(row.values)
        elif now is not None and same(now, row):
            now.values.extend(row.values)
        elif now is not None and belongs(now, row):
            now.parts.append((row.label, list(row.values)))
        else:
            if now is not None:
                yield now
            now = Group(row.label, row.heading, row.group, row.number, list(row.values))
    if now is not None:
        yield now


def same(now: Group, row: Row) -> bool:
    """Whether a row goes on with the answer before it: the same label again, as for each region."""
    return row.label == now.label and not now.parts and bool(now.values) and row.number == now.number


def column_of(label: str) -> str:
    """The column that a label names, "" where it names none."""
    bare = plain(label)
    return next((column for words, column in COLUMNS if words.fullmatch(bare)), "")


def belongs(now: Group, row: Row) -> bool:
    """Whether a row belongs to the question before it."""
    label = plain(row.label)
    if label in WEIGHED and len(row.values) == 1 and PERCENT.match(row.values[0]):
        return False
    if row.number and not now.bold:
        return False  # where every question has a number, none is part of another
    if label in PARTS or column_of(row.label):
        return True
    if row.group or row.number or (now.values and not now.parts):
        return False
    if plain(now.label) in WEIGHED and not now.values:
        return bool(row.values and PERCENT.match(row.values[-1]))  # what a share is divided into
    if not now.bold:
        return False
    # in a group without an answer of its own: what nobody knows, and a share of what is known elsewhere
    return not field_of(row.label) or bool(row.values and PERCENT.match(row.values[-1]))


def sections_of(group: Group) -> Iterator[Section]:
    """A question's section; where it lists what is weighed, the weightings are a section of their own after it."""
    if group.meant in LISTS and not group.parts and len(group.values) == 1 and PERCENT.match(group.values[0]):
        yield Section(label=group.label, text=group.values[0], heading=group.heading)  # its share, not the list
        return
    parts = [(label, [value for value in values if not NOT_GIVEN.match(value)]) for label, values in group.parts]
    own = [value for value in group.values if not NOT_GIVEN.match(value)]
    if group.meant == "contractLength":
        yield from lengths(group, own, parts)
        return
    records = tuple(records_of(group.field, parts))
    weighted = [record for record in records if record.weight]
    listed = bool(weighted) and (group.field in LISTS or any(column_of(label) == WEIGHT for label, _ in parts))
    text = "\n".join([*own, *(record.text if listed else record.whole for record in records)])
    yield Section(label=group.label, text=text, field=group.meant, heading=group.heading)
    if listed:
        text = "\n".join(record.whole for record in weighted)
        yield Section(label=f"{group.label}: weighting", text=text, heading=group.heading)


def lengths(group: Group, own: list[str], parts: list[tuple[str, list[str]]]) -> Iterator[Section]:
    """The length, and the option to extend it as a section of its own: only its label tells it from the length."""
    options = [value for label, values in parts for value in values if "exten" in label.lower()]
    text = "\n".join([*own, *(value for label, values in parts for value in values if "exten" not in label.lower())])
    yield Section(label=group.label, text=text, field=group.meant, heading=group.heading)
    if any("exten" in label.lower() for label, _ in parts):
        yield Section(label=OPTION, text="\n".join(options), field=group.meant, heading=group.heading)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a group: its words, and the share that it counts for where one is given."""

    text: str
    weight: str = ""

    @property
    def whole(self) -> str:
        """The line with its share."""
        return f"{self.text}: {self.weight}" if self.text and self.weight else self.text or self.weight


def records_of(field: str, parts: list[tuple[str, list[str]]]) -> Iterator[Record]:
    """The lines that a group's rows make."""
    if parts and heads(*parts[0]) and len(parts) > 1:
        yield from (record_of([label, *values]) for label, values in parts[1:])
        return
    columns: dict[str, list[list[str]]] = {}
    for label, values in parts:
        if column := column_of(label):
            columns.setdefault(column, []).append(values)
    yield from table(columns)
    for label, values in parts:
        if column_of(label) or not values:
            continue
        if PERCENT.match(values[-1]) or field in LISTS:
            yield record_of([label, *values])
        elif plain(label).startswith("more information"):
            yield from map(Record, values)
        else:
            yield Record(f"{label}: {values[0]}")
            yield from map(Record, values[1:])


def heads(label: str, values: list[str]) -> bool:
    """Whether a row is the head of a table: the name of one column beside the names of others."""
    return bool(column_of(label) and values) and all(map(column_of, values))


def record_of(cells: list[str]) -> Record:
    """The record of a table's cells, the share being the last where it is one."""
    share = cells[-1] if len(cells) > 1 and PERCENT.match(cells[-1]) else ""
    words = [cell for cell in (cells[:-1] if share else cells) if cell]
    return Record((" | " if len(words) > 2 else ": ").join(words), share)


def table(columns: dict[str, list[list[str]]]) -> Iterator[Record]:
    """The records of columns that were printed cell by cell: row after row, or one column after the other."""
    cells = {name: cells_of(rows, columns) for name, rows in columns.items()}
    if list(cells) == [SPECIAL] and len(cells[SPECIAL]) % 2 == 0:
        half = len(cells[SPECIAL]) // 2  # all terms, then as many explanations, under one label
        cells = {SPECIAL: cells[SPECIAL][:half], "explanation": cells[SPECIAL][half:]}
    shares = cells.pop(WEIGHT, [])
    for *words, share in zip_longest(*cells.values(), shares, fillvalue=""):
        said = [word for word in words if word]
        if said or share:
            yield Record((" | " if len(said) > 2 else ": ").join(said), share if any(map(str.isdigit, share)) else "")


def cells_of(rows: list[list[str]], columns: dict[str, list[list[str]]]) -> list[str]:
    """A column's cells: a row each or, of a single row that holds as many lines as every other column does, a line each."""
    counts = {len(found[0]) for found in columns.values() if len(found) == 1}
    single = all(len(found) == 1 for found in columns.values())
    if single and len(counts) == 1 and counts != {0}:
        return list(rows[0])
    return [" ".join(values) for values in rows]
