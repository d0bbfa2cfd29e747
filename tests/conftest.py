"""What every test may ask for."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

# No timing asserts: the first example of a run also pays for compiling the lexicons.
settings.register_profile("riffle", deadline=None, print_blob=True)
settings.load_profile("riffle")

# A shell's background job ignores Ctrl-C, and so would every command that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.stores"]

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material; a test that asks for it is skipped where it is absent, as on a user's machine."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("no real material here: ../shared is absent")
    return folder


@pytest.fixture(scope="session")
def captures(shared: Path) -> tuple[Path, ...]:
    """Every saved opportunity page of the real material."""
    return tuple(sorted((shared / "data" / "digital-marketplace" / "opportunity").glob("*.html")))
