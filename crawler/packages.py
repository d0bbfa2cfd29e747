"""Release packages as a service answers with them: the releases, what is broken in it, and where it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from tenders.collections import Broken, Captured
from tenders.collections.ocds_package import COLLECTION
from tenders.errors import UnreadableError
from tenders.ocds.loading import load
from tenders.ocds.notes import Notes
from tenders.ocds.words import written

LISTS = ("releases", "records", "results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A page of releases; `following` is the link to the next, None on the last."""

    releases: tuple[Captured, ...]
    broken: tuple[Broken, ...]
    following: str | None


def package_in(body: bytes) -> Package:
    """The package in an answer. Raises UnreadableError where it is none: a page for people, half a body, nothing."""
    value = load(body, Notes())
    if not isinstance(value, dict) or not any(isinstance(value.get(name), list) for name in LISTS):
        raise UnreadableError("is not a package of releases: the service may be down or changed")
    # From the bytes once more, so that each release is kept just as it came, even one with a broken number.
    found = list(COLLECTION.notices(BytesIO(body))) if any(value.get(name) for name in LISTS) else []
    links = value.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    return Package(
        releases=tuple(one for one in found if isinstance(one, Captured)),
        broken=tuple(one for one in found if isinstance(one, Broken)),
        following=following if isinstance(following, str) and following.strip() else None,
    )


def gist(release: Mapping[str, Any]) -> tuple[str, list[str], str]:
    """What tells whether a release is of digital work: its title, its CPV codes and its description."""
    tender = release.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    planning = release.get("planning")
    lots = [lot for lot in listed(tender.get("lots")) if isinstance(lot, dict)]
    texts = [tender.get("description"), *(lot.get("title") for lot in lots), *(lot.get("description") for lot in lots)]
    if isinstance(planning, dict):
        texts.append(planning.get("rationale"))
    title = tender.get("title") if isinstance(tender.get("title"), str) else ""
    # Contracts Finder has lost the line breaks of some texts: "rnrn" would glue two words together.
    text = "\n".join(written(text) for text in texts if isinstance(text, str))
    return str(title), list(dict.fromkeys(codes(tender))), text


def codes(part: Mapping[str, Any]) -> Iterator[str]:
    """The CPV codes of a tender and its items, the main one first."""
    classification = part.get("classification")
    for found in [classification, *listed(part.get("additionalClassifications"))]:
        if isinstance(found, dict) and found.get("scheme", "CPV") == "CPV" and isinstance(found.get("id"), str):
            yield found["id"]
    for item in listed(part.get("items")):
        if isinstance(item, dict):
            yield from codes(item)


def listed(value: object) -> list[Any]:
    """A list, or nothing where something else stands in its place."""
    return value if isinstance(value, list) else []
