"""The parts of the crawler: how it behaves by default, where links lead, and what a listing page says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from scrapy.http import HtmlResponse

from crawler.barriers import barrier
from crawler.listing import day_in, items, next_link
from crawler.manners import PATIENCE, seconds
from crawler.place import OffSiteError, Place
from crawler.run import sources
from crawler.settings import CrawlOptions, scrapy_settings, user_agent
from tenders.errors import SettingsError
from tenders.readers.marketplace import OPPORTUNITY_LINK

LISTING = "/digital-outcomes-and-specialists/opportunities"


def test_it_is_polite_by_default() -> None:
    settings = scrapy_settings(CrawlOptions(), "www.marketplace.example")
    polite = {
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "riffle-tenders",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "RETRY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": False,
    }
    assert {name: settings[name] for name in polite} == polite


def test_the_user_agent_names_the_product_and_the_contact() -> None:
    assert user_agent("us@example.org").startswith("riffle-tenders/")
    assert user_agent("us@example.org").endswith(" (+us@example.org)")
    assert user_agent().endswith(" (no contact given)")


@pytest.mark.parametrize("contact", ["a\nb", "(me)", "Zoë"])
def test_a_contact_that_could_not_stand_in_a_header_is_refused(contact: str) -> None:
    with pytest.raises(SettingsError, match="give a plain web or e-mail address"):
        user_agent(contact)


def test_the_sources_are_found() -> None:
    assert {"contracts-finder", "digital-marketplace", "find-a-tender"} <= set(sources())
    assert all(source.name == name for name, source in sources().items())


@pytest.mark.parametrize(
    ("base", "listing"),
    [
        ("https://m.example", f"https://m.example{LISTING}?lot=x"),
        ("https://m.example/", f"https://m.example{LISTING}?lot=x"),
        (f"https://m.example{LISTING}/", f"https://m.example{LISTING}?lot=x"),
        (f"https://m.example{LISTING}?q=&lot=y", f"https://m.example{LISTING}?q=&lot=x"),
        ("http://a.example:8080/web/2020/https://m.example", f"http://a.example:8080/web/2020/https://m.example{LISTING}?lot=x"),
    ],
)
def test_the_listing_is_found_below_any_base(base: str, listing: str) -> None:
    assert Place.at(base, LISTING).listing({"lot": "x"}) == listing


@pytest.mark.parametrize(
    "base", ["", "m.example", "//m.example", "https://", "file:///etc", "https://m.example:port", "https://[m"]
)
def test_a_base_that_is_no_web_address_is_refused(base: str) -> None:
    with pytest.raises(SettingsError, match="is not a web address: give one that starts with https:// or http://"):
        Place.at(base, LISTING)


ARCHIVE = Place.at("http://a.example/web/2020/https://m.example", LISTING)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (f"http://a.example{LISTING}/7#top", f"http://a.example/web/2020/https://m.example{LISTING}/7"),
        (f"http://a.example/web/2019/https://m.example{LISTING}/7", f"http://a.example/web/2019/https://m.example{LISTING}/7"),
        ("https://a.example/x", "https://a.example/x"),
    ],
    ids=["site's own path", "archive's path", "step to https"],
)
def test_links_lead_where_the_archive_keeps_the_page(link: str, url: str) -> None:
    assert ARCHIVE.resolve(link) == url


@pytest.mark.parametrize(
    "link",
    [
        "http://m.example/7",
        "http://www.a.example/7",
        "http://a.example:81/7",
        "https://a.example:444/",
        "mailto:a@a.example",
        "http://[a",
    ],
)
def test_links_off_the_site_are_refused(link: str) -> None:
    with pytest.raises(OffSiteError):
        ARCHIVE.resolve(link)


def test_https_does_not_step_back_to_http() -> None:
    with pytest.raises(OffSiteError):
        Place.at("https://m.example", LISTING).resolve("http://m.example/")


def page(main: str) -> HtmlResponse:
    body = f"<html><body><header><a href='{LISTING}/1'>x</a></header><main>{main}</main></body></html>"
    return HtmlResponse(f"https://m.example{LISTING}", body=body.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="?page=2">Next</a>',
        '<li class="next"><a href="?page=2">Next <span class="hidden">page</span> <span>2 of 9</span></a></li>',
        '<a href="?page=2"><span>Next <span>page</span></span><span>:</span><span>2 of 9</span></a>',
        '<a href="?page=2">NEXT PAGE</a>',
        '<a href="?page=2">Next ›</a>',
        '<a href="?page=2" rel="next">More</a>',
        '<a href="?page=2" rel="nofollow next">2</a>',
        '<a href="?page=2" aria-label="Next page">→</a>',
        '<a href="/previous">Previous page 1 of 9</a> <a href="?page=2">Next page 2 of 9</a>',
    ],
)
def test_the_next_link_is_known_by_its_words_or_its_relation(link: str) -> None:
    assert next_link(page(link), OPPORTUNITY_LINK) == f"https://m.example{LISTING}?page=2"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/steps">Next steps for buyers</a>',
        f'<a href="{LISTING}/7">Next page builder</a>',
        '<a href="#">Next</a>',
        '<a href="/previous">Previous page 1 of 9</a>',
        '<a class="next" href="/newsletter">Newsletter</a>',
        "<span>Next page</span>",
    ],
)
def test_other_links_are_not_the_next_one(link: str) -> None:
    assert next_link(page(link), OPPORTUNITY_LINK) is None


def test_items_are_the_results_links_each_once_with_the_day_of_publishing() -> None:
    found = page(
        f"""<form><a href="{LISTING}?lot=x">Filter</a></form>
        <ul><li><h2><a href="{LISTING}/0012">One</a></h2><ul><li>Published: Friday 1 March 2024</li></ul></li>
        <li><h2><a href="{LISTING}/12">One again</a></h2></li>
        <li><h2><a href="https://m.example{LISTING}/13?from=listing">Two</a></h2><p>Closed: awarded</p></li></ul>"""
    )
    assert [(item.number, item.link, item.published) for item in items(found, OPPORTUNITY_LINK)] == [
        ("12", f"https://m.example{LISTING}/0012", date(2024, 3, 1)),
        ("13", f"https://m.example{LISTING}/13?from=listing", None),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday 15 February 2019", date(2019, 2, 15)),
        ("Monday 1 June 2020 at 11:59pm GMT", date(2020, 6, 1)),
        ("31 Sept 2020 or 30 Sept 2020", date(2020, 9, 30)),
        ("15/02/2019", None),
        ("", None),
    ],
)
def test_days_are_read_as_the_marketplace_prints_them(text: str, day: date | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (200, {"cf-mitigated": "challenge"}, "", "shows a challenge page"),
        (503, {}, "<title>Attention Required!</title>", "shows a challenge page"),
        (200, {}, "<script src='/cdn-cgi/challenge-platform/x.js'></script>", "shows a challenge page"),
        (200, {}, "<h1>Are you a robot?</h1>", "shows a challenge page"),
        (200, {}, "<title>Sign in - Archive</title>", "asks for a login"),
        (200, {}, "<form><input type=password></form>", "asks for a login"),
        (401, {}, "", "asks for a login (401)"),
        (403, {}, "", "refused us (403)"),
        (500, {}, "<h1>Sorry</h1>", None),
    ],
)
def test_barriers_are_known_by_what_they_say(status: int, headers: dict[str, str], body: str, said: str | None) -> None:
    assert barrier(HtmlResponse("https://m.example/", status=status, headers=headers, body=body.encode())) == said


def test_a_page_without_a_barrier_has_none() -> None:
    assert barrier(page("<h1>Opportunities</h1><p>0 results found</p><a href='/user/login'>Log in</a>")) is None


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("-3", 0.0),
        ("99999", PATIENCE),
        ("nan", 0.0),
        ("soon", 0.0),
        ("Thu, 14 Mar 2024 12:00:30 GMT", 30.0),
        ("Thu, 14 Mar 2024 11:00:00 GMT", 0.0),
    ],
)
def test_a_site_may_ask_to_wait(asked: str, wait: float) -> None:
    assert seconds(asked, datetime(2024, 3, 14, 12, tzinfo=UTC)) == wait
