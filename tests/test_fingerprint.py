"""What a finding is known by from one draft to the next."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.fingerprint import fingerprint, plain_words
from tenders.evidence import Evidence

CLAUSE = "The supplier shall deliver a portal by 3 May."


def words(quote: str, section: str = "Summary of the work", start: int = 0) -> Evidence:
    return Evidence(section=section, start=start, end=start + len(quote), quote=quote)


def test_plain_words_are_lower_case_without_marks_and_small_words() -> None:
    assert plain_words(CLAUSE) == "supplier deliver portal 3"


@pytest.mark.parametrize("number", ["4.2 ", "4.2. ", "7) ", "(b) ", "b. ", "(iii) ", "• ", "- ", "* 3. ", " 10.4.1 "])
def test_a_number_or_a_mark_before_a_clause_is_no_part_of_it(number: str) -> None:
    assert plain_words(number + CLAUSE) == plain_words(CLAUSE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5 million letters a year", "4.5 million letters a year"),
        ("2.5 days a week on site", "4.5 days a week on site"),
        ("Deliver a portal", "Deliver an app"),
        ("i.e. portals", "e.g. portals"),
    ],
)
def test_clauses_that_say_something_else_are_others(one: str, other: str) -> None:
    assert plain_words(one) != plain_words(other)


def test_a_finding_is_known_by_its_rule_and_the_words_at_fault_wherever_they_stand() -> None:
    known = fingerprint("W003", [words(CLAUSE), words("Four weeks")])
    assert known == fingerprint("W003", [words("four weeks.", "Terms", 90), words(f"2.1 {CLAUSE}", "Terms")])
    assert known != fingerprint("W001", [words(CLAUSE), words("Four weeks")])
    assert known != fingerprint("W003", [words(CLAUSE)])


def test_a_finding_without_words_is_known_by_its_rule() -> None:
    assert fingerprint("T003", []) == fingerprint("T003", ())
    assert fingerprint("T003", []) != fingerprint("U005", [])


@given(st.lists(st.text("abcdefg .,;", min_size=1, max_size=30), max_size=4))
def test_a_fingerprint_is_sixteen_digits_and_the_order_of_the_words_at_fault_is_nothing_to_it(quotes: list[str]) -> None:
    evidence = [words(quote) for quote in quotes]
    found = fingerprint("W003", evidence)
    assert re.fullmatch(r"[0-9a-f]{16}", found)
    assert found == fingerprint("W003", reversed(evidence))


@given(st.text(max_size=60))
def test_plain_words_are_plain(text: str) -> None:
    once = plain_words(text)
    assert plain_words(once.upper()) in (once, plain_words(once))
