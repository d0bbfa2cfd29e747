"""The reader of saved opportunity pages, on pages of our own in both generations of the marketplace's markup."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tenders import readers
from tenders.document import Document
from tenders.errors import NotATenderError, UnreadableError
from tenders.parse import load, parse, tender_from
from tenders.tender import Award, Tender
from tests.pages import MODEL, Answer, Generation, Raw, Status, page, save

both_generations = pytest.mark.parametrize("generation", [1, 2])


def read(raw: bytes) -> Document:
    return readers.read(raw)


def tender(raw: bytes) -> Tender:
    return tender_from(read(raw), "0")


def text(document: Document, label: str) -> str:
    (found,) = (section.text for section in document.sections if section.label == label)
    return found


def answer(given: Answer, generation: Generation = 2) -> str:
    """How an answer comes out of a page."""
    return text(read(page(answers={**MODEL, "Problem to be solved": given}, generation=generation)), "Problem to be solved")


def relabelled(old: str, new: str, generation: Generation = 2) -> Document:
    """The model page with one label printed otherwise."""
    return read(page(generation=generation).replace(old.encode(), new.encode()))


# What is read


def test_both_generations_of_one_notice_give_the_same_document() -> None:
    given = {"status": "awarded", "applications": (4, 2, 19, 3), "questions": [("May we visit?", "Yes.\nCall first.")]}
    first, second = (read(page(generation=generation, **given)) for generation in (1, 2))  # type: ignore[arg-type]
    assert first.sections == second.sections
    assert first.fingerprint == second.fingerprint


@both_generations
def test_sections_come_in_page_order_after_what_stands_outside_the_rows(generation: Generation) -> None:
    document = read(page(generation=generation, status="closed"))
    assert [section.label for section in document.sections[:9]] == [
        "Title",
        "Buyer",
        "Lot",
        "Status",
        "Incomplete applications",
        "Completed applications",
        "Published",
        "Deadline for asking questions",
        "Closing date for applications",
    ]
    assert [section.label for section in document.sections[9:]] == list(MODEL)


@both_generations
def test_title_buyer_and_lot_are_read(generation: Generation) -> None:
    document = read(page(title="Bins & boxes", buyer="Wold Council", lot="digital-specialists", generation=generation))
    assert [text(document, label) for label in ("Title", "Buyer", "Lot")] == ["Bins & boxes", "Wold Council", "digital-specialists"]


@both_generations
def test_each_section_knows_the_heading_it_stands_under(generation: Generation) -> None:
    document = read(page(generation=generation, questions=[("When?", "Soon.")]))
    headings = {section.label: section.heading for section in document.sections}
    assert headings["Budget range"] == "Overview"
    assert headings["Current phase"] == "About the work"
    assert headings["1. When?"] == "Questions asked by suppliers"


@both_generations
def test_a_blank_answer_is_a_section_without_text(generation: Generation) -> None:
    document = read(page(answers={**MODEL, "Budget range": ""}, generation=generation))
    assert text(document, "Budget range") == ""
    assert document.get("budgetRange") is None


@both_generations
def test_a_label_that_is_not_on_the_page_is_no_section(generation: Generation) -> None:
    answers = {label: given for label, given in MODEL.items() if label != "Budget range"}
    assert "Budget range" not in [section.label for section in read(page(answers=answers, generation=generation)).sections]


@both_generations
def test_a_label_nobody_knows_is_read_with_no_field(generation: Generation) -> None:
    document = read(page(answers={**MODEL, "Favourite biscuit": "Shortbread"}, generation=generation))
    (section,) = (section for section in document.sections if section.label == "Favourite biscuit")
    assert (section.text, section.field) == ("Shortbread", "")


@both_generations
def test_rows_are_known_by_their_labels_and_not_by_classes(generation: Generation) -> None:
    raw = page(generation=generation, status="awarded")
    assert read(re.sub(rb'class="[^"]*"', b'class="x"', raw)).sections == read(raw).sections
    assert read(re.sub(rb' class="[^"]*"', b"", raw)).sections == read(raw).sections


def test_all_of_the_page_is_read(tmp_path: Path) -> None:
    document = read(page())
    assert (document.source, document.read_share, document.not_read) == ("digital-marketplace", 1.0, ())


# Labels


@pytest.mark.parametrize(
    "printed", ["Any work that’s already been done", "Any work that's already been done", "ANY WORK THAT‘S ALREADY BEEN DONE"]
)
def test_a_label_is_known_whatever_its_apostrophe_and_case(printed: str) -> None:
    document = relabelled("Any work that’s already been done", printed)
    assert document.by_field["workAlreadyDone"][0].label == printed


@pytest.mark.parametrize("printed", ["Number of participants per round", "Number of participants a round"])
@both_generations
def test_participants_per_round_and_a_round_are_one_field(printed: str, generation: Generation) -> None:
    document = read(page(lot="user-research-participants", answers={**MODEL, printed: "8"}, generation=generation))
    assert document.by_field["participantsPerRound"][0].text == "8"


@pytest.mark.parametrize("printed", ["Assessment methods", "Additional assessment methods"])
def test_assessment_methods_old_and_new_are_one_field(printed: str) -> None:
    assert relabelled("Additional assessment methods", printed).by_field["evaluationType"][0].text == "Case study\nPresentation"


@pytest.mark.parametrize(
    "printed", ["Budget range:", "  Budget\n   range ", "7. Budget range", "Budget range?", "<b>Budget</b> range"]
)
def test_a_label_is_known_whatever_stands_around_its_words(printed: str) -> None:
    assert relabelled("Budget range", printed).by_field["budgetRange"][0].text == MODEL["Budget range"]


@both_generations
def test_a_question_worded_like_a_label_is_not_that_answer(generation: Generation) -> None:
    document = read(page(answers={**MODEL, "Budget range": ""}, questions=[("Budget range", "£5")], generation=generation))
    assert document.by_field["budgetRange"][0].text == ""
    assert document.sections[-1].field == ""


# Text of answers


@both_generations
def test_a_line_break_is_a_line_break(generation: Generation) -> None:
    assert answer("One.\nTwo.", generation) == "One.\nTwo."


@both_generations
def test_a_blank_line_is_kept_and_more_of_them_are_one(generation: Generation) -> None:
    assert answer("One.\n\nTwo.\n\n\n\nThree.", generation) == "One.\n\nTwo.\n\nThree."


@both_generations
def test_a_list_is_one_item_a_line(generation: Generation) -> None:
    assert answer(["Kind", "Open", "Brisk"], generation) == "Kind\nOpen\nBrisk"


@both_generations
def test_a_list_of_one_item_printed_as_plain_text_is_that_item(generation: Generation) -> None:
    found = tender(page(answers={**MODEL, "Cultural fit criteria": ["Open"]}, generation=generation))
    assert found.cultural_criteria is not None
    assert found.cultural_criteria.value == ("Open",)


def test_a_list_in_a_list_is_one_item_a_line() -> None:
    assert answer(Raw("<ul><li>Bins<ul><li>green</li><li>grey</li></ul></li><li>Boxes</li></ul>")) == "Bins\ngreen\ngrey\nBoxes"


def test_a_list_left_open_is_still_one_item_a_line() -> None:
    assert answer(Raw("<ul><li>Bins<li>Boxes</ul>")) == "Bins\nBoxes"


@both_generations
def test_weightings_are_a_name_and_a_share_a_line(generation: Generation) -> None:
    document = read(page(generation=generation))
    assert text(document, "Evaluation weighting") == "Technical competence\n60%\nCultural fit\n20%\nPrice\n20%"


def test_white_space_in_the_source_is_folded() -> None:
    assert answer(Raw("  One \n   and\t\xa0 two  ")) == "One and two"


def test_marks_inside_a_sentence_do_not_break_it() -> None:
    assert answer(Raw("See <a href='/x'>our <b>not</b>es</a>, page 2.")) == "See our notes, page 2."


def test_entities_are_the_characters_they_stand_for() -> None:
    assert answer(Raw("A &amp; B &lt;C&gt; &pound;5 &#8217; &#x2014; caf&eacute;")) == "A & B <C> £5 ’ — café"


def test_markup_that_was_escaped_is_text() -> None:
    assert answer("<script>alert(1)</script>") == "<script>alert(1)</script>"


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript"])
def test_what_a_browser_does_not_show_is_not_text(tag: str) -> None:
    assert answer(Raw(f"before<{tag}>alert(1)</{tag}> after")) == "before after"


def test_a_comment_is_not_text() -> None:
    assert answer(Raw("before<!-- <td>never</td> --> after")) == "before after"


def test_a_script_in_every_answer_leaves_the_answers_as_they_are() -> None:
    laced = re.sub(rb"(<dd[^>]*>)", rb"\1<script>document.write('<dd>x</dd>')</script>", page())
    assert read(laced).sections == read(page()).sections


def test_nul_bytes_are_dropped() -> None:
    assert text(read(page().replace(b"Find out why", b"Fi\0nd out\0 why")), "Summary of the work").startswith("Find out why")


def test_text_outside_the_ascii_range_is_kept() -> None:
    assert answer("Llanfair­pwll – ‘naïve’ 🐑 東京") == "Llanfair­pwll – ‘naïve’ 🐑 東京"


# Status, award, applications, questions


@both_generations
def test_a_page_without_a_banner_has_no_status_section_and_is_open(generation: Generation) -> None:
    raw = page(generation=generation, status="open")
    assert "Status" not in [section.label for section in read(raw).sections]
    status = tender(raw).status
    assert status is not None
    assert (status.value, status.evidence) == ("open", ())


@pytest.mark.parametrize("status", ["closed", "cancelled", "unsuccessful", "withdrawn", "awarded"])
@both_generations
def test_the_banner_says_the_status(generation: Generation, status: Status) -> None:
    found = tender(page(generation=generation, status=status)).status
    assert found is not None
    assert found.value == status
    assert [words.section for words in found.evidence] == ["Status"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("closed", "This opportunity is closed for applications\nThe deadline was Monday 18 May 2020"),
        ("unsuccessful", "No suitable suppliers applied\nThe buyer didn’t find a supplier."),
        ("awarded", "Awarded to Brook and Heron Ltd\nStart date: Monday 15 June 2020\nValue: £98,500\nCompany size: SME"),
    ],
)
@both_generations
def test_the_banner_is_a_section_with_its_message(generation: Generation, status: Status, said: str) -> None:
    assert text(read(page(generation=generation, status=status)), "Status") == said


@both_generations
def test_an_award_has_supplier_value_start_and_size(generation: Generation) -> None:
    given = ("O’Hara & Sons (Leeds) Ltd", "Friday 1 January 2021", "£1,077,950.50", "large")
    found = tender(page(generation=generation, status="awarded", award=given)).award
    assert found is not None
    assert found.value == Award(
        supplier="O’Hara & Sons (Leeds) Ltd", value=Decimal("1077950.50"), start=date(2021, 1, 1), size="large"
    )


@both_generations
def test_an_award_that_states_no_value_has_none(generation: Generation) -> None:
    found = tender(page(generation=generation, status="awarded", award=("Brook Ltd", "", "", ""))).award
    assert found is not None
    assert found.value == Award(supplier="Brook Ltd", value=None, start=None, size=None)


def test_a_heading_that_is_no_banner_is_not_a_status() -> None:
    assert "Status" not in [section.label for section in read(page().replace(b"<main", b"<h2>Awards we won</h2><main")).sections]


@both_generations
def test_applications_are_counted_and_split(generation: Generation) -> None:
    found = tender(page(generation=generation, applications=(4, 2, 19, 3)))
    counts = [stated.value for stated in (found.incomplete_applications, found.completed_applications) if stated]
    assert [(count.total, count.sme, count.large) for count in counts] == [(6, 4, 2), (22, 19, 3)]


@both_generations
def test_no_applications_yet_is_a_count_of_none_without_a_split(generation: Generation) -> None:
    found = tender(page(generation=generation)).completed_applications
    assert found is not None
    assert (found.value.total, found.value.sme, found.value.large) == (0, None, None)


@both_generations
def test_applications_are_their_figures_alone(generation: Generation) -> None:
    document = read(page(generation=generation, applications=(1, 0, 19, 3)))
    assert text(document, "Incomplete applications") == "1\n1 SME, 0 large"
    assert text(document, "Completed applications") == "22\n19 SME, 3 large"


@both_generations
def test_questions_come_in_order_with_numbers_and_answers(generation: Generation) -> None:
    asked = [("Is there a supplier now?", "No."), ("May we work\nfrom home?", "Yes.\n\nThree days."), ("3. Why three?", "")]
    found = tender(page(generation=generation, questions=asked)).questions
    assert [(q.number, q.question, q.answer) for q in found] == [
        (1, "Is there a supplier now?", "No."),
        (2, "May we work from home?", "Yes.\n\nThree days."),
        (3, "3. Why three?", ""),
    ]


# The page's own number


def numbered(head: str = "", body: str = "", link: str = "") -> str | None:
    """The number of a page with this in its head, this before its end, and this for the link to ask a question."""
    raw = page(number="90001").decode().replace("</head>", f"{head}</head>").replace("</main>", f"{body}</main>")
    raw = re.sub(r'<a href="/suppliers/opportunities/90001[^<]*</a>', link, raw)
    return read(raw.encode()).notice_id


SITE = "https://www.example.org/digital-outcomes-and-specialists/opportunities"


def test_the_number_is_that_of_the_canonical_address() -> None:
    assert (
        numbered(head=f'<link rel="canonical" href="{SITE}/12345">', link='<a href="/suppliers/opportunities/7/x">x</a>') == "12345"
    )


def test_failing_that_it_is_that_of_the_address_for_sharing() -> None:
    assert numbered(head=f'<meta property="og:url" content="{SITE}/12345?from=x">') == "12345"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/suppliers/opportunities/12345/responses/start">Apply</a>',
        '<a href="/suppliers/opportunities/frameworks/digital-outcomes-and-specialists-3/12345/apply">Apply</a>',
        '<form action="/suppliers/opportunities/12345/ask-a-question" method="post"></form>',
        f'<a href="{SITE}/12345#top">Back to the top</a>',
    ],
)
def test_failing_that_it_is_that_of_the_links_to_apply_or_ask(link: str) -> None:
    assert numbered(link=link) == "12345"


def test_the_number_is_without_leading_zeros() -> None:
    assert numbered(head=f'<link rel="canonical" href="{SITE}/0012345">') == "12345"


def test_a_page_that_names_no_number_has_none() -> None:
    assert numbered() is None


@both_generations
def test_a_link_in_an_answer_to_another_opportunity_is_not_the_number(generation: Generation) -> None:
    link = Raw(f'<ul><li><a href="{SITE}/11">Before</a></li><li><a href="{SITE}/11">and before that</a></li></ul>')
    raw = page(number="90001", answers={**MODEL, "Any work that’s already been done": link}, generation=generation)
    assert read(raw).notice_id == "90001"
    assert read(raw.replace(b"/suppliers/opportunities/90001/", b"/help/")).notice_id is None


def test_a_link_to_the_list_of_opportunities_is_no_number() -> None:
    assert numbered(link=f'<a href="{SITE}?page=2&amp;lot=digital-outcomes">More</a> <a href="{SITE}/2020-05">May</a>') is None


@pytest.mark.parametrize(
    ("name", "number"), [("00345.html", "345"), ("00345__2020-05-06.html", "345"), ("345.htm", "345"), ("a page.html", "a page")]
)
def test_failing_all_it_is_the_file_name_without_leading_zeros(tmp_path: Path, name: str, number: str) -> None:
    path = save(tmp_path, name, page().replace(b"/suppliers/opportunities/90001/", b"/help/"))
    assert parse(load(path)).id == number


def test_the_pages_own_number_outweighs_the_file_name(tmp_path: Path) -> None:
    assert parse(load(save(tmp_path, "00345.html", page(number="90001")))).id == "90001"


# Encodings

CURLY = "£40,000 – “café” naïve’s"


def encoded(encoding: str, *, declared: str | None = "utf-8", mark: bytes = b"") -> str:
    """How an answer that is not all ASCII comes out of a page in an encoding, declared to be in another."""
    declaration = f'<meta charset="{declared}">' if declared else ""
    raw = page(answers={**MODEL, "Budget range": CURLY}).decode().replace('<meta charset="utf-8">', declaration)
    return text(read(mark + raw.encode(encoding)), "Budget range")


def test_utf_8_is_read() -> None:
    assert encoded("utf-8") == CURLY


def test_utf_8_with_a_byte_order_mark_is_read() -> None:
    assert encoded("utf-8", mark=b"\xef\xbb\xbf") == CURLY


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", None])
def test_windows_1252_is_read_as_declared_or_undeclared(declared: str | None) -> None:
    assert encoded("cp1252", declared=declared) == CURLY


def test_windows_1252_that_is_declared_utf_8_is_read_all_the_same() -> None:
    assert encoded("cp1252", declared="utf-8") == CURLY


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-16", "shift_jis", "klingon", ""])
def test_utf_8_that_is_declared_to_be_something_else_is_read_all_the_same(declared: str) -> None:
    assert encoded("utf-8", declared=declared) == CURLY


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""), ("utf-16-be", b"")],
    ids=["little", "big", "little, no mark", "big, no mark"],
)
def test_utf_16_is_read_with_and_without_a_mark(encoding: str, mark: bytes) -> None:
    assert encoded(encoding, declared="utf-16", mark=mark) == CURLY


def test_one_bad_byte_spoils_one_character_only() -> None:
    raw = page(answers={**MODEL, "Budget range": CURLY}).replace("café".encode(), b"caf\xff")
    assert text(read(raw), "Budget range") == "£40,000 – “caf�” naïve’s"


# What is no page, or not a whole one


@pytest.mark.parametrize("raw", [b"", b" \r\n\t"])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^is empty: save the page again$"):
        read(raw)


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08" + bytes(40), bytes(range(256))], ids=["image", "gzip", "bytes"]
)
def test_a_file_of_another_kind_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^is not a kind of file that Riffle reads: give [^\n]*a saved opportunity page"):
        read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"<",
        b"<html>",
        b"<!doctype html><!-- nothing -->",
        b'<?xml version="1.0"?><a/>',
        b"\xff\xfe",
        b"<html><body><main><h1>Log in</h1><form><input></form></main></body></html>",
        b"<html><body><main><h1>Prices</h1><table><tr><td>Tea</td><td>1</td></tr><tr><td>Cake</td><td>2</td></tr></table></main></html>",
        b"<html>" + b"a" * 5_000_000,
        b"<" * 100_000,
    ],
    ids=["angle", "html", "comment", "xml", "mark", "login", "prices", "5 MB", "angles"],
)
def test_a_page_that_is_no_opportunity_is_refused(raw: bytes) -> None:
    with pytest.raises(NotATenderError, match=r"^is not an opportunity page: [^\n]+$"):
        read(raw)


def test_a_listing_of_opportunities_is_no_opportunity() -> None:
    items = "".join(f'<li><h2><a href="{SITE}/{n}">Bins {n}</a></h2><ul><li>Published: today</li></ul></li>' for n in range(30))
    with pytest.raises(NotATenderError):
        read(f"<html><body><main><h1>Opportunities</h1><ul>{items}</ul></main></body></html>".encode())


@pytest.mark.parametrize("share", [30, 50, 70, 90, 98])
@both_generations
def test_a_page_that_is_cut_off_is_refused_with_the_place(generation: Generation, share: int) -> None:
    raw = page(generation=generation)
    with pytest.raises(UnreadableError, match=r"^is cut off after “[^”\n]+”: save the page again$"):
        read(raw[: len(raw) * share // 100])


def test_a_page_cut_off_before_its_answers_is_no_opportunity_page() -> None:
    with pytest.raises(NotATenderError):
        read(page()[:800])


def test_a_page_cut_off_after_its_content_is_read_whole() -> None:
    raw = page()
    assert read(raw[: raw.index(b"<footer")]).sections == read(raw).sections


# Size and depth


@both_generations
def test_a_page_of_one_line_of_5_mb_is_read(generation: Generation) -> None:
    words = "word " * 1_000_000
    raw = page(answers={**MODEL, "Problem to be solved": words}, generation=generation).replace(b"\n", b" ")
    assert (len(raw) > 5_000_000, raw.count(b"\n")) == (True, 0)
    assert text(read(raw), "Problem to be solved") == words.strip()


def test_an_answer_of_one_word_of_5_mb_is_read() -> None:
    assert answer("x" * 5_000_000) == "x" * 5_000_000


def test_deep_nesting_is_read() -> None:
    assert answer(Raw("<div>" * 500 + "deep" + "</div>" * 500)) == "deep"


@pytest.mark.parametrize("tag", ["div", "b", "ul"])
def test_nesting_that_is_too_deep_is_refused_rather_than_read_in_part(tag: str) -> None:
    with pytest.raises(UnreadableError, match=r"^is nested too deep to be read whole: save the page again$"):
        answer(Raw(f"<{tag}>" * 5_000 + "deep" + f"</{tag}>" * 5_000))


def test_a_page_nested_too_deep_from_its_start_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read(page().replace(b"<body>", b"<body>" + b"<div>" * 5_000))
