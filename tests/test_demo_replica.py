"""The bundled replica: invented opportunities, rendered as the marketplace rendered real ones."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from urllib.request import urlopen

import pytest

from crawler.demo import build, serve
from crawler.demo.opportunity import Opportunity, day
from crawler.demo.pages import LISTING
from tenders import readers
from tenders.document import Document
from tests.crawling import AS_OF, marketplace, page_of

REPLICA = marketplace()
EVERY = pytest.mark.parametrize("shown", REPLICA.opportunities, ids=lambda shown: str(shown.number))


def read(shown: Opportunity) -> Document:
    return readers.read(page_of(REPLICA, shown.number))


def test_there_are_enough_in_both_generations_and_all_lots() -> None:
    assert len(REPLICA.opportunities) == 14
    assert Counter(shown.markup for shown in REPLICA.opportunities) == {"tables": 7, "lists": 7}
    assert Counter(shown.lot for shown in REPLICA.opportunities) == {
        "digital-outcomes": 11,
        "digital-specialists": 2,
        "user-research-participants": 1,
    }
    assert Counter(shown.outcome for shown in REPLICA.opportunities) == {"": 12, "cancelled": 1, "awarded": 1}


@EVERY
def test_every_answer_comes_out_of_the_page_as_it_was_written(shown: Opportunity) -> None:
    found = {section.field: section.text for section in read(shown).sections if section.field}
    for field, answer in shown.answers.items():
        if isinstance(answer, str):
            assert found[field] == answer
        elif isinstance(answer, tuple):
            assert found[field] == "\n".join(answer)
        else:
            assert found[field] == "\n".join(f"{name}\n{share}%" for name, share in answer.items())


@EVERY
def test_every_label_is_known_and_printed_though_its_answer_is_blank(shown: Opportunity) -> None:
    sections = [section for section in read(shown).sections if section.heading != "Questions asked by suppliers"]
    assert [section.label for section in sections if not section.field] == []
    assert "earlyMarketEngagement" in {section.field for section in sections}


@EVERY
def test_questions_and_answers_come_out_numbered(shown: Opportunity) -> None:
    asked = [section for section in read(shown).sections if section.heading == "Questions asked by suppliers"]
    assert [section.label for section in asked] == [
        f"{place}. {question}" for place, (question, _) in enumerate(shown.questions, 1)
    ]
    assert [section.text for section in asked] == [answer for _, answer in shown.questions]


@EVERY
def test_answers_keep_to_the_marketplaces_limits(shown: Opportunity) -> None:
    limits = {
        "summary": 50,
        "backgroundInformation": 200,
        "outcome": 200,
        "endUsers": 200,
        "workAlreadyDone": 100,
        "existingTeam": 100,
    }
    assert {field: limit for field, limit in limits.items() if len(shown.text(field).split()) > limit} == {}


@pytest.mark.parametrize("as_of", [date(2024, 3, 14), date(2024, 12, 31), date(2031, 2, 28)], ids=str)
def test_some_are_always_open_and_some_closed(as_of: date) -> None:
    replica = build(as_of)
    for status, count in (("open", 11), ("closed", 3)):
        body = replica.answer(f"{LISTING}?statusOpenClosed={status}").body.decode()
        assert f"{count} results found" in body


def test_a_banner_says_how_an_opportunity_ended() -> None:
    banners = {
        number: document.get("banner")
        for number in (21001, 21030, 21033, 21036)
        for document in [readers.read(page_of(REPLICA, number))]
    }
    assert {number: banner.lines[0] if banner else None for number, banner in banners.items()} == {
        21001: None,
        21030: "This opportunity was cancelled",
        21033: "Awarded to Larch & Finch Digital Ltd",
        21036: "This opportunity is closed for applications",
    }


def test_questions_close_after_a_week_and_applications_after_two() -> None:
    document = readers.read(page_of(REPLICA, 21001))
    published = AS_OF - timedelta(days=4)
    assert [
        document.by_field[field][0].text for field in ("publishedAt", "clarificationQuestionsClosedAt", "applicationsClosedAt")
    ] == [
        day(published),
        f"{day(published + timedelta(days=7))} at 11:59pm GMT",
        f"{day(published + timedelta(days=14))} at 11:59pm GMT",
    ]


def test_the_listing_has_two_pages_of_two_generations() -> None:
    first, second = (REPLICA.answer(f"{LISTING}?page={number}").body.decode() for number in (1, 2))
    assert first.count('class="search-result"') == 8
    assert 'class="previous-next-navigation"' in first
    assert second.count('class="app-search-result"') == 6
    assert 'class="dm-pagination"' in second


def test_a_longer_listing_also_has_new_items_with_the_old_pager() -> None:
    third = marketplace(extra=20).answer(f"{LISTING}?page=3").body.decode()
    assert 'class="app-search-result"' in third
    assert 'class="previous-next-navigation"' in third


@pytest.mark.parametrize("target", ["/", f"{LISTING}/99999", f"{LISTING}?page=9", f"{LISTING}?page=0", f"{LISTING}?page=two"])
def test_what_is_not_there_answers_404(target: str) -> None:
    assert REPLICA.answer(target).status == 404


def test_generated_opportunities_are_as_many_as_wanted_and_the_same_each_time() -> None:
    assert marketplace(extra=200).opportunities == marketplace(extra=200).opportunities
    assert len({shown.number for shown in marketplace(extra=200).opportunities}) == 214


def test_the_replica_is_served_on_loopback() -> None:
    with serve(AS_OF) as address:
        assert address.startswith("http://127.0.0.1:")
        with urlopen(f"{address}{LISTING}/21001") as response:
            assert response.read() == page_of(REPLICA, 21001)
