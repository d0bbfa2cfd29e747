"""What was wrong with a release: what of it was mended, and what could not be read. Each is said once, in plain words."""

from __future__ import annotations

MOST = 20  # of a kind: a release that is broken all through says so without a page of notes
LONGEST = 60  # characters of a broken value that a note quotes


class Notes:
    """Collects both kinds in the order found."""

    def __init__(self) -> None:
        self._mended: dict[str, None] = {}
        self._lost: dict[str, None] = {}

    def mended(self, what: str) -> None:
        """Something was wrong and was read all the same."""
        if len(self._mended) < MOST:
            self._mended[what] = None

    def lost(self, what: str) -> None:
        """Something could not be read."""
        if len(self._lost) < MOST:
            self._lost[what] = None

    @property
    def all_mended(self) -> tuple[str, ...]:
        """What was mended."""
        return tuple(self._mended)

    @property
    def all_lost(self) -> tuple[str, ...]:
        """What could not be read."""
        return tuple(self._lost)


def quoted(value: object) -> str:
    """A broken value in quotation marks, on one line and in short."""
    said = " ".join(str(value)[: 2 * LONGEST].split())
    return f"“{said[: LONGEST - 1]}…”" if len(said) > LONGEST else f"“{said}”"
