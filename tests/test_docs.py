"""Every command in README and docs runs, in order, in a folder that holds nothing but the demo's data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import start
from tests.conftest import ROOT

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")
DOCUMENTS = ("README.md", *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").glob("*.md"))))
# Commands that set up an environment or run these very tests, and cannot run inside them.
NOT_RUN = {"make run", "make test", "make check", "make docs", "pipx install ."}
FINDINGS = 1  # what `riffle check` of a poor ask ends with


def commands(document: str) -> Iterator[str]:
    """The commands of a document, in order."""
    for block in BLOCK.findall((ROOT / document).read_text(encoding="utf-8")):
        yield from (line for line in block.splitlines() if line and not line.startswith("#"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's reports, store and pages."""
    folder = tmp_path_factory.mktemp("demo")
    ended = start("demo", "--keep", folder=folder)
    assert ended.code == 0, ended.err
    return folder / "demo-reports"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_runs(document: str, demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "demo-reports")
    env = {name: value for name, value in os.environ.items() if name != "RIFFLE_STORE"}
    env |= {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "XDG_DATA_HOME": str(tmp_path / "home"),
    }
    for command in commands(document):
        if command in NOT_RUN:
            continue
        assert command.startswith("riffle "), f"{document}: say in NOT_RUN why this is not run: {command}"
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        allowed = (0, FINDINGS) if command.startswith("riffle check") else (0,)
        assert done.returncode in allowed, f"{document}: {command}\n{done.stderr}"


def test_every_make_target_named_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {command.removeprefix("make ") for command in NOT_RUN if command.startswith("make ")}
    assert named <= targets


def test_nothing_is_left_unrun_that_no_document_names() -> None:
    named = {command for document in DOCUMENTS for command in commands(document)}
    assert named >= NOT_RUN


def test_readme_shows_a_tour_for_each_kind_of_reader() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [heading for heading in headings if heading.startswith("Five minutes")] == [
        "Five minutes for a supplier's bid team",
        "Five minutes for a commercial team",
        "Five minutes for a researcher",
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not ((ROOT / document).parent / link).exists()] == []


def test_every_setting_has_its_table_in_the_guide() -> None:
    from scoring.profile import template

    tables = re.findall(r"^\[(\w+)\]", template(), re.MULTILINE)
    guide = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [table for table in tables if f"`[{table}]`" not in guide] == []


def test_the_changelog_has_a_line_for_every_command() -> None:
    from cli import riffle

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in riffle.commands if f"`riffle {name}" not in text] == []
