"""What people decided, which notices are one opportunity, and what became of attachments."""

from __future__ import annotations

from typing import Literal

import pytest

from tenders.notice import digest
from tenders.store import RIFFLE, Attached, Decided, Match, Origin, Store
from tests.stores import fetched, on

A, B, C, D = (("here", "1"), ("there", "2"), ("there", "3"), ("yonder", "4"))


def decided(verdict: Literal["bid", "no-bid", "watch"], day: int, number: str = "7", source: str = "here") -> Decided:
    return Decided(source=source, notice_id=number, verdict=verdict, reason="it pays", by="Ann", at=on(day))


def match(first: Origin, second: Origin, verdict: Literal["same", "different"] = "same", day: int = 1, by: str = RIFFLE) -> Match:
    return Match(first=first, second=second, verdict=verdict, score=0.9, why="the same title", by=by, at=on(day))


def test_decisions_stay_beside_each_other_the_oldest_first(store: Store) -> None:
    for decision in (decided("watch", 1), decided("bid", 3), decided("no-bid", 2)):
        store.decide(decision)
    assert store.decisions() == (decided("watch", 1), decided("no-bid", 2), decided("bid", 3))


def test_decisions_of_one_notice_are_found_with_or_without_leading_zeros(store: Store) -> None:
    for decision in (decided("bid", 1, number="0042"), decided("bid", 1), decided("bid", 1, number="42", source="there")):
        store.decide(decision)
    assert store.decisions("here", "42") == (decided("bid", 1, number="42"),)
    assert len(store.decisions(notice_id="00042")) == 2
    assert len(store.decisions("here")) == 2


def test_a_pair_is_the_same_whichever_way_round_it_is_said(store: Store) -> None:
    store.match(match(A, B, "same", 1), match(B, A, "different", 2))
    assert store.matches() == (match(A, B, "different", 2),)
    assert store.matches(history=True) == (match(A, B, "same", 1), match(A, B, "different", 2))


def test_a_persons_word_goes_before_riffles_though_riffle_speaks_last(store: Store) -> None:
    store.match(match(A, B, "same", 1), match(A, B, "different", 2, by="Ann"), match(A, B, "same", 3))
    assert [(found.verdict, found.by) for found in store.matches()] == [("different", "Ann")]
    store.match(match(A, B, "same", 4, by="Bob"))
    assert [(found.verdict, found.by) for found in store.matches()] == [("same", "Bob")]


def test_notices_that_are_the_same_by_way_of_others_are_one_group(store: Store) -> None:
    store.match(match(A, B), match(C, D), match(B, C))
    assert store.groups() == ((A, B, C, D),)


def test_undoing_a_match_parts_the_group(store: Store) -> None:
    store.match(match(A, B), match(B, C), match(B, C, "different", 2, by="Ann"))
    assert store.groups() == ((A, B),)


def test_groups_stand_apart_and_no_match_makes_no_group(store: Store) -> None:
    store.match(match(C, D), match(A, B), match(A, C, "different"))
    assert store.groups() == ((A, B), (C, D))
    store.match()
    assert len(store.matches()) == 3


def test_an_attachment_that_was_wanted_and_is_kept_is_wanted_no_more(store: Store) -> None:
    store.add_fetched(fetched("a", links=("https://example.org/a.pdf", "https://example.org/b.pdf")))
    kept = Attached(
        url="https://example.org/a.pdf", name="a.pdf", media_type="application/pdf", state="kept", sha256=digest(b"%PDF")
    )
    store.attach("here", "07", kept, b"%PDF", on(2))
    assert store.attached("here", "7") == (kept, Attached(url="https://example.org/b.pdf"))
    assert [each.url for _, _, each in store.wanted()] == ["https://example.org/b.pdf"]
    assert store.raw(digest(b"%PDF")) == b"%PDF"


def test_what_became_of_an_attachment_stays_when_its_notice_comes_again(store: Store) -> None:
    refused = Attached(url="https://example.org/a.exe", state="refused", why="is a program")
    store.attach("here", "7", refused, None, on(1))
    store.add_fetched(fetched("a", links=("https://example.org/a.exe",)))
    assert store.attached("here", "7") == (refused,)
    assert store.attached("there", "7") == ()


def test_an_attachment_whose_hash_is_not_that_of_its_bytes_is_refused(store: Store) -> None:
    for sha256, raw in ((digest(b"a"), b"b"), (digest(b"a"), None), (None, b"b")):
        with pytest.raises(ValueError, match="not that of the raw bytes"):
            store.attach("here", "7", Attached(url="u", state="kept", sha256=sha256), raw, on(1))
