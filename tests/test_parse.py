"""From files to tenders: which files are taken, what their names say, and what is said of those that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reports.run import records
from tenders.errors import UnreadableError
from tenders.intake import Read, latest
from tenders.parse import Capture, Unread, files, load, parse, tender_from
from tenders.readers import read
from tenders.tender import Tender
from tests.pages import page, save


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    path = save(tmp_path)
    path.chmod(0)
    yield path
    path.chmod(0o600)


def titles(found: Iterator[Read | Unread]) -> list[str]:
    """The title of each tender, or what was wrong with the file."""
    return [each.error if isinstance(each, Unread) else title(each.tender) for each in found]


def title(tender: Tender) -> str:
    """A tender's title, or "None"."""
    return str(tender.title.value if tender.title else None)


# Names of files


@pytest.mark.parametrize(
    ("name", "number", "date"),
    [
        ("00345__2020-05-06.html", "345", datetime(2020, 5, 6, tzinfo=UTC)),
        ("345__2020-05-06.html", "345", datetime(2020, 5, 6, tzinfo=UTC)),
        ("0345.html", "345", None),
        ("345__2020-13-45.html", "345", None),
        ("bins.html", "bins", None),
        ("345__old.html", "345__old", None),
    ],
)
def test_a_files_name_gives_number_and_date(tmp_path: Path, name: str, number: str, date: datetime | None) -> None:
    path = save(tmp_path, name, page())
    os.utime(path, (1_000_000_000, 1_000_000_000))
    capture = load(path)
    assert capture.notice_id == number
    assert capture.captured_at == (date or datetime.fromtimestamp(1_000_000_000, UTC))


def test_the_bytes_are_kept_as_they_are(tmp_path: Path) -> None:
    path = save(tmp_path, raw=b"\xef\xbb\xbf<html>\r\n")
    assert load(path).raw == b"\xef\xbb\xbf<html>\r\n"


# What cannot be read


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^is not there: check the path$"):
        load(tmp_path / "nothing.html")


def test_a_file_that_may_not_be_read_is_said_so(locked: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^cannot be read: Permission denied\. Check its permissions$"):
        load(locked)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^cannot be read: Is a directory\."):
        load(tmp_path)


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    save(tmp_path, "1.html", page(title="First"))
    save(tmp_path, "2.html", b"")
    save(tmp_path, "3.html", page(title="Third"))
    assert titles(latest([tmp_path])) == ["First", "is empty: save it again", "Third"]


@pytest.mark.parametrize(
    "raw", [b"", b"<html><p>Log in</p></html>", page()[:4000], b"\x89PNG\r\n"], ids=["empty", "login", "cut", "image"]
)
def test_what_is_wrong_is_one_line_that_names_the_next_step(tmp_path: Path, raw: bytes) -> None:
    (found,) = latest([save(tmp_path, raw=raw)])
    assert isinstance(found, Unread)
    assert found.path.name == "90001__2020-05-06.html"
    assert "\n" not in found.error
    assert ": " in found.error


# Folders


def test_a_folder_gives_its_pages_in_name_order_and_those_of_folders_in_it(tmp_path: Path) -> None:
    for name in ("b.html", "a.HTM", "notes.dat", "c/d.html"):
        save(tmp_path, name, page())
    found = [path.relative_to(tmp_path).as_posix() for path in files([tmp_path]) if isinstance(path, Path)]
    assert found == ["a.HTM", "b.html", "c/d.html"]


def test_a_folder_without_pages_is_said_so(tmp_path: Path) -> None:
    save(tmp_path, "notes.dat", b"x")
    assert titles(latest([tmp_path])) == ["holds no file that Riffle reads: give a folder of saved opportunity pages"]


def test_a_file_named_outright_is_read_whatever_its_ending(tmp_path: Path) -> None:
    assert titles(latest([save(tmp_path, "page.saved", page(title="Bins"))])) == ["Bins"]


def test_nothing_named_gives_nothing() -> None:
    assert list(latest([])) == []


# Captures of one notice


def test_of_two_captures_in_a_folder_the_later_one_is_the_record(tmp_path: Path) -> None:
    save(tmp_path, "00345__2020-05-06.html", page(number="345", title="Before"))
    save(tmp_path, "00345__2020-06-01.html", page(number="345", title="After"))
    assert [found["title"] for found in records([tmp_path]) if not isinstance(found, Unread)] == ["After"]


def test_two_captures_named_outright_are_one_notice_too(tmp_path: Path) -> None:
    later = save(tmp_path, "345__2020-06-01.html", page(number="345", title="After"))
    first = save(tmp_path, "345__2020-05-06.html", page(number="345", title="Before"))
    assert [found["title"] for found in records([later, first]) if not isinstance(found, Unread)] == ["After"]


def test_where_the_later_capture_cannot_be_read_the_one_before_it_stands_in(tmp_path: Path) -> None:
    save(tmp_path, "345__2020-05-06.html", page(number="345", title="Before"))
    save(tmp_path, "345__2020-06-01.html", b"")
    found = list(latest([tmp_path]))
    assert [type(each) for each in found] == [Unread, Read]


# Tenders


def test_a_capture_gives_the_tender_of_its_page(tmp_path: Path) -> None:
    capture = load(save(tmp_path, "00345.html", page(number="345", title="Bins")))
    assert isinstance(capture, Capture)
    tender = parse(capture)
    assert (tender.id, tender.source, tender.title.value if tender.title else None) == ("345", "digital-marketplace", "Bins")


def test_the_number_given_stands_in_where_the_page_names_none() -> None:
    raw = page().replace(b"/suppliers/opportunities/90001/", b"/help/")
    assert tender_from(read(raw), "77").id == "77"


def test_the_same_bytes_give_an_equal_tender() -> None:
    first, second = (tender_from(read(page()), "1") for _ in range(2))
    assert first == second
