"""Labels as printed, to the fields they stand for (lexicons/labels.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

NUMBER_BEFORE = re.compile(r"^\s*\d+[.)]\s*")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})


def plain(label: str) -> str:
    """A label as it is compared: lower case, straight apostrophes, no number before and no mark after."""
    return " ".join(NUMBER_BEFORE.sub("", label.translate(APOSTROPHES)).split()).rstrip("?: ").lower()


@cache
def fields() -> dict[str, str]:
    """Plain label to field identifier."""
    lexicon = tomllib.loads(resources.files("tenders").joinpath("lexicons", "labels.toml").read_text(encoding="utf-8"))
    return {plain(label): field for field, labels in lexicon.items() for label in labels}


def field_of(label: str) -> str:
    """The field that a printed label stands for, or "" where it is not a known one."""
    return fields().get(plain(label), "")
