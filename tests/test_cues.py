"""Cues: ways of saying a thing, found in one pass over the text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tenders.cues import NO_CUES, Cues, Lexicon, Places, filled, lexicon
from tenders.document import Document, Section
from tenders.errors import SettingsError
from tests.conftest import ROOT

LEXICONS = tuple(sorted(path for path in (ROOT / "tenders" / "lexicons").glob("*.toml") if path.name not in NO_CUES))


def words(text: str, **cues: list[str]) -> list[tuple[str, str]]:
    """Each cue found in a text, with its words."""
    section = Section(label="Summary of the work", text=text, field="summary")
    return [(hit.cue, hit.words) for hit in Lexicon(cues).scan(section)]


def test_a_cue_is_found_with_its_words() -> None:
    assert words("We need user research now.", research=["user research"]) == [("research", "user research")]


@pytest.mark.parametrize("text", ["USER RESEARCH", "User Research", "user research"])
def test_any_case_is_found(text: str) -> None:
    assert words(text, research=["user research"]) == [("research", text)]


@pytest.mark.parametrize("text", ["user-research", "user–research", "user  research", "user\nresearch", "user\xa0research"])
def test_a_space_in_a_pattern_is_any_white_space_or_a_hyphen(text: str) -> None:
    assert words(text, research=["user research"]) == [("research", text)]


@pytest.mark.parametrize("text", ["user researchers", "superuser research", "user_research", "userresearch"])
def test_whole_words_only(text: str) -> None:
    assert words(text, research=["user research"]) == []


@pytest.mark.parametrize(
    "text", ["(user research)", "“user research”", "user research.", "non-user research", "user research/design"]
)
def test_marks_are_no_part_of_a_word(text: str) -> None:
    assert words(text, research=["user research"]) == [("research", "user research")]


@pytest.mark.parametrize("text", ["See https://help.example/user-research.html", "At www.example.org/user-research?of=bins"])
def test_the_words_of_an_address_are_no_words(text: str) -> None:
    assert words(text, research=["user research"]) == []


def test_what_follows_an_address_has_its_place() -> None:
    (hit,) = Lexicon({"research": ["user research"]}).scan(
        Section(label="a", text="http://a.example/b user research", field="text")
    )
    assert hit.words == "user research"


def test_hits_come_in_reading_order() -> None:
    assert [cue for cue, _ in words("beta then alpha then beta", a=["alpha"], b=["beta"])] == ["b", "a", "b"]


def test_of_one_cues_overlapping_hits_the_first_is_kept() -> None:
    assert words("user needs analysis", needs=["user needs", "needs analysis"]) == [("needs", "user needs")]


def test_of_one_cues_hits_at_one_word_the_longest_is_kept() -> None:
    assert words("user needs analysis", needs=["user needs", "user needs analysis"]) == [("needs", "user needs analysis")]


def test_hits_of_two_cues_may_overlap() -> None:
    assert words("user needs analysis", a=["user needs"], b=["needs analysis"]) == [("a", "user needs"), ("b", "needs analysis")]


def test_a_pattern_may_begin_in_several_ways() -> None:
    cue = {"read": ["(?:find|found) out"]}
    assert [words(text, **cue) for text in ("find out", "found out")] == [[("read", "find out")], [("read", "found out")]]


def test_a_letter_that_may_be_missing_is_no_beginning() -> None:
    assert [words(text, sow=["sows?"]) for text in ("SoW", "sows")] == [[("sow", "SoW")], [("sow", "sows")]]


def test_a_pattern_of_two_letters_is_found() -> None:
    assert words("Our UR team", role=["UR"]) == [("role", "UR")]


def test_a_text_without_cues_has_none() -> None:
    assert words("", a=["alpha"]) == words("nothing here", a=["alpha"]) == []


@pytest.mark.parametrize("pattern", [r"\w+ research", "[a-z]+ing", "", "a", "a research", "(?:alpha|b)", "so?w", r"\d+ weeks"])
def test_a_pattern_that_does_not_start_with_two_letters_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(SettingsError, match=r"^cue my\.cue: the pattern .* does not start with two plain letters: [^\n]+$"):
        Lexicon({"my.cue": [pattern]})


def test_a_pattern_that_is_no_regular_expression_is_refused_by_name_when_it_is_tried() -> None:
    with pytest.raises(SettingsError, match=r"^cue my\.cue: the pattern 'user \(research' is not a regular expression: [^\n]+$"):
        list(Lexicon({"my.cue": ["user (research"]}).scan(Section(label="a", text="user research", field="text")))


def test_a_pattern_is_filled_with_the_parts_it_names() -> None:
    parts = {"people": "users|<trade>s", "trade": "baker|miller"}
    assert filled("ask <people>", parts, "my.cue") == "ask (?:users|(?:baker|miller)s)"


def test_a_part_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match=r"^cue my\.cue: there is no part <people> for the pattern 'ask <people>'$"):
        filled("ask <people>", {}, "my.cue")


def test_a_hit_knows_its_sentence() -> None:
    section = Section(label="Summary of the work", text="We build. We need user research here. We stop.", field="summary")
    (hit,) = Lexicon({"research": ["user research"]}).scan(section)
    assert hit.said == hit.clause.quote == "We need user research here."
    assert section.text[hit.clause.start : hit.clause.end] == hit.clause.quote


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_every_lexicon_loads(path: Path) -> None:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    written.pop("parts", None)
    assert {f"{path.stem}.{cue}" for cue in written} <= lexicon().names
    for cue, entry in written.items():
        assert set(entry) == {"about", "patterns"}, cue
        assert entry["about"].strip(), cue
        assert entry["patterns"], cue
        assert len(set(entry["patterns"])) == len(entry["patterns"]), cue


def test_there_are_no_cues_but_those_of_the_lexicons() -> None:
    written = {f"{path.stem}.{cue}" for path in LEXICONS for cue in tomllib.loads(path.read_text(encoding="utf-8"))}
    assert lexicon().names == {name for name in written if not name.endswith(".parts")}


DOCUMENT = Document(
    source="here",
    notice_id="1",
    sections=(
        Section(label="Title", text="User research for bins", field="title"),
        Section(label="Summary of the work", text="Do user research. No user research is needed.", field="summary"),
    ),
)


def test_cues_are_found_in_the_whole_document() -> None:
    hits = Cues(DOCUMENT).find("research.done")
    assert [(hit.section.field, hit.words) for hit in hits] == [
        ("title", "User research"),
        ("summary", "user research"),
        ("summary", "user research"),
    ]


def test_cues_can_be_found_within_some_fields_only() -> None:
    assert [hit.section.field for hit in Cues(DOCUMENT).find("research.done", within=["title"])] == ["title"]


def test_cues_can_be_found_outside_some_fields_only() -> None:
    assert {hit.section.field for hit in Cues(DOCUMENT).find("research.done", without=["title"])} == {"summary"}


def test_cues_apart_are_in_sentences_without_the_others() -> None:
    hits = Cues(DOCUMENT).apart(["research.done"], unless=["research.no_research"])
    assert [hit.said for hit in hits] == ["User research for bins", "Do user research."]


def test_a_cue_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"no such cue: research\.dome"):
        Cues(DOCUMENT).find("research.dome")


def test_cues_beside_others_are_in_their_sentences() -> None:
    cues = Cues(DOCUMENT)
    assert [hit.said for hit in cues.beside(cues.find("research.no_research"), "research.done")] == ["No user research is needed."]
    assert cues.beside((), "research.done") == ()


def test_no_pattern_is_tried_before_its_cue_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    hits = Places.hits
    monkeypatch.setattr(Places, "hits", lambda places, cue, near=None: asked.append(cue) or hits(places, cue, near))
    cues = Cues(DOCUMENT)
    assert len(cues.find("research.done")) == len(cues.find("research.done")) == 3
    assert asked == ["research.done"]
