"""Build the wheel, install it in an empty environment outside the tree, and use it there.

Prints one line for each step that worked; ends with exit code 1 and the step's output at the first that did not.
The environment holds what a user would have: the packages that pyproject.toml requires, at the versions of the lock,
and nothing that only developers need.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci" / "requirements-dev.txt"
SOURCES = ("cli.py", "crawler", "tenders", "scoring", "reports", "pyproject.toml", "README.md", "LICENSE")
# Seen in the development environment only. A wheel that runs with them absent needs none of them.
FOR_DEVELOPERS = ("pytest", "hypothesis", "mypy", "ruff", "playwright", "build", "importlinter")


def build(folder: Path) -> Path:
    """The wheel, built from a copy of the sources so that no old build/ folder finds its way in."""
    copy = folder / "source"
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy), cwd=folder)
    return next(folder.glob("*.whl"))


def run(*command: str, cwd: Path) -> str:
    """The command's output, with nothing of this environment in reach."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RIFFLE", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def main() -> None:
    """Every step in turn."""
    with tempfile.TemporaryDirectory(prefix="riffle-wheel-") as name:
        folder = Path(name)
        wheel = build(folder)
        say(f"built {wheel.name}")
        venv.create(folder / "empty", with_pip=True)
        bin_ = folder / "empty" / "bin"
        pip = (str(bin_ / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
        exact = subprocess.run([*pip, "--constraint", str(LOCK), str(wheel)], stdin=subprocess.DEVNULL, check=False).returncode == 0
        if not exact:  # a Python that the lock is not for
            run(*pip, str(wheel), cwd=folder)
        missing = f"import importlib.util as u; assert not [n for n in {FOR_DEVELOPERS!r} if u.find_spec(n)]"
        run(str(bin_ / "python"), "-c", missing, cwd=folder)
        say("installed it in an empty environment, without the development packages")
        riffle, elsewhere = str(bin_ / "riffle"), folder / "elsewhere"
        elsewhere.mkdir()
        say(run(riffle, "--version", cwd=elsewhere).strip())
        run(riffle, "rules", cwd=elsewhere)
        shown = run(riffle, "demo", "--output", "reports", cwd=elsewhere)
        if not list(elsewhere.glob("reports/**/*.html")):
            sys.exit(f"riffle demo wrote no report:\n{shown}")
        say(f"ran riffle demo from another folder: {len(list(elsewhere.glob('reports/**/*.html')))} reports")


def say(line: str) -> None:
    """One line of progress, at once."""
    sys.stdout.write(f"wheel: {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
