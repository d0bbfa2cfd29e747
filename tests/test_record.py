"""The record of a notice: what researchers' tools and the benchmarks read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from reports.record import record
from scoring.assess import assess
from scoring.engine import RULE_SET
from scoring.profile import Profile, Supplier
from tenders import readers
from tenders.parse import tender_from
from tests.pages import MODEL, Answer, page

TOLD = ("on_site", "market_engagement", "incumbent")
AS_OF = datetime(2020, 5, 8, 9, tzinfo=UTC)


def made(answers: dict[str, Answer] | None = None, **options: Any) -> dict[str, Any]:
    """The record of the model page with these answers laid over its own."""
    tender = tender_from(readers.read(page(answers=dict(MODEL) | (answers or {}), **options)), "0")
    return record(assess(tender, Profile(), AS_OF))


def test_the_keys_of_the_contract_come_first_and_all_are_there() -> None:
    assert list(made()) == [
        "id",
        "source",
        "title",
        "buyer",
        "lot",
        "status",
        "award",
        "published",
        "questions_close",
        "closes",
        "start",
        "budget",
        "duration",
        "phases",
        "phases_evidence",
        "current_phase",
        "user_research",
        "participants",
        "knowledge_transfer",
        "payment_approach",
        "clearance",
        "existing_team",
        "work_done",
        "location",
        "essential",
        "nice_to_have",
        "proposal_criteria",
        "cultural_criteria",
        "assessment_methods",
        "suppliers_to_evaluate",
        "roles",
        "hurdles",
        "clearance_asked",
        "on_site",
        "market_engagement",
        "incumbent",
        "weightings",
        "applications",
        "questions",
        "facts",
        "evidence",
        "flags",
        "waterfall",
        "rule_set",
        "read",
        "sections",
    ]


def test_it_is_json_as_it_stands() -> None:
    found = made(status="awarded", questions=[("May we?", "Yes.")])
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_identity_and_status() -> None:
    found = made(number="345", title="Bins", buyer="Wold Council", lot="digital-specialists", status="closed")
    assert {key: found[key] for key in ("id", "source", "title", "buyer", "lot", "status")} == {
        "id": "345",
        "source": "digital-marketplace",
        "title": "Bins",
        "buyer": "Wold Council",
        "lot": "digital-specialists",
        "status": "closed",
    }


def test_the_day_of_publishing_and_the_moments_of_closing_are_iso_8601() -> None:
    found = made()
    assert found["published"] == "2020-05-04"
    assert found["start"] == "2020-06-01"
    moments = [datetime.fromisoformat(found[key]) for key in ("questions_close", "closes")]
    assert moments == [datetime(2020, 5, 11, 23, 59, tzinfo=UTC), datetime(2020, 5, 18, 23, 59, tzinfo=UTC)]
    assert found["closes"] == "2020-05-19T00:59:00+01:00"


def test_a_budget_has_its_figures_as_numbers_and_its_words() -> None:
    assert made({"Budget range": "£70,000 to £85,000.50 ex VAT"})["budget"] == {
        "min": 70000,
        "max": 85000.5,
        "currency": "GBP",
        "basis": "total",
        "vat": "excluded",
        "expenses": "unstated",
        "evidence": [{"field": "Budget range", "start": 0, "end": 21, "quote": "£70,000 to £85,000.50"}],
    }


def test_a_duration_has_its_extension_and_its_words() -> None:
    assert made({"Expected contract length": "Up to 2 years plus an optional 6 month extension"})["duration"] == {
        "min": None,
        "max": 2,
        "unit": "years",
        "end_date": None,
        "extension": {"min": None, "max": 6, "unit": "months"},
        "first_piece": None,
        "evidence": [
            {"field": "Expected contract length", "start": 6, "end": 13, "quote": "2 years"},
            {"field": "Expected contract length", "start": 31, "end": 38, "quote": "6 month"},
        ],
    }


def test_a_duration_by_its_end_has_no_unit() -> None:
    found = made({"Expected contract length": "Until 31 March 2021"})["duration"]
    assert (found["min"], found["max"], found["unit"], found["end_date"]) == (None, None, None, "2021-03-31")


def test_a_notice_that_states_neither_has_no_budget_and_no_duration() -> None:
    found = made({"Budget range": "", "Expected contract length": ""})
    assert (found["budget"], found["duration"]) == (None, None)


def test_research_and_transfer_are_never_null() -> None:
    tender = tender_from(readers.read(page(title="Boxes", answers={"Summary of the work": "Carry boxes."})), "0")
    found = record(assess(tender, Profile(), AS_OF))
    assert found["user_research"] == {"ask": "none", "who_recruits": "not_applicable", "evidence": []}
    assert found["knowledge_transfer"] == {"ask": "none", "scored": False, "nice_to_have_only": False, "evidence": []}


def test_participants_are_counts_words_and_groups() -> None:
    said = "Test with 6 to 8 tenants per round."
    found = made({"Summary of the work": f"{said} User research every two weeks with landlords."})["participants"]
    assert {key: value for key, value in found.items() if key != "evidence"} == {
        "number": {"min": 6, "max": 8},
        "per": "round",
        "rounds": None,
        "frequency": "every two weeks",
        "groups": ["landlords"],
    }
    assert found["evidence"][0] == {"field": "Summary of the work", "start": 0, "end": 35, "quote": said}


def test_knowledge_transfer_says_whether_it_is_scored_with_the_criterion() -> None:
    criterion = "How you will transfer knowledge to our team"
    found = made({"Proposal criteria": [criterion]})["knowledge_transfer"]
    assert (found["scored"], found["nice_to_have_only"]) == (True, False)
    assert criterion in [words["quote"] for words in found["evidence"]]


def test_clearance_is_told_in_the_buyers_words_and_as_a_fact() -> None:
    said = "SC must be in place before the start."
    found = made({"Security clearance": said})
    assert found["clearance"] == said
    assert found["clearance_asked"] == {
        "level": "SC",
        "terms": "held",
        "by": "start",
        "evidence": [{"field": "Security clearance", "start": 0, "end": 37, "quote": said}],
    }


def test_the_place_the_market_and_the_incumbent_are_objects_with_their_words() -> None:
    found = made(
        {
            "Working arrangements": "On site 2-3 days a week.",
            "Early market engagement": "None",
            "Existing team": "The incumbent is Marlpit Digital Ltd.",
        }
    )
    told = {name: {key: value for key, value in found[name].items() if key != "evidence"} for name in TOLD}
    assert told == {
        "on_site": {"where": "mixed", "time": {"min": 2, "max": 3}, "unit": "days"},
        "market_engagement": {"state": "none", "said": "None"},
        "incumbent": {"state": "named", "name": "Marlpit Digital Ltd"},
    }
    assert [words["quote"] for name in TOLD for words in found[name]["evidence"]] == [
        "On site 2-3 days a week.",
        "None",
        "The incumbent is Marlpit Digital Ltd.",
    ]


def test_hurdles_are_objects_and_their_words_stand_under_evidence() -> None:
    hurdle = "At least two contracts over £2m in the last 3 years"
    found = made({"Essential skills and experience": [hurdle]})
    assert found["hurdles"] == [
        {"kind": "contracts", "least": 2, "currency": None, "within_years": 3, "cover": None},
        {"kind": "value", "least": 2000000, "currency": "GBP", "within_years": 3, "cover": None},
    ]
    assert [words["quote"] for words in found["evidence"]["hurdles"]] == [hurdle]


def test_what_a_notice_is_silent_on_is_null() -> None:
    tender = tender_from(readers.read(page(title="Boxes", answers={"Summary of the work": "Carry boxes."})), "0")
    found = record(assess(tender, Profile(), AS_OF))
    assert [found[name] for name in ("participants", "clearance_asked", "roles", "hurdles", *TOLD)] == [None] * 7


def test_a_budget_in_dollars_is_kept_in_dollars() -> None:
    found = made({"Budget range": "The order shall not exceed $1,250,000."})["budget"]
    assert (found["max"], found["currency"]) == (1250000, "USD")


def test_phases_have_their_words() -> None:
    found = made(title="Bins: alpha and beta")
    assert found["phases"] == ["alpha", "beta"]
    assert found["phases_evidence"] == [{"field": "Title", "start": 6, "end": 20, "quote": "alpha and beta"}]
    assert found["current_phase"] == "Not started"


def test_an_award_is_plain_values() -> None:
    assert made(status="awarded")["award"] == {
        "supplier": "Brook and Heron Ltd",
        "value": 98500,
        "start": "2020-06-15",
        "size": "SME",
    }


def test_applications_and_questions_are_plain_values() -> None:
    found = made(applications=(4, 2, 19, 3), questions=[("May we visit?", "Yes.\nCall first.")])
    assert found["applications"] == {
        "incomplete": {"total": 6, "sme": 4, "large": 2},
        "completed": {"total": 22, "sme": 19, "large": 3},
    }
    assert found["questions"] == [{"number": 1, "question": "May we visit?", "answer": "Yes.\nCall first."}]


def test_weightings_are_numbers_by_name() -> None:
    assert made()["weightings"] == {"Technical competence": 60, "Cultural fit": 20, "Price": 20}


def test_sections_are_what_was_read_in_order_the_title_first() -> None:
    found = made({"Additional terms and conditions": "One.\nTwo."})
    assert found["sections"][0] == {"field": "Title", "text": "Discovery for the allotment waiting list"}
    assert {"field": "Additional terms and conditions", "text": "One.\nTwo."} in found["sections"]
    assert [section["field"] for section in found["sections"]][-len(MODEL) :] == list(MODEL)


def test_evidence_counts_code_points_beyond_the_basic_plane() -> None:
    found = made({"Budget range": "🐑🐑 £85,000"})
    (quote,) = found["budget"]["evidence"]
    assert (quote["start"], quote["end"], quote["quote"]) == (3, 10, "£85,000")


def test_flags_are_names_and_the_waterfall_is_a_number_up_to_100() -> None:
    found = made({"Expected contract length": "3 weeks", "Payment approach": "Fixed price"})
    assert {"short_timebox", "fixed_price_early"} <= set(found["flags"])
    assert len(set(found["flags"])) == len(found["flags"])
    assert 0 <= found["waterfall"] <= 100


def test_the_rule_set_and_the_share_that_was_read_are_named() -> None:
    found = made()
    assert found["rule_set"] == RULE_SET
    assert found["read"] == {"share": 1.0, "not_read": [], "mended": []}


@pytest.mark.parametrize("profile", [Profile(), Profile(supplier=Supplier(maximum_value=Decimal(1)))], ids=["neutral", "small"])
@pytest.mark.parametrize("as_of", [AS_OF, datetime(2030, 1, 1, tzinfo=UTC)], ids=["then", "later"])
def test_nothing_in_it_depends_on_who_asks_or_when(profile: Profile, as_of: datetime) -> None:
    tender = tender_from(readers.read(page()), "0")
    assert record(assess(tender, profile, as_of)) == record(assess(tender, Profile(), AS_OF))
