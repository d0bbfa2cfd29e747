"""Every format: what it offers, and that nothing a buyer wrote can act in it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judged import assessment, cite, finding, planted, tender
from reports.formats import Checked, Format, Out, formats, named, offering
from reports.safe import ACTING, escaped, line, visible
from scoring.assess import Assessment
from scoring.finding import Severity, Skip
from tenders.errors import SettingsError

# Escape sequences: clear the screen, turn red, set the title; then a reversed reading order, and a bell.
HOSTILE = "\x1b[2J\x1b[31mFixed\x1b]0;owned\x07 \u202eecirp\u202c \x9b1m\u2028next\x08\x7f"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def hostile() -> Assessment:
    found = planted(
        tender({"Summary of the work": "Do this. HOSTILE Then that.", "Budget range": "£90,000 HOSTILE"}, title="THOSTILET"),
        HOSTILE=HOSTILE,
    )
    words = cite(found, "Summary of the work", HOSTILE.split("\x1b]")[0])
    return assessment(found, [finding("W001", words, message=f"m{HOSTILE}", question=HOSTILE, why=HOSTILE)])


def fixed_price() -> Assessment:
    found = tender({"Payment approach": "Fixed price"})
    error = finding(
        "C003",
        cite(found, "Payment approach", "Fixed price"),
        severity=Severity.ERROR,
        message="A fixed price is asked for a discovery.",
        why="The supplier carries what nobody knows yet.",
        fix="Pay for time and materials with a cap.",
        question="Would you accept a cap?",
    )
    return assessment(found, [error, finding("T001", message="No one is named.")], skips=[Skip(code="W004", missing=("duration",))])


def written(form: Format, found: Assessment, colour: bool = False) -> dict[str, str]:
    out = Out(width=80, colour=colour)
    does = {
        "show": lambda: form.show(found, out),
        "check": lambda: form.check([Checked(place="a.html", assessment=found)], out),
        "screen": lambda: form.screen([found], out),
    }
    return {action: write() for action, write in does.items() if form.name in offering(action)}  # type: ignore[arg-type]


class TestEveryFormat:
    def test_is_found_in_its_package(self) -> None:
        assert set(formats()) == {"concise", "csv", "github", "html", "json", "junit", "markdown", "sarif", "terminal", "text"}
        assert offering("show") == ("html", "json", "terminal")
        assert offering("check") == ("concise", "github", "html", "json", "junit", "markdown", "sarif", "text")
        assert offering("screen") == ("csv", "html", "json", "terminal")

    @pytest.mark.parametrize("name", sorted(formats()))
    def test_lets_no_acting_character_through(self, name: str) -> None:
        for action, text in written(named(name), hostile()).items():
            # A CSV cell may hold a quoted line break; nothing else that acts.
            assert ACTING.search(text) is None, action

    @pytest.mark.parametrize("name", ["terminal", "text"])
    def test_in_colour_only_colours_by_itself(self, name: str) -> None:
        for text in written(named(name), hostile(), colour=True).values():
            assert ACTING.search(ANSI.sub("", text)) is None
            assert "\x1b[2J" not in text
            assert "<U+001B>[2J" in text

    @pytest.mark.parametrize("name", ["terminal", "text"])
    def test_has_no_colour_unless_asked(self, name: str) -> None:
        assert all("\x1b" not in text for text in written(named(name), fixed_price()).values())

    @pytest.mark.parametrize("name", sorted(formats()))
    def test_ends_in_one_line_break_and_is_the_same_twice(self, name: str) -> None:
        first, second = written(named(name), fixed_price()), written(named(name), fixed_price())
        assert first == second
        assert all(text.endswith("\n") and not text.endswith("\n\n") for text in first.values())

    def test_says_which_formats_do_what_it_cannot(self) -> None:
        with pytest.raises(SettingsError) as raised:
            named("csv").show(fixed_price())
        assert str(raised.value) == "the format “csv” cannot be used with “riffle show”: use html, json or terminal"

    def test_is_named_among_those_that_exist(self) -> None:
        with pytest.raises(SettingsError, match=r"there is no format “pdf”: use concise, csv, .*terminal or text"):
            named("pdf")


class TestJson:
    def test_show_is_the_record_with_what_was_judged(self) -> None:
        pytest.importorskip("reports.record")
        found = json.loads(named("json").show(fixed_price()))
        assert found["title"] == "Discovery for the allotment waiting list"
        assert found["findings"][0]["code"] == "C003"
        assert found["findings"][0]["evidence"] == [{"field": "Payment approach", "start": 0, "end": 11, "quote": "Fixed price"}]
        assert found["skipped"] == [{"code": "W004", "missing": ["duration"]}]
        assert found["decision"]["verdict"] == "REVIEW"
        assert {gate["key"] for gate in found["decision"]["gates"]} == {"deadline", "clearance", "value", "place"}

    def test_screen_is_an_array_without_the_sections(self) -> None:
        pytest.importorskip("reports.record")
        found = json.loads(named("json").screen([fixed_price()]))
        assert len(found) == 1
        assert "sections" not in found[0]

    def test_check_is_an_array_of_files(self) -> None:
        found = json.loads(named("json").check([Checked(place="a.html", assessment=fixed_price())]))
        assert [(one["path"], [f["code"] for f in one["findings"]]) for one in found] == [("a.html", ["C003", "T001"])]

    def test_hostile_text_reads_back_as_it_was(self) -> None:
        found = json.loads(named("json").check([Checked(place=HOSTILE, assessment=hostile())]))
        assert found[0]["path"] == HOSTILE


class TestSafe:
    @given(st.text())
    def test_visible_text_holds_nothing_that_acts(self, text: str) -> None:
        assert ACTING.search(visible(text)) is None
        assert "\n" not in line(text)

    @given(st.text(alphabet=st.characters(codec="utf-8")))
    def test_escaped_json_says_the_same(self, text: str) -> None:
        shown = escaped(json.dumps(text, ensure_ascii=False))
        assert ACTING.search(shown) is None
        assert json.loads(shown) == text

    def test_ordinary_text_is_left_alone(self) -> None:
        assert visible("£60k – “naïve” 日本語 👩‍💻\n\tnext") == "£60k – “naïve” 日本語 👩‍💻\n\tnext"

    def test_a_character_that_acts_is_named(self) -> None:
        assert visible("a\x1b[2Jb\u202ec") == "a<U+001B>[2Jb<U+202E>c"
