"""Releases of our own invention, in the shapes that publishers use."""

from __future__ import annotations

import copy
from typing import Any

import orjson

GUID = "11111111-2222-4333-8444-555555555555"
CONTRACTS_FINDER: dict[str, Any] = {
    "ocid": "ocds-b5fd17-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "id": f"{GUID}-700",
    "date": "2024-06-03T09:00:00+01:00",
    "tag": ["tender"],
    "buyer": {"id": "B1", "name": "Harbour Council"},
    "parties": [{"id": "B1", "name": "Harbour Council", "roles": ["buyer"]}],
    "tender": {
        "id": "HC/1",
        "title": "A berth booking service",
        "description": "Build a service for booking berths.\r\n\r\nAdditional information: Visits are welcome.",
        "datePublished": "2024-06-03T09:00:00+01:00",
        "status": "active",
        "classification": {"scheme": "CPV", "id": "72000000", "description": "IT services"},
        "items": [{"id": "1", "deliveryAddresses": [{"region": "South East", "postalCode": "HB1 1AA"}]}],
        "value": {"amount": 90000, "currency": "GBP"},
        "minValue": {"amount": 60000, "currency": "GBP"},
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "tenderPeriod": {"endDate": "2024-07-05T12:00:00+01:00"},
        "contractPeriod": {"startDate": "2024-09-01T00:00:00+01:00", "endDate": "2025-08-31T23:59:59+01:00"},
        "suitability": {"sme": True, "vcse": False},
        "documents": [
            {
                "documentType": "tenderNotice",
                "url": f"https://www.contractsfinder.service.gov.uk/Notice/{GUID}",
                "format": "text/html",
            },
            {"title": "The brief", "url": "https://example.org/brief.pdf", "format": "application/pdf"},
        ],
    },
}


def release(**changes: Any) -> dict[str, Any]:
    """The release with parts of it changed, by their path: `tender__value__amount=1`; None takes a part out."""
    made = copy.deepcopy(CONTRACTS_FINDER)
    for path, value in changes.items():
        *way, last = path.split("__")
        place = made
        for name in way:
            place = place.setdefault(name, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return made


def raw(**changes: Any) -> bytes:
    """The same as bytes."""
    return orjson.dumps(release(**changes))
