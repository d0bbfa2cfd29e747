"""Every saved page of the real material: what the record holds is what the page says, in whichever markup.

The pages are read a second time here, with the standard library's parser and by other marks than the reader's (tags
and classes). A failure names files and places, not the notices' words: whoever tunes the rules may not have read them all.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar

import pytest

from reports.run import LAST, records, tender_of
from scoring.assess import assess
from scoring.profile import Profile
from tenders.intake import add
from tenders.parse import CAPTURE_NAME, Unread
from tenders.store import Store, open_store
from tests.conftest import ROOT

Record = dict[str, Any]
Row = tuple[str, tuple[str, ...]]

# What the reader puts before a page's rows.
OUTSIDE_THE_ROWS = ("Title", "Buyer", "Lot", "Status", "Incomplete applications", "Completed applications")
# What may really change between two captures of one notice; everything else in its record may not.
# The incumbent is read from published answers too.
MAY_CHANGE = frozenset({"status", "award", "applications", "questions", "incumbent"})
# Sections and evidence in which such a change shows. Questions asked since stand as numbered sections: "1. May we …".
MAY_CHANGE_SECTIONS = re.compile(r"Status|(Inc|C)omplete(d)? applications|\d+\. .*", re.DOTALL)
MAY_CHANGE_EVIDENCE = frozenset({"status", "award", "incomplete_applications", "completed_applications"})


@dataclass(kw_only=True)
class Reading(HTMLParser):
    """A page read without the reader: its rows, and what stands outside them by the classes of both generations."""

    rows: list[Row] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    tables: bool = False
    lists: bool = False

    CELLS: ClassVar[frozenset[str]] = frozenset({"td", "dt", "dd"})
    EDGES: ClassVar[frozenset[str]] = frozenset({"br", "p", "div", "ul", "ol", "li"})
    NAMED: ClassVar[Mapping[str, str]] = {
        "h1": "title",
        ".context": "buyer",
        ".govuk-caption-l": "buyer",
        ".big-statistic": "applied",
        ".govuk-!-font-size-36": "applied",
    }

    def __post_init__(self) -> None:
        super().__init__()
        self._words: list[str] | None = None
        self._row: list[list[str]] = []
        self._naming: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tables |= tag == "table"
        self.lists |= tag == "dl"
        if tag in ("tr", "dt"):
            self._row = []
        if tag in self.CELLS:
            self._words = []
        elif tag in self.EDGES and self._words is not None:
            self._words.append("\n")
        for mark in (tag, *(f".{name}" for name in (given.get("class") or "").split())):
            if mark in self.NAMED:
                self._naming = (tag, self.NAMED[mark])
                self.named.setdefault(self.NAMED[mark], []).append("")
        if "data-lot" in given:
            self.named["lot"] = [given["data-lot"] or ""]

    def handle_endtag(self, tag: str) -> None:
        if self._naming and tag == self._naming[0]:
            self._naming = None
        if tag in self.CELLS and self._words is not None:
            self._row.append(self._words)
            self._words = None
        elif tag in self.EDGES and self._words is not None:
            self._words.append("\n")
        if tag in ("tr", "dd") and len(self._row) == 2:
            label, answer = ("".join(words) for words in self._row)
            self.rows.append((" ".join(label.split()), lines(answer)))
            self._row = []

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(re.sub(r"\s+", " ", data))
        if self._naming:
            self.named[self._naming[1]][-1] += data

    def words(self, name: str) -> list[str]:
        """What carries a name, white space folded."""
        return [" ".join(text.split()) for text in self.named.get(name, [])]


def lines(text: str) -> tuple[str, ...]:
    """The lines that hold words, white space folded: each item of a list is one."""
    return tuple(folded for line in text.split("\n") if (folded := " ".join(line.split())))


def in_bytes(record: object) -> bytes:
    """A record as it is written out."""
    return json.dumps(record, ensure_ascii=False).encode()


def read_all(paths: tuple[Path, ...]) -> Iterator[tuple[str, Record | Unread]]:
    """Each file alone, as `riffle parse` reads it."""
    for path in paths:
        yield path.name, next(records([path]))


@dataclass(frozen=True)
class Parsed:
    """The record of every capture by file name, what could not be read, and what another process made of the same files."""

    records: Mapping[str, Record]
    unread: Mapping[str, str]
    elsewhere: bytes


# Another process with other hash seeds: what hangs on the order of a set comes out otherwise there.
AGAIN = """
import sys
from pathlib import Path
from tests.test_captures import written
sys.stdout.buffer.write(written(map(Path, sys.argv[1:])))
"""


def written(paths: Iterator[Path]) -> bytes:
    """Every record as a line."""
    return b"".join(in_bytes(found) + b"\n" for _, found in read_all(tuple(paths)) if not isinstance(found, Unread))


@pytest.fixture(scope="session")
def parsed(captures: tuple[Path, ...]) -> Parsed:
    environment = os.environ | {"PYTHONHASHSEED": "20"}
    command = [sys.executable, "-c", AGAIN, *map(str, captures)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as other:
        found = dict(read_all(captures))
        elsewhere, _ = other.communicate()
    return Parsed(
        records={name: record for name, record in found.items() if not isinstance(record, Unread)},
        unread={name: record.error for name, record in found.items() if isinstance(record, Unread)},
        elsewhere=elsewhere,
    )


@pytest.fixture(scope="session")
def readings(captures: tuple[Path, ...]) -> Mapping[str, Reading]:
    found = {}
    for path in captures:
        found[path.name] = Reading()
        found[path.name].feed(path.read_text(encoding="utf-8"))
        found[path.name].close()
    return found


@pytest.fixture(scope="session")
def of_one_notice(captures: tuple[Path, ...]) -> Mapping[str, tuple[Path, ...]]:
    """The captures of each notice that was captured more than once, oldest first."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in captures:
        named = CAPTURE_NAME.match(path.stem)
        assert named is not None
        found[named["id"]] = (*found.get(named["id"], ()), path)
    return {number: paths for number, paths in found.items() if len(paths) > 1}


@pytest.fixture(scope="session")
def in_both_generations(
    of_one_notice: Mapping[str, tuple[Path, ...]], readings: Mapping[str, Reading]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Of each notice captured in both generations of markup: every pair of a capture with tables and one with lists."""
    found = {}
    for number, paths in of_one_notice.items():
        old = [path.name for path in paths if readings[path.name].tables]
        new = [path.name for path in paths if readings[path.name].lists]
        if old and new:
            found[number] = tuple((first, second) for first in old for second in new)
    return found


def rows_of(record: Record) -> list[Row]:
    """A record's sections without those that are no rows of the page, in the form of a reading's rows."""
    sections = record["sections"]
    start = next(n for n, section in enumerate(sections) if section["field"] not in OUTSIDE_THE_ROWS)
    return [(" ".join(section["field"].split()), lines(section["text"])) for section in sections[start:]]


def said(record: Record, name: str) -> str | None:
    """The text of the first section of a name."""
    return next((section["text"] for section in record["sections"] if section["field"] == name), None)


def test_all_captures_are_there_and_parse_with_no_error(captures: tuple[Path, ...], parsed: Parsed) -> None:
    assert len(captures) == 268
    assert parsed.unread == {}
    assert len(parsed.records) == 268


def test_the_captures_are_of_206_notices_known_by_their_file_names(parsed: Parsed) -> None:
    assert len({record["id"] for record in parsed.records.values()}) == 206
    assert [name for name, record in parsed.records.items() if name.split("__")[0].lstrip("0") != record["id"]] == []


def test_every_labelled_answer_is_in_the_record_word_for_word(parsed: Parsed, readings: Mapping[str, Reading]) -> None:
    wrong = []
    for name, record in parsed.records.items():
        expected, found = readings[name].rows, rows_of(record)
        if len(found) != len(expected):
            wrong.append(f"{name}: {len(found)} rows for {len(expected)}")
        wrong += [f"{name}: row {n}" for n, (a, b) in enumerate(zip(expected, found, strict=False), 1) if a != b]
    assert wrong == []


def test_the_second_reading_sees_both_generations_blank_answers_lists_and_questions(readings: Mapping[str, Reading]) -> None:
    rows = [row for reading in readings.values() for row in reading.rows]
    assert [name for name, reading in readings.items() if reading.tables == reading.lists] == []
    assert len(rows) > 268 * 25
    assert any(answer == () for _, answer in rows)
    assert any(len(answer) > 5 for label, answer in rows if label == "Proposal criteria")
    assert any(re.match(r"1\. \w", label) for label, _ in rows)


def test_every_title_buyer_and_lot_is_in_the_record(parsed: Parsed, readings: Mapping[str, Reading]) -> None:
    wrong = [
        f"{name}: {label}"
        for name, record in parsed.records.items()
        for label in ("title", "buyer", "lot")
        if [record[label]] != readings[name].words(label) or record[label] != said(record, label.capitalize())
    ]
    assert wrong == []


def test_every_count_of_applications_on_a_page_is_in_the_record(parsed: Parsed, readings: Mapping[str, Reading]) -> None:
    wrong = []
    for name, record in parsed.records.items():
        shown = [int(text) for text in readings[name].words("applied")]
        if shown != [count["total"] for count in record["applications"].values() if count]:
            wrong.append(name)
    assert wrong == []
    assert sum(len(reading.words("applied")) == 2 for reading in readings.values()) > 200


def test_every_question_on_a_page_is_in_the_record(parsed: Parsed, readings: Mapping[str, Reading]) -> None:
    wrong = []
    for name, record in parsed.records.items():
        asked = [(label, answer) for label, answer in readings[name].rows if re.match(r"\d+\. ", label)]
        found = [(f"{q['number']}. {' '.join(q['question'].split())}", lines(q["answer"])) for q in record["questions"]]
        if asked != found:
            wrong.append(name)
    assert wrong == []


def test_five_notices_are_captured_in_both_generations(in_both_generations: Mapping[str, tuple[tuple[str, str], ...]]) -> None:
    assert len(in_both_generations) == 5


def test_both_generations_of_a_notice_give_the_same_record_but_for_what_changed(
    parsed: Parsed, in_both_generations: Mapping[str, tuple[tuple[str, str], ...]]
) -> None:
    wrong = []
    for old_name, new_name in (pair for pairs in in_both_generations.values() for pair in pairs):
        old, new = parsed.records[old_name], parsed.records[new_name]
        differ = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)} - {"sections", "evidence"}
        wrong += [f"{old_name}, {new_name}: {key}" for key in sorted(differ - MAY_CHANGE)]
        if lasting_sections(old) != lasting_sections(new):
            wrong.append(f"{old_name}, {new_name}: sections")
        if lasting_evidence(old) != lasting_evidence(new):
            wrong.append(f"{old_name}, {new_name}: evidence")
    assert wrong == []


def test_where_nothing_changed_both_generations_give_the_same_bytes(
    parsed: Parsed, in_both_generations: Mapping[str, tuple[tuple[str, str], ...]]
) -> None:
    unchanged = [
        (parsed.records[old], parsed.records[new])
        for pairs in in_both_generations.values()
        for old, new in pairs
        if all(parsed.records[old][key] == parsed.records[new][key] for key in MAY_CHANGE)
    ]
    assert len(unchanged) >= 5
    assert [old["id"] for old, new in unchanged if in_bytes(old) != in_bytes(new)] == []


def lasting_sections(record: Record) -> list[Any]:
    """The sections that no change of status, applications or questions touches."""
    return [section for section in record["sections"] if not MAY_CHANGE_SECTIONS.fullmatch(section["field"])]


def lasting_evidence(record: Record) -> Mapping[str, Any]:
    """The evidence that no change of status, applications or questions touches."""
    return {name: quotes for name, quotes in record["evidence"].items() if name not in MAY_CHANGE_EVIDENCE}


def cited(found: object) -> Iterator[Record]:
    """Every evidence item in a record, however deep it lies."""
    if isinstance(found, dict):
        if found.keys() >= {"field", "start", "end", "quote"}:
            yield found
        for value in found.values():
            yield from cited(value)
    elif isinstance(found, list):
        for value in found:
            yield from cited(value)


def test_every_quote_is_the_text_at_its_place(parsed: Parsed) -> None:
    wrong, seen = [], 0
    for name, record in parsed.records.items():
        texts: dict[str, str] = {}
        for section in record["sections"]:
            texts.setdefault(section["field"], section["text"])
        for quote in cited(record):
            seen += 1
            if not quote["quote"] or texts[quote["field"]][quote["start"] : quote["end"]] != quote["quote"]:
                wrong.append(f"{name}: {quote['field'][:30]} {quote['start']}:{quote['end']}")
    assert wrong == []
    assert seen > 268 * 15


def test_every_stated_value_has_evidence(parsed: Parsed) -> None:
    wrong = []
    for name, record in parsed.records.items():
        wrong += [f"{name}: {key}" for key in ("budget", "duration") if record[key] and not record[key]["evidence"]]
        wrong += [f"{name}: phases" for _ in record["phases"][:1] if not record["phases_evidence"]]
        for key in ("user_research", "knowledge_transfer"):
            if (record[key]["ask"] != "none") != bool(record[key]["evidence"]):
                wrong.append(f"{name}: {key}")
        # that a notice is open is told by the banner that is not there
        wrong += [f"{name}: {key}" for key, quotes in record["evidence"].items() if not quotes and record[key] != "open"]
    assert wrong == []


def test_the_same_input_gives_the_same_bytes_in_another_process(parsed: Parsed) -> None:
    here = [in_bytes(record) for record in parsed.records.values()]
    there = parsed.elsewhere.splitlines()
    assert len(there) == len(here)
    assert [name for name, a, b in zip(parsed.records, here, there, strict=True) if a != b] == []


def latest_records(store: Store) -> dict[str, bytes]:
    """The record of each notice's latest version, read again from its raw bytes, in bytes."""
    from reports.record import record

    found = {}
    for stored in store.latest():
        tender = tender_of(stored, store)
        moment = tender.published.value if tender.published else LAST
        found[tender.id] = in_bytes(record(assess(tender, Profile(), moment)))
    return found


def test_adding_the_captures_of_a_notice_in_either_order_leaves_the_same_latest_record(
    parsed: Parsed, of_one_notice: Mapping[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    left = []
    for name, step in (("as captured", 1), ("backwards", -1)):
        with open_store(str(tmp_path / f"{name}.db")) as store:
            added = add([path for paths in of_one_notice.values() for path in paths[::step]], store)
            assert added.failures == ()
            left.append(latest_records(store))
    newest = {number: in_bytes(parsed.records[paths[-1].name]) for number, paths in of_one_notice.items()}
    assert len(newest) == 52
    for found in left:
        assert found.keys() == newest.keys()
        assert [number for number in newest if found[number] != newest[number]] == []


def test_a_capture_that_says_what_the_one_before_it_said_adds_no_version(
    parsed: Parsed, of_one_notice: Mapping[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    """Whatever the markup: a version for each time that the record changed, and no more."""
    wrong = []
    with open_store(str(tmp_path / "store.db")) as store:
        add([path for paths in of_one_notice.values() for path in paths], store)
        for number, paths in of_one_notice.items():
            told = [in_bytes(parsed.records[path.name]["sections"]) for path in paths]
            if len(store.versions(number)) != len(set(told)):
                wrong.append(number)
    assert wrong == []
