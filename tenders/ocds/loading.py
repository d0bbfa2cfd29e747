"""JSON as publishers serve it: valid nearly always, and otherwise mended where it is plain what was meant.

Known faults: numbers such as `1e9999`, ` 000,` and `NaN`, control characters inside strings, a comma too many, bytes of
Windows-1252 in what is called UTF-8, and half a surrogate pair.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from functools import partial
from typing import Any

import orjson

from tenders.errors import UnreadableError
from tenders.notice import digest
from tenders.ocds.notes import Notes, quoted

BOM = codecs.BOM_UTF8
LONGEST_INTEGER = 400  # digits; a figure with more is no sum of money, and Python refuses to read one of 4,300
# A string, whole or cut off, or one of the marks that structure JSON. Strings come first, so that no mark inside one counts.
STRING = r'"(?:[^"\\]++|\\.)*+"'
# What JSON forbids and publishers write: "000", "1 000", a comma before a closing bracket.
FAULTS = re.compile(
    rf"(?P<string>{STRING})"
    r"|(?P<number>(?<![\w.+-])(?:0\d+|\d{1,3}(?:[ \u00a0]\d{3})+)(?:\.\d+)?(?=\s*[,}\]]))"
    r"|(?P<comma>,)(?=\s*[}\]])",
    re.DOTALL,
)
SURROGATES = re.compile(r"[\ud800-\udfff]")
NOT_JSON = "is not JSON, or is cut off: fetch it again"


def load(raw: bytes, notes: Notes) -> Any:
    """The value in these bytes; what was mended is noted. Raises UnreadableError."""
    try:
        return orjson.loads(raw)
    except ValueError:
        return mended(raw, notes)
    except RecursionError as error:
        raise UnreadableError("is nested too deep to be read: fetch it again") from error


def mended(raw: bytes, notes: Notes) -> Any:
    """The value in bytes that are not strictly JSON. Raises UnreadableError."""
    text = decoded(raw, notes)
    try:
        try:
            return loose(text, notes)
        except json.JSONDecodeError:
            return loose(FAULTS.sub(partial(corrected, notes=notes), text), notes)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(NOT_JSON) from error


def loose(text: str, notes: Notes) -> Any:
    """The value in a text that may hold what Python's reader lets pass; numbers that are none become null, and are noted."""

    def finite(number: str) -> float | None:
        value = float(number)
        if math.isfinite(value):
            return value
        notes.lost(f"the number {quoted(number)}: it is too large to be one")
        return None

    def whole(number: str) -> int | None:
        if len(number) <= LONGEST_INTEGER:
            return int(number)
        notes.lost(f"the number {quoted(number)}: it is too large to be one")
        return None

    def constant(name: str) -> None:
        notes.lost(f"the number {quoted(name)}: it is none")

    return json.loads(text, strict=False, parse_float=finite, parse_int=whole, parse_constant=constant)


def corrected(found: re.Match[str], notes: Notes) -> str:
    """A fault put right."""
    if found["number"]:
        plain = re.sub(r"[ \u00a0]", "", found["number"]).lstrip("0") or "0"
        plain = f"0{plain}" if plain.startswith(".") else plain
        notes.mended(f"the number {quoted(found['number'])} was read as {plain}")
        return plain
    return found["string"] or ""


def decoded(raw: bytes, notes: Notes) -> str:
    """The text of bytes that should be UTF-8; those that are not are read as Windows-1252, one by one."""
    raw = raw.removeprefix(BOM)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        notes.mended("letters that are not UTF-8 were read as Windows-1252")
        return raw.decode("utf-8", "riffle-windows-1252")


def as_windows(error: UnicodeError) -> tuple[str, int]:
    """What the bytes stand for that are no UTF-8: a handler of decoding errors."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    taken = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in taken), error.end


codecs.register_error("riffle-windows-1252", as_windows)


def fingerprint(value: Any, raw: bytes) -> str:
    """A hash of what a release says: equal for two captures that say the same, whatever their spaces and order of keys."""
    try:
        return digest(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))
    except (TypeError, ValueError, RecursionError):  # what orjson does not write: half a surrogate pair, a number past 64 bits
        try:
            return digest(json.dumps(value, sort_keys=True).encode())
        except (TypeError, ValueError, RecursionError):
            return digest(raw)
