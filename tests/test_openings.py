"""Openings: how a pattern may begin, and that the index built on them hides no hit."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.cues import NO_CUES, Cues, Hit, Lexicon, compiled, filled, lexicon
from tenders.document import Document, Section
from tenders.openings import openings
from tests.conftest import ROOT

LEXICONS = {
    f"{path.stem}.{cue}": [filled(pattern, written.get("parts", {}), cue) for pattern in entry["patterns"]]
    for path in sorted((ROOT / "tenders" / "lexicons").glob("*.toml"))
    if path.name not in NO_CUES
    for written in (tomllib.loads(path.read_text(encoding="utf-8")),)
    for cue, entry in written.items()
    if cue != "parts"
}
# Ways of writing that an index could trip over: each kind of group, what may be left out, marks between words.
ODD = {
    "plural": ["users?", "users? needs?", "user(?:s)? (?:story|stories)"],
    "left_out": ["(?:must|shall) (?:already )?(?:have|hold)", "team (?:of )?(?:two )?people", "so(?:ft)?ware"],
    "either": ["(?:find|found) out|looked", "sign[-–]?off", "co-located", "e(?:n|m)d", "go (?:(?:to|for) )?(?:live|beta)"],
    "open": [
        r"ask\w*",
        r"ask(?: \w+){0,2} again",
        r"built (?:\w+ ){0,3}by",
        "user's",
        "iso ?9001",
        "on(?! site)",
        "soo+n",
        "up to+ us",
    ],
    "long": ["multidisciplinary", "multidisciplinary interdepartmental", "internationalis(?:e|ation) teams?"],
}
WORDS = (
    "user users userſ USER needs need story must already have hold shall team of two people software soware find found out "
    "looked look sign off signoff co located end emd go to live beta for ask asked asking again built it by user's iso 9001 "
    "iso9001 on site soon son sooon up us too multidisciplinary interdepartmental internationalise internationalisation a I "
    "ıso İso K é _ user_needs"
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS.split()), st.sampled_from((" ", " ", " ", "-", "–", "\n", "  ", ", ", ". ", "_", "’", "")))
)


def every_hit(cues: dict[str, list[str]], text: str) -> set[tuple[str, int, int]]:
    """What a scan has to find, found by asking every pattern at every word."""
    hits = set()
    for cue, patterns in cues.items():
        last = 0
        for start in range(len(text)):
            begins = is_letter(text, start) and is_letter(text, start + 1) and not is_letter(text, start - 1)
            matches = [in_any_case(pattern, cue).match(text, start) for pattern in patterns] if begins and start >= last else []
            last = max((match.end() for match in matches if match), default=last)
            if any(matches):
                hits.add((cue, start, last))
    return hits


@cache
def in_any_case(pattern: str, cue: str) -> re.Pattern[str]:
    """A cue's pattern for a text as it is written, where a scan matches it in small letters."""
    return re.compile(compiled(pattern, cue).pattern, re.IGNORECASE)


def is_letter(text: str, at: int) -> bool:
    """Whether a letter or digit stands there."""
    return 0 <= at < len(text) and text[at].isalnum()


def scanned(lexicon: Lexicon, text: str) -> list[tuple[str, int, int]]:
    """What a scan finds."""
    hits: list[Hit] = list(lexicon.scan(Section(label="Summary of the work", text=text, field="summary")))
    return [(hit.cue, hit.start, hit.end) for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("alpha", ["alpha "]),
        ("UR", ["ur "]),
        ("user needs", ["user needs "]),
        ("user needs analysis", ["user needs "]),
        ("co-located", ["co located "]),
        ("users?", ["user ", "users "]),
        ("users? needs?", ["user need ", "user needs ", "users need ", "users needs "]),
        ("(?:find|found) out", ["find out ", "found out "]),
        ("must (?:already )?(?:have|hold) it", ["must have ", "must hold ", "must already "]),
        ("go (?:(?:to|for) )?live", ["go live ", "go to ", "go for "]),
        (r"ask\w*", ["ask"]),
        (r"ask (?:\w+ ){0,2}again", ["ask "]),
        ("user's", ["user"]),
        ("look out|see", ["look out ", "see "]),
        ("user research(?! is)", ["user research"]),
        ("soo+n", ["so"]),
        ("so?w", ["s"]),
        ("iso ?9001", ["iso 9001 ", "iso9001 "]),
        ("", [" "]),
        ("[ab|(]c", [""]),
    ],
)
def test_a_pattern_has_these_openings(pattern: str, found: list[str]) -> None:
    assert sorted(openings(pattern)) == sorted(found)


@given(TEXTS)
def test_a_scan_hides_no_hit(written: list[tuple[str, str]]) -> None:
    text = "".join(word + mark for word, mark in written)
    found = scanned(Lexicon(ODD), text)
    assert len(found) == len(set(found))
    assert set(found) == every_hit(ODD, text)


@given(st.text(alphabet="users ned-\nUSERſKkİı_.", max_size=40))
def test_a_scan_hides_no_hit_whatever_the_letters(text: str) -> None:
    cues = {"needs": ["users? need(?:s|ed)?", "seen", "risk", "under (?:us|users)"]}
    assert set(scanned(Lexicon(cues), text)) == every_hit(cues, text)


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "fixtures" / "contrast").rglob("*.*")), ids=lambda path: path.name)
def test_a_scan_hides_no_hit_of_the_lexicons(path: Path) -> None:
    text = path.read_text(encoding="utf-8")[:3000]
    assert set(scanned(lexicon(), text)) == every_hit(LEXICONS, text)


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "fixtures" / "contrast").rglob("*.*")), ids=lambda path: path.name)
def test_each_cue_asked_for_by_itself_is_what_a_scan_finds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")[:3000]
    section = Section(label="Summary of the work", text=text, field="summary")
    cues = Cues(Document(source="here", notice_id="1", sections=(section,)))
    found = [(hit.cue, hit.start, hit.end) for cue in lexicon().names for hit in cues.find(cue)]
    assert sorted(found) == sorted(scanned(lexicon(), text))
