"""The HTML pages in a real browser: accessible, inert, self-contained, usable by keyboard, nothing cut off.

Where no browser is installed these tests skip: install Debian's chromium, or name one in RIFFLE_CHROMIUM.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from checked import compared, quiet
from judged import assessment, cite, finding, tender
from pages import MODEL, Raw
from reports.formats import Checked, Out, named
from reports.highlight import passages
from reports.pages import write_pages
from scoring.assess import Assessment
from scoring.finding import Severity, Skip
from tenders.errors import RiffleError

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What would run if any answer were markup: set a flag, open a dialog, or ask for something from outside.
PAYLOAD = (
    "<script>window.ran = 1; alert(1)</script><img src=http://127.0.0.1:9/x onerror='window.ran=1'>"
    "</title></style></script><svg onload=window.ran=1>\"' onmouseover='window.ran=1' {{ 7 * 7 }} "
    "&lt;script&gt;window.ran=1&lt;/script&gt;"
)
VIEWS = (("wide", 1280, "light"), ("narrow", 360, "light"), ("dark", 1280, "dark"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser, or a skip that says why there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    where = os.environ.get("RIFFLE_CHROMIUM") or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if where is None:
        pytest.skip("no browser here: install chromium, or name one in RIFFLE_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=where, args=list(ARGUMENTS))
        yield opened
        opened.close()


def faulty() -> Assessment:
    """A notice with findings of every severity whose words overlap, and one with no words."""
    found = tender({"Payment approach": "Fixed price", "Additional terms and conditions": ""}, applications=(1, 2, 3, 4))
    whole = "We need to learn who leaves, when and why"
    findings = (
        finding("C003", cite(found, "Payment approach", "Fixed price"), severity=Severity.ERROR),
        finding(
            "W003",
            cite(found, "Problem to be solved", whole),
            cite(found, "Essential skills and experience", "run research with users"),
        ),
        finding("W018", cite(found, "Problem to be solved", "who leaves, when and why, and decide by September")),
        finding("G001", cite(found, "Problem to be solved", "learn who"), severity=Severity.INFO),
        finding("T001"),
    )
    return assessment(found, findings, waterfall=45, skips=(Skip(code="W004", missing=("duration",)),))


def hostile() -> Assessment:
    """A notice in which every answer, the title and the buyer try to run."""
    answers = {
        label: PAYLOAD if isinstance(answer, str) else [PAYLOAD, PAYLOAD]
        for label, answer in MODEL.items()
        if label != "Evaluation weighting"
    }
    found = tender(answers, title=PAYLOAD, buyer=PAYLOAD, questions=((PAYLOAD, PAYLOAD),))
    words = cite(found, "Summary of the work", PAYLOAD)
    return assessment(found, [finding("W001", words, message=PAYLOAD, why=PAYLOAD, fix=PAYLOAD, question=PAYLOAD)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a faulty notice, a hostile one, a quiet one, their index, and the page of a check of several files."""
    where = tmp_path_factory.mktemp("pages")
    write_pages([faulty(), hostile(), assessment(tender(number=3, title="Quiet"))], where)
    checks = [compared(where), Checked(place="hostile.html", assessment=hostile()), quiet(where)]
    (where / "check.html").write_text(named("html").check(checks), encoding="utf-8")
    return where


def opened(browser: Any, path: Path, width: int = 1280, scheme: str = "light") -> Any:
    """A page of the browser at a file, with the requests and dialogs it led to."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.asked, page.dialogs = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    return page


PAGES = (
    "index.html",
    "digital-marketplace-90001.html",
    "digital-marketplace-90001-2.html",
    "digital-marketplace-3.html",
    "check.html",
)


@pytest.mark.parametrize(("view", "width", "scheme"), VIEWS, ids=[view for view, _, _ in VIEWS])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_an_accessibility_fault(browser: Any, folder: Path, name: str, view: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, folder / name, width, scheme)
    faults = [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in Axe().run(page).response["violations"]]
    page.close()
    assert faults == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_window(browser: Any, folder: Path, name: str, width: int) -> None:
    page = opened(browser, folder / name, width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= width


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_for_anything_but_itself(browser: Any, folder: Path, name: str) -> None:
    page = opened(browser, folder / name)
    page.wait_for_load_state("networkidle")
    asked = list(page.asked)
    page.close()
    assert asked == [(folder / name).as_uri()]


@pytest.mark.parametrize("name", PAGES)
def test_a_script_in_every_answer_is_inert(browser: Any, folder: Path, name: str) -> None:
    page = opened(browser, folder / name)
    page.mouse.move(200, 200)
    ran, scripts, dialogs = page.evaluate("window.ran"), page.locator("script, img, svg, iframe").count(), list(page.dialogs)
    page.close()
    assert (ran, scripts, dialogs) == (None, 0, [])


def test_a_script_in_an_answer_is_there_to_read(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / "digital-marketplace-90001-2.html")
    said = page.locator("h1").inner_text()
    page.close()
    assert said.startswith("<script>window.ran = 1; alert(1)</script>")
    assert "{{ 7 * 7 }}" in said


def test_the_style_sheet_is_let_through_by_the_content_policy(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / "index.html")
    margin = page.evaluate("getComputedStyle(document.body).marginTop")
    page.close()
    assert margin == "0px"


@pytest.mark.parametrize("name", PAGES)
def test_the_first_tab_reaches_the_skip_link_and_it_shows(browser: Any, folder: Path, name: str) -> None:
    page = opened(browser, folder / name)
    page.keyboard.press("Tab")
    focused = page.evaluate("[document.activeElement.textContent, document.activeElement.getBoundingClientRect().left >= 0]")
    page.keyboard.press("Enter")
    landed = page.evaluate("document.activeElement.id")
    page.close()
    assert (focused, landed) == (["Skip to the content", True], "content")


def test_a_finding_and_its_words_lead_to_each_other_by_keyboard(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / PAGES[1])
    page.locator("#finding-1 a").focus()
    page.keyboard.press("Enter")
    to_words = page.evaluate("location.hash")
    beside = page.locator("#words-1-1 + mark")
    marked = beside.inner_text()
    page.locator("a.ref[href='#finding-1']").focus()
    page.keyboard.press("Enter")
    back = page.evaluate("location.hash")
    page.close()
    assert (to_words, marked, back) == ("#words-1-1", "Fixed price", "#finding-1")


def test_a_note_in_the_margin_stands_beside_its_words(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / "check.html")
    words, note = (page.locator(name).bounding_box() for name in ("#d1-words-1-1 + mark", "#d1-finding-1"))
    page.close()
    assert abs(words["y"] - note["y"]) < 60
    assert note["x"] > words["x"] + words["width"]


def test_on_a_phone_a_note_stands_below_its_words(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / "check.html", 360)
    words, note = (page.locator(name).bounding_box() for name in ("#d1-words-1-1 + mark", "#d1-finding-1"))
    page.close()
    assert 0 < note["y"] - words["y"] < 200


def test_every_link_within_a_page_leads_somewhere(browser: Any, folder: Path) -> None:
    for name in PAGES:
        page = opened(browser, folder / name)
        lost = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
            ".filter(id => !document.getElementById(id))"
        )
        page.close()
        assert lost == []


def test_the_index_leads_to_each_page_and_back(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / "index.html")
    page.get_by_role("link", name="Quiet").click()
    heading = page.locator("h1").inner_text()
    page.get_by_role("link", name="All notices").click()
    back = page.locator("h1").inner_text()
    page.close()
    assert (heading, back) == ("Quiet", "What to bid for")


@pytest.mark.parametrize("name", [PAGES[1], PAGES[-1]])
def test_headings_do_not_skip_a_level(browser: Any, folder: Path, name: str) -> None:
    page = opened(browser, folder / name)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(h => Number(h.tagName[1]))")
    page.close()
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_printed_page_holds_what_a_screen_shows(browser: Any, folder: Path) -> None:
    page = opened(browser, folder / PAGES[1])
    page.emulate_media(media="print")
    seen = page.locator("details li").first.is_visible()
    menu = page.locator("nav").is_visible()
    page.close()
    assert (seen, menu) == (True, False)


def test_the_text_in_pieces_is_the_text() -> None:
    found = faulty()
    for passage in passages(found.tender.document, found.lint.findings):
        assert "".join(piece.text for piece in passage.pieces) == passage.section.text


def test_overlapping_words_are_cut_where_marks_begin_and_end() -> None:
    found = faulty()
    passage = next(p for p in passages(found.tender.document, found.lint.findings) if p.section.label == "Problem to be solved")
    assert [(piece.text, [mark.of.code for mark in piece.covers]) for piece in passage.pieces if piece.covers] == [
        ("We need to ", ["W003"]),
        ("learn ", ["W003", "G001"]),
        ("who", ["W003", "W018", "G001"]),
        (" leaves, when and why", ["W003", "W018"]),
        (", and decide by September", ["W018"]),
    ]


def test_the_page_names_no_script_and_no_outside_address() -> None:
    text = named("html").show(faulty())
    assert "<script" not in text
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"", text) == []
    assert re.search(r"url\(|@import|https?:", text) is None
    assert "default-src 'none'; style-src 'sha256-" in text


def test_pages_of_one_number_do_not_overwrite_each_other(tmp_path: Path) -> None:
    one = assessment(tender())
    assert [path.name for path in write_pages([one, one], tmp_path)] == [
        "index.html",
        "digital-marketplace-90001.html",
        "digital-marketplace-90001-2.html",
    ]


def test_a_number_that_is_a_path_stays_in_the_folder(tmp_path: Path) -> None:
    from dataclasses import replace

    bad = assessment(replace(tender(), id="../../etc/passwd"))
    assert {path.parent for path in write_pages([bad], tmp_path)} == {tmp_path}


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RiffleError, match=r"cannot be written: .*Name a folder that you may write to$"):
        write_pages([], tmp_path / "file")


def test_an_index_of_nothing_says_so() -> None:
    assert "There is nothing to show." in named("html").screen([], Out())


def test_markup_in_a_page_is_text_by_the_time_it_is_read() -> None:
    found = tender({"Summary of the work": Raw("Plain <b>bold</b><script>window.ran=1</script>")})
    assert "Plain bold" in named("html").show(assessment(found))
