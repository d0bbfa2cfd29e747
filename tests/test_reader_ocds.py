"""An OCDS release becomes the tender that a page would: what it lacks is silent, what is malformed is said."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders import readers
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.parse import tender_from
from tenders.tender import Award, Length, Tender
from tests.releases import CONTRACTS_FINDER, GUID, raw, release


def document(**changes: Any) -> Document:
    return readers.read(raw(**changes))


def tender(**changes: Any) -> Tender:
    return tender_from(document(**changes), "none")


def text(field: str, **changes: Any) -> str | None:
    section = document(**changes).get(field)
    return section.text if section else None


def spoilt(old: str, new: str) -> Document:
    """The release with a piece of its JSON replaced, so that it need not be JSON any more."""
    said = raw().decode()
    assert old in said
    return readers.read(said.replace(old, new).encode())


def test_what_a_release_states_is_the_tenders() -> None:
    found = tender()
    assert (found.id, found.source) == ("ocds-b5fd17-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "contracts-finder")
    assert found.title is not None
    assert found.title.value == "A berth booking service"
    assert found.buyer is not None
    assert found.buyer.value == "Harbour Council"
    assert found.closes is not None
    assert found.closes.value == datetime.fromisoformat("2024-07-05T12:00:00+01:00")
    assert found.published is not None
    assert found.published.value == datetime.fromisoformat("2024-06-03T09:00:00+01:00")
    assert found.start is not None
    assert found.start.value == date(2024, 9, 1)
    assert found.budget is not None
    assert (found.budget.min, found.budget.max, found.budget.vat) == (60000, 90000, "unstated")
    assert found.duration is not None
    assert found.duration.length == Length(min=Decimal(1), max=Decimal(1), unit="years")
    assert found.status is not None
    assert found.status.value == "open"
    assert found.location is not None
    assert found.location.value == ("HB1 1AA, South East",)


def test_every_piece_of_evidence_is_in_its_section() -> None:
    found = tender()
    assert found.budget is not None
    sections = {section.label: section.text for section in found.document.sections}
    for evidence in found.budget.evidence:
        assert sections[evidence.section][evidence.start : evidence.end] == evidence.quote


def test_additional_information_is_an_answer_of_its_own() -> None:
    assert text("summary") == "Build a service for booking berths."
    assert [(s.label, s.text) for s in document().having("text")] == [("Additional information", "Visits are welcome.")]


def test_what_a_release_lacks_has_no_section_and_is_no_fault() -> None:
    bare = readers.read(b'{"ocid":"ocds-b5fd17-1","tender":{"title":"Oars"}}')
    assert [(s.field, s.text) for s in bare.sections] == [("title", "Oars")]
    assert (bare.not_read, bare.mended, bare.read_share) == ((), (), 1.0)


@pytest.mark.parametrize("amount", [0, 0.01, 1, -5])
def test_a_value_that_stands_for_none_is_silent(amount: float) -> None:
    assert tender(tender__value__amount=amount, tender__minValue=None).budget is None


def test_where_amount_and_gross_are_given_the_first_is_without_vat() -> None:
    found = tender(tender__value={"amount": 33000, "amountGross": 39600, "currency": "GBP"}, tender__minValue=None).budget
    assert found is not None
    assert (found.min, found.max, found.vat) == (None, 33000, "excluded")


def test_a_lone_gross_amount_is_with_vat() -> None:
    found = tender(tender__value={"amountGross": 39600, "currency": "GBP"}, tender__minValue=None).budget
    assert found is not None
    assert (found.max, found.vat) == (39600, "included")


def test_euros_stay_euros() -> None:
    found = tender(tender__value={"amount": 50000, "currency": "EUR"}, tender__minValue=None).budget
    assert found is not None
    assert (found.max, found.currency) == (50000, "EUR")


@pytest.mark.parametrize(
    ("status", "changes", "told"),
    [
        ("active", {}, "open"),
        ("planned", {}, "planned"),
        ("planning", {}, "planned"),
        ("complete", {}, "closed"),
        ("cancelled", {}, "cancelled"),
        ("withdrawn", {}, "withdrawn"),
        ("unsuccessful", {}, "unsuccessful"),
        ("active", {"tag": ["tenderCancellation"]}, "cancelled"),
        ("complete", {"awards": [{"status": "unsuccessful"}]}, "unsuccessful"),
    ],
)
def test_the_status_is_riffles(status: str, changes: dict[str, Any], told: str) -> None:
    found = tender(tender__status=status, **changes).status
    assert found is not None
    assert found.value == told


def test_an_award_tells_supplier_value_start_and_size() -> None:
    parties = [{"name": "Tide Works Ltd", "roles": ["supplier"], "details": {"scale": "sme"}}]
    award = {
        "status": "active",
        "suppliers": [{"id": "0", "name": "Tide Works Ltd"}],
        "value": {"amount": 88000.5, "currency": "GBP"},
        "contractPeriod": {"startDate": "2024-09-02T00:00:00+01:00"},
    }
    found = tender(tender__status="complete", awards=[award], parties=parties)
    assert found.award is not None
    assert found.award.value == Award(supplier="Tide Works Ltd", value=Decimal("88000.50"), start=date(2024, 9, 2), size="SME")
    assert found.status is not None
    assert found.status.value == "awarded"


def test_weights_are_read_in_both_ways_of_writing_them() -> None:
    numbers = [
        {"type": "quality", "name": "Team", "numbers": [{"number": 45, "weight": "percentageExact"}]},
        {"type": "quality", "name": "Method", "numbers": [{"number": 30, "weight": "percentageExact"}]},
        {"type": "price", "numbers": [{"number": 25, "weight": "percentageExact"}]},
    ]
    words = [{"type": "quality", "name": "Quality", "description": "75%"}, {"type": "price", "description": "25"}]
    for criteria in (numbers, words):
        found = tender(tender__lots=[{"id": "1", "awardCriteria": {"criteria": criteria}}]).weightings
        assert found is not None
        assert found.value == {"Quality": 75, "Price": 25}


def test_weights_that_do_not_make_a_hundred_are_not_weightings() -> None:
    criteria = [{"type": "quality", "description": "40"}, {"type": "price", "description": "25"}]
    assert tender(tender__lots=[{"id": "1", "awardCriteria": {"criteria": criteria}}]).weightings is None


def test_lots_stay_apart_and_are_worth_their_sum() -> None:
    lots = [
        {"id": "1", "title": "North", "description": "Berths in the north.", "value": {"amount": 20000, "currency": "GBP"}},
        {"id": "2", "title": "South", "description": "Berths in the south.", "value": {"amount": 30000, "currency": "GBP"}},
    ]
    found = tender(tender__lots=lots, tender__value=None, tender__minValue=None)
    told = {s.label: s.text for s in found.document.sections if s.heading}
    assert told["Lot 1: North"] == "Berths in the north."
    assert told["Value, Lot 2: South"] == "£30,000"
    assert found.budget is not None
    assert found.budget.max == 50000


def test_lots_of_which_one_has_no_value_are_worth_nothing_that_is_known() -> None:
    lots = [{"id": "1", "value": {"amount": 20000, "currency": "GBP"}}, {"id": "2"}]
    assert tender(tender__lots=lots, tender__value=None, tender__minValue=None).budget is None


def test_a_length_in_days_that_was_months_is_months_again() -> None:
    lots = [{"id": "1", "contractPeriod": {"durationInDays": 720}, "renewal": {"description": "Two options of 12 months each"}}]
    found = tender(tender__contractPeriod=None, tender__lots=lots).duration
    assert found is not None
    assert found.length == Length(min=Decimal(24), max=Decimal(24), unit="months")
    assert found.extension == Length(min=None, max=Decimal(24), unit="months")


def test_the_furthest_end_is_an_extension() -> None:
    period = {"startDate": "2024-09-01", "endDate": "2025-08-31", "maxExtentDate": "2026-08-31"}
    found = tender(tender__contractPeriod=period).duration
    assert found is not None
    assert found.extension == Length(min=None, max=Decimal(1), unit="years")


def test_questions_close_when_the_enquiry_period_ends() -> None:
    found = tender(tender__enquiryPeriod={"endDate": "2024-06-20T17:00:00+01:00"}).questions_close
    assert found is not None
    assert found.value == datetime.fromisoformat("2024-06-20T17:00:00+01:00")


def test_facts_for_people_have_sections_of_their_own() -> None:
    found = document()
    told = {s.label: s.text for s in found.sections}
    assert told["CPV codes"] == "72000000 IT services"
    assert told["Procurement method"] == "Open procedure"
    assert told["Suitable for"] == "Small and medium-sized enterprises"
    assert told["Documents"].splitlines()[-1] == "The brief (application/pdf) https://example.org/brief.pdf"
    assert found.url == f"https://www.contractsfinder.service.gov.uk/Notice/{GUID}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1e9999", "the number “1e9999”: it is too large to be one"),
        ("NaN", "the number “NaN”: it is none"),
        ("-Infinity", "the number “-Infinity”: it is none"),
        ('"plenty"', "tender.value.amount “plenty”: it is not a number"),
        ("[1]", "tender.value.amount “[1]”: it is not a number"),
        ("true", "tender.value.amount “True”: it is not a number"),
        ("1e30", "tender.value.amount “1e+30”: it is too large to be meant"),
    ],
)
def test_a_number_that_is_none_is_said_and_silent(written: str, said: str) -> None:
    found = spoilt('"amount":90000', f'"amount":{written}')
    assert said in found.not_read
    assert tender_from(found, "x").budget is None


@pytest.mark.parametrize(
    ("written", "most", "said"),
    [
        (" 000,", None, "the number “000” was read as 0"),
        ("90 000,", 90000, "the number “90 000” was read as 90000"),
        ('"90,000",', 90000, "tender.value.amount “90,000” is text: it was read as a number"),
    ],
)
def test_a_number_that_is_plainly_meant_is_read_and_said(written: str, most: int | None, said: str) -> None:
    found = spoilt('"amount":90000,', f'"amount":{written}')
    assert said in found.mended
    budget = tender_from(found, "x").budget
    assert (budget.max if budget else None) == most


def test_a_fault_in_a_string_is_the_authors() -> None:
    found = spoilt("Build a service", "Build 000, a service")
    assert (found.mended, found.get("summary") is not None) == ((), True)


@pytest.mark.parametrize(
    ("path", "value"), [("tender__value", [1, 2]), ("tender__items", "here"), ("tender__lots", 4), ("buyer", []), ("awards", [7])]
)
def test_a_part_of_the_wrong_type_is_said_and_the_rest_read(path: str, value: Any) -> None:
    found = document(**{path: value})
    assert len(found.not_read) >= (0 if value == [] else 1)
    section = found.get("title")
    assert section is not None
    assert section.text == "A berth booking service"


def test_an_object_where_a_list_should_be_is_a_list_of_one() -> None:
    found = document(tender__items={"id": "1", "deliveryAddresses": {"region": "UKI"}})
    section = found.get("location")
    assert section is not None
    assert section.text == "London"
    assert "tender.items is an object where a list should be: it was read as a list of one" in found.mended


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Two parts:rn - hullsrn - mastsrnrnThe end.", "Two parts:\n- hulls\n- masts\n\nThe end."),
        ("Open to all.rn NOTE: sign up.", "Open to all.\nNOTE: sign up."),
        (
            "A modern IT service. Return A to B in turn. The Eastern Isles",
            "A modern IT service. Return A to B in turn. The Eastern Isles",
        ),
        ("See the modern Harbour Act.rn The modern Harbour Act", "See the modern Harbour Act.\nThe modern Harbour Act"),
        ("An RN nurse", "An RN nurse"),
        ("The Kernow ward", "The Kernow ward"),
    ],
)
def test_rn_stands_for_a_line_break_only_where_that_is_plain(written: str, read: str) -> None:
    assert text("summary", tender__description=written) == read


def test_one_odd_word_alone_is_let_be() -> None:
    assert text("summary", tender__description="Meet Mr Quorn The sailor") == "Meet Mr Quorn The sailor"


@pytest.mark.parametrize(
    ("written", "read"),
    [("harbourâ€™s Â£5", "harbour’s £5"), ("Caf\u00e9 at 20\u00b0", "Café at 20°"), ("rock &amp; sand", "rock & sand")],
)
def test_letters_in_a_wrong_encoding_are_put_right(written: str, read: str) -> None:
    assert text("summary", tender__description=written) == read


def test_bytes_of_windows_1252_are_read_and_said() -> None:
    said = raw(tender__description="the harbour’s £5").decode().encode("cp1252")
    found = readers.read(said)
    section = found.get("summary")
    assert section is not None
    assert section.text == "the harbour’s £5"
    assert found.mended == ("letters that are not UTF-8 were read as Windows-1252",)


def test_an_empty_ocid_gives_way_to_the_releases_id() -> None:
    assert document(ocid="ocds-b5fd17-").notice_id == f"{GUID}-700"
    assert document(ocid="ocds-b5fd17-").source == "contracts-finder"


@pytest.mark.parametrize(
    ("prefix", "source"),
    [
        ("ocds-h6vhtk", "find-a-tender"),
        ("ocds-r6ebe6", "public-contracts-scotland"),
        ("ocds-kuma6s", "sell2wales"),
        ("ocds-pfhb7i", "contract-award-service"),
        ("ocds-zzzzzz", "ocds"),
    ],
)
def test_the_source_is_told_by_the_prefix(prefix: str, source: str) -> None:
    assert document(ocid=f"{prefix}-0001").source == source


def test_an_amended_release_is_dated_by_itself_and_published_when_it_first_was() -> None:
    found = document(tag=["tenderAmendment"], date="2024-06-20T08:00:00Z")
    assert found.dated == "2024-06-20T08:00:00Z"
    section = found.get("publishedAt")
    assert section is not None
    assert section.text == "2024-06-03T09:00:00+01:00"


def test_a_release_without_a_date_is_not_dated() -> None:
    assert document(date=None).dated == ""
    assert document(date="soon").dated == ""
    assert "date “soon”: it is not a date" in document(date="soon").not_read


def test_of_a_record_the_last_whole_release_is_read() -> None:
    early, late = release(tender__title="Early"), release(tender__title="Late", date="2024-08-01T00:00:00Z")
    record = {"ocid": early["ocid"], "releases": [late, early], "compiledRelease": release(tender__title="Compiled")}
    linked = {**record, "releases": [{"url": "https://example.org/1", "date": "2024-06-03T09:00:00Z"}]}
    assert [readers.read(json.dumps(one).encode()).sections[0].text for one in (record, linked)] == ["Late", "Compiled"]


def test_the_fingerprint_does_not_depend_on_spaces_or_the_order_of_keys() -> None:
    turned = json.dumps(dict(reversed(CONTRACTS_FINDER.items())), indent=3).encode()
    assert readers.read(turned).fingerprint == document().fingerprint
    assert document(tender__title="Another").fingerprint != document().fingerprint


@pytest.mark.parametrize("broken", [b'{"ocid": "ocds-b5fd17-1", "tender": {"title": "Oa', b'{"ocid":' + b"[" * 100_000])
def test_what_is_cut_off_or_nested_too_deep_is_refused(broken: bytes) -> None:
    with pytest.raises(UnreadableError):
        readers.read(broken)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["amount", "id", "endDate", "description"]), inside)
    ),
    max_leaves=8,
)
PARTS = [
    "ocid",
    "id",
    "date",
    "tag",
    "buyer",
    "parties",
    "awards",
    "tender",
    *(f"tender__{name}" for name in CONTRACTS_FINDER["tender"]),
]


@given(st.dictionaries(st.sampled_from([*PARTS, "tender__lots", "planning"]), VALUES, max_size=6))
def test_no_part_of_any_type_brings_the_reader_down(changes: dict[str, Any]) -> None:
    made: dict[str, Any] = release()
    for path, value in changes.items():
        *way, last = path.split("__")
        place = made
        for name in way:
            place = place[name] if isinstance(place.get(name), dict) else place
        place[last] = value
    try:
        found = readers.read(json.dumps(made).encode())
    except UnreadableError:
        return
    tender_from(found, "x")


@given(st.integers(0, 1400), st.binary(max_size=4))
def test_no_damage_to_the_bytes_brings_the_reader_down(place: int, damage: bytes) -> None:
    said = raw()
    with suppress(UnreadableError):  # any other error fails the test
        readers.read(said[:place] + damage + said[place + len(damage) :])
