"""Settings: TOML in, a checked dataclass out.

A dataclass is the whole schema; a type that has `from_table` reads its own table. A key that it does not name, and a
value that its type does not allow, is a SettingsError of one line that names the file, the key, and what to write instead.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from tenders.errors import SettingsError

FILE = "riffle.toml"
T = TypeVar("T")

KINDS: Mapping[Any, str] = {
    str: 'a text in quotes, such as "London"',
    int: "a whole number, such as 70",
    float: "a number, such as 15",
    Decimal: "a number without pound sign or commas, such as 250000",
    bool: "true or false",
    date: "a date without quotes, such as 2026-04-30",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """How to crawl. `contact` is an address or e-mail that the user agent gives to the sites it visits."""

    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """How much is fetched of what notices link to: MiB of one attachment, MiB and number of a notice's attachments together.

    An invitation to tender with its terms and forms is a few MiB; what is larger holds drawings or film, which no reader reads.
    """

    each_mib: int = 20
    notice_mib: int = 100
    count: int = 30

    def __post_init__(self) -> None:
        for name in ("each_mib", "notice_mib", "count"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is too low: give 1 or more")


class Wrong(Exception):
    """A value that its place does not allow: where, and what to write instead."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key


def find(named: Path | None, folder: Path) -> Path | None:
    """The settings file: the one named, else riffle.toml in a folder, else None. Raises SettingsError."""
    if named is not None:
        if not named.is_file():
            raise SettingsError(f"{named} is not there: check the path, or run “riffle init” to write one")
        return named
    here = folder / FILE
    return here if here.is_file() else None


def load(kind: type[T], named: Path | None = None, folder: Path = Path()) -> T:
    """Settings of a kind from the file named, else from riffle.toml in a folder, else its defaults. Raises SettingsError."""
    path = find(named, folder)
    return kind() if path is None else read(path, kind)


def read(path: Path, kind: type[T]) -> T:
    """The settings in a file. Raises SettingsError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text: save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}. Check its permissions") from error
    return parse(text, kind, str(path))


def parse(text: str, kind: type[T], name: str = FILE) -> T:
    """The settings in a text; `name` is the file that an error names. Raises SettingsError."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} is not valid TOML: {error}. Correct that line") from error
    try:
        found = filled(kind, table, "")
    except Wrong as wrong:
        raise SettingsError(one_line(f"{name}: {wrong.key} {wrong}".replace(":  ", ": "))) from wrong
    assert isinstance(found, kind)
    return found


def filled(kind: type[Any], table: Mapping[str, Any], at: str) -> object:
    """A dataclass filled from a table; what the table leaves out keeps its default."""
    types_of = get_type_hints(kind)
    values: dict[str, Any] = {}
    known = {field.name: field for field in fields(kind)}
    for key, value in table.items():
        place = f"{at}.{key}" if at else key
        if key not in known:
            raise Wrong(place, unknown(key, known))
        field = known[key]
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        values[key] = converted(types_of[key], value, place, default)
    try:
        return kind(**values)
    except ValueError as error:
        raise Wrong(at, str(error)) from error


def unknown(key: str, known: Mapping[str, Any]) -> str:
    """What is said of a key that is not known."""
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return f"is not a setting: did you mean “{near[0]}”?"
    return f"is not a setting: use {choice(sorted(known))}"


def converted(kind: Any, value: object, at: str, default: object) -> object:
    """A TOML value as the type that a field asks for."""
    origin = get_origin(kind)
    if hasattr(kind, "from_table"):
        if not isinstance(value, dict):
            raise Wrong(at, f"is {described(value)}: make it a table, [{at}]")
        return kind.from_table(value, at)
    if origin in (types.UnionType, Union):
        return converted(next(part for part in get_args(kind) if part is not type(None)), value, at, default)
    if origin is Literal:
        return chosen(get_args(kind), value, at)
    if origin is tuple:
        if not isinstance(value, list):
            raise Wrong(at, f"is {described(value)}: give a list in square brackets, such as {example(get_args(kind)[0])}")
        return tuple(converted(get_args(kind)[0], item, f"{at}[{index}]", None) for index, item in enumerate(value, 1))
    if is_dataclass(kind) or origin is not None:
        if not isinstance(value, dict):
            raise Wrong(at, f"is {described(value)}: make it a table, [{at}]")
        if is_dataclass(kind):
            return filled(kind, value, at)  # type: ignore[arg-type]
        return overlaid(get_args(kind)[1], value, at, default)
    return scalar(kind, value, at)


def overlaid(kind: Any, table: Mapping[str, object], at: str, default: object) -> Mapping[str, object]:
    """A default mapping with the table's values laid over it; it takes no key that the default lacks."""
    base = dict(default) if isinstance(default, Mapping) else {}
    for key, value in table.items():
        if key not in base:
            raise Wrong(f"{at}.{key}", unknown(key, base))
        base[key] = converted(kind, value, f"{at}.{key}", None)
    return base


def chosen(choices: tuple[object, ...], value: object, at: str) -> object:
    """The choice that a value names, in any case."""
    names = {str(item).lower(): item for item in choices}
    if isinstance(value, str):
        if value.lower() in names:
            return names[value.lower()]
        near = difflib.get_close_matches(value.lower(), names, n=1, cutoff=0.6)
        if near:
            raise Wrong(at, f"is {described(value)}: did you mean “{names[near[0]]}”?")
    raise Wrong(at, f"is {described(value)}: use {choice([str(item) for item in choices])}")


def scalar(kind: Any, value: object, at: str) -> object:
    """A text, number, truth or date, of the type asked for."""
    if kind is bool or isinstance(value, bool):
        right = kind is bool and isinstance(value, bool)
    elif kind in (float, Decimal):
        right = isinstance(value, int | Decimal) and Decimal(value).is_finite()
    elif kind is date:
        right = isinstance(value, date) and not isinstance(value, datetime)
    else:
        right = isinstance(value, kind)
    if not right:
        raise Wrong(at, f"is {described(value)}: give {KINDS.get(kind, 'another value')}")
    return kind(value) if kind in (float, Decimal) else value


def described(value: object) -> str:
    """A value as an error names it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"“{value[:40]}{'…' if len(value) > 40 else ''}”"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return str(value)


def example(kind: Any) -> str:
    """A list of a kind, as it is written."""
    if get_origin(kind) is Literal:
        return f'["{get_args(kind)[0]}"]'
    return {str: '["user research"]', int: "[1, 2]"}.get(kind, "[…]")


def choice(names: list[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).strip()
