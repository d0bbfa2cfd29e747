"""Files of many notices through the commands: added in batches, read one by one, and named by their lines."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from reports.clock import moment
from reports.run import at_place, find, records
from scoring.profile import Profile
from tenders import preparing
from tenders.errors import UnreadableError
from tenders.intake import Read, add, collection_of, latest
from tenders.parse import Unread
from tenders.store import open_store
from tests.releases import release


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Three notices, the first in two versions, and a line that is broken."""
    made = [release(ocid=f"ocds-b5fd17-{n}{n}{n}", tender__title=f"Berth {n}") for n in (1, 2, 3)]
    amended = release(ocid="ocds-b5fd17-111", tender__title="Berth 1, moved", date="2024-06-09T09:00:00Z", tag=["tenderAmendment"])
    path = tmp_path / "notices.jsonl"
    path.write_text("\n".join([*map(json.dumps, made), '{"ocid":', json.dumps(amended)]) + "\n")
    return path


@pytest.mark.parametrize("large", [1, 1 << 30], ids=["in a process of its own", "here"])
def test_adding_keeps_every_version_and_names_what_is_broken(
    lines: Path, tmp_path: Path, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "LARGE", large)
    with open_store(str(tmp_path / "store.db")) as store:
        first = add([lines], store)
        again = add([lines], store)
        versions = store.versions("ocds-b5fd17-111")
    assert (first.new, first.changed, first.unchanged, first.kind) == (3, 1, 0, "notice")
    assert [(str(one.path), one.error) for one in first.failures] == [(f"{lines}:4", "is not JSON, or is cut off: fetch it again")]
    assert (again.new, again.changed, again.unchanged) == (0, 0, 4)
    assert len(versions) == 2


@pytest.mark.parametrize("large", [1, 1 << 30], ids=["in a process of its own", "here"])
def test_raw_bytes_are_just_those_of_the_line_compressed_or_not(
    lines: Path, tmp_path: Path, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "LARGE", large)
    packed = tmp_path / "notices.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    first, *_, last = lines.read_bytes().splitlines()
    for place in (lines, packed):
        with open_store(str(tmp_path / f"{place.name}.db")) as store:
            add([place], store)
            versions = store.versions("ocds-b5fd17-111")
            assert [store.raw(version.notice.sha256) for version in versions] == [first, last]
            assert store.check() == ()


def test_a_file_that_becomes_shorter_while_it_is_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    path.write_bytes(b"{}")
    with path.open("rb") as file, pytest.raises(UnreadableError, match="became shorter while it was read: add it again"):
        preparing.received(((), 0, 3), file)


def test_a_file_of_one_release_and_a_line_of_many_are_the_same_version(lines: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.json"
    alone.write_text(json.dumps(release(ocid="ocds-b5fd17-222", tender__title="Berth 2"), indent=2))
    with open_store(str(tmp_path / "store.db")) as store:
        add([lines], store)
        assert add([alone], store).unchanged == 1


def test_each_release_is_read_in_turn_and_named_by_its_line(lines: Path) -> None:
    told = [(one.path.name, one.tender.id if isinstance(one, Read) else "broken") for one in latest([lines])]
    assert told == [
        ("notices.jsonl:1", "ocds-b5fd17-111"),
        ("notices.jsonl:2", "ocds-b5fd17-222"),
        ("notices.jsonl:3", "ocds-b5fd17-333"),
        ("notices.jsonl:4", "broken"),
        ("notices.jsonl:5", "ocds-b5fd17-111"),
    ]


def test_every_notice_has_a_record(lines: Path) -> None:
    found = [one for one in records([lines]) if not isinstance(one, Unread)]
    assert [one["title"] for one in found] == ["Berth 1", "Berth 2", "Berth 3", "Berth 1, moved"]
    assert all(one["read"] == {"share": 1.0, "not_read": [], "mended": []} for one in found)


def test_a_notice_is_shown_by_its_line(lines: Path) -> None:
    assert find(f"{lines}:2", None, Profile(), moment(None)).tender.id == "ocds-b5fd17-222"
    with pytest.raises(UnreadableError, match="is not JSON"):
        at_place(f"{lines}:4")
    with pytest.raises(UnreadableError, match="is no place in that file"):
        at_place(f"{lines}:99")


def test_a_file_of_many_is_not_shown_as_one(lines: Path) -> None:
    with pytest.raises(UnreadableError, match="holds many notices"):
        find(str(lines), None, Profile(), moment(None))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_looked_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert collection_of(tmp_path / "pipe") is None


def test_a_file_that_ends_too_soon_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text(json.dumps({"releases": [release(ocid="ocds-b5fd17-111"), release(ocid="ocds-b5fd17-222")]})[:-400])
    with open_store(str(tmp_path / "store.db")) as store:
        done = add([path], store)
    assert (done.new, [one.error for one in done.failures]) == (1, ["is cut off: fetch it again"])
