"""The reader of the Contract Award Service's pages, on pages of our own in the shape of both its generations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tenders import readers
from tenders.award_service.listing import read_listing
from tenders.bundle import Page, pack
from tenders.collections import Captured
from tenders.collections.contract_award_service_csv import COLLECTION
from tenders.document import Document, Section
from tenders.errors import NotATenderError, UnreadableError
from tenders.evidence import Evidence
from tenders.parse import tender_from
from tenders.tender import Applications, Length, Question, Tender
from tests.cas_pages import (
    BLANK,
    MODEL,
    MODERN,
    NOT_GIVEN,
    SURVEY,
    Award,
    Modern,
    Opportunity,
    detail_2026,
    details,
    group,
    link,
    listing,
    listing_2026,
    questions,
    row,
    shell,
    summary,
)

HOST = "https://service.example"
FILE = "ID,Opportunity,Framework,Category,Published At,Status,Winning supplier,Incumbent supplier\r\n{}\r\n"


def bundle(it: Opportunity, *left_out: str, more: tuple[Page, ...] = ()) -> bytes:
    """The three pages of an opportunity, but for those left out, and further ones."""
    made = {"summary": summary, "details": details, "questions": questions}
    return pack([*(Page(url=HOST + link(name, it), body=page(it)) for name, page in made.items() if name not in left_out), *more])


def entry(raw: bytes) -> Page:
    """The first entry of a listing, as a crawl keeps it."""
    return Page(url=f"{HOST}/digital-outcomes/opportunities", body=read_listing(raw).entries[0].markup)


def read(it: Opportunity) -> Tender:
    return tender_from(readers.read(bundle(it)), "0")


def changed(**given: Any) -> Tender:
    """The model opportunity, with these answers."""
    return read(replace(MODEL, **given))


def section(document: Document, label: str) -> Section:
    (found,) = (section for section in document.sections if section.label == label)
    return found


def text(label: str, document: Document | None = None) -> str:
    return section(document or readers.read(bundle(MODEL)), label).text


def cited(tender: Tender) -> list[Evidence]:
    """Every piece of evidence in a tender."""
    found: list[Evidence] = []

    def gather(value: object) -> None:
        if isinstance(value, Evidence):
            found.append(value)
        elif isinstance(value, tuple):
            for inner in value:
                gather(inner)
        elif hasattr(value, "evidence"):
            gather(value.evidence)

    for name in Tender.__dataclass_fields__:
        gather(getattr(tender, name))
    for fact in tender.facts.values():
        gather(fact)
    return found


# One notice of three pages


def test_three_pages_are_one_document_of_the_service() -> None:
    document = readers.read(bundle(MODEL))
    assert (document.source, document.notice_id) == ("contract-award-service", "40021")
    assert (document.read_share, document.not_read) == (1.0, ())


def test_sections_come_in_the_order_of_the_pages() -> None:
    labels = [section.label for section in readers.read(bundle(MODEL)).sections]
    assert labels[:6] == ["Title", "Buyer", "Lot", "OCID", "Number of incomplete applications", "Number of complete applications"]
    assert labels[6] == "Terms and acronyms"
    assert labels[-4:] == [
        "Deadline for suppliers to submit their stage 1 responses",
        "1. Is there an incumbent?",
        "2. May we visit?",
        "Answers last changed",
    ]


def test_who_buys_what_is_read_from_the_summary() -> None:
    tender = read(MODEL)
    assert tender.title is not None
    assert tender.buyer is not None
    assert (tender.title.value, tender.buyer.value) == ("Harbour moorings: find out why people give up", "SANDWICK HARBOUR TRUST")


def test_the_heading_of_a_dialog_is_not_the_title() -> None:
    assert b"<h1" in summary(MODEL).partition(b"<main")[0]
    assert text("Title") == MODEL.title


def test_the_ocid_is_read_from_the_link_to_the_questions() -> None:
    assert read(MODEL).facts["ocid"].value == "ocds-pfhb7i-30021"


@pytest.mark.parametrize(("it", "lot"), [(MODEL, "digital-outcomes"), (SURVEY, "user-research-participants")])
def test_the_lot_is_named_as_the_marketplace_named_it(it: Opportunity, lot: str) -> None:
    tender = read(it)
    assert tender.lot is not None
    assert tender.lot.value == lot


def test_applications_are_counted() -> None:
    tender = read(MODEL)
    assert tender.incomplete_applications is not None
    assert tender.completed_applications is not None
    assert (tender.incomplete_applications.value, tender.completed_applications.value) == (
        Applications(total=4),
        Applications(total=9),
    )


@pytest.mark.parametrize(
    ("label", "field", "answer"),
    [
        ("Summary of work", "summary", MODEL.summary),
        ("Who the organisation using the products or services is", "organisation", MODEL.organisation),
        ("Any pre-market engagement done", "earlyMarketEngagement", MODEL.engagement),
        ("Why the work is being done", "backgroundInformation", MODEL.why),
        ("The business problem", "outcome", MODEL.problem),
        ("Work done so far", "workAlreadyDone", MODEL.work_done),
        ("Which phase the project is in", "phase", MODEL.phase),
        ("Existing team", "existingTeam", MODEL.team),
        ("Address where the work will be done", "workplaceAddress", MODEL.address),
        ("Working arrangements", "workingArrangements", MODEL.arrangements),
        (
            "Security and vetting requirements",
            "securityClearance",
            "Baseline Personnel Security Standard (BPSS)\nChecks take two weeks.",
        ),
        ("Latest start date", "startDate", MODEL.start),
        ("Expected contract length", "contractLength", MODEL.length),
        ("Optional extension", "contractLength", MODEL.extension),
        ("Contracted out service or supply of resource", "employmentStatus", MODEL.employment),
        ("How many suppliers to evaluate", "numberOfSuppliers", MODEL.suppliers),
        ("Pricing model", "priceCriteria", MODEL.pricing),
        ("Additional assessment methods", "evaluationType", "Reference\nCase study"),
        ("Question and answer session details", "", MODEL.session),
        ("Publication of stage 1", "publishedAt", MODEL.published),
        ("Clarification period closes", "clarificationQuestionsClosedAt", MODEL.clarification),
        ("Deadline for suppliers to submit their stage 1 responses", "applicationsClosedAt", MODEL.deadline),
    ],
)
def test_each_answer_of_lot_1_is_read_under_its_field(label: str, field: str, answer: str) -> None:
    found = section(readers.read(bundle(MODEL)), label)
    assert (found.field, found.text) == (field, answer)


FIELDS_OF_LOT_3 = {
    "Number of research rounds": "researchRounds",
    "Number of participants per round": "participantsPerRound",
    "Research dates": "researchDates",
    "How often research will happen": "researchFrequency",
    "Evening or weekend research": "researchOutOfHours",
    "Research location": "researchAddress",
    "Access restrictions at location": "accessRestrictions",
    "Description of participants": "participantSpecification",
    "Assisted digital and accessibility requirements": "participantAccessibilityNeeds",
    "Research plan": "researchPlan",
}


@pytest.mark.parametrize(("label", "answer"), SURVEY.research)
def test_each_answer_of_lot_3_is_read_under_its_field(label: str, answer: str) -> None:
    found = section(readers.read(bundle(SURVEY)), label)
    assert (found.field, found.text) == (FIELDS_OF_LOT_3[label], answer)


@pytest.mark.parametrize(
    ("it", "label"), [(MODEL, "Where the supplied staff will work"), (SURVEY, "Where the research will take place")]
)
def test_a_row_for_each_region_is_one_answer(it: Opportunity, label: str) -> None:
    assert text(label, readers.read(bundle(it))) == "\n".join(it.regions)
    assert (location := read(it).location) is not None
    assert location.value == it.regions


def test_each_answer_knows_the_heading_of_its_part() -> None:
    document = readers.read(bundle(MODEL))
    labels = ("Summary of work", "Essential skills", "Publication of stage 1")
    assert [section(document, label).heading for label in labels] == ["Context and requirements", "Assessment criteria", "Timeline"]


# Groups


def test_terms_stand_beside_their_definitions() -> None:
    assert text("Terms and acronyms") == "SHT: Sandwick Harbour Trust\nBerth: A place for one boat"


def test_users_stand_beside_what_they_need() -> None:
    assert (
        text("The people who will use the product or service").split("\n")[1] == "Harbour officer: I need one list of who is next"
    )


def test_special_terms_find_the_explanations_that_come_after_all_of_them() -> None:
    assert (
        text("Special terms and conditions") == "Tides: No site visits at spring tides\nCode: All code is open from the first day"
    )


def test_special_terms_and_explanations_under_one_label_are_the_first_and_the_second_half() -> None:
    raw = details(MODEL).replace(b"Explanation of the special term or condition", b"Special term or condition")
    assert text("Special terms and conditions", readers.read(raw)) == text("Special terms and conditions")


def test_scoring_levels_have_a_score_and_a_description() -> None:
    assert text("How suppliers will be scored") == "Met | 2 | Meets the need in full.\nNot met | 0 | No answer, or none that helps."


@pytest.mark.parametrize(
    "label", ["Essential skills", "Nice-to-have skills", "Technical questions", "Cultural fit questions", "Social value questions"]
)
def test_a_list_has_its_items_and_a_section_of_its_weightings(label: str) -> None:
    given = {
        "Essential skills": MODEL.essential,
        "Nice-to-have skills": MODEL.nice,
        "Technical questions": MODEL.technical,
        "Cultural fit questions": MODEL.cultural,
        "Social value questions": MODEL.social,
    }[label]
    assert text(label) == "\n".join(item for item, _ in given)
    assert text(f"{label}: weighting") == "\n".join(f"{item}: {share}" for item, share in given)


def test_lists_of_the_tender_are_the_items_alone() -> None:
    tender = read(MODEL)
    found = (tender.essential, tender.nice_to_have, tender.proposal_criteria, tender.cultural_criteria)
    given = (MODEL.essential, MODEL.nice, MODEL.technical, MODEL.cultural)
    assert [stated and stated.value for stated in found] == [tuple(item for item, _ in pairs) for pairs in given]


def test_the_overall_weighting_is_read_without_the_shares_within_a_part() -> None:
    tender = read(MODEL)
    assert tender.weightings is not None
    assert dict(tender.weightings.value) == {"Technical Competence": 50, "Cultural fit": 10, "Social values": 10, "Price": 30}
    assert text("Technical competence").startswith("Essential skills and experience: 45%\n")


def test_lot_3_weighs_availability() -> None:
    tender = read(SURVEY)
    assert tender.weightings is not None
    assert tender.weightings.value["Availability"] == 25


# Money, length, dates


def test_the_budget_is_the_most_the_least_and_the_words_beside_them() -> None:
    budget = read(MODEL).budget
    assert budget is not None
    assert (budget.min, budget.max, budget.vat, budget.expenses) == (40000, 65000, "excluded", "included")
    assert [evidence.quote for evidence in budget.evidence] == ["£65000", "£40000"]


@pytest.mark.parametrize(("printed", "value"), [("£70000", 70000), ("£1250000.00", 1250000), ("£1,200,000", 1200000)])
def test_money_is_read_however_the_buyer_typed_it(printed: str, value: int) -> None:
    budget = changed(maximum=printed, minimum=NOT_GIVEN).budget
    assert budget is not None
    assert (budget.min, budget.max) == (None, value)


def test_a_larger_sum_in_the_prose_is_not_the_indicative_maximum() -> None:
    budget = changed(budget_more="The total value of the whole programme is £900,000.").budget
    assert budget is not None
    assert budget.max == 65000


def test_a_budget_that_only_prose_gives_is_read() -> None:
    budget = changed(maximum=NOT_GIVEN, minimum=NOT_GIVEN, budget_more="Up to £30k excluding VAT.").budget
    assert budget is not None
    assert (budget.max, budget.vat) == (30000, "excluded")


def test_a_contract_value_that_is_not_specified_is_silent() -> None:
    tender = changed(maximum=NOT_GIVEN, minimum=NOT_GIVEN, budget_more="")
    assert tender.budget is None
    assert tender.document.get("budgetRange") is None


@pytest.mark.parametrize(
    ("printed", "low", "unit"),
    [
        ("0 years 0 months 56 days", "56", "days"),
        ("0 years 4 months 0 days", "4", "months"),
        ("1 years 6 months 0 days", "18", "months"),
        ("2 years 0 months 0 days", "2", "years"),
        ("0 years 4 months 15 days", "4.5", "months"),
    ],
)
def test_a_length_is_read_in_the_unit_that_it_is_given_in(printed: str, low: str, unit: str) -> None:
    span = changed(length=printed, extension="").duration
    assert span is not None
    assert span.length is not None
    assert (span.length.max, span.length.unit, span.extension) == (Decimal(low), unit, None)


def test_an_optional_extension_comes_on_top() -> None:
    span = read(MODEL).duration
    assert span is not None
    assert (span.length, span.extension) == (
        Length(min=Decimal(56), max=Decimal(56), unit="days"),
        Length(min=None, max=Decimal(14), unit="days"),
    )


def test_an_extension_of_a_length_that_is_blank_is_no_length() -> None:
    span = changed(length="", extension="0 years 6 months 0 days", summary="Help.").duration
    assert span is None or span.length is None


def test_dates_of_summer_are_london_s_for_the_deadline_and_utc_s_for_questions() -> None:
    tender = changed(deadline="12/07/2024 17:00", clarification="05/07/2024 12:00")
    assert tender.closes is not None
    assert tender.questions_close is not None
    assert tender.closes.value == datetime(2024, 7, 12, 16, 0, tzinfo=UTC)
    assert tender.questions_close.value == datetime(2024, 7, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("printed", ["2024-01-25T12:00:00Z", "2024-01-25T12:00:00.123456Z", "2024-01-25T12:00:00.1234567Z"])
def test_a_deadline_of_winter_is_an_instant_with_a_zone_of_its_own(printed: str) -> None:
    closes = changed(deadline=printed).closes
    assert closes is not None
    assert closes.value.replace(microsecond=0) == datetime(2024, 1, 25, 12, 0, tzinfo=UTC)
    assert closes.evidence[0].quote == printed


def test_day_of_publishing_and_start_are_read() -> None:
    tender = read(MODEL)
    assert tender.published is not None
    assert tender.start is not None
    assert (tender.published.value.date(), tender.start.value) == (date(2024, 3, 18), date(2024, 5, 20))


# How it stands


def test_an_opportunity_without_a_banner_is_open() -> None:
    assert (status := read(MODEL).status) is not None
    assert status.value == "open"


@pytest.mark.parametrize(
    ("banner", "status"),
    [
        (("This opportunity is closed for applications", "The deadline was Monday 18 September 2023"), "closed"),
        (("This opportunity was withdrawn", "You cannot apply for it now."), "withdrawn"),
        (("This opportunity was cancelled", "The buyer cancelled it."), "cancelled"),
    ],
)
def test_a_banner_says_how_it_ended(banner: tuple[str, str], status: str) -> None:
    found = changed(banner=banner).status
    assert found is not None
    assert (found.value, found.evidence[0].quote) == (status, banner[0])


def test_the_banner_s_deadline_counts_where_the_details_could_not_be_had() -> None:
    closed = replace(MODEL, banner=("This opportunity is closed for applications", "The deadline was Monday 18 September 2023"))
    tender = tender_from(readers.read(bundle(closed, "details")), "0")
    assert tender.closes is not None
    assert tender.closes.value.date() == date(2023, 9, 18)
    assert tender.document.not_read == ("the details page",)


def test_an_award_names_its_supplier_and_day() -> None:
    tender = changed(
        award=Award(supplier="Towpath Digital Ltd"),
        banner=("This opportunity is closed for applications", "The deadline was Monday 18 September 2023"),
    )
    assert tender.award is not None
    assert tender.status is not None
    assert (tender.award.value.supplier, tender.status.value) == ("Towpath Digital Ltd", "awarded")
    assert tender.facts["awarded_on"].value == date(2023, 10, 27)


def test_an_award_s_address_and_website_are_read() -> None:
    document = readers.read(summary(replace(MODEL, award=Award(supplier="Towpath Digital Ltd"))))
    assert text("Address", document) == "Unit 4\nDock Road\nBarmouth\nGwynedd\nLL42 1AB"
    assert text("Website", document) == "https://towpath.example"


def test_an_award_to_a_supplier_with_a_blank_name_is_an_award() -> None:
    tender = changed(award=Award(supplier=""))
    assert tender.status is not None
    assert tender.award is not None
    assert (tender.status.value, tender.award.value.supplier) == ("awarded", None)


@pytest.mark.parametrize(
    ("listed", "status"),
    [
        ({}, "open"),
        ({"status": "closed", "sub_status": "awaiting outcome"}, "closed"),
        ({"status": "closed", "sub_status": "awarded"}, "awarded"),
    ],
)
def test_a_listing_s_status_stands_where_no_page_could_be_had(listed: dict[str, Any], status: str) -> None:
    it = replace(MODEL, **listed)
    tender = tender_from(readers.read(pack([entry(listing(it))])), "0")
    assert tender.status is not None
    assert tender.status.value == status


def test_a_summary_without_a_banner_is_open_whatever_yesterday_s_listing_says() -> None:
    listed = entry(listing(replace(MODEL, status="closed", sub_status="cancelled")))
    status = tender_from(readers.read(bundle(MODEL, more=(listed,))), "0").status
    assert status is not None
    assert status.value == "open"


def test_a_banner_counts_before_the_listing() -> None:
    closed = replace(MODEL, banner=("This opportunity is closed for applications", "The deadline was Monday 18 September 2023"))
    status = tender_from(readers.read(bundle(closed, more=(entry(listing(MODEL)),))), "0").status
    assert status is not None
    assert status.value == "closed"


# Questions and answers


def test_questions_have_a_number_and_an_answer() -> None:
    assert read(MODEL).questions == (
        Question(number=1, question="Is there an incumbent?", answer="No. There is none."),
        Question(number=2, question="May we visit?", answer="Yes, on any weekday."),
    )


def test_the_day_of_an_answer_is_no_part_of_it() -> None:
    assert text("Answers last changed") == "1. Is there an incumbent?: 21/03/2024\n2. May we visit?: 22/03/2024"


def test_an_answer_with_a_numbered_list_is_one_answer() -> None:
    it = replace(MODEL, asked=(("What is due when?", "2. A plan. 3. A report.", "21/03/2024"), ("And then?", "1. Rest", "")))
    assert [question.question for question in read(it).questions] == ["What is due when?", "And then?"]


def test_a_page_of_no_questions_is_read_as_such() -> None:
    document = readers.read(bundle(SURVEY))
    assert document.not_read == ()
    assert read(SURVEY).questions == ()


# Pages that are not there


def test_a_page_that_should_be_there_and_is_not_counts_as_not_read() -> None:
    document = readers.read(bundle(MODEL, "details", "questions"))
    assert document.not_read == ("the details page", "the questions and answers")
    assert document.read_share == pytest.approx(1 / 3)


def test_a_page_alone_was_read_whole() -> None:
    assert [readers.read(page(MODEL)).read_share for page in (summary, details, questions)] == [1.0, 1.0, 1.0]


def test_an_entry_of_the_listing_alone_is_a_notice_partly_read() -> None:
    document = readers.read(pack([entry(listing(MODEL))]))
    assert document.notice_id == "40021"
    assert document.not_read == ("the summary page", "the details page")
    assert [section.label for section in document.sections] == [
        "Title",
        "Buyer",
        "Lot",
        "Status",
        "Location",
        "Value",
        "Summary of work",
    ]
    budget = tender_from(document, "0").budget
    assert budget is not None
    assert (budget.min, budget.max) == (40000, 65000)


def test_what_the_pages_say_counts_before_what_the_listing_says() -> None:
    document = readers.read(bundle(MODEL, more=(entry(listing(replace(MODEL, listed_value="up to £1"))),)))
    assert [section.label for section in document.by_field["budgetRange"]] == ["Budget"]


def filed(cells: str) -> Page:
    """A row of the downloaded list, as a crawl keeps it."""
    (found,) = COLLECTION.notices(BytesIO(FILE.format(cells).encode("utf-8-sig")))
    assert isinstance(found, Captured)
    return Page(url=f"{HOST}/opportunities/download", media_type="application/json", body=found.raw)


def test_a_row_of_the_downloaded_list_adds_what_no_page_says() -> None:
    row_of = filed("40021,Other title,DOS6,Digital outcomes,2024-03-01T09:42:11Z,open,,None")
    tender = tender_from(readers.read(bundle(MODEL, "details", more=(row_of,))), "0")
    assert tender.published is not None
    assert tender.published.value == datetime(2024, 3, 1, 9, 42, 11, tzinfo=UTC)
    assert (text("Title", tender.document), text("Incumbent supplier", tender.document)) == (MODEL.title, "None")


def test_the_downloaded_list_may_be_the_first_to_know_the_winner() -> None:
    closed = replace(MODEL, banner=("This opportunity is closed for applications", "The deadline was Monday 18 September 2023"))
    row_of = filed("40021,Other title,DOS6,Digital outcomes,2024-03-01T09:42:11Z,awarded,Towpath Ltd,None")
    tender = tender_from(readers.read(bundle(closed, more=(row_of,))), "0")
    assert tender.status is not None
    assert tender.award is not None
    assert (tender.status.value, tender.award.value.supplier) == ("awarded", "Towpath Ltd")
    assert text("Banner", tender.document).startswith("This opportunity is closed for applications")


MISSING = shell('<h1 class="govuk-heading-l">Page not found</h1><p>Check it.</p><a href="/digital-outcomes/opportunities">Back</a>')
BARRED = shell('<h1>401 – you are not authorised</h1><a href="/digital-outcomes/opportunities">Back</a>')


@pytest.mark.parametrize(("raw", "said"), [(MISSING, "Page not found"), (BARRED, "401 – you are not authorised")])
def test_a_page_that_says_there_is_none_is_refused_in_its_own_words(raw: bytes, said: str) -> None:
    with pytest.raises(NotATenderError, match=rf"^says “{said}” and holds no opportunity: check its address and save it again$"):
        readers.read(raw)


def test_a_page_not_found_in_a_bundle_is_a_page_not_read() -> None:
    document = readers.read(bundle(MODEL, "details", more=(Page(url=HOST + link("details", MODEL), body=MISSING),)))
    assert document.not_read == ("the details page",)


def test_a_bundle_of_pages_that_are_none_is_refused() -> None:
    with pytest.raises(UnreadableError, match="Page not found"):
        readers.read(pack([Page(url="", body=MISSING)]))


@pytest.mark.parametrize("raw", [listing(MODEL, SURVEY), listing_2026(MODERN, replace(MODERN, number=81002))])
def test_a_listing_is_no_opportunity(raw: bytes) -> None:
    with pytest.raises(NotATenderError, match=r"^is a list of opportunities: give the page of one"):
        readers.read(raw)


def test_a_page_that_is_cut_off_is_refused_with_where() -> None:
    raw = details(MODEL)
    with pytest.raises(UnreadableError, match=r"^is cut off after “Existing team”: save the page again$"):
        readers.read(raw[: raw.index(b"Address where")])


# Whatever the markup


def test_rows_are_known_by_their_labels_and_not_by_classes() -> None:
    for page in (summary, details, questions):
        assert readers.read(re.sub(rb' class="[^"]*"', b"", page(MODEL))).sections == readers.read(page(MODEL)).sections


def test_groups_are_known_without_their_bold_type() -> None:
    raw = details(MODEL).replace(b"<strong>", b"").replace(b"</strong>", b"")
    assert readers.read(raw).sections == readers.read(details(MODEL)).sections


def without_rows(raw: bytes) -> bytes:
    return re.sub(rb'<div class="govuk-summary-list__row">(.*?)</div>', rb"\1", raw, flags=re.DOTALL)


def one_dd_each(raw: bytes) -> bytes:
    return raw.replace(b'</p>\n                                        <p class="govuk-body">', b"</p></dd><dd><p>")


def plain_dd(raw: bytes) -> bytes:
    return re.sub(rb"<p[^>]*>\s*([^<]*?)\s*</p>", rb"\1<br>", raw)


def headings_outside(raw: bytes) -> bytes:
    return re.sub(rb'<dl class="govuk-summary-list">\s*<div[^>]*><dt[^>]*>(<h2.*?</h2>)</dt></div>', rb"\1<dl>", raw)


def no_spacers(raw: bytes) -> bytes:
    return raw.replace(BLANK.encode(), b"")


def group_with_blank_value(raw: bytes) -> bytes:
    return re.sub(rb"(</strong>\s*</dt>)\s*</div>", rb"\1<dd><p></p></dd></div>", raw)


def numbered_labels(raw: bytes) -> bytes:
    return raw.replace(b"<strong>", b"<strong>7. ").replace(b"</strong>", b"?</strong>")


SHAPES: tuple[Callable[[bytes], bytes], ...] = (
    without_rows,
    one_dd_each,
    plain_dd,
    headings_outside,
    no_spacers,
    group_with_blank_value,
    numbered_labels,
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("it", [MODEL, SURVEY])
def test_details_come_out_the_same_in_another_shape(shape: Callable[[bytes], bytes], it: Opportunity) -> None:
    raw = shape(details(it))
    assert raw != details(it)
    assert readers.read(raw).sections == readers.read(details(it)).sections


def test_regions_whose_label_stands_once_are_one_answer() -> None:
    rows = row("Where the supplied staff will work", MODEL.regions[0], strong=True) + row("", MODEL.regions[1])
    found = re.sub(
        rb"<div[^>]*><dt[^>]*>\s*<strong>Where the.*?</div>\s*(?=<div[^>]*><dt[^>]*>\s*<strong>Who)",
        lambda _: rows.encode(),
        details(MODEL),
        flags=re.DOTALL,
    )
    assert text("Where the supplied staff will work", readers.read(found)) == "\n".join(MODEL.regions)


def other_rows(label: str, markup: str) -> Document:
    """The model's details with one group's rows written otherwise."""
    raw = details(MODEL)
    start = raw.index(f"<strong>{label}".encode())
    start = raw.rindex(b"<div", 0, start)
    return readers.read(raw[:start] + markup.encode() + raw[raw.index(BLANK.encode(), start) :])


def test_skills_and_weightings_in_several_paragraphs_of_one_row_are_a_skill_each() -> None:
    rows = group("Essential skills", row("Description", "First skill", "Second skill"), row("Weighting", "60%", "40%"))
    found = other_rows("Essential skills", rows)
    assert text("Essential skills", found) == "First skill\nSecond skill"
    assert text("Essential skills: weighting", found) == "First skill: 60%\nSecond skill: 40%"


def test_skills_under_a_head_of_columns_are_a_skill_each() -> None:
    rows = group("Essential skills", row("Description", "Weighting"), row("First skill", "60%"), row("Second skill", "40%"))
    found = other_rows("Essential skills", rows)
    assert text("Essential skills", found) == "First skill\nSecond skill"
    assert text("Essential skills: weighting", found) == "First skill: 60%\nSecond skill: 40%"


def test_scoring_levels_under_a_head_of_columns_are_a_level_each() -> None:
    rows = group(
        "How suppliers will be scored", row("Level", "Score", "Description"), row("Met", "2", "In full"), row("Not met", "0", "No")
    )
    assert (
        text("How suppliers will be scored", other_rows("How suppliers will be scored", rows))
        == "Met | 2 | In full\nNot met | 0 | No"
    )


def test_columns_that_are_counted_are_columns() -> None:
    cells = [row(f"{name} {number}", f"{name} {number}'s text") for number in (1, 2) for name in ("User type", "Definition")]
    rows = group("The people who will use the product or service", *cells)
    found = other_rows("The people who will use the product or service", rows)
    assert text("The people who will use the product or service", found) == "\n".join(
        f"User type {number}'s text: Definition {number}'s text" for number in (1, 2)
    )


def test_a_skill_of_several_paragraphs_is_one_skill() -> None:
    rows = group(
        "Essential skills",
        row("Description", "A skill", "of two lines"),
        row("Weighting", "60%"),
        row("Description", "Another"),
        row("Weighting", "40%"),
    )
    assert text("Essential skills", other_rows("Essential skills", rows)) == "A skill of two lines\nAnother"


def test_a_skill_without_a_weighting_is_still_a_skill() -> None:
    rows = group("Essential skills", row("Description", "A skill"), row("Weighting", ""))
    found = other_rows("Essential skills", rows)
    assert text("Essential skills", found) == "A skill"
    assert "Essential skills: weighting" not in [section.label for section in found.sections]


def test_a_group_that_nobody_knows_is_read_row_by_row() -> None:
    rows = group("Favourite biscuits", row("For tea", "Shortbread"), row("For coffee", "Ginger", "Oat"))
    assert text("Favourite biscuits", other_rows("Terms and acronyms", rows)) == "For tea: Shortbread\nFor coffee: Ginger\nOat"


def test_a_section_that_is_missing_leaves_the_others() -> None:
    raw = details(MODEL)
    start, end = raw.index(b"<dl", raw.index(b"</dl>")), raw.index(b"</dl>", raw.index(b"2. Assessment"))
    document = readers.read(raw[:start] + raw[end + 5 :])
    assert "Essential skills" not in [section.label for section in document.sections]
    assert text("Publication of stage 1", document) == MODEL.published


def answered(markup: str) -> str:
    """How markup in an answer comes out."""
    raw = details(replace(MODEL, why="THE ANSWER")).replace(b"THE ANSWER", markup.encode())
    return text("Why the work is being done", readers.read(raw))


@pytest.mark.parametrize(
    ("markup", "meant"),
    [
        ("R&amp;amp;D", "R&D"),
        ("R&amp;D", "R&D"),
        ("to chase &lt;anyone&gt;", "to chase <anyone>"),
        ("a &amp;lt; b", "a < b"),
        ("see /x?a=1&amp;copy=2", "see /x?a=1&copy=2"),
        ("one\r\n\r\n      two", "one two"),
        ("one<br>two", "one\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("a <b>bold</b> <em>word</em>", "a bold word"),
        ("before<script>alert(1)</script> after", "before after"),
        ("<h3>A heading</h3>and more", "A heading\nand more"),
        ("<dl><dt>A term</dt><dd>and its meaning</dd></dl>", "A term\nand its meaning"),
    ],
)
def test_an_answer_is_as_a_reader_sees_it(markup: str, meant: str) -> None:
    assert answered(markup) == meant


def test_every_piece_of_evidence_is_in_its_section() -> None:
    won = replace(MODEL, award=Award(supplier="Towpath Digital Ltd"))
    for raw in (bundle(won), bundle(SURVEY), pack([entry(listing(MODEL))]), detail_2026(MODERN)):
        tender = tender_from(readers.read(raw), "0")
        sections = {section.label: section.text for section in tender.document.sections}
        assert len(cited(tender)) > 5
        assert all(sections[evidence.section][evidence.start : evidence.end] == evidence.quote for evidence in cited(tender))


# The page of 2026


def modern(**given: Any) -> Tender:
    return tender_from(readers.read(detail_2026(replace(MODERN, **given))), "0")


def asked_so(**answers: str) -> dict[str, Any]:
    """The modern model's answers with some replaced, by the first word of their label."""
    return {"answers": tuple((label, answers.get(label.partition(" ")[0], said)) for label, said in MODERN.answers)}


def test_title_and_buyer_of_2026_stand_above_the_rows() -> None:
    tender = modern()
    assert tender.title is not None
    assert tender.buyer is not None
    assert (tender.title.value, tender.buyer.value) == ("Cable car bookings", "Upland Lifts Authority")


@pytest.mark.parametrize(
    ("label", "field", "answer"),
    [
        ("Call-off procedure", "", "Single stage"),
        ("Application closing date", "applicationsClosedAt", "24 October 2026"),
        ("Project name", "", "prj_20400"),
        ("Summary of work", "summary", "An alpha for booking a cabin on the cable car."),
        ("Latest start date", "startDate", "2026-12-01"),
        ("Expected contract length", "contractLength", "1 Years 6 months"),
        ("How much can be spent", "budgetRange", "£90,000 including VAT"),
        ("Who does this now", "", "No one"),
        ("A question of its own", "", ""),
        ("How suppliers are called", "", "Single stage"),
        ("Timeline", "", "Stand-up in November."),
        ("Contracted out service or supply of resource", "employmentStatus", "Contracted out service"),
        ("How to apply", "", "By our portal."),
    ],
)
def test_each_answer_of_2026_is_read_under_its_printed_label(label: str, field: str, answer: str) -> None:
    found = section(readers.read(detail_2026(MODERN)), label)
    assert (found.field, found.text) == (field, answer)


def test_dates_length_and_budget_of_2026_are_read() -> None:
    tender = modern()
    assert tender.closes is not None
    assert tender.start is not None
    assert tender.duration is not None
    assert tender.budget is not None
    assert (tender.closes.value.date(), tender.start.value) == (date(2026, 10, 24), date(2026, 12, 1))
    assert tender.duration.length == Length(min=Decimal(18), max=Decimal(18), unit="months")
    assert (tender.budget.max, tender.budget.vat) == (90000, "included")


def test_a_numbered_question_of_2026_is_no_part_of_the_one_before_whatever_it_is_called() -> None:
    answers = (*MODERN.answers[:4], ("Description", "Ours"), ("Further information", "None"), *MODERN.answers[6:])
    document = readers.read(detail_2026(replace(MODERN, answers=answers)))
    assert [text(label, document) for label in ("Expected contract length", "Description", "Further information")] == [
        "1 Years 6 months",
        "Ours",
        "None",
    ]


def test_the_help_panel_is_no_answer() -> None:
    assert "Ring the service desk." not in "\n".join(section.text for section in readers.read(detail_2026(MODERN)).sections)


@pytest.mark.parametrize(
    ("timeline", "closes"),
    [
        ("ITT published 07/08. Tender submission deadline 04/09. Start 12/10", date(2026, 9, 4)),
        ("Clarification deadline 01/09, tender deadline 04/09.", date(2026, 9, 4)),
        ("The closing date for bids is 4th September, then interviews.", date(2026, 9, 4)),
        ("Bids must be submitted by noon on 14 December.", date(2025, 12, 14)),
        ("Tender deadline: 4 September 2026", date(2026, 9, 4)),
        ("Tender deadline 04/09. Or was the tender deadline 05/09?", None),
        ("Clarification deadline 01/09.", None),
        ("Tender deadline 31/02.", None),
        ("Open 24/7.", None),
    ],
)
def test_a_closing_date_in_prose_has_the_year_of_the_page_s_other_dates(timeline: str, closes: date | None) -> None:
    tender = modern(callout="", **asked_so(Timeline=timeline))
    assert (tender.closes and tender.closes.value.date()) == closes


def test_a_closing_date_in_prose_without_any_year_on_the_page_is_silent() -> None:
    assert modern(callout="", **asked_so(Timeline="Tender deadline 04/09.", Latest="As soon as can be")).closes is None


def test_the_callout_counts_before_prose() -> None:
    closes = modern(**asked_so(Timeline="Tender deadline 04/09.")).closes
    assert closes is not None
    assert closes.value.date() == date(2026, 10, 24)


def with_entry(it: Modern) -> Tender:
    """An opportunity of 2026 as a crawl brings it: with its entry of the listing."""
    page = Page(url=f"{HOST}/digital-outcomes/opportunities/opportunity-details/project/{it.number}", body=detail_2026(it))
    return tender_from(readers.read(pack([entry(listing_2026(it)), page])), "0")


def test_a_notice_of_2026_has_the_number_and_the_lot_of_its_entry() -> None:
    tender = with_entry(MODERN)
    assert tender.lot is not None
    assert (tender.id, tender.lot.value, tender.document.not_read) == ("81001", "digital-outcomes", ())
    assert tender.facts["procurement_route"].value == MODERN.route


@pytest.mark.parametrize(
    ("lot", "named"),
    [
        (
            "Digital Outcomes and Specialists 7, Lot 2: Digital capability and delivery partner",
            "Digital capability and delivery partner",
        ),
        ("Digital Outcomes and Specialists 7, Lot 3: Digital Specialists", "digital-specialists"),
        ("Digital Outcomes and Specialists 7, Lot 4: User research participants", "user-research-participants"),
    ],
)
def test_lots_of_2026_have_names_of_their_own(lot: str, named: str) -> None:
    found = with_entry(replace(MODERN, lot=lot)).lot
    assert found is not None
    assert found.value == named


def test_open_says_nothing_where_bids_go_by_the_buyer_s_own_system() -> None:
    assert with_entry(replace(MODERN, route="Customer own system")).status is None


def test_a_title_that_its_buyer_closed_is_closed() -> None:
    status = with_entry(replace(MODERN, route="Customer own system", title="Cable car bookings - Closed")).status
    assert status is not None
    assert (status.value, status.evidence[0].quote) == ("closed", "Closed")


def test_a_value_of_one_pound_is_no_budget() -> None:
    assert with_entry(replace(MODERN, value="£1", **asked_so(How=""))).budget is None


def test_details_that_could_not_be_had_leave_the_entry() -> None:
    tender = tender_from(readers.read(pack([entry(listing_2026(MODERN))])), "0")
    assert tender.document.not_read == ("the page of the opportunity",)
    assert tender.budget is not None
    assert (tender.id, tender.budget.max) == ("81001", 90000)


# Real shapes


def test_the_pages_of_the_real_material_are_read(shared: Path) -> None:
    for path in sorted((shared / "data" / "cas").glob("detail-*.html")):
        tender = tender_from(readers.read(path.read_bytes()), "0")
        assert None not in (tender.title, tender.buyer, tender.closes, tender.start, tender.duration, tender.budget)


def test_the_listings_of_the_real_material_are_read(shared: Path) -> None:
    paths = sorted((shared / "data" / "cas").glob("listing-*.html"))
    found = [read_listing(path.read_bytes()) for path in paths]
    assert sum(len(page.entries) for page in found) == found[0].total
