"""`riffle evaluate fields`: what Riffle reads, beside labels, the commonest answer and a classifier of sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.pages import MODEL, page, save

NUMBERS = range(90001, 90013)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Twelve notices: the last three budgets are half of the others', every third lasts longer."""
    folder = tmp_path / "pages"
    for place, number in enumerate(NUMBERS):
        answers = MODEL | {
            "Budget range": "£40,000" if place > 8 else "£80,000",
            "Expected contract length": "9 weeks" if place % 3 else "4 months",
        }
        save(folder, f"{number}__2020-05-06.html", page(number=number, answers=answers))
    return folder


def label(number: int, **changed: Any) -> dict[str, Any]:
    """What a reader found in the model notice."""
    model = {
        "id": number,
        "budget": {"stated": True, "min_gbp": None, "max_gbp": 80000, "basis": "total"},
        "duration": {"stated": True, "min": 9, "max": 9, "unit": "weeks", "end_date": None},
        "phases_bought": ["discovery"],
        "user_research": {"ask": "activity"},
        "knowledge_transfer": {"ask": "specific"},
    }
    return model | changed


def labels(folder: Path) -> Path:
    """The labels of the twelve, of which a quarter of the budgets and a third of the lengths are not what the notices say."""
    path = folder / "labels.jsonl"
    path.write_text("".join(json.dumps(label(number)) + "\n" for number in NUMBERS), encoding="utf-8")
    return path


def scores(pages: Path, tmp_path: Path) -> dict[str, Any]:
    ended = run("evaluate", "fields", labels(tmp_path), pages, "--format", "json")
    assert ended.code == 0
    return {row["field"]: row for row in ended.json}


def test_patterns_are_scored_by_the_share_of_notices_that_they_read_as_the_labels_do(pages: Path, tmp_path: Path) -> None:
    found = scores(pages, tmp_path)
    assert found["budget"]["patterns"] == 9 / 12
    assert found["duration"]["patterns"] == 8 / 12
    assert found["phases"]["patterns"] == 1


def test_the_simplest_guess_stands_beside_them(pages: Path, tmp_path: Path) -> None:
    assert scores(pages, tmp_path)["budget"]["commonest"] == 1


def test_a_classifier_is_tried_where_answers_are_words_and_differ(pages: Path, tmp_path: Path) -> None:
    path = labels(tmp_path)
    told = [label(n, phases_bought=["discovery"] if n % 2 else ["alpha"]) for n in NUMBERS]
    path.write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    ended = run("evaluate", "fields", path, pages, "--format", "json")
    by_field = {row["field"]: row["classifier"] for row in ended.json}
    assert by_field["budget"] is None
    assert by_field["user_research"] is None  # every label is the same
    assert 0 <= by_field["phases"] <= 1


def test_the_table_says_what_its_columns_mean(pages: Path, tmp_path: Path) -> None:
    ended = run("evaluate", "fields", labels(tmp_path), pages)
    assert ended.out.splitlines()[1].split() == ["budget", "100%", "75%", "–"]
    assert "12 labelled notices." in ended.out


def test_labels_of_other_notices_end_with_2_and_say_so(pages: Path, tmp_path: Path) -> None:
    path = labels(tmp_path)
    path.write_text(json.dumps(label(1)) + "\n", encoding="utf-8")
    ended = run("evaluate", "fields", path, pages)
    assert ended.code == 2
    assert "has no label for any notice in those files: check that their numbers agree" in ended.err


def test_a_line_that_is_no_label_is_named(pages: Path, tmp_path: Path) -> None:
    path = labels(tmp_path)
    path.write_text('{"id": 1}\n', encoding="utf-8")
    ended = run("evaluate", "fields", path, pages)
    assert ended.code == 2
    assert "line 1 is not a label" in ended.err
