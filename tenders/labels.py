"""Labels as printed, to the fields they stand for (lexicons/labels.toml).

The marketplace's own labels are at the top of the lexicon; under `[documents]` stand the questions of the official
requirement templates and the headings that buyers use in documents of their own. A page of the marketplace is known by
the first kind alone, so that a web page with a heading "Budget" is not taken for one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

# "7.", "4.2.1", "L.6", "C.", "(b)", "Section B:", "Part 2 –": what counts a heading and is no part of its words.
NUMBER_BEFORE = re.compile(
    r"^\s*(?:(?:section|part|annex|appendix|schedule|question)\s+(?:\d+(?:\.\d+)*|[A-Z])\s*[.:)–—-]*\s+(?=\w)"
    r"|(?:[A-Z]\.?)?\d+(?:\.\d+)*(?:[.)]\s*|\s+)|\(?[A-Z\d][.)]\s+)",
    re.IGNORECASE,
)
# "Period of Performance (POP)", "Budget (excluding VAT)": an aside after the label.
ASIDE_AFTER = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
LONGEST = 160  # characters; the longest label known has 61
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})


def plain(label: str) -> str:
    """A label as it is compared: lower case, straight apostrophes, no number before, no aside and no mark after."""
    bare = NUMBER_BEFORE.sub("", " ".join(label.translate(APOSTROPHES).split()))
    return ASIDE_AFTER.sub("", bare.rstrip("?:*. ")).rstrip("?:*. ").lower()


@cache
def lexicon() -> tuple[dict[str, str], dict[str, str]]:
    """Plain label to field identifier: the marketplace's own labels, and those together with the labels of documents."""
    found = tomllib.loads(resources.files("tenders").joinpath("lexicons", "labels.toml").read_text(encoding="utf-8"))
    documents: dict[str, list[str]] = found.pop("documents")
    own = {plain(label): field for field, labels in found.items() for label in labels}
    return own, {plain(label): field for field, labels in documents.items() for label in labels} | own


def fields() -> dict[str, str]:
    """Plain label to field identifier, of the marketplace's own labels."""
    return lexicon()[0]


@lru_cache(maxsize=4096)
def marketplace_field_of(label: str) -> str:
    """The field that a label of the marketplace's pages stands for, or "" where it is not one of theirs."""
    return lexicon()[0].get(plain(label), "") if len(label) <= LONGEST else ""


@lru_cache(maxsize=4096)
def field_of(label: str) -> str:
    """The field that a label or heading stands for, in any document; "" where it is not a known one."""
    return lexicon()[1].get(plain(label), "") if len(label) <= LONGEST else ""
