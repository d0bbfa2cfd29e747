"""What people could forget: the layers, the lazy imports, the fresh pages, and what stands at the top of the tree."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOP = {
    "crawler",
    "tenders",
    "scoring",
    "reports",
    "cli.py",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "Makefile",
    "docs",
    "benchmarks",
}
PACKAGES = ("crawler", "tenders", "scoring", "reports")
SLOW = (
    *("scrapy", "twisted", "pandas", "numpy", "sklearn", "scipy", "pdfplumber", "lxml", "rich", "jinja2", "rapidfuzz"),
    *("sqlalchemy", "sqlite3", "alembic", "psycopg"),
)


def kept() -> Iterator[Path]:
    """The files that the repository holds, or would if they were added now."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git working tree")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            yield Path(name)


def sources(*folders: str) -> list[Path]:
    """The Python files of these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}


def test_the_top_of_the_tree_holds_only_what_the_house_allows() -> None:
    assert {path.parts[0] for path in kept() if not path.parts[0].startswith(".")} <= TOP


def test_layers_and_homes_of_outside_packages_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    if not Path(command[0]).exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_cli_imports_no_outside_package_but_click_and_rich() -> None:
    outside = {name.partition(".")[0] for name in imported(ROOT / "cli.py")} - set(sys.stdlib_module_names) - set(PACKAGES)
    assert outside <= {"click", "rich"}


def test_nobody_imports_cli() -> None:
    assert [path for path in sources(*PACKAGES) if "cli" in imported(path)] == []


def test_importing_cli_loads_nothing_slow() -> None:
    program = f"import sys, cli; print([name for name in {SLOW!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_nothing_slow() -> None:
    program = f"""
import sys
sys.argv = ["riffle", "--help"]
import cli
try:
    cli.main()
except SystemExit as end:
    assert not end.code
print([name for name in {SLOW!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", sources("tenders", "scoring"), ids=lambda path: str(path.relative_to(ROOT)))
def test_reading_and_judging_ask_no_clock(path: Path) -> None:
    asks = [
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow") and not isinstance(node.value, ast.Call)
    ]
    assert asks == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is_and_every_package_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()
    assert [path for path in sources(package) if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_rule_pages_are_fresh() -> None:
    from reports.rule_pages import FOLDER, stale

    assert list(stale(ROOT / FOLDER)) == []


def test_every_rule_has_a_page_of_its_own() -> None:
    from reports.rule_pages import FOLDER
    from scoring.engine import rules

    assert {rule.code for rule in rules()} == {path.stem for path in (ROOT / FOLDER).glob("*.md")} - {"README"}
