"""A document's reader may hang, eat, crash or call out: that costs one file, and its error says which limit and which setting."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tenders import readers, worker
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.worker import Limits, Worker
from tests.conftest import ROOT
from tests.pages import page
from tests.pdfs import Text, many, pdf

unix = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and processor time are Unix's")


class Worst(Worker):
    """A worker whose readers do what the bytes say."""

    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.worst import serve; serve()"


@pytest.fixture
def worst() -> Iterator[Worst]:
    """A worker that the worst files go to."""
    with Worst(Limits(seconds=1, memory_mib=256, ocr=False)) as made:
        yield made


def said(document: Document, label: str) -> str:
    """The text of the section with a label."""
    return next(section.text for section in document.sections if section.label == label)


def failure(worst: Worst, raw: bytes) -> str:
    """The error that a file makes; the next file is read all the same."""
    with pytest.raises(UnreadableError) as caught:
        worst.read(raw)
    assert said(worst.read(b"next"), "Said") == "next"
    return str(caught.value)


def test_a_document_comes_back_as_its_reader_made_it() -> None:
    raw = pdf([Text(60, 700, "Budget", 14, bold=True), Text(60, 720, "£40,000")], [Text(60, 200, "excluding VAT.")])
    with Worker() as made:
        assert made.read(raw) == readers.read(raw)


def test_the_readers_own_error_comes_back_word_for_word() -> None:
    with Worker() as made, pytest.raises(UnreadableError, match=r"^is damaged or is not a PDF: save or export it again$"):
        made.read(b"%PDF-1.7\nnothing of the kind")


def test_every_part_of_a_document_comes_back(worst: Worst) -> None:
    document = worst.read(b"\xff odd")
    assert (document.read_share, document.not_read) == (0.5, ("page 2: an image, no text",))
    assert (document.sections[0].page, document.sections[0].breaks) == (1, (1, 2))
    assert said(document, "Said") == "\udcff odd"


def test_one_process_reads_many_files(worst: Worst) -> None:
    found = {said(worst.read(b"%d" % number), "Process") for number in range(5)}
    assert len(found) == 1
    assert found != {str(os.getpid())}


def test_the_process_loads_nothing_slow(worst: Worst) -> None:
    assert said(worst.read(b"?"), "Loaded") == ""


def test_a_file_that_takes_too_long_is_named_with_the_setting(worst: Worst) -> None:
    assert failure(worst, b"hang") == "takes more than 1 second to read: split it, or raise “seconds” under [limits] in riffle.toml"


@unix
def test_a_file_that_wants_too_much_memory_is_named_with_the_setting(worst: Worst) -> None:
    assert failure(worst, b"eat") == (
        "needs more than 256 MiB of memory to read: split it, or raise “memory_mib” under [limits] in riffle.toml"
    )


@pytest.mark.parametrize("raw", [pytest.param(b"crash", marks=unix), b"leave"])
def test_a_file_that_brings_the_reader_down_costs_itself_alone(worst: Worst, raw: bytes) -> None:
    message = failure(worst, raw)
    assert message.startswith("brought its reader down (")
    assert message.endswith("raise “memory_mib” under [limits] in riffle.toml")
    assert "\n" not in message


def test_a_fault_of_a_reader_is_one_line(worst: Worst) -> None:
    assert failure(worst, b"fail") == "cannot be read (KeyError): save or export it again, or report it with the file"


@pytest.mark.parametrize("raw", [b"call", b"start"])
def test_a_reader_gets_no_network_and_starts_no_program(worst: Worst, raw: bytes) -> None:
    assert failure(worst, raw) == "cannot be read (PermissionError): save or export it again, or report it with the file"


def test_what_a_library_prints_does_not_get_between_the_messages(worst: Worst) -> None:
    assert said(worst.read(b"talk"), "Said") == "talk"


def test_threads_take_turns(worst: Worst) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda n=n: found.append(said(worst.read(b"%d" % n), "Said"))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [str(n) for n in range(8)]


def test_a_closed_worker_leaves_no_process_and_starts_again_when_asked(worst: Worst) -> None:
    worst.read(b"once")
    process = worst.process
    worst.close()
    assert process is not None
    assert process.poll() == 0
    assert said(worst.read(b"again"), "Said") == "again"


def test_the_limit_of_pages_reaches_the_reader() -> None:
    with Worker(Limits(pages=3)) as made:
        assert made.read(many(5)).not_read == ("pages 4 to 5: beyond the limit of 3 pages",)


def test_a_process_that_cannot_start_is_one_line() -> None:
    broken = Worst(Limits(seconds=1))
    broken.program = "raise SystemExit(7)"
    with pytest.raises(UnreadableError, match=r"did not start \(status 7\)"):
        broken.read(b"anything")


@pytest.mark.parametrize("name", ["seconds", "memory_mib", "pages"])
def test_limits_that_nothing_could_be_read_within_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} is too low: give "):
        replace(Limits(), **{name: 0})


def test_a_page_of_the_marketplace_is_read_without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "worker", lambda limits: pytest.fail("a process was asked for"))
    assert worker.read(page(title="Bins")).source == "digital-marketplace"


def test_any_other_document_is_read_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    class Asked(Worker):
        def read(self, raw: bytes) -> Document:
            asked.append(raw)
            return Document(source="file", notice_id=None, sections=())

    monkeypatch.setattr(worker, "worker", Asked)
    raws = (
        pdf([Text(60, 200, "The budget is £40,000.")]),
        b"<html><body><h1>Bins</h1><p>The budget is 40,000 pounds.</p></body></html>",
    )
    for raw in raws:
        worker.read(raw)
    assert asked == list(raws)


def test_an_empty_file_is_said_to_be_empty() -> None:
    with pytest.raises(UnreadableError, match=r"^is empty: save it again$"):
        worker.read(b" \n")


def test_a_program_without_a_main_guard_may_use_a_worker(tmp_path: Path) -> None:
    (tmp_path / "bins.pdf").write_bytes(pdf([Text(60, 200, "The budget is £40,000.")]))
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from tenders.worker import Worker\n"
        "with Worker() as made:\n"
        "    print(made.read(Path('bins.pdf').read_bytes()).source)\n",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "file\n"
