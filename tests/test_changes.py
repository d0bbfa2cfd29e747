"""What moved between the versions of a notice, and what `riffle changes` says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reports.changes import parting
from tenders import readers
from tenders.changes import Changes, Move, Passage, changes
from tenders.notice import Notice, digest
from tenders.parse import tender_from
from tenders.store import open_store
from tests.command import run
from tests.pages import MODEL, Answer, page


def changed(answers: Mapping[str, Answer] | None = None, **new: Any) -> Changes:
    """What a page with these answers or facts instead changes of the model page."""
    old, later = (tender_from(readers.read(raw), "90001") for raw in (page(), page(answers=MODEL | dict(answers or {}), **new)))
    return changes(old, later)


class TestMoves:
    def test_the_same_page_in_other_markup_changes_nothing(self) -> None:
        found = changed(generation=1)
        assert (found, bool(found)) == (Changes(moves=(), passages=(), answered=()), False)

    def test_a_deadline_that_is_put_off(self) -> None:
        (move,) = changed(window=21).moves
        assert move.field == "closes"
        assert (str(move.before)[:10], str(move.after)[:10]) == ("2020-05-19", "2020-05-26")

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            ({"Budget range": "£60,000"}, "budget"),
            ({"Budget range": ""}, "budget"),
            ({"Expected contract length": "6 weeks"}, "duration"),
            ({"Latest start date": "Monday 8 June 2020"}, "start"),
            ({"Location": "London"}, "location"),
        ],
    )
    def test_an_answer_that_is_another(self, answers: Mapping[str, Answer], field: str) -> None:
        found = changed(answers)
        assert [move.field for move in found.moves] == [field]

    def test_a_start_that_moves_has_both_dates(self) -> None:
        assert changed({"Latest start date": "Monday 8 June 2020"}).moves == (
            Move(field="start", before=date(2020, 6, 1), after=date(2020, 6, 8)),
        )

    def test_an_award_is_a_status_and_an_award(self) -> None:
        assert [move.field for move in changed(status="awarded").moves] == ["status", "award"]

    def test_a_title_in_other_words_is_told_once(self) -> None:
        found = changed(title="Alpha for the allotment waiting list")
        assert [move.field for move in found.moves] == ["title", "phases"]
        assert found.passages == ()

    def test_applications_that_come_in_are_no_change_of_the_buyers(self) -> None:
        assert not changed(applications=(1, 2, 3, 4))


class TestPassages:
    def test_a_sentence_in_other_words(self) -> None:
        assert changed({"Security clearance": "None needed at all."}).passages == (
            Passage(section="Security clearance", kind="reworded", before="None needed.", after="None needed at all."),
        )

    def test_a_sentence_more(self) -> None:
        more = f"{MODEL['Working arrangements']} Parking is free."
        assert changed({"Working arrangements": more}).passages == (
            Passage(section="Working arrangements", kind="added", before="", after="Parking is free."),
        )

    def test_a_sentence_less(self) -> None:
        assert changed({"Existing team": ""}).passages == (
            Passage(
                section="Existing team",
                kind="removed",
                before="A service owner for three days a week, a designer and a developer, all employed here.",
                after="",
            ),
        )

    def test_an_item_of_a_list(self) -> None:
        skills = ["Have planned and run research with users", "Be fluent in Welsh"]
        assert [(part.kind, part.after) for part in changed({"Essential skills and experience": skills}).passages] == [
            ("removed", ""),
            ("added", "Be fluent in Welsh"),
        ]

    def test_a_section_that_was_not_there(self) -> None:
        found = changed({"Parking": "Behind the town hall."})
        assert found.passages == (Passage(section="Parking", kind="added", before="", after="Behind the town hall."),)

    def test_an_answered_question_is_told_as_one(self) -> None:
        found = changed(questions=[("May we visit?", "Yes, on Mondays.")])
        assert [(asked.question, asked.answer) for asked in found.answered] == [("May we visit?", "Yes, on Mondays.")]
        assert found.passages == ()


def test_an_excerpt_is_cut_to_where_two_sentences_part() -> None:
    assert parting("We meet on two days a week", "We meet on three long days a week") == ("two", "three long")


DAYS = (datetime(2020, 5, 6, 9, tzinfo=UTC), datetime(2020, 5, 11, 9, tzinfo=UTC), datetime(2020, 5, 14, 9, tzinfo=UTC))
POORER = MODEL | {"Budget range": "£60,000", "Payment approach": "Fixed price", "Existing team": "We will | say `later`. \x1b[31m"}


class TestCommand:
    @pytest.fixture(autouse=True)
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A store of three notices: one with three versions, one with two, one with one."""
        monkeypatch.chdir(tmp_path)
        path = tmp_path / "riffle.db"
        monkeypatch.setenv("RIFFLE_STORE", str(path))
        self.put("90001", page(), 0)
        self.put("90001", page(window=21), 1)
        self.put("90001", page(window=21, answers=POORER), 2)
        self.put("90002", page(number=90002, title="Mowing of verges"), 0)
        self.put("90002", page(number=90002, title="Mowing of verges", status="withdrawn"), 1)
        self.put("90003", page(number=90003), 0)
        return path

    def put(self, number: str, raw: bytes, day: int) -> None:
        """Add a capture of a day to the store."""
        notice = Notice(
            source="digital-marketplace",
            notice_id=number,
            url=f"https://market.example/{number}",
            fetched_at=DAYS[day],
            media_type="text/html",
            sha256=digest(raw),
        )
        with open_store() as store:
            store.add(notice, raw, readers.read(raw).fingerprint)

    def test_each_step_of_a_notice_is_told_in_turn(self) -> None:
        ended = run("changes", "90001", "--format", "json")
        assert (ended.code, [(step["before"][:10], step["after"][:10]) for step in ended.json]) == (
            0,
            [("2020-05-06", "2020-05-11"), ("2020-05-11", "2020-05-14")],
        )
        assert [[move["field"] for move in step["moved"]] for step in ended.json] == [["closes"], ["budget"]]

    def test_findings_that_appear_are_told_with_the_score(self) -> None:
        step = run("changes", "90001", "--format", "json").json[1]
        assert "C003" in {finding["code"] for finding in step["findings"]["appeared"]}
        assert step["waterfall"]["after"] > step["waterfall"]["before"]

    def test_findings_that_clear_are_told(self) -> None:
        self.put("90004", page(number=90004, answers=POORER), 0)
        self.put("90004", page(number=90004), 1)
        (step,) = run("changes", "90004", "--format", "json").json
        assert "C003" in {finding["code"] for finding in step["findings"]["cleared"]}

    def test_without_a_number_the_latest_step_of_each_changed_notice_comes_newest_first(self) -> None:
        ended = run("changes", "--format", "json")
        assert [(step["id"], step["after"][:10]) for step in ended.json] == [("90001", "2020-05-14"), ("90002", "2020-05-11")]

    def test_since_leaves_out_what_changed_before(self) -> None:
        assert [step["id"] for step in run("changes", "--since", "2020-05-12", "--format", "json").json] == ["90001"]
        assert len(run("changes", "90001", "--since", "2020-05-12", "--format", "json").json) == 1

    def test_text_says_what_moved_by_how_much(self) -> None:
        ended = run("changes", "90001")
        said = " ".join(ended.out.split())
        assert "Deadline: 19 May 2020 at 12:59am, now 26 May 2020 at 12:59am (7 days later)" in said
        assert "Existing team: “" in said
        assert "Payment approach: “Capped time and materials”, now “Fixed price”" in said
        assert "Findings that appeared" in said
        assert max(map(len, ended.out.splitlines())) <= 80

    def test_text_holds_nothing_that_acts_on_a_terminal(self) -> None:
        assert "\x1b" not in run("changes", "90001").out + run("changes", "90001", "--format", "json").out

    def test_markdown_holds_no_markup_of_the_buyers(self) -> None:
        ended = run("changes", "90001", "--format", "markdown")
        assert ended.out.startswith("## Discovery for the allotment waiting list\n")
        assert r"We will \| say \`later\`" in ended.out

    def test_a_status_that_changed_is_told(self) -> None:
        assert "Status: open, now withdrawn" in run("changes", "90002").out

    def test_a_notice_that_has_not_changed_is_no_failure(self) -> None:
        ended = run("changes", "90003")
        assert (ended.code, ended.out, ended.err) == (0, "", "riffle: 90003 has not changed\n")

    def test_a_number_that_is_not_there_is_said(self) -> None:
        ended = run("changes", "90009")
        assert (ended.code, ended.out) == (2, "")
        assert "90009 is not a notice in the store: check the number" in ended.err

    def test_nothing_changed_is_an_empty_array(self) -> None:
        ended = run("changes", "--since", "2021-01-01", "--format", "json")
        assert (ended.code, ended.json) == (0, [])

    def test_a_file_is_written_where_one_is_named(self, tmp_path: Path) -> None:
        ended = run("changes", "--format", "markdown", "--output", tmp_path / "changes.md")
        assert (ended.code, ended.out) == (0, "")
        assert (tmp_path / "changes.md").read_text(encoding="utf-8").count("\n## ") == 1
