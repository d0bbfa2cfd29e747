"""What only a process of its own can show: pipes, colour, signals and the demo."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import start
from tests.pages import page, save

RIFFLE = str(Path(sys.executable).with_name("riffle"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run once, its store and pages kept; what it printed is in out.txt."""
    folder = tmp_path_factory.mktemp("demo")
    ended = start("demo", "--keep", folder=folder)
    assert ended.code == 0, ended.err
    (folder / "out.txt").write_text(ended.out, encoding="utf-8")
    return folder


def test_the_demo_prints_the_ranked_table_and_where_the_reports_are(demo: Path) -> None:
    out = (demo / "out.txt").read_text(encoding="utf-8")
    assert re.search(r"^Collected from the replica: \d+ pages: \d+ new, 0 changed, 0 unchanged, 0 failed\.$", out, re.MULTILINE)
    assert re.search(r"^(BID|REVIEW|NO BID) ", out, re.MULTILINE)
    assert "Reports: demo-reports/index.html" in out


def test_the_demo_writes_an_index_that_links_a_page_for_each_notice(demo: Path) -> None:
    reports = demo / "demo-reports"
    links = set(re.findall(r'href="([\w-]+\.html)', (reports / "index.html").read_text(encoding="utf-8")))
    assert len(links) >= 12
    assert {path.name for path in reports.glob("*.html")} == links | {"index.html"}


def test_the_demo_keeps_its_store_and_pages_when_asked(demo: Path) -> None:
    assert (demo / "demo-reports" / "demo.db").exists()
    ended = start("parse", "demo-reports/pages", folder=demo)
    assert ended.code == 0, ended.err
    assert len(ended.lines) >= 12


def test_the_demo_leaves_only_its_reports_unless_asked(tmp_path: Path) -> None:
    assert start("demo", "--output", "out", folder=tmp_path).code == 0
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".html"}


@pytest.mark.parametrize("setting", [{}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}], ids=str)
def test_piped_output_has_no_colour(demo: Path, setting: dict[str, str]) -> None:
    save(demo, "90001.html")
    for arguments in (["show", "90001.html"], ["check", "90001.html"], ["--store", "demo-reports/demo.db", "screen"]):
        ended = start(*arguments, folder=demo, env=setting)
        assert ended.out
        assert "\x1b" not in ended.out + ended.err


def test_piped_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    save(tmp_path, "90001.html", page(title="Café ☕"))
    ended = start("parse", "90001.html", folder=tmp_path, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert ended.lines[0]["title"] == "Café ☕"


def test_a_reader_that_goes_away_is_no_error(demo: Path) -> None:
    command = [RIFFLE, "parse", "demo-reports/pages"]
    with subprocess.Popen(command, cwd=demo, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
        code = process.wait()
    assert (code, err) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
def test_ctrl_c_ends_with_130_and_a_line(tmp_path: Path) -> None:
    endless = tmp_path / "90001.html"
    os.mkfifo(endless)
    writer = os.open(endless, os.O_RDWR)  # as long as it is open, who reads the file waits
    command = [RIFFLE, "parse", "missing.html", str(endless)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert b"missing.html" in process.stderr.readline()  # so it is at work now
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    os.close(writer)
    assert process.returncode == 130
    assert err.decode().startswith("riffle: stopped")


def test_a_crawl_of_nothing_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    ended = start(
        "--store", "store.db", "crawl", "digital-marketplace", "--base-url", "http://127.0.0.1:9", folder=tmp_path
    )  # nothing listens on the discard port
    assert ended.code == 2
    assert "riffle add" in ended.err
    assert "Traceback" not in ended.err
