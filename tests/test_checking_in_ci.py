"""The hook for pre-commit, the sample jobs in docs/checking.md and its settings: each is run as it stands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from pages import MODEL, page
from scoring.profile import Settings
from tenders import readers
from tenders.config import parse
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
HOOK, GITHUB, GITLAB = (yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
(HOOK_MADE,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
POOR = MODEL | {"Payment approach": "Fixed price", "Security clearance": "SC clearance must be held before applying."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two drafts, one of them poor."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "good.html").write_bytes(page(number=90001))
    (tmp_path / "drafts" / "poor.html").write_bytes(page(answers=POOR, title="Another one", number=90002))
    return tmp_path


def done(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell command in a folder, where `riffle` is the one under test."""
    env = os.environ | {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    return subprocess.run(command, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_the_hook_that_the_guide_names_is_the_one_there_is() -> None:
    assert [hook["id"] for repo in HOOK["repos"] for hook in repo["hooks"]] == [HOOK_MADE["id"]]


def test_the_hook_takes_every_document_that_riffle_reads() -> None:
    for suffix in readers.suffixes() - {".zip", ".json", ".mhtml", ".mht"}:  # what a publisher put out is no draft of anybody's
        assert re.search(HOOK_MADE["files"], f"drafts/a{suffix}")
    assert re.search(HOOK_MADE["files"], "drafts/a.py") is None


def test_the_hook_says_what_is_wrong_a_line_a_finding(folder: Path) -> None:
    ended = done(f"{HOOK_MADE['entry']} {shlex.quote('drafts/poor.html')}", folder)
    assert ended.returncode == 1, ended.stderr
    for line in ended.stdout.splitlines():
        assert re.match(r"drafts/poor\.html:(\d+:\d+|whole notice): [A-Z]\d{3} (error|warning|info) \S", line)
    assert ": C003 warning " in ended.stdout


def test_the_hook_reads_what_it_is_given(folder: Path) -> None:
    (folder / "drafts" / "empty.md").write_text("", encoding="utf-8")
    assert done(f"{HOOK_MADE['entry']} drafts/empty.md", folder).returncode == 2


def test_the_steps_for_github_write_what_they_upload(folder: Path) -> None:
    steps = GITHUB["jobs"]["check"]["steps"]
    commands = [step["run"] for step in steps if step.get("run", "").startswith("riffle ")]
    assert len(commands) == 2
    for command in commands:
        ended = done(command, folder)
        assert ended.returncode in (0, 1), ended.stderr
    (upload,) = (step["with"]["sarif_file"] for step in steps if "upload-sarif" in step.get("uses", ""))
    run = json.loads((folder / upload).read_text(encoding="utf-8"))["runs"][0]
    assert "drafts/poor.html" in {artifact["location"]["uri"] for artifact in run["artifacts"]}
    assert (folder / "summary.md").read_text(encoding="utf-8").startswith("## Riffle: ")


def test_the_steps_for_gitlab_write_the_report_they_name(folder: Path) -> None:
    job = GITLAB["check-drafts"]
    (command,) = (command for command in job["script"] if command.startswith("riffle "))
    assert done(command, folder).returncode in (0, 1)
    root = ElementTree.parse(folder / job["artifacts"]["reports"]["junit"]).getroot()
    assert {Path(str(suite.get("name"))).name for suite in root} <= {"good.html", "poor.html"}


def test_every_setting_in_the_guide_is_one() -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert parse(block, Settings).waivers


def test_a_waiver_a_baseline_and_a_waiver_that_ended_show(folder: Path) -> None:
    waiver = '[[waivers]]\nrule = "{}"\nreason = "It is so."\nby = "A. Patel"\nuntil = {}\n'
    text = waiver.format("T006", "2099-03-31") + waiver.format("C003", "2020-01-31")
    (folder / "riffle.toml").write_text(text, encoding="utf-8")
    before = done("riffle check drafts/poor.html", folder).stdout
    assert "1 waived: --all shows" in " ".join(before.split()) or "and 1 waived" in " ".join(before.split())
    assert "the waiver of C003 by A. Patel ended on 2020-01-31" in before
    everything = " ".join(done("riffle check drafts/poor.html --all", folder).stdout.split())
    assert "Not counted: Waived by A. Patel until 31 March 2099: It is so." in everything
    assert done("riffle check drafts/poor.html --write-baseline", folder).returncode == 0
    ended = done("riffle check drafts/poor.html --format concise", folder)
    assert ended.returncode == 0, ended.stdout
    assert "(in the baseline)" in done("riffle check drafts/poor.html --format concise --all", folder).stdout
