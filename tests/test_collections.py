"""Files of many notices: each comes out under its number, and what is broken costs itself alone."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tenders import collections, readers
from tenders.collections import HEAD, Broken, Captured
from tenders.errors import UnreadableError
from tenders.ocds import stream
from tenders.parse import tender_from
from tests.releases import release


def named(*parts: str) -> list[str]:
    """Names of columns."""
    return ",".join(parts).split(",")


MARKETPLACE = named(
    "ID,Opportunity,Link,Framework,Category,Specialist,Organisation Name,Buyer Domain,Location Of The Work",
    "Published At,Open For,Expected Contract Length,Applications from SMEs,Applications from Large Organisations",
    "Total Organisations,Status,Winning supplier,Size of supplier,Contract amount,Contract start date",
)
BUDGET = [*MARKETPLACE[:12], "Budget range", *MARKETPLACE[12:], "Clarification questions", "Employment status"]
SERVICE = [name.replace("Organisation Name", "Organization Name") for name in BUDGET]
FINDER = named(
    "Notice Identifier,Notice Type,Organisation Name,Status,Published Date,Title,Description,Nationwide,Postcode",
    "Region,Cpv Codes,Attachments,Links,Additional Text,Start Date,End Date,Closing Date,Value Low,Value High",
    "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE],Awarded Value",
)
SOLD = {
    "ID": "41",
    "Opportunity": "Mend the tide tables",
    "Link": "https://example.org/opportunities/41",
    "Category": "digital-outcomes",
    "Organisation Name": "Harbour Council",
    "Organization Name": "Harbour Council",
    "Published At": "2017-03-02",
    "Expected Contract Length": "6 months",
    "Applications from SMEs": "4.0",
    "Applications from Large Organisations": "2.0",
    "Total Organisations": "6.0",
    "Status": "awarded",
    "Winning supplier": "Tide Works Ltd",
    "Size of supplier": "small",
    "Contract amount": "80000.0",
    "Contract start date": "2017-5-1",
}
BERTHS = {
    "Notice Identifier": "HC/2",
    "Notice Type": "Contract",
    "Organisation Name": "Harbour Council",
    "Status": "Open",
    "Published Date": "2020-04-16T19:25:55Z",
    "Title": "Berths",
    "Description": "Build berths.\nTwo of them.",
    "Region": "South East",
    "Cpv Codes": "45000000 72000000 ",
    "Start Date": "01/06/2020",
    "End Date": "31/05/2021",
    "Closing Date": "30/04/2020",
    "Value Low": "1",
    "Value High": "0",
}


def table(columns: list[str], *rows: dict[str, str], mark: bool = False) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if mark else b"") + out.getvalue().encode()


def package(count: int, **more: Any) -> dict[str, Any]:
    return {"uri": "https://example.org", "version": "1.1", **more, "releases": [numbered(n) for n in range(count)]}


def numbered(number: int) -> dict[str, Any]:
    return release(ocid=f"ocds-h6vhtk-{number:06x}", id=f"{number:06d}-2025")


def found(raw: bytes) -> list[Captured | Broken]:
    collection = collections.recognised(raw[:HEAD])
    assert collection is not None
    return list(collection.notices(io.BytesIO(raw)))


def ids(raw: bytes) -> list[str]:
    return [one.notice_id if isinstance(one, Captured) else f"broken {one.place}" for one in found(raw)]


RELEASES = [numbered(n) for n in range(3)]
IDS = ["ocds-h6vhtk-000000", "ocds-h6vhtk-000001", "ocds-h6vhtk-000002"]
LINES = "".join(json.dumps(one) + "\n" for one in RELEASES).encode()
SHAPES = {
    "a package": json.dumps(package(3)).encode(),
    "a package on many lines": json.dumps(package(3), indent=2).encode(),
    "a list of packages": json.dumps([package(2), package(3)["releases"][2]]).encode(),
    "the results of an old search": json.dumps({"hitsCount": 3, "results": [{"releases": [one]} for one in RELEASES]}).encode(),
    "a package of records": json.dumps({"records": [{"ocid": one["ocid"], "compiledRelease": one} for one in RELEASES]}).encode(),
    "JSON lines": LINES,
    "JSON lines without a last line break": LINES.rstrip(),
    "JSON lines with blank ones": LINES.replace(b"\n", b"\n\n"),
    "a package a line": b"".join(json.dumps({"releases": [one]}).encode() + b"\n" for one in RELEASES),
    "a record a line": b"".join(json.dumps({"ocid": one["ocid"], "releases": [one]}).encode() + b"\n" for one in RELEASES),
    "a mark before": b"\xef\xbb\xbf" + LINES,
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_release_comes_out_of(name: str) -> None:
    assert ids(SHAPES[name]) == IDS


@pytest.mark.parametrize("name", SHAPES)
def test_every_release_comes_out_of_the_same_in_gzip(name: str) -> None:
    assert ids(gzip.compress(SHAPES[name])) == IDS


@pytest.mark.parametrize("name", SHAPES)
def test_the_bytes_of_a_release_are_read_again_as_the_same_notice(name: str) -> None:
    for one in found(SHAPES[name]):
        assert isinstance(one, Captured)
        document = readers.read(one.raw)
        assert (document.notice_id, document.source, document.url) == (one.notice_id, one.source, one.url)


def test_a_release_alone_is_no_file_of_many() -> None:
    assert collections.recognised(json.dumps(release()).encode()) is None
    assert collections.recognised(json.dumps(release(), indent=1).encode()) is None
    assert collections.recognised(json.dumps({"ocid": "x", "releases": [release()]}).encode()) is None


@pytest.mark.parametrize("head", [b"", b"<html>", b"%PDF-1.7", b"a,b,c\n1,2,3\n", b'{"name": "a package", "dependencies": {}}\n'])
def test_what_is_something_else_is_not_recognised(head: bytes) -> None:
    assert collections.recognised(head) is None


def test_a_broken_line_is_named_and_the_rest_goes_on() -> None:
    first, _, last = LINES.splitlines()
    assert found(b"\n".join([first, b'{"ocid": "ocds-', last]))[1] == Broken("2", "is not JSON, or is cut off: fetch it again")
    assert ids(b"\n".join([first, b'{"ocid": "ocds-', last])) == [IDS[0], "broken 2", IDS[2]]


def test_a_broken_first_line_does_not_hide_the_others() -> None:
    assert ids(b'{"ocid": "oc\n' + LINES) == ["broken 1", *IDS]


def test_a_bad_number_costs_nothing_in_a_line_or_a_package() -> None:
    for raw in (LINES, SHAPES["a package"]):
        assert ids(raw.replace(b'"amount": 90000', b'"amount":  000', 1)) == IDS


def test_a_release_without_any_number_is_named() -> None:
    raw = LINES + json.dumps(release(ocid=None, id=None)).encode() + b"\n"
    assert found(raw)[3] == Broken("4", "has neither an ocid nor an id: it cannot be kept apart from others")


def test_elements_are_found_wherever_the_chunks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.dumps({"note": 'a " quote, a { brace and a \\', **package(3)}, indent=1).encode()
    for size in (1, 2, 7, 64):
        monkeypatch.setattr(stream, "CHUNK", size)
        assert [json.loads(one.raw)["ocid"] for one in stream.elements(io.BytesIO(whole))] == IDS


def test_a_package_is_never_whole_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", 4096)
    monkeypatch.setattr(stream, "LARGEST", 16384)
    whole = json.dumps(package(500)).encode()
    assert len(whole) > 20 * 16384
    assert len(list(stream.elements(io.BytesIO(whole)))) == 500


def test_a_package_that_is_cut_off_gives_what_there_is_and_says_so() -> None:
    collection = collections.recognised(SHAPES["a package"][:HEAD])
    assert collection is not None
    given: list[Captured | Broken] = []
    with pytest.raises(UnreadableError, match=r"^is cut off: fetch it again$"):
        given.extend(collect(collection.notices(io.BytesIO(SHAPES["a package"][:-900])), given))
    assert len(given) == 2


def collect(found: Iterator[Captured | Broken], into: list[Captured | Broken]) -> list[Captured | Broken]:
    for one in found:
        into.append(one)
    return []


@pytest.mark.parametrize("damaged", [gzip.compress(LINES, mtime=0)[:-20], gzip.compress(LINES, mtime=0)[:40] + b"garbage" * 20])
def test_gzip_that_is_damaged_is_said_so(damaged: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^is damaged or cut off: fetch it again$"):
        found(damaged)


def test_gzip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from tenders.collections import compressed

    monkeypatch.setattr(compressed, "MOST", 1 << 30)
    monkeypatch.setattr(compressed.Bounded, "__init__", limited)
    with pytest.raises(UnreadableError, match=r"^unpacks to more than"):
        found(gzip.compress(LINES * 100))


def limited(self: Any, inside: Any) -> None:
    self.stream, self.left = inside, 100_000


@pytest.mark.parametrize("columns", [MARKETPLACE, [*MARKETPLACE, "Clarification questions"], BUDGET], ids=["20", "21", "23"])
def test_a_row_of_the_marketplaces_export_is_known_by_its_columns_names(columns: list[str]) -> None:
    one = found(table(columns, SOLD))[0]
    assert isinstance(one, Captured)
    assert (one.notice_id, one.source, one.url, one.place) == ("41", "digital-marketplace-export", SOLD["Link"], "2")
    tender = tender_from(readers.read(one.raw), one.notice_id)
    assert tender.award is not None
    assert (tender.award.value.supplier, tender.award.value.value, str(tender.award.value.start), tender.award.value.size) == (
        "Tide Works Ltd",
        80000,
        "2017-05-01",
        "SME",
    )
    assert tender.completed_applications is not None
    assert (tender.completed_applications.value.total, tender.completed_applications.value.sme) == (6, 4)
    assert tender.lot is not None
    assert tender.lot.value == "digital-outcomes"


def test_columns_may_stand_in_any_order() -> None:
    assert ids(table(BUDGET[::-1], SOLD)) == ["41"]


@pytest.mark.parametrize("more", [[], ["Incumbent supplier", "Call-off procedure", "Procurement route"]], ids=["23", "26"])
def test_a_row_of_the_award_service_is_told_from_the_marketplaces(more: list[str]) -> None:
    row = {
        **SOLD,
        "ID": "21840",
        "Category": "Digital outcomes",
        "Status": "open",
        "Open For": "25",
        "Budget range": "£55000 - £70000",
    }
    row |= {"Published At": "2024-03-18T09:42:11Z", "Location Of The Work": "London, Wherever (at home, say)"}
    one = found(table([*SERVICE, *more], {**row, "Incumbent supplier": "Old Rope Ltd"}, mark=True))[0]
    assert isinstance(one, Captured)
    assert (one.notice_id, one.source) == ("21840", "contract-award-service-export")
    tender = tender_from(readers.read(one.raw), one.notice_id)
    assert tender.budget is not None
    assert (tender.budget.min, tender.budget.max) == (55000, 70000)
    assert tender.location is not None
    assert tender.location.value == ("London", "Wherever (at home, say)")
    assert tender.status is not None
    assert tender.status.value == "open"
    incumbent = tender.document.get("incumbentSupplier")
    assert (incumbent.text if incumbent else "") == ("Old Rope Ltd" if more else "")


def test_a_row_of_contracts_finder_is_a_notice() -> None:
    one = found(table(FINDER, BERTHS))[0]
    assert isinstance(one, Captured)
    assert (one.notice_id, one.source, one.dated) == (
        "HC/2",
        "contracts-finder-export",
        "2020-04-16 19:25:55.000000",
    )
    tender = tender_from(readers.read(one.raw), one.notice_id)
    assert tender.budget is None
    assert tender.duration is not None
    assert tender.duration.length is not None
    assert (tender.duration.length.max, tender.duration.length.unit) == (1, "years")
    assert tender.closes is not None
    assert tender.closes.value.isoformat() == "2020-04-30T23:59:00+01:00"


def test_the_closing_time_of_2021_is_londons() -> None:
    one = found(table([*FINDER, "Closing Time"], {**BERTHS, "Closing Time": "5:30 PM"}))[0]
    assert isinstance(one, Captured)
    closes = tender_from(readers.read(one.raw), "x").closes
    assert closes is not None
    assert closes.value.isoformat() == "2020-04-30T17:30:00+01:00"


def test_a_row_with_too_few_cells_is_named_by_its_line() -> None:
    raw = table(FINDER, BERTHS) + b"HC/3,Contract\r\n" + table(FINDER, {**BERTHS, "Notice Identifier": "HC/4"}).split(b"\r\n", 1)[1]
    assert ids(raw) == ["HC/2", "broken 4", "HC/4"]


def test_a_row_without_a_number_is_named() -> None:
    assert found(table(MARKETPLACE, {**SOLD, "ID": " "})) == [Broken("2", "has no ID: put it right or leave it out")]


def test_a_quote_that_is_not_closed_does_not_take_the_rest_for_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    from tenders import rows

    monkeypatch.setattr(rows, "LARGEST_CELL", 2000)
    raw = table(FINDER, BERTHS) + b'"HC/3,' + b"x" * 5000
    given = found(raw)
    assert [one.place for one in given] == ["2", "4"]
    assert isinstance(given[1], Broken)
    csv.field_size_limit(131072)


def test_cells_of_windows_1252_are_read() -> None:
    raw = table(FINDER, {**BERTHS, "Title": "Berths for £5"}).decode().encode("cp1252")
    one = found(raw)[0]
    assert isinstance(one, Captured)
    assert readers.read(one.raw).sections[0].text == "Berths for £5"


@pytest.mark.parametrize(("name", "suffix"), [("a package", ".json"), ("JSON lines", ".jsonl")])
def test_a_folder_gives_its_files_of_many(tmp_path: Path, name: str, suffix: str) -> None:
    from tenders.parse import files

    (tmp_path / f"notices{suffix}").write_bytes(SHAPES[name])
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    assert list(files([tmp_path])) == [tmp_path / f"notices{suffix}"]
