"""What a user installs: exactly our packages, with their data, and without the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ("cli.py", "crawler", "tenders", "scoring", "reports", "tests", "pyproject.toml", "README.md", "LICENSE")
DATA = {".toml", ".html", ".css", ".js", ".json", ".txt", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The names of the files in the wheel, built from a copy of the tree."""
    pytest.importorskip("build", reason="the development packages are not installed")
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / "tree" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / "tree").mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / "tree" / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(folder / "tree")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return tuple(archive.namelist())


def test_the_wheel_holds_our_packages_and_nothing_else(wheel: tuple[str, ...]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    top = {name.partition("/")[0] for name in wheel}
    assert top == {"crawler", "tenders", "scoring", "reports", "cli.py", f"riffle_tenders-{version}.dist-info"}


def test_the_wheel_holds_every_module_and_every_piece_of_data(wheel: tuple[str, ...]) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("crawler", "tenders", "scoring", "reports")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", *DATA}
    }
    assert wanted - set(wheel) == set()


def test_no_data_file_has_an_ending_that_the_wheel_leaves_out() -> None:
    endings = {
        path.suffix
        for package in ("crawler", "tenders", "scoring", "reports")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert endings <= {".py", *DATA}


def test_the_wheel_holds_no_tests(wheel: tuple[str, ...]) -> None:
    assert [name for name in wheel if "test" in Path(name).name] == []


def test_the_lock_pins_every_package_that_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / ".ci" / "requirements-dev.txt").read_text(encoding="utf-8").split()
    pinned = {line.partition("==")[0] for line in lines}
    asked = {
        item.partition(">=")[0].partition("[")[0] for item in (*project["dependencies"], *project["optional-dependencies"]["dev"])
    }
    assert asked - pinned == set()


def test_the_lock_names_no_index_and_no_address() -> None:
    text = (ROOT / ".ci" / "requirements-dev.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text
