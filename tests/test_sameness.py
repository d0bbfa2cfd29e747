"""The same opportunity on two sources: joined when it is, left apart when it may not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tenders.naming import likeness
from tenders.notice import Card
from tenders.sameness import Listed, Pairing, compared, matches
from tests.sightings import Half, measured, real

PUBLISHED = datetime(2024, 2, 12, 10, tzinfo=UTC)
CLOSES = datetime(2024, 3, 3, 17, tzinfo=UTC)
WORK = Card(
    title="Booking service for allotment plots and water meters",
    buyer="Larkfield Borough Council",
    published=PUBLISHED,
    closes=CLOSES,
    value=Decimal(93_750),
)


def here(number: int = 1, **facts: Any) -> Listed:
    """The work, with these facts instead, as one source lists it."""
    return Listed(source="contracts-finder", notice_id=str(number), card=replace(WORK, **facts))


def there(number: int = 1, **facts: Any) -> Listed:
    """The work, with these facts instead, as another source lists it."""
    return Listed(source="find-a-tender", notice_id=str(number), card=replace(WORK, **facts))


def joined(new: Sequence[Listed], known: Sequence[Listed] = ()) -> set[tuple[str, str]]:
    """The numbers of the pairs joined, Contracts Finder's first."""
    return {(match.first[1], match.second[1]) for match in matches(new, known)}


class TestOneWork:
    """Ways in which another source prints the same notice."""

    @pytest.mark.parametrize(
        "title",
        [
            "BOOKING SERVICE FOR ALLOTMENT PLOTS AND WATER METERS",
            "Provision of a Booking Service for Allotment Plots & Water Meters",
            "Booking sevice for allotment plots and water metres",
            "Allotment plots and water meters: booking service",
            "Larkfield Borough Council - Booking service for allotment plots and water meters",
            "LBC: Booking service for allotment plots and water meters",
            "LBC/2024/117 Booking service for allotment plots and water meters",
            "prj_16447 - Booking service for allotment plots and water meters",
            "RM1043.8-1-Booking service for allotment plots and water meters",
            "GB-Larkfield: Booking service for allotment plots and water meters",
            "Booking service for allotment plots and water meters - Closed",
            "Booking service for allotment plots and water m…",
            "Booking service for allotment plots, water meters",
            "Online booking service for allotment plots and water meters",
        ],
    )
    def test_a_title_in_another_dress(self, title: str) -> None:
        assert compared(here(), there(title=title)).verdict == "same"

    def test_a_long_title_cut_off_in_a_word(self) -> None:
        long = f"{WORK.title}, with gates that open by telephone for people who hold a plot"
        assert compared(here(title=long), there(title=long[:60])).verdict == "same"

    @pytest.mark.parametrize(
        "facts",
        [
            {"closes": CLOSES + timedelta(hours=23)},
            {"closes": CLOSES + timedelta(days=14)},
            {"closes": None},
            {"published": PUBLISHED + timedelta(days=5)},
            {"published": None, "value": None},
            {"closes": None, "published": None},
            {"value": Decimal(112_500)},
            {"value": Decimal("0.01")},
        ],
        ids=str,
    )
    def test_facts_that_move_or_are_missing(self, facts: dict[str, Any]) -> None:
        assert compared(here(), there(**facts)).verdict == "same"

    def test_initials_written_out_in_a_title(self) -> None:
        match = compared(
            here(title="CRM for plot holders at Larkfield"),
            there(title="Customer relationship management for plot holders at Larkfield"),
        )
        assert match.verdict == "same"

    def test_a_title_that_says_little_with_every_other_fact(self) -> None:
        facts = {"title": "Digital specialist"}
        assert compared(here(**facts), there(**facts)).verdict == "same"


class TestTwoWorks:
    """What must not be joined."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("{}, phase 1", "{}, phase 2"),
            ("{}", "{}, phase 2"),
            ("{} - Lot 1", "{} - Lot 2"),
            ("{} - Lot A", "{} - Lot B"),
            ("{} II", "{} III"),
            ("{} 2023/24", "{} 2024/25"),
            ("Discovery: {}", "Alpha: {}"),
            ("{} (north)", "{} (south)"),
            ("{}: delivery manager", "{}: user researcher"),
            ("{}: data architect", "{}: business architect"),
            ("{}: functional tester", "{}: non-functional tester"),
            ("LBC-0117 {}", "LBC-0118 {}"),
            ("{}", "Mowing of verges and cutting of hedges"),
        ],
    )
    def test_siblings_that_share_every_other_fact(self, one: str, other: str) -> None:
        assert compared(here(title=one.format(WORK.title)), there(title=other.format(WORK.title))).verdict == "different"

    def test_the_same_title_a_year_later(self) -> None:
        later = {"published": PUBLISHED + timedelta(days=365), "closes": CLOSES + timedelta(days=365)}
        assert compared(here(), there(**later)).verdict == "different"

    def test_the_same_title_of_another_council(self) -> None:
        title = "Grounds maintenance and winter gritting"
        assert compared(here(title=title), there(title=title, buyer="Brookhaven District Council")).verdict == "different"

    @pytest.mark.parametrize("facts", [{"closes": None}, {"closes": CLOSES + timedelta(days=6)}, {"published": None}], ids=str)
    def test_a_title_that_says_little_with_less_than_every_other_fact(self, facts: dict[str, Any]) -> None:
        assert compared(here(title="Developer", value=None), there(title="Developer", value=None, **facts)).verdict == "different"

    def test_a_title_that_is_only_a_number_of_the_framework_and_the_buyer(self) -> None:
        title = {"title": "RM1043.9-2-Larkfield Borough Council"}
        assert compared(here(**title), there(**title, value=None, published=None)).verdict == "different"

    def test_nothing_known_but_a_buyer_and_a_day(self) -> None:
        assert compared(here(title=None), there(title=None)).verdict == "different"


class TestAmongOthers:
    def test_a_source_and_itself_are_not_compared(self) -> None:
        assert joined([here(1), here(2)]) == set()

    def test_the_better_of_two_siblings_is_taken(self) -> None:
        cut = f"{WORK.title} and gates that open by telephone"
        assert joined(
            [here(1, title=f"{cut} for plot holders"), here(2, title=cut, value=None), there(3, title=f"{cut} for plot holders")]
        ) == {("1", "3")}

    def test_of_two_that_fit_equally_well_neither_is_taken(self) -> None:
        assert joined([here(1), here(2), there(3)]) == set()

    def test_three_developers_on_each_source_stay_apart(self) -> None:
        cards = [make(n, title="Developer") for make in (here, there) for n in (1, 2, 3)]
        assert joined(cards) == set()

    def test_one_work_on_three_sources_is_three_pairs(self) -> None:
        third = Listed(source="sell2wales", notice_id="9", card=WORK)
        assert joined([here(1), there(2), third]) == {("1", "2"), ("1", "9"), ("2", "9")}

    def test_new_notices_are_joined_to_known_ones_and_known_ones_not_again(self) -> None:
        other = "Repair of the bandstand roof and its copper weathervane"
        known = [here(1), here(2, title=other), there(3, title=other)]
        assert joined([there(4)], known) == {("1", "4")}

    def test_a_new_notice_does_not_take_what_fits_a_known_one_as_well(self) -> None:
        assert joined([here(5)], [here(1), there(2)]) == set()

    def test_the_order_of_notices_makes_no_difference(self) -> None:
        cards = [here(1), there(2), here(3, title="Repair of the bandstand roof"), there(4, title="Repair of bandstand roof")]
        assert list(matches(cards)) == list(matches(cards[::-1]))
        assert joined(cards) == {("1", "2"), ("3", "4")}

    def test_nothing_is_joined_among_nothing(self) -> None:
        assert list(matches([], [])) == []


class TestWhy:
    def test_a_match_says_why_and_how_surely(self) -> None:
        (match,) = matches([there(2), here(1, closes=CLOSES + timedelta(hours=6))])
        assert match == Pairing(
            first=("contracts-finder", "1"),
            second=("find-a-tender", "2"),
            verdict="same",
            score=1.0,
            why="same buyer, titles 100 % alike, both close on 3 March, both published on 12 February, same value",
        )

    def test_what_speaks_against_is_said_too(self) -> None:
        match = compared(here(), there(title=f"{WORK.title}, phase 2", closes=CLOSES + timedelta(days=400)))
        assert (match.verdict, match.score < 0.01) == ("different", True)
        assert "a number in one title only" in match.why
        assert "closing 400 days apart" in match.why


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Ministry of Plots", "The Ministry Of Plots", "same"),
        ("Plots & Sheds Ltd.", "Plots and Sheds Limited", "same"),
        ("Her Majesty’s Gardens Service", "HM Gardens Service", "same"),
        ("London Borough of Larkfield", "Larkfield Council", "same"),
        ("Larkfeild Borough Council", "Larkfield BC", "same"),
        ("Ministry of Plots", "MoP", "initials"),
        ("Department for Plots, Sheds and Tools", "DfPST", "initials"),
        ("Department for Plots, Sheds and Tools", "PST", "initials"),
        ("HM Gardens Agency", "HMGA", "initials"),
        ("Plots Advice Service (PAS)", "PAS", "initials"),
        ("Ministry of Plots, Water Branch", "Ministry of Plots", "part"),
        ("Ministry of Plots - Kew Gardens Service", "Kew Gardens Service", "part"),
        ("Ministry of Plots, Water Branch", "Ministry of Plots, Seeds Branch", "parent"),
        ("Larkfield Borough Council", "University of Larkfield", "different"),
        ("North Larkshire Council", "Larkshire County Council", "different"),
        ("North Larkshire Council", "South Larkshire Council", "different"),
        ("Scottish Archives", "Scottish Gardens", "different"),
        ("Ministry of Plots", None, "unknown"),
        ("Ministry of Plots", "—", "unknown"),
    ],
)
def test_buyers_are_known_by_their_names(one: str, other: str | None, wanted: str) -> None:
    assert (likeness(one, other), likeness(other, one)) == (wanted, wanted)


@pytest.fixture(scope="module")
def notices(shared: Path) -> list[Listed]:
    """Every real notice once."""
    return real(shared)


@pytest.fixture(scope="module", params=[0.0, 0.5], ids=["all there", "half gone"])
def counts(notices: list[Listed], request: pytest.FixtureRequest) -> dict[Half, tuple[int, int, int]]:
    """Of each half, how many were joined rightly and wrongly, and how many there are."""
    return measured(notices, 2, request.param)


@pytest.mark.parametrize("half", ["developed", "held"])
def test_real_notices_are_found_again_and_nothing_else_is(counts: dict[Half, tuple[int, int, int]], half: Half) -> None:
    right, wrong, there = counts[half]
    assert right / (right + wrong) >= 0.98
    assert right / there >= 0.85


def test_no_two_real_notices_of_different_sources_are_taken_for_one(notices: list[Listed]) -> None:
    assert list(matches(notices)) == []
