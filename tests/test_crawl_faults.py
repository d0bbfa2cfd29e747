"""Crawls that meet trouble: it is said in one line, never stored, and never an empty success."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.demo.pages import LISTING
from tenders.store import open_store
from tests.conftest import ROOT
from tests.crawling import Crawl, begin, crawl, end, marketplace, numbers, page_of, replied
from tests.servers import Reply, Site, site

REPLICA = marketplace()
ADVICE = (
    "The live Digital Marketplace lists no Digital Outcomes any more; an archive or a replica of it does: "
    "give its address with --base-url, or add saved pages with riffle add"
)
CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
LOGIN = (
    b"<!DOCTYPE html><html><head><title>Log in</title></head><body><main><h1>Log in</h1>"
    b"<form><input name='email'><input type='password'></form></main></body></html>"
)
ARTICLE = b"<!DOCTYPE html><html><body><main><h1>About discoveries</h1><p>A discovery is short.</p></main></body></html>"


def here(number: int) -> str:
    """An opportunity's path."""
    return f"{LISTING}/{number}"


def moved(where: str) -> Reply:
    """A redirect."""
    return Reply(status=302, headers={"Location": where})


@dataclass(frozen=True, kw_only=True)
class Met:
    """A crawl that met trouble, the site it went to, and what it kept."""

    crawl: Crawl
    site: Site
    kept: set[str]


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Met]:
    """One crawl of a replica on which most notices have something wrong with them."""
    tries = {here(21004): 0, here(21007): 0}
    cut = page_of(REPLICA, 21010)
    wrong = {
        here(21001): None,
        here(21010): Reply(body=cut[: cut.index(b"Skills and experience")]),
        here(21012): Reply(body=page_of(REPLICA, 21012), promised=len(page_of(REPLICA, 21012)) + 4000),
        here(21015): Reply(body=CHALLENGE),
        here(21018): moved("/user/login"),
        "/user/login": Reply(body=LOGIN),
        here(21021): Reply(body=ARTICLE),
        here(21024): moved("http://localhost:9/elsewhere"),
        here(21027): moved(here(21027) + "/moved"),
        here(21027) + "/moved": replied(REPLICA, here(21027)),
        here(21030): moved(here(21030)),
        here(21033): Reply(status=403, body=b""),
        here(21036): Reply(body=b""),
    }

    def answers(target: str) -> Reply | None:
        if target == "/robots.txt":
            return Reply(
                body=f"User-agent: riffle-tenders\nDisallow: {here(21039)}\n".encode(), headers={"Content-Type": "text/plain"}
            )
        if target in tries:
            tries[target] += 1
            if target == here(21007) or tries[target] < 3:
                return Reply(status=500 if target == here(21004) else 503)
        return wrong[target] if target in wrong else replied(REPLICA, target)

    store = tmp_path_factory.mktemp("faults") / "riffle.db"
    with site(answers) as running:
        yield Met(crawl=crawl(running.url, store), site=running, kept=numbers(store))


def test_only_notices_that_can_be_read_are_kept(met: Met) -> None:
    assert met.kept == {"21004", "21027"}
    assert (met.crawl.code, met.crawl.counts) == (0, (2, 0, 0, 12))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (21001, "is not there (404)"),
        (21007, "answered with an error (503)"),
        (21010, "is cut off after “Additional terms and conditions”: save the page again"),
        (21012, "was cut off on its way: try again later"),
        (21015, "shows a challenge page"),
        (21018, "asks for a login"),
        (21021, "is not an opportunity page: give a saved page of one opportunity"),
        (21024, "leads off the site, to localhost:9: not followed"),
        (21030, "redirects more than 5 times: not followed"),
        (21033, "refused us (403)"),
        (21036, "is empty: save the page again"),
        (21039, "is closed to robots by the site's robots.txt"),
    ],
)
def test_each_failure_is_one_line_that_names_the_page_and_the_reason(number: int, said: str, met: Met) -> None:
    assert met.crawl.error(f"{here(number)} ").endswith(f"{met.site.url}{here(number)} {said}")


def test_a_500_that_recovers_is_got(met: Met) -> None:
    assert met.site.times[here(21004)] == 3
    assert "21004" in met.kept


def test_a_503_that_stays_is_given_up_after_four_tries(met: Met) -> None:
    assert met.site.times[here(21007)] == 4


def test_a_redirect_on_the_site_is_followed(met: Met) -> None:
    assert "21027" in met.kept


def test_what_robots_txt_closes_is_never_asked_for(met: Met) -> None:
    assert met.site.times[here(21039)] == 0


def failing(answers: dict[str, Reply | None], store: Path, *options: str) -> tuple[Crawl, Site]:
    """A crawl of the replica with these answers in the place of its own; it fails, with one line that gives the next step."""
    with site(lambda target: answers[target] if target in answers else replied(REPLICA, target)) as running:
        done = crawl(running.url, store, *options)
    assert done.code == 2
    assert done.summary == {}
    (line,) = done.errors
    assert line.endswith(ADVICE)
    return done, running


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "riffle.db"


FULL = "create trigger full before insert on version begin select raise(abort, 'database or disk is full'); end"
NOTHING_LISTED = Reply(body=b"<!DOCTYPE html><html><body><main><h1>Opportunities</h1><p>0 results found</p></main></body></html>")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (NOTHING_LISTED, "lists no opportunities"),
        (Reply(body=CHALLENGE), "shows a challenge page"),
        (Reply(status=403, body=CHALLENGE), "shows a challenge page"),
        (Reply(body=LOGIN), "asks for a login"),
        (moved("/user/login"), "asks for a login"),
        (None, "is not there (404)"),
        (Reply(body=b"%PDF-1.4", headers={"Content-Type": "application/pdf"}), "lists no opportunities"),
        (moved("https://www.marketplace.example/"), "leads off the site, to www.marketplace.example: not followed"),
    ],
    ids=[
        "empty",
        "challenge",
        "challenge 403",
        "login",
        "to login",
        "404",
        "a PDF",
        "off site",
    ],
)
def test_a_listing_that_gives_nothing_is_an_error_that_says_why(reply: Reply | None, said: str, store: Path) -> None:
    done, running = failing({LISTING: reply, "/user/login": Reply(body=LOGIN)}, store)
    assert done.error(f"{running.url}{LISTING} {said}. {ADVICE}")
    assert numbers(store) == set()


def test_a_listing_closed_by_robots_txt_is_an_error(store: Path) -> None:
    done, running = failing({"/robots.txt": Reply(body=b"User-agent: *\nDisallow: /\n")}, store)
    assert done.error("is closed to robots by the site's robots.txt")
    assert running.times == {"/robots.txt": 1}


def test_a_robots_txt_that_the_site_fails_to_serve_closes_it(store: Path) -> None:
    _, running = failing({"/robots.txt": Reply(status=500)}, store)
    assert running.times == {"/robots.txt": 4}


def test_a_site_that_is_not_there_is_an_error(store: Path) -> None:
    with site(lambda target: None) as running:
        address = running.url
    done = crawl(address, store)
    assert done.code == 2
    assert done.error("refused the connection: check the address")


def test_a_challenge_on_a_later_listing_page_ends_the_crawl_and_what_was_read_stays(store: Path) -> None:
    done, _ = failing({f"{LISTING}?page=2": Reply(body=CHALLENGE)}, store)
    assert done.error(f"{LISTING}?page=2 shows a challenge page")


def test_a_later_listing_page_that_is_not_there_is_counted(store: Path) -> None:
    with site(lambda target: None if "page=2" in target else replied(REPLICA, target)) as running:
        done = crawl(running.url, store)
    assert (done.code, done.counts) == (0, (8, 0, 0, 1))
    assert done.error("?page=2 is not there (404)")


def test_a_crawl_of_which_no_notice_can_be_read_is_an_error(store: Path) -> None:
    done, running = failing({here(shown.number): Reply(body=LOGIN) for shown in REPLICA.opportunities}, store)
    assert done.error(f"{running.url} gave no opportunity that can be read: {running.url}{LISTING}/")


def listing(*parts: str) -> Reply:
    """A listing page with these parts."""
    return Reply(body=f"<!DOCTYPE html><html><body><main>{''.join(parts)}</main></body></html>".encode())


def item(number: int) -> str:
    """A result."""
    return f'<div><h2><a href="{here(number)}">Opportunity {number}</a></h2></div>'


def test_next_links_that_go_round_end_and_it_is_said(store: Path) -> None:
    pages = {
        LISTING: listing(item(21001), f'<a href="{LISTING}?page=2&amp;q=">Next</a>'),
        f"{LISTING}?page=2&q=": listing(item(21004), f'<a href="{LISTING}?q=&amp;page=3">Next</a>'),
        f"{LISTING}?q=&page=3": listing(item(21007), f'<a href="{LISTING}?q=&amp;page=2">Next</a>'),
    }
    with site(lambda target: pages.get(target) or replied(REPLICA, target)) as running:
        done = crawl(running.url, store)
    assert (done.code, done.counts, done.summary["pages"]) == (0, (3, 0, 0, 1), 6)
    assert done.error(f"?q=&page=3 has a next link that leads back to {running.url}{LISTING}?q=&page=2: stopped there")


def test_one_page_under_ever_new_numbers_ends_and_it_is_said(store: Path) -> None:
    def answers(target: str) -> Reply | None:
        if not target.startswith(f"{LISTING}?page=") and target != LISTING:
            return replied(REPLICA, target)
        number = int(target.partition("page=")[2] or 1)
        return listing(item(21001), f'<a href="?page={number + 1}">Next page</a>')

    with site(answers) as running:
        done = crawl(running.url, store)
    assert done.counts == (1, 0, 0, 1)
    assert done.error("is the last of 10 listing pages with nothing new: stopped there")


def test_links_off_the_site_are_refused_and_counted(store: Path) -> None:
    elsewhere = f'<a href="http://localhost:9{here(21004)}">An opportunity elsewhere</a><a href="http://localhost:9/">Next page</a>'
    with site(lambda target: listing(item(21001), elsewhere) if target == LISTING else replied(REPLICA, target)) as running:
        done = crawl(running.url, store)
    assert done.counts == (1, 0, 0, 2)
    assert done.error(f"http://localhost:9{here(21004)} leads off the site, to localhost:9: not followed")
    assert done.error("has a next link that leads off the site, to localhost:9: not followed")


def test_a_listing_that_is_cut_off_gives_what_it_has_and_it_is_said(store: Path) -> None:
    body = b"<!DOCTYPE html><html><body><main>" + item(21001).encode() + b"<div><h2><a hr"
    with site(lambda target: Reply(body=body) if target == LISTING else replied(REPLICA, target)) as running:
        done = crawl(running.url, store)
    assert done.counts == (1, 0, 0, 1)
    assert done.error("is cut off: the rest of the listing may be missing")


def test_a_menu_that_links_an_opportunity_is_no_result(store: Path) -> None:
    menu = f'<aside><a href="{here(21004)}">Seen lately</a></aside><nav><a href="{here(21007)}">Up</a></nav>'
    with site(lambda target: listing(menu, item(21001), item(21001)) if target == LISTING else replied(REPLICA, target)) as running:
        crawl(running.url, store)
    assert numbers(store) == {"21001"}


def test_a_store_that_fails_ends_the_crawl_with_its_own_message(store: Path) -> None:
    with site(lambda target: replied(REPLICA, target)) as running:
        started = begin(running.url, store)

        def fill(number: int) -> None:
            if number == 5:
                with open_store(str(store)) as opened, opened.engine.begin() as connection:
                    connection.exec_driver_sql(FULL)

        running.before = fill
        done = end(started)
    assert done.code == 2
    assert done.error(f"{store}: the disk is full: free some space, or choose another file with --store or RIFFLE_STORE")
    assert len(numbers(store)) < 14


BROKEN = """
import sys
from crawler.run import CrawlOptions, crawl
from tenders import readers
read = readers.read
def broken(raw):
    return 1 // 0 if b"21001" in raw else read(raw)
readers.read = broken
summary = crawl(CrawlOptions(base_url=sys.argv[1]), sys.argv[2])
print(summary.new, *summary.failures)
"""


def test_a_fault_of_our_own_costs_one_notice_and_is_said(store: Path) -> None:
    with site(lambda target: replied(REPLICA, target)) as running:
        done = subprocess.run(
            [sys.executable, "-c", BROKEN, running.url, str(store)], cwd=ROOT, capture_output=True, text=True, check=True
        )
    said = "made Riffle fail (ZeroDivisionError: integer division or modulo by zero): report it with the page"
    assert (done.stdout, done.stderr) == (f"13 {running.url}{here(21001)} {said}\n", "")


BROKEN_STORE = """
import sys
from crawler.run import CrawlOptions, crawl
from tenders.errors import CrawlError
from tenders.store import Store
def broken(self, crawl, step, at):
    return 1 // 0
Store.record = broken
try:
    crawl(CrawlOptions(base_url=sys.argv[1]), sys.argv[2])
except CrawlError as error:
    print(error)
"""


def test_a_fault_of_our_own_outside_of_a_notice_ends_the_crawl_and_is_not_taken_for_ctrl_c(store: Path) -> None:
    with site(lambda target: replied(REPLICA, target)) as running:
        done = subprocess.run(
            [sys.executable, "-c", BROKEN_STORE, running.url, str(store)], cwd=ROOT, capture_output=True, text=True, check=True
        )
    said = "made Riffle fail (ZeroDivisionError: integer division or modulo by zero): report it, and run the command again to go on"
    assert (done.stdout, done.stderr) == (f"{running.url}{LISTING} {said}\n", "")
