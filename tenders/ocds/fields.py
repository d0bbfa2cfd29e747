"""An object of a release, asked for its parts by name and type.

What is absent is silent. What has another type than it should is noted and, where it is plain what was meant, read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from tenders.ocds.notes import Notes, quoted
from tenders.ocds.words import written

SPACE = re.compile(r"\s+")
# A number in a string, with a sign of money and marks of thousands.
FIGURE = re.compile(r"^(?:£|GBP)?\s*(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*(?:GBP)?$", re.IGNORECASE)
BEYOND = Decimal(10) ** 15  # no contract is worth as much: such a figure is a fault


class Fields:
    """An object, with where it stands in the release (`tender.value`) for what is said of its faults."""

    def __init__(self, value: object, notes: Notes, path: str = "") -> None:
        self.notes, self.path = notes, path
        self.values: Mapping[str, Any] = {}
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            notes.mended(f"{path or 'the release'} is a list of one: that one was read")
            value = value[0]
        if isinstance(value, dict):
            self.values = value
            if any(SPACE.search(key) for key in value):
                notes.mended("names of fields with spaces in them were read without")
                self.values = {SPACE.sub("", key): found for key, found in value.items()}
        elif value is not None:
            self.wrong(path or "the release", value, "an object")

    def wrong(self, path: str, value: object, wanted: str) -> None:
        """Note that something has another type."""
        self.notes.lost(f"{path} {quoted(value)}: it is not {wanted}")

    def at(self, name: str) -> str:
        """Where a part stands."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str:
        """A text as it was written, "" where there is none."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return written(value, self.notes)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.wrong(self.at(name), value, "text")
        return ""

    def line(self, name: str) -> str:
        """A text on one line."""
        return " ".join(self.text(name).split())

    def number(self, name: str) -> Decimal | None:
        """A number; one that is written as text is read, and noted."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            figure = FIGURE.match(value.strip())
            if figure is None:
                self.wrong(self.at(name), value, "a number")
                return None
            self.notes.mended(f"{self.at(name)} {quoted(value)} is text: it was read as a number")
            found = Decimal(figure[1].replace(",", ""))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            try:
                found = Decimal(str(value))
            except (InvalidOperation, ValueError):
                found = Decimal("NaN")
        else:
            self.wrong(self.at(name), value, "a number")
            return None
        if not found.is_finite() or abs(found) >= BEYOND:
            self.notes.lost(f"{self.at(name)} {quoted(value)}: it is too large to be meant")
            return None
        return found

    def flag(self, name: str) -> bool | None:
        """True or false, or None where neither is said."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lower() in ("true", "false"):
            self.notes.mended(f"{self.at(name)} {quoted(value)} is text: it was read as true or false")
            return value.strip().lower() == "true"
        if value is not None:
            self.wrong(self.at(name), value, "true or false")
        return None

    def inside(self, name: str) -> Fields:
        """An object within; an empty one where there is none."""
        return Fields(self.values.get(name), self.notes, self.at(name))

    def each(self, name: str) -> Iterator[Fields]:
        """The objects of a list."""
        value = self.values.get(name)
        if value is None:
            return
        if isinstance(value, dict):
            self.notes.mended(f"{self.at(name)} is an object where a list should be: it was read as a list of one")
            value = [value]
        if not isinstance(value, list):
            self.wrong(self.at(name), value, "a list")
            return
        for position, item in enumerate(value):
            if isinstance(item, dict):
                yield Fields(item, self.notes, f"{self.at(name)}[{position}]")
            elif item is not None:
                self.wrong(f"{self.at(name)}[{position}]", item, "an object")

    def words(self, name: str) -> tuple[str, ...]:
        """The texts of a list; a lone text is a list of one."""
        value = self.values.get(name)
        if isinstance(value, str):
            value = [value]
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong(self.at(name), value, "a list")
            return ()
        return tuple(text for item in value if isinstance(item, str) and (text := written(item, self.notes)))

    def __bool__(self) -> bool:
        return bool(self.values)
