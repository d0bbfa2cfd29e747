"""Digital work is told from the rest by CPV codes, title and text."""

from __future__ import annotations

import pytest

from tenders.errors import SettingsError
from tenders.relevance import Lexicon, codes_say, first_words, lexicon, relevant

SOFTWARE, IT_SERVICES, ROOFS, TEACHING, PLAIN = "48000000", "72000000", "45260000", "80000000", "79000000"

WRITTEN = {
    "enough": 1,
    "codes": {"digital": ["72"], "near": ["721"]},
    "points": {},
    "parts": {"thing": "kettles?"},
    "strong": {"patterns": ["IT", "smart <thing>"]},
    "title": {"patterns": ["web"]},
    "weak": {"patterns": ["tools"]},
    "against": {"patterns": ["web of life", "smart kettle shelf"]},
}


@pytest.mark.parametrize("code", [SOFTWARE, IT_SERVICES, "72000000-5", "CPV 48000000"])
def test_a_digital_code_alone_is_enough(code: str) -> None:
    assert relevant([code], "Kestrel renewal", "").verdict


def test_codes_of_other_work_and_no_word_are_not_taken() -> None:
    found = relevant([ROOFS], "New roof for the infants' school", "Strip the tiles and lay new ones.")
    assert not found.verdict
    assert found.why == "CPV 45260000 is for other work"


def test_nothing_at_all_is_not_taken() -> None:
    found = relevant([], "", "")
    assert not found.verdict
    assert found.why == "no code and no word of digital work"


def test_what_is_no_code_says_nothing() -> None:
    assert codes_say(lexicon(), ["IT", "72", "unknown"]) == (0, "")


@pytest.mark.parametrize(
    "title",
    [
        "Allotment booking system",
        "New website for the harbour trust",
        "Cyber security assessment",
        "IT support for the parish",
        "Case-management software",
        "User research on parking permits",
        "CLOUD HOSTING",
        "Meddalwedd cofnodion",
    ],
)
def test_a_strong_word_in_the_title_is_enough(title: str) -> None:
    assert relevant([PLAIN], title, "").verdict
    assert relevant([ROOFS], title, "").verdict


@pytest.mark.parametrize(
    "title",
    [
        "Digital printing of leaflets",
        "Digital radiography suite",
        "Heating systems servicing",
        "Dynamic Purchasing System for taxis",
        "Air conditioning for server rooms",
        "Does it matter? A study of hedges",
        "Building management system maintenance",
        "Data loggers and data cabling",
    ],
)
def test_words_of_digital_work_in_another_name_count_for_nothing(title: str) -> None:
    assert not relevant([PLAIN], title, "").verdict


def test_how_to_bid_counts_for_nothing() -> None:
    text = (
        "Tender documents are on our e-tendering portal. Apply via the council's sourcing portal. "
        "The dynamic purchasing system stays open. Data protection law and Cyber Essentials apply."
    )
    assert lexicon().words(text).strong == ()
    assert not relevant([TEACHING], "Music lessons", text).verdict


def test_software_in_passing_does_not_make_a_machine_digital_work() -> None:
    text = "A lathe with control software, a database of tools, and hardware that integrates with our system."
    assert not relevant(["42600000"], "Five-axis lathe", text).verdict


def test_the_text_may_settle_what_the_title_leaves_open() -> None:
    text = "We need software to plan routes, hosted in the cloud. The system must integrate with our data."
    assert not relevant([PLAIN], "Project Heron solution", "").verdict
    assert relevant([PLAIN], "Project Heron solution", text).verdict


def test_one_digital_code_among_many_needs_words() -> None:
    codes = [PLAIN, ROOFS, TEACHING, IT_SERVICES]
    assert not relevant(codes, "Town plan", "Consult residents and draw a plan.").verdict
    assert relevant(codes, "Town data platform", "Bring planning data into one dashboard.").verdict


def test_consultancy_codes_that_buyers_take_for_anything_need_words() -> None:
    assert not relevant(["72224000"], "Project managers for the new pool", "Run the works.").verdict
    assert relevant(["72224000"], "Project managers for the new payroll system", "Run the works.").verdict


@pytest.mark.parametrize(
    ("codes", "points"),
    [
        ([SOFTWARE, IT_SERVICES], 3),
        ([SOFTWARE, PLAIN], 3),
        ([PLAIN, SOFTWARE], 2),
        ([PLAIN, TEACHING, SOFTWARE], 2),
        ([PLAIN, TEACHING, PLAIN, SOFTWARE], 1),
        (["32400000"], 1),
        ([PLAIN], 0),
        ([PLAIN, ROOFS], 0),
        ([ROOFS, "33100000"], -2),
    ],
)
def test_codes_are_worth_what_they_say(codes: list[str], points: int) -> None:
    assert codes_say(lexicon(), codes)[0] == points


def test_what_stands_far_into_the_text_does_not_count() -> None:
    assert relevant([PLAIN], "Project Heron solution", "Software in the cloud. ").verdict
    assert not relevant([PLAIN], "Project Heron solution", "Rakes and spades. " * 60 + "Software in the cloud.").verdict


def test_the_reasons_name_the_code_and_the_words() -> None:
    found = relevant([SOFTWARE], "Booking system", "Software as a service, and support.")
    assert found.why == ('CPV 48000000 is for software or IT services; the title says "booking system"; the text says "software"')


def test_the_longest_stem_of_a_code_counts() -> None:
    known = Lexicon(WRITTEN)
    assert [known.kind(code) for code in ("72900000", "72100000", "90000000")] == ["digital", "near", "other"]


def test_words_in_capitals_count_only_in_capitals() -> None:
    known = Lexicon(WRITTEN)
    assert known.words("IT or not").strong == ("it",)
    assert known.words("Is it or not").strong == ()


def test_a_letter_that_grows_in_lower_case_moves_no_word() -> None:
    assert Lexicon(WRITTEN).words("İİİ IT").strong == ("it",)


def test_each_word_counts_once_and_in_one_kind() -> None:
    found = Lexicon(WRITTEN).words("Smart kettle, smart\nkettle shelf, web of life, web; TOOLS and tools, cobweb")
    assert (found.strong, found.title, found.weak) == (("smart kettle",), ("web",), ("tools",))


def test_a_pattern_whose_first_word_is_left_open_is_refused() -> None:
    with pytest.raises(SettingsError, match="write out the first word"):
        first_words("organi[sz]e")
