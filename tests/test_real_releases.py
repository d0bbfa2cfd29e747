"""Every real release and row comes in, and a sample of each is checked field by field against its raw values.

The checks read the raw values with plain `json` and `csv` and arithmetic of their own, never with what they check.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reports.run import records
from tenders.parse import Unread

SEED = 40
SAMPLE = 40
LONDON = ZoneInfo("Europe/London")
NOT_STATED = (0, 0.01, 1)
Record = dict[str, Any]


def whole(path: Path) -> list[Record]:
    """The record of each notice of a file; none may be missing."""
    found = list(records([path]))
    assert [one for one in found if isinstance(one, Unread)] == []
    return [one for one in found if not isinstance(one, Unread)]


@pytest.fixture(scope="module")
def releases(shared: Path) -> list[tuple[Any, Record]]:
    """Each raw release beside its record."""
    folder = shared / "data" / "ocds"
    pairs: list[tuple[Any, Record]] = []
    for name in ("contracts-finder-releases.jsonl", "scotland-wales-releases.jsonl"):
        raw = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        pairs += zip(raw, whole(folder / name), strict=True)
    return pairs


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def finder(shared: Path) -> list[tuple[dict[str, str], Record]]:
    """Each raw row of Contracts Finder's CSV beside its record."""
    path = shared / "data" / "contracts-finder" / "notices-2020-04.csv"
    return list(zip(rows(path), whole(path), strict=True))


@pytest.fixture(scope="module")
def export(shared: Path) -> list[tuple[dict[str, str], Record]]:
    """Each raw row of the marketplace's export beside its record."""
    path = shared / "data" / "opportunity-data.csv"
    return list(zip(rows(path), whole(path), strict=True))


def sample(pairs: list[Any]) -> Iterator[Any]:
    return iter(random.Random(SEED).sample(pairs, SAMPLE))


def plain(text: str | None) -> str:
    """A text without spaces and without what stands for line breaks or a wrong encoding, for comparing."""
    text = (text or "").replace("rn", "").replace("&amp;", "&")
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


def same_moment(iso: str | None, raw: str | None) -> bool:
    return (iso is None and not raw) or datetime.fromisoformat(iso or "") == datetime.fromisoformat(raw or "")


def section(record: Record, label: str) -> str:
    return next((one["text"] for one in record["sections"] if one["field"] == label), "")


def test_all_247_releases_and_the_package_come_in(releases: list[tuple[Any, Record]], shared: Path) -> None:
    assert len(releases) == 247
    assert [record["id"] for _, record in releases] == [raw["ocid"] for raw, _ in releases]
    assert len(whole(shared / "data" / "ocds" / "find-a-tender-package.json")) == 1


def test_all_rows_of_both_tables_come_in(finder: list[Any], export: list[Any]) -> None:
    assert [record["id"] for raw, record in finder] == [raw["Notice Identifier"].strip() for raw, _ in finder]
    assert [record["id"] for raw, record in export] == [raw["ID"] for raw, _ in export]
    assert (len(finder), len(export)) == (613, 2118)


def test_a_sample_of_releases_says_what_the_raw_values_say(releases: list[tuple[Any, Record]]) -> None:
    for raw, record in sample(releases):
        tender = raw["tender"]
        assert plain(record["title"]) == plain(tender["title"])
        assert plain(record["buyer"]) == plain(raw["buyer"]["name"])
        assert same_moment(record["closes"], tender.get("tenderPeriod", {}).get("endDate"))
        assert same_moment(record["questions_close"], tender.get("enquiryPeriod", {}).get("endDate"))
        told = section(record, "Summary of the work") + section(record, "Additional information")
        assert plain(told).startswith(plain(tender["description"].split("Additional information")[0]))
        check_value(tender, record)
        check_status(raw, record)
        check_codes(tender, record)
        check_term(tender, record)
        check_lots(tender, record)
        for document in tender.get("documents", []):
            assert "".join(document.get("url", "").split()) in "".join(section(record, "Documents").split())


def check_value(tender: Any, record: Record) -> None:
    amount = tender.get("value", {}).get("amount")
    if amount is not None and amount not in NOT_STATED and amount >= 50:
        assert Decimal(str(record["budget"]["max"])) == Decimal(f"{amount:.2f}")
        assert record["budget"]["currency"] == tender["value"]["currency"]
        least = tender.get("minValue", {}).get("amount", 0)
        assert (record["budget"]["min"] or 0) == (least if least not in NOT_STATED and least < amount else 0)
    elif not any(lot.get("value") for lot in tender.get("lots", [])):
        assert section(record, "Budget range") == ""


def check_status(raw: Any, record: Record) -> None:
    suppliers = [one["name"] for award in raw.get("awards", []) for one in award["suppliers"] if one["name"]]
    if suppliers:
        assert record["status"] == "awarded"
        assert plain(record["award"]["supplier"]) == plain("".join(dict.fromkeys(suppliers)))
        if len(raw["awards"]) == 1 and raw["awards"][0]["value"]["amount"] not in NOT_STATED:
            assert record["award"]["value"] == pytest.approx(raw["awards"][0]["value"]["amount"], abs=0.005)
    else:
        words = {"active": "open", "planning": "planned", "planned": "planned", "complete": "closed"}
        assert record["status"] == words[raw["tender"]["status"]]


def check_codes(tender: Any, record: Record) -> None:
    codes = {line.split(" ")[0] for line in section(record, "CPV codes").splitlines()}
    items = [one["id"] for item in tender.get("items", []) for one in item.get("additionalClassifications", [])]
    more = [one["id"] for one in tender.get("additionalClassifications", [])]
    main = [tender["classification"]["id"]] if "classification" in tender else []
    assert codes == {*items, *more, *main}


def check_term(tender: Any, record: Record) -> None:
    period = tender.get("contractPeriod")
    if period and record["duration"] and record["duration"]["min"]:
        start, end = (datetime.fromisoformat(period[name]).astimezone(LONDON).date() for name in ("startDate", "endDate"))
        days = {"days": 1, "weeks": 7, "months": 30.4375, "years": 365.25}[record["duration"]["unit"]] * record["duration"]["max"]
        assert abs(days - ((end - start).days + 1)) <= 3
        assert record["start"] == start.isoformat()


def check_lots(tender: Any, record: Record) -> None:
    lots = tender.get("lots", [])
    texts = [plain(one["text"]) for one in record["sections"]]
    for lot in lots:
        assert plain(lot.get("description")) in ("", *texts)
    if len(lots) == 1 and "durationInDays" in lots[0].get("contractPeriod", {}):
        days = lots[0]["contractPeriod"]["durationInDays"]
        wanted = (days // 30, "months") if days % 30 == 0 else (days, "days")
        assert (record["duration"]["max"], record["duration"]["unit"]) == wanted


def test_a_sample_of_contracts_finders_rows_says_what_the_cells_say(finder: list[Any]) -> None:
    for raw, record in sample(finder):
        assert plain(record["title"]) == plain(raw["Title"])
        assert plain(record["buyer"]) == plain(raw["Organisation Name"])
        assert plain(section(record, "Summary of the work")) == plain(raw["Description"])
        assert plain(section(record, "Additional information")) == plain(raw["Additional Text"])
        assert record["published"] == datetime.fromisoformat(raw["Published Date"]).astimezone(LONDON).date().isoformat()
        assert record["closes"][:10] == "-".join(reversed(raw["Closing Date"].split("/")))
        assert (record["start"] or "") == "-".join(reversed(raw["Start Date"].split("/")))
        assert section(record, "CPV codes").split() == raw["Cpv Codes"].split()
        assert raw["Region"].strip() in [*(record["location"] or []), ""]
        assert record["status"] == ("open" if raw["Notice Type"] == "Contract" else "planned")
        high = Decimal(raw["Value High"] or 0)
        if high >= 50:
            assert Decimal(str(record["budget"]["max"])) == high
        elif high == 0 and Decimal(raw["Value Low"] or 0) in NOT_STATED:
            assert section(record, "Budget range") == ""


def test_a_sample_of_the_exports_rows_says_what_the_cells_say(export: list[Any]) -> None:
    for raw, record in sample(export):
        assert plain(record["title"]) == plain(raw["Opportunity"])
        assert plain(record["buyer"]) == plain(raw["Organisation Name"])
        assert (record["lot"], record["status"]) == (raw["Category"], raw["Status"])
        assert record["published"] == raw["Published At"]
        assert record["location"] == [raw["Location Of The Work"]]
        assert plain(section(record, "Expected contract length")) == plain(raw["Expected Contract Length"])
        counts = record["applications"]["completed"]
        assert counts["total"] == float(raw["Total Organisations"])
        assert (counts["sme"] or 0, counts["large"] or 0) == tuple(
            float(raw[name] or 0) for name in ("Applications from SMEs", "Applications from Large Organisations")
        )
        if raw["Status"] == "awarded":
            assert plain(record["award"]["supplier"]) == plain(raw["Winning supplier"])
            assert record["award"]["value"] == float(raw["Contract amount"])
            assert record["award"]["start"] == "-".join(part.zfill(2) for part in raw["Contract start date"].split("-"))
            assert record["award"]["size"] == ("large" if raw["Size of supplier"] == "large" else "SME")
