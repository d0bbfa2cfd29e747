"""Crawls of the Contract Award Service, from its listing to its questions, in both of its generations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.base import Surroundings
from crawler.clock import VirtualClock
from crawler.entries import Progress, turns, with_page, without_port
from crawler.settings import CrawlOptions
from crawler.spiders.contract_award_service import ContractAwardService
from crawler.tally import Tally
from tenders import readers
from tenders.award_service.listing import Listing, read_listing
from tenders.bundle import unpack
from tenders.document import Document
from tenders.parse import tender_from
from tenders.store import open_store
from tenders.tender import Tender
from tests.cas_pages import (
    MODEL,
    MODERN,
    SURVEY,
    Award,
    detail_2026,
    details,
    item,
    link,
    listing,
    listing_2026,
    questions,
    shell,
    summary,
)
from tests.cas_site import DOWNLOAD, LISTING, Site2024, Site2026, many, many_modern
from tests.faulty import NOW, Fault, Scene, Went, killed, scene
from tests.servers import Asked, Reply

SOURCE = "contract-award-service"
SILENT = Reply(drops=True)
SORRY = Reply(status=500, body=b"<h1>Sorry</h1>")
WON = replace(MODEL, status="closed", sub_status="awarded", award=Award(supplier="Towpath Ltd"))


def crawled(site: Any, folder: Path, *faults: Fault, **options: Any) -> tuple[Went, Scene]:
    """One crawl of a site."""
    with scene(site, SOURCE, folder) as place:
        return place.crawl(*faults, **options), place


def document(place: Scene, number: int) -> Document:
    return readers.read(place.kept()[str(number)])


def tender(place: Scene, number: int) -> Tender:
    return tender_from(document(place, number), "0")


# 2024


def test_a_notice_of_2024_is_its_three_pages_its_entry_and_its_row(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path)
    assert went.counts == (1, 0, 0, 0)
    pages = unpack(place.kept()["40021"])
    assert [page.body for page in pages[:3]] == [summary(MODEL), details(MODEL), questions(MODEL)]
    assert [page.media_type for page in pages] == ["text/html"] * 4 + ["application/json"]
    assert document(place, 40021).not_read == ()


def test_the_addresses_asked_for_are_the_site_s_own_with_their_spaces_escaped(tmp_path: Path) -> None:
    waiting = replace(MODEL, status="closed", sub_status="awaiting outcome")
    went, _ = crawled(Site2024(found=(waiting,)), tmp_path)
    assert went.counts == (1, 0, 0, 0)
    targets = [asked.target for asked in went.asked]
    assert targets == [
        LISTING,
        f"{DOWNLOAD}?download=1",
        *(link(name, waiting).replace(" ", "%20") for name in ("summary", "details", "questions")),
    ]


def test_every_field_comes_through_the_whole_flow(tmp_path: Path) -> None:
    _, place = crawled(Site2024(found=(WON, SURVEY)), tmp_path)
    won, survey = tender(place, 40021), tender(place, 40033)
    assert won.status is not None
    assert won.award is not None
    assert won.budget is not None
    assert survey.lot is not None
    assert (won.status.value, won.award.value.supplier, won.budget.max, len(won.questions)) == ("awarded", "Towpath Ltd", 65000, 2)
    assert (survey.lot.value, won.facts["ocid"].value) == ("user-research-participants", "ocds-pfhb7i-30021")


def test_all_pages_of_a_listing_are_read(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=many(43)), tmp_path)
    assert went.counts == (43, 0, 0, 0)
    assert sorted(place.kept()) == [str(number) for number in range(50001, 50044)]


def test_a_second_crawl_of_the_same_changes_nothing(tmp_path: Path) -> None:
    with scene(Site2024(found=many(3)), SOURCE, tmp_path) as place:
        place.crawl()
        before = place.kept()
        assert place.crawl().counts == (0, 0, 3, 0)
        assert place.kept() == before


def test_a_notice_that_moves_to_another_page_of_the_listing_is_unchanged(tmp_path: Path) -> None:
    with scene(Site2024(found=many(21)), SOURCE, tmp_path) as place:
        place.crawl()
        before = place.kept()
        place.site = Site2024(found=tuple(reversed(many(21))))
        assert place.crawl().counts == (0, 0, 21, 0)
        assert place.kept() == before


def test_a_question_that_was_answered_since_is_a_change(tmp_path: Path) -> None:
    with scene(Site2024(found=(MODEL,)), SOURCE, tmp_path) as place:
        place.crawl()
        place.site = Site2024(found=(replace(MODEL, asked=(*MODEL.asked, ("When?", "Soon.", "25/03/2024"))),))
        assert place.crawl(new=True).counts == (0, 1, 0, 0)
        assert [question.question for question in tender(place, 40021).questions][-1] == "When?"


def test_of_what_is_closed_and_looks_the_same_nothing_is_asked_where_only_news_are_wanted(tmp_path: Path) -> None:
    with scene(Site2024(found=(WON,)), SOURCE, tmp_path) as place:
        place.crawl()
        assert [asked.path for asked in place.crawl(new=True).asked] == [LISTING, DOWNLOAD]


def test_a_listing_that_names_some_notices_twice_is_whole_after_another_walk_without_news(tmp_path: Path) -> None:
    found = many(25)
    went, place = crawled(Site2024(found=found, listed=(*found[:20], found[3], *found[20:])), tmp_path)
    assert went.counts == (25, 0, 0, 0)
    assert [asked.target for asked in went.asked].count(LISTING) == 2
    assert len(place.kept()) == 25


def test_a_listing_that_never_names_all_that_it_counts_is_said_so(tmp_path: Path) -> None:
    short = Reply(body=listing(*many(2), total=3))
    went, _ = crawled(Site2024(found=many(2)), tmp_path, Fault(at=rf"^{LISTING}$", does=short, times=None))
    assert went.counts[0] == 2
    assert [failure.partition(" ")[2] for failure in went.failures] == [
        "says that there are 3 opportunities, but names 2: crawl again later"
    ]


@pytest.mark.parametrize("site", [Site2024(found=many(45), links=False), Site2026(found=many_modern(45), links=False)])
def test_a_listing_without_links_to_its_pages_is_read_to_its_end(site: Any, tmp_path: Path) -> None:
    went, place = crawled(site, tmp_path)
    assert went.counts == (45, 0, 0, 0)
    assert len(place.kept()) == 45


def test_a_page_that_fails_for_good_leaves_a_notice_partly_read(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="opportunitiesDetails", does=SORRY, times=None))
    assert went.counts == (1, 0, 0, 1)
    assert document(place, 40021).not_read == ("the details page",)
    assert [asked.path for asked in went.asked].count("/digital-outcomes/opportunitiesDetails") == 2


def test_a_page_that_does_not_answer_once_is_asked_for_again(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="opportunitiesDetails", does=SILENT))
    assert went.counts == (1, 0, 0, 0)
    assert document(place, 40021).not_read == ()


def test_a_page_that_hangs_is_given_up_after_the_timeout(tmp_path: Path) -> None:
    hanging = Reply(body=details(MODEL), stalls=True)
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="opportunitiesDetails", does=hanging, times=None))
    assert went.counts == (1, 0, 0, 1)
    assert document(place, 40021).not_read == ("the details page",)


def test_a_wrong_page_with_status_200_is_a_page_not_read(tmp_path: Path) -> None:
    missing = Reply(body=shell("<h1>Page not found</h1>"))
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="opportunitiesDetails", does=missing, times=None))
    assert went.counts == (1, 0, 0, 1)
    assert "says “Page not found” and holds no opportunity" in went.failures[0]
    assert document(place, 40021).not_read == ("the details page",)


def test_questions_that_are_barred_leave_the_other_pages(tmp_path: Path) -> None:
    barred = Reply(status=302, headers={"Location": "/401"})
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="questions-and", does=barred, times=None))
    assert went.counts == (1, 0, 0, 1)
    assert document(place, 40021).not_read == ("the questions and answers",)


def test_a_notice_whose_page_fails_for_good_keeps_what_the_listing_says(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="reviewRecommendation", does=SORRY, times=None))
    assert went.counts == (1, 0, 0, 1)
    kept = tender(place, 40021)
    assert kept.title is not None
    assert kept.budget is not None
    assert (kept.title.value, kept.budget.max) == (MODEL.title, 65000)
    assert kept.document.not_read == ("the summary page", "the details page")


def test_a_notice_partly_read_is_tried_again_by_the_next_crawl(tmp_path: Path) -> None:
    with scene(Site2024(found=(WON,)), SOURCE, tmp_path) as place:
        place.crawl(Fault(at="opportunitiesDetails", does=SORRY, times=None))
        assert place.crawl(new=True).counts == (0, 1, 0, 0)
        assert document(place, 40021).not_read == ()


def test_a_notice_read_whole_is_not_replaced_by_a_part_of_it(tmp_path: Path) -> None:
    with scene(Site2024(found=(MODEL, SURVEY)), SOURCE, tmp_path) as place:
        place.crawl()
        before = place.kept()
        for page in ("reviewRecommendation", "opportunitiesDetails"):
            assert place.crawl(Fault(at=rf"{page}.*40021", does=SORRY, times=None)).counts == (0, 0, 1, 1)
        assert place.kept() == before


def test_a_list_for_download_that_cannot_be_had_is_said_and_left_out(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL,), csv=False), tmp_path)
    assert went.counts == (1, 0, 0, 1)
    assert went.failures[0].endswith("is not there (404): its facts are left out")
    assert document(place, 40021).not_read == ()


def test_the_archive_of_documents_is_wanted_by_the_ocid(tmp_path: Path) -> None:
    _, place = crawled(Site2024(found=(MODEL,)), tmp_path)
    with open_store(str(place.store)) as store:
        ((source, number, document),) = store.wanted()
    assert (source, number, document.name) == (SOURCE, "40021", "40021-attachments.zip")
    assert document.url.endswith("/digital-outcomes/downloadDetails?prId=40021&id=ocds-pfhb7i-30021&download=1")


def test_without_an_ocid_there_is_no_archive_of_documents(tmp_path: Path) -> None:
    unlinked = Reply(body=summary(MODEL).replace(MODEL.ocid.encode(), b""))
    _, place = crawled(Site2024(found=(MODEL,)), tmp_path, Fault(at="reviewRecommendation", does=unlinked))
    with open_store(str(place.store)) as store:
        assert list(store.wanted()) == []


def test_documents_that_a_page_links_to_are_wanted(tmp_path: Path) -> None:
    linked = detail_2026(MODERN).replace(b"By our portal.", b'<a href="/files/How to apply.pdf">How to apply</a>')
    _, place = crawled(Site2026(found=(MODERN,)), tmp_path, Fault(at="/project/", does=Reply(body=linked)))
    with open_store(str(place.store)) as store:
        ((_, number, document),) = store.wanted()
    assert (number, document.name) == ("81001", "How to apply.pdf")
    assert document.url.endswith("/files/How%20to%20apply.pdf")


@pytest.mark.parametrize("path", ["/digital-outcomes/reviewRecommendation?projectId=1", "/opportunities/download?download=1"])
def test_links_of_a_replica_under_a_path_stay_under_it(path: str) -> None:
    options = CrawlOptions(source=SOURCE, base_url="http://127.0.0.1:8000/mirror")
    store: Any = None
    spider = ContractAwardService(surroundings=Surroundings(options=options, tally=Tally(), store=store, clock=VirtualClock(NOW)))
    assert spider.here(f"http://127.0.0.1:8000{path}") == f"http://127.0.0.1:8000/mirror{path}"
    assert spider.here(f"http://127.0.0.1:8000/mirror{path}") == f"http://127.0.0.1:8000/mirror{path}"


def test_only_the_lot_asked_for_is_crawled(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL, SURVEY)), tmp_path, lot="user-research-participants", status="open")
    assert went.asked[0].target == f"{LISTING}?status=open&lot=3"
    assert list(place.kept()) == ["40033"]


def test_notices_published_too_early_are_passed_over(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=(MODEL, SURVEY)), tmp_path, since=date(2024, 3, 15))
    assert went.summary is not None
    assert (went.summary.passed_over, list(place.kept())) == (1, ["40021"])


def test_no_more_notices_are_asked_for_than_are_wanted(tmp_path: Path) -> None:
    went, place = crawled(Site2024(found=many(25)), tmp_path, limit=3)
    assert went.counts == (3, 0, 0, 0)
    assert len(place.kept()) == 3


@pytest.mark.parametrize("at", [LISTING, "reviewRecommendation", "opportunitiesDetails", "questions-and"])
def test_a_crawl_that_is_killed_goes_on_from_there(at: str, tmp_path: Path) -> None:
    with scene(Site2024(found=many(22)), SOURCE, tmp_path / "killed") as place:
        place.crawl(Fault(at=at, does=killed, first=2))
        place.crawl()
        found = place.kept()
    with scene(Site2024(found=many(22)), SOURCE, tmp_path / "whole") as other:
        other.crawl()
        assert {number: readers.read(raw).fingerprint for number, raw in found.items()} == {
            number: readers.read(raw).fingerprint for number, raw in other.kept().items()
        }


# 2026


def test_a_notice_of_2026_is_its_page_and_its_entry(tmp_path: Path) -> None:
    went, place = crawled(Site2026(found=(MODERN,)), tmp_path)
    assert went.counts == (1, 0, 0, 0)
    assert unpack(place.kept()["81001"])[0].body == detail_2026(MODERN)
    assert document(place, 81001).not_read == ()


def test_all_pages_of_the_listing_of_2026_are_read(tmp_path: Path) -> None:
    went, _ = crawled(Site2026(found=many_modern(43)), tmp_path)
    assert went.counts == (43, 0, 0, 0)
    assert [asked.target for asked in went.asked if asked.path == LISTING] == [LISTING, f"{LISTING}?p=2", f"{LISTING}?p=3"]


def test_a_page_of_2026_that_fails_for_good_keeps_what_the_listing_says(tmp_path: Path) -> None:
    went, place = crawled(Site2026(found=many_modern(2), failing=(81001,)), tmp_path)
    assert went.counts == (2, 0, 0, 1)
    kept = tender(place, 81001)
    assert kept.buyer is not None
    assert (kept.buyer.value, kept.document.not_read) == ("Upland Lifts Authority", ("the page of the opportunity",))


def test_a_page_of_2026_that_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    tag = {"ETag": 'W/"1"'}
    first = Fault(at="/project/", does=Reply(body=detail_2026(MODERN), headers=tag))
    second = Fault(at="/project/", does=Reply(status=304, headers=tag))
    with scene(Site2026(found=(MODERN,)), SOURCE, tmp_path) as place:
        place.crawl(first)
        went = place.crawl(second)
        assert went.counts == (0, 0, 1, 0)
        assert went.asked[-1].headers["if-none-match"] == 'W/"1"'


def test_a_page_of_2026_is_sent_in_full_where_the_listing_shows_a_change(tmp_path: Path) -> None:
    with scene(Site2026(found=(MODERN,)), SOURCE, tmp_path) as place:
        place.crawl(Fault(at="/project/", does=Reply(body=detail_2026(MODERN), headers={"ETag": 'W/"1"'})))
        place.site = Site2026(found=(replace(MODERN, status="closed"),))
        went = place.crawl()
        assert "if-none-match" not in went.asked[-1].headers
        assert went.counts == (0, 1, 0, 0)


def test_a_listing_that_names_nothing_is_no_success(tmp_path: Path) -> None:
    went, _ = crawled(Site2026(found=()), tmp_path)
    assert went.error is not None
    assert "lists no opportunities" in went.error


# The listing by itself


def test_an_entry_of_2024_says_who_buys_what_where_and_for_how_much() -> None:
    (entry,) = read_listing(listing(replace(MODEL, status="closed", sub_status="awaiting outcome"))).entries
    assert (entry.number, entry.title, entry.buyer) == ("40021", MODEL.title, MODEL.buyer)
    assert entry.location == "South West England, No specific location (for example they can work remotely)"
    assert (entry.value, entry.lot, entry.status) == ("£40000 - £65000", "Digital outcomes", "Closed : awaiting outcome")
    assert entry.description == MODEL.summary
    assert entry.link.endswith("subStatus=awaiting outcome")


@pytest.mark.parametrize(("value", "said"), [("", ""), (None, ""), ("up to £12000", "up to £12000")])
def test_a_value_may_be_missing_or_blank(value: str | None, said: str) -> None:
    (entry,) = read_listing(listing(replace(MODEL, listed_value=value))).entries
    assert (entry.value, entry.lot, entry.description) == (said, "Digital outcomes", MODEL.summary)


def test_a_location_may_be_blank() -> None:
    (entry,) = read_listing(listing(replace(MODEL, regions=()))).entries
    assert (entry.buyer, entry.location, entry.lot) == (MODEL.buyer, "", "Digital outcomes")


def test_an_entry_of_2026_says_by_which_route_and_in_which_lot() -> None:
    (entry,) = read_listing(listing_2026(MODERN)).entries
    assert (entry.route, entry.value, entry.lot) == (MODERN.route, "£90,000", MODERN.lot)
    assert (entry.buyer, entry.location, entry.status, entry.description) == (MODERN.buyer, "", "open", MODERN.description)


@pytest.mark.parametrize("raw", [listing(MODEL, SURVEY, total=1023), listing_2026(MODERN, total=1023)])
def test_the_number_of_results_is_read(raw: bytes) -> None:
    assert read_listing(raw).total == 1023
    assert read_listing(raw.replace(b"1023", b"1,023")).total == 1023


def test_the_next_page_is_told_by_its_words() -> None:
    url = "https://service.example/digital-outcomes/opportunities"
    pages = [read_listing(listing(MODEL, page=number, pages=3), url).next for number in (1, 2, 3)]
    assert pages == [f"{url}?page=2&q=&lot=1&status=open", f"{url}?page=3&q=&lot=1&status=open", None]


def test_a_notice_named_twice_on_a_page_is_one_entry_and_two_items() -> None:
    found = read_listing(listing(MODEL, SURVEY, MODEL))
    assert ([entry.number for entry in found.entries], found.shown) == (["40021", "40033"], 3)


def test_an_entry_reads_the_same_by_itself() -> None:
    (entry,) = read_listing(listing(MODEL)).entries
    assert read_listing(entry.markup).entries == (entry,)


def test_an_item_without_a_link_to_a_project_is_no_entry() -> None:
    other = shell(f'<ul><li><a href="/elsewhere">Elsewhere</a></li>{item(MODEL)}</ul>')
    assert [entry.number for entry in read_listing(other).entries] == ["40021"]


@pytest.mark.parametrize(
    ("url", "guesses"),
    [
        ("https://s.example/o?lot=1", ("https://s.example/o?lot=1&page=2", "https://s.example/o?lot=1&p=2")),
        ("https://s.example/o?p=4", ("https://s.example/o?p=5",)),
    ],
)
def test_addresses_of_pages_are_guessed_only_where_some_notices_are_still_to_come(url: str, guesses: tuple[str, ...]) -> None:
    page = Listing(entries=(), shown=20)
    assert turns(page, url, Progress(named=20, shown=20, stated=23)) == guesses
    assert turns(page, url, Progress(named=23, shown=23, stated=23)) == ()


def test_the_number_of_a_page_takes_the_place_of_the_one_before() -> None:
    assert with_page("https://s.example/o?page=2&q=&lot=1", "page", 3) == "https://s.example/o?q=&lot=1&page=3"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://s.example:443/o", "https://s.example/o"),
        ("http://s.example:80/o", "http://s.example/o"),
        ("https://s.example:8443/o", "https://s.example:8443/o"),
        ("http://127.0.0.1:4430/o", "http://127.0.0.1:4430/o"),
    ],
)
def test_a_port_that_the_scheme_has_anyway_is_left_out(url: str, plain: str) -> None:
    assert without_port(url) == plain


# Real shapes


@dataclass(kw_only=True)
class RealPages:
    """The real material's pages as a site: a listing of two pages, and the page of one notice that it names."""

    folder: Path

    def answer(self, asked: Asked) -> Reply | None:
        name = "listing-2026-p2" if asked.target == f"{LISTING}?p=2" else "listing-2026-p1" if asked.target == LISTING else ""
        named = [
            path for path in self.folder.glob("detail-2026-*.html") if asked.target.endswith(path.stem.removeprefix("detail-2026-"))
        ]
        path = self.folder / f"{name}.html" if name else next(iter(named), None)
        return Reply(body=path.read_bytes()) if path else None


def test_the_real_material_is_crawled_whole(shared: Path, tmp_path: Path) -> None:
    went, place = crawled(RealPages(folder=shared / "data" / "cas"), tmp_path)
    assert went.counts == (23, 0, 0, 22)
    whole = [number for number in place.kept() if not document(place, int(number)).not_read]
    assert len(whole) == 1
