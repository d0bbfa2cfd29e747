"""How the facts beyond budget and term read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judged import tender
from reports import wording
from reports.view import facts
from tenders.tender import ClearanceAsked, Count, Hurdle, Incumbent, MarketEngagement, OnSite, Participants, TransferStanding


def count(low: int | None, high: int | None) -> Count:
    return Count(min=None if low is None else Decimal(low), max=None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("found", "words"), [(count(6, 8), "6 to 8"), (count(6, 6), "6"), (count(None, 30), "up to 30"), (count(4, None), "at least 4")]
)
def test_a_count(found: Count, words: str) -> None:
    assert wording.count_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Participants(
                number=count(6, 8), per="round", rounds=count(3, 3), frequency="every two weeks", groups=("tenants", "vets")
            ),
            "6 to 8 a round, 3 rounds, every two weeks: tenants and vets",
        ),
        (Participants(number=count(None, 30)), "up to 30"),
        (Participants(rounds=count(1, 1)), "1 round"),
        (Participants(groups=("tenants",)), "tenants"),
    ],
)
def test_participants(found: Participants, words: str) -> None:
    assert wording.participants_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (ClearanceAsked(level="SC", terms="held", by="application"), "SC: must be held when applying"),
        (ClearanceAsked(level="DV", terms="held"), "DV: must be held"),
        (ClearanceAsked(level="SC", terms="sponsored"), "SC: the buyer will sponsor it"),
        (ClearanceAsked(level="SC", terms="obtainable", by="start"), "SC: can be obtained before the start"),
        (ClearanceAsked(level="CTC", terms=None), "CTC: whether it must be held is not stated"),
    ],
)
def test_clearance(found: ClearanceAsked, words: str) -> None:
    assert wording.clearance_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (OnSite(where="mixed", time=count(2, 3), unit="days"), "2 to 3 days a week on site"),
        (OnSite(where="mixed", time=count(1, 1), unit="days"), "1 day a week on site"),
        (OnSite(where="mixed", time=count(60, 60), unit="percent"), "60% of the time on site"),
        (OnSite(where="mixed"), "partly on site, partly remote"),
        (OnSite(where="on_site"), "on site"),
        (OnSite(where="remote"), "remote"),
    ],
)
def test_on_site(found: OnSite, words: str) -> None:
    assert wording.on_site_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (MarketEngagement(state="none", said="N/A"), "None"),
        (MarketEngagement(state="none", said="No engagement has been undertaken."), "None: No engagement has been undertaken."),
        (MarketEngagement(state="done", said="We met nine suppliers."), "Done: We met nine suppliers."),
        (MarketEngagement(state="unclear", said="See the website."), "Not clear: See the website."),
    ],
)
def test_market_engagement(found: MarketEngagement, words: str) -> None:
    assert wording.engagement_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Incumbent(state="named", name="Marlpit Ltd"), "Marlpit Ltd"),
        (Incumbent(state="exists"), "There is one, not named"),
        (Incumbent(state="none"), "There is none"),
    ],
)
def test_incumbent(found: Incumbent, words: str) -> None:
    assert wording.incumbent_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Hurdle(kind="contracts", least=Decimal(2), within_years=Decimal(3)), "at least 2 contracts in the last 3 years"),
        (Hurdle(kind="contracts", least=Decimal(1)), "at least 1 contract"),
        (Hurdle(kind="turnover", least=Decimal(500_000), currency="USD"), "at least $500,000 turnover"),
        (
            Hurdle(kind="insurance", least=Decimal(1_000_000), currency="GBP", cover="professional indemnity"),
            "at least £1,000,000 of professional indemnity insurance",
        ),
    ],
)
def test_a_hurdle(found: Hurdle, words: str) -> None:
    assert wording.hurdle_words(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (TransferStanding(scored=True, nice_to_have_only=False), "scored"),
        (TransferStanding(scored=False, nice_to_have_only=True), "a nice-to-have only"),
        (TransferStanding(scored=False, nice_to_have_only=False), ""),
    ],
)
def test_what_knowledge_transfer_counts_for(found: TransferStanding, words: str) -> None:
    assert wording.standing_words(found) == words


def test_the_report_tells_them_in_its_facts() -> None:
    found = tender(
        {
            "Summary of the work": "Usability testing with 5 participants each sprint.",
            "Security clearance": "SC must be in place before the start.",
            "Working arrangements": "On site 3 days a week.",
            "Early market engagement": "We met nine suppliers.",
            "Existing team": "There is no incumbent.",
            "Essential skills and experience": ["At least two contracts with a port"],
            "Proposal criteria": ["How you will transfer knowledge to our team"],
            "Budget range": "Up to $90,000",
        }
    )
    told = {fact.name: fact.value for fact in facts(found)}
    assert {
        name: told[name]
        for name in (
            "Research participants",
            "Clearance",
            "On site",
            "Market engagement",
            "Incumbent",
            "Hurdles",
            "Knowledge transfer",
        )
    } == {
        "Research participants": "5 a sprint, each sprint",
        "Clearance": "SC: must be held before the start",
        "On site": "3 days a week on site",
        "Market engagement": "Done: We met nine suppliers.",
        "Incumbent": "There is none",
        "Hurdles": "At least 2 contracts",
        "Knowledge transfer": "Asked for, and how; scored",
    }
    assert told["Budget"].startswith("up to $90,000 in total")
