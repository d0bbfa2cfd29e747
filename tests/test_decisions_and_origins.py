"""What people decide of notices, and opportunities that come from two sources: kept in a store, told by the commands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.demo.opportunity import Opportunity
from tenders.errors import StoreError
from tenders.intake import add
from tenders.kept import kept
from tenders.notice import Card, Fetched, Notice, digest
from tenders.origins import named, recognise, together
from tenders.store import Store, open_store
from tests.command import run
from tests.crawling import marketplace, page_of
from tests.releases import raw

NOW = datetime(2024, 3, 14, 9, tzinfo=UTC)
REPLICA = marketplace()
OCID = "ocds-b5fd17-00000000-1111-4222-8333-444444444444"
PAGE, RELEASE = ("digital-marketplace", "21001"), ("contracts-finder", OCID)


def opportunity(number: int) -> Opportunity:
    """One of the replica's."""
    return next(shown for shown in REPLICA.opportunities if shown.number == number)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store that holds one opportunity as a page of the marketplace and as a release, and another as a page only."""
    for number in (21001, 21004):
        (tmp_path / f"{number}.html").write_bytes(page_of(REPLICA, number))
    shown = opportunity(21001)
    closes = f"{shown.closes.isoformat()}T23:59:00Z"
    changes = {"tender__title": shown.title.upper(), "buyer__name": shown.buyer, "tender__tenderPeriod__endDate": closes}
    (tmp_path / "release.json").write_bytes(raw(ocid=OCID, date="2024-03-01T09:00:00Z", **changes))
    with open_store(str(tmp_path / "riffle.db")) as store:
        done = add([tmp_path / "21001.html", tmp_path / "21004.html", tmp_path / "release.json"], store)
        assert (done.new, done.failures) == (3, ())
        recognise(store, NOW)
    return tmp_path / "riffle.db"


def listed(source: str, number: str, title: str) -> Fetched:
    """A notice with a card and no text to speak of."""
    said = title.encode()
    notice = Notice(source=source, notice_id=number, url="", fetched_at=NOW, media_type="text/html", sha256=digest(said))
    return Fetched(notice=notice, raw=said, fingerprint=title, card=Card(title=title, buyer="Northmere Borough Council"))


class TestDecide:
    def test_a_decision_is_kept_with_its_reason_and_person(self, place: Path) -> None:
        done = run(
            "--store", place, "decide", "21004", "no-bid", "--reason", "no clearance in time", "--by", "Ana", "--format", "json"
        )
        assert done.code == 0
        kept = done.json
        assert datetime.fromisoformat(kept.pop("at")).tzinfo is not None
        assert kept == {
            "source": "digital-marketplace",
            "id": "21004",
            "verdict": "no-bid",
            "reason": "no clearance in time",
            "by": "Ana",
        }

    def test_a_second_thought_stands_beside_the_first_and_counts(self, place: Path) -> None:
        run("--store", place, "decide", "21004", "watch", "--reason", "may be moved", "--by", "Ana")
        run("--store", place, "decide", "21004", "bid", "--reason", "it was moved", "--by", "Ben")
        found = run("--store", place, "show", "21004", "--as-of", "2024-03-14", "--format", "json").json
        assert [(one["by"], one["verdict"]) for one in found["decided"]] == [("Ana", "watch"), ("Ben", "bid")]
        rows = run("--store", place, "screen", "--all", "--as-of", "2024-03-14").out
        assert "decided: bid" in rows

    def test_show_tells_who_decided_what_and_why(self, place: Path) -> None:
        run("--store", place, "decide", "21004", "bid", "--reason", "our kind of work", "--by", "Ana")
        page = run("--store", place, "show", "21004", "--as-of", "2024-03-14").out
        assert "Ana decided on" in page
        assert "to bid: our kind of work" in " ".join(page.split())

    def test_a_number_that_is_not_in_the_store_is_said(self, place: Path) -> None:
        done = run("--store", place, "decide", "99", "bid", "--reason", "x")
        assert done.code == 2
        assert "99 is neither a file nor a notice in the store: check the number" in done.err

    def test_a_decision_needs_a_reason(self, place: Path) -> None:
        done = run("--store", place, "decide", "21004", "bid", "--reason", " ")
        assert (done.code, "needs a reason" in done.err) == (2, True)


class TestDuplicates:
    def test_one_opportunity_of_two_sources_comes_once_with_both_origins(self, place: Path) -> None:
        found = run("--store", place, "screen", "--all", "--as-of", "2024-03-14", "--format", "json").json
        assert sorted(one["id"] for one in found) == ["21001", "21004"]
        both = [{"source": source, "id": number} for source, number in (PAGE, RELEASE)]
        assert {one["id"]: one["origins"] for one in found} == {"21001": both, "21004": []}

    def test_a_decision_on_either_origin_is_told_of_the_opportunity(self, place: Path) -> None:
        run("--store", place, "decide", f"contracts-finder:{OCID}", "watch", "--reason", "see the page", "--by", "Ana")
        found = run("--store", place, "show", "21001", "--as-of", "2024-03-14", "--format", "json").json
        assert [one["reason"] for one in found["decided"]] == ["see the page"]

    def test_they_are_listed_with_the_reason(self, place: Path) -> None:
        (group,) = run("--store", place, "duplicates", "--format", "json").json
        assert [(origin["source"], origin["id"]) for origin in group["origins"]] == [PAGE, RELEASE]
        assert [why["by"] for why in group["why"]] == ["riffle"]

    def test_what_riffle_joined_a_person_can_part_for_good(self, place: Path) -> None:
        parted = run("--store", place, "duplicates", "--part", "21001", OCID, "--by", "Ana", "--reason", "two works")
        assert (parted.code, parted.out) == (0, "No opportunity in the store is from more than one source.\n")
        run("--store", place, "duplicates", "--compare")
        assert run("--store", place, "duplicates", "--format", "json").json == []
        assert len(run("--store", place, "screen", "--all", "--as-of", "2024-03-14", "--format", "json").json) == 3

    def test_what_riffle_missed_a_person_can_join(self, place: Path) -> None:
        run("--store", place, "duplicates", "--part", "21001", OCID)
        run("--store", place, "duplicates", "--join", "21004", OCID, "--by", "Ana")
        (group,) = run("--store", place, "duplicates", "--format", "json").json
        assert [origin["id"] for origin in group["origins"]] == ["21004", OCID]

    def test_join_and_part_at_once_is_refused(self, place: Path) -> None:
        done = run("--store", place, "duplicates", "--join", "1", "2", "--part", "1", "2")
        assert (done.code, "give one of them" in done.err) == (2, True)


class TestRecognise:
    def test_notices_of_one_source_are_not_compared(self, tmp_path: Path) -> None:
        with open_store(str(tmp_path / "riffle.db")) as store:
            store.load(
                map(kept, [listed("find-a-tender", "1", "Hosting of maps"), listed("find-a-tender", "2", "Hosting of maps")])
            )
            assert (recognise(store, NOW), store.compared()) == (0, 0)

    def test_only_what_is_new_is_compared(self, place: Path) -> None:
        with open_store(str(place)) as store:
            assert store.compared() == store.newest() == 3
            assert recognise(store, NOW) == 0

    def test_too_many_at_once_are_left_for_when_they_are_asked_for(self, place: Path) -> None:
        with open_store(str(place)) as store:
            store.load(map(kept, [listed("find-a-tender", str(number), f"Work {number}") for number in range(3)]))
            assert recognise(store, NOW, most=2) is None
            assert recognise(store, NOW, most=3) == 0

    def test_the_fullest_source_speaks_for_all(self, place: Path) -> None:
        with open_store(str(place)) as store:
            assert together(store) == {PAGE: (PAGE, RELEASE), RELEASE: (PAGE, RELEASE)}


class TestNamed:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        with open_store(str(tmp_path / "riffle.db")) as store:
            store.load(map(kept, [listed("find-a-tender", "12", "Maps"), listed("contract-award-service", "12", "A portal")]))
            return store

    def test_a_number_of_two_sources_needs_its_source(self, store: Store) -> None:
        with pytest.raises(StoreError, match="say which, contract-award-service:12 or find-a-tender:12"):
            named(store, "12")
        assert named(store, "find-a-tender:12").card.title == "Maps"
