"""The quick way to a card gives what the extractors give."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tenders import readers
from tenders.card import card_of
from tenders.notice import Card
from tenders.ocds.card import card_of_release
from tests.releases import raw, release


def test_a_card_holds_what_a_notice_is_listed_by() -> None:
    assert card_of_release(release()) == Card(
        title="A berth booking service",
        buyer="Harbour Council",
        published=datetime.fromisoformat("2024-06-03T09:00:00+01:00"),
        closes=datetime.fromisoformat("2024-07-05T12:00:00+01:00"),
        value=Decimal(90000),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tender__minValue": None},
        {"tender__value": {"amount": 33000.55, "amountGross": 39600.66, "currency": "GBP"}, "tender__minValue": None},
        {"tender__value": {"amount": 1, "currency": "GBP"}, "tender__minValue": None},
        {"tender__value": {"amount": 50000, "currency": "EUR"}, "tender__minValue": None},
        {"tender__value": None, "tender__minValue": None, "tender__lots": [{"value": {"amount": 5000, "currency": "GBP"}}] * 2},
        {"tender__value": {"amount": "90,000", "currency": "GBP"}},
        {"tender__title": "The harbourâ€™s  berths &amp; oars"},
        {"tender__title": 7},
        {"tender__tenderPeriod": {"endDate": "soon"}},
        {"tender__tenderPeriod": ["2024-07-05"]},
        {"tender__datePublished": None, "tender__documents": None},
        {"buyer": None},
        {"buyer": None, "parties": None},
        {"tender": None},
        {"tender__documents": "none"},
    ],
)
def test_both_ways_to_a_card_agree(changes: dict[str, Any]) -> None:
    assert card_of_release(release(**changes)) == card_of(readers.read(raw(**changes)))


def test_a_sum_in_prose_is_not_the_value_of_a_release() -> None:
    changes: dict[str, Any] = {"tender__value": None, "tender__minValue": None, "tender__description": "The budget is £40,000."}
    assert card_of_release(release(**changes)).value is None
