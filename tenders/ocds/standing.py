"""How a procurement stands, by a release: when it was published, whether it is open, and to whom it went."""

from __future__ import annotations

from collections.abc import Iterator

from tenders import rendered
from tenders.document import Section
from tenders.ocds.fields import Fields
from tenders.ocds.origin import NOTICE_KINDS
from tenders.ocds.periods import london_day, stamp, term
from tenders.ocds.worth import worth_of

# OCDS codes of a tender's status, to the words that the status is read by. "planning" is Contracts Finder's own.
WORDS = {
    "active": rendered.OPEN,
    "planned": rendered.PLANNED,
    "planning": rendered.PLANNED,
    "complete": rendered.CLOSED,
    "cancelled": rendered.CANCELLED,
    "withdrawn": rendered.WITHDRAWN,
    "unsuccessful": rendered.UNSUCCESSFUL,
}
NO_AWARD = ("cancelled", "unsuccessful")
SIZES = {"sme": "SME", "large": "large"}


def status(release: Fields, tender: Fields, awards: list[Fields]) -> str:
    """How it stands, in the words of the marketplace's banner; "" where the release does not say."""
    code, tags = tender.line("status").lower(), release.words("tag")
    if code in ("cancelled", "withdrawn", "unsuccessful"):
        return WORDS[code]
    if "tenderCancellation" in tags:
        return rendered.CANCELLED
    going = [award for award in awards if award.line("status").lower() not in NO_AWARD]
    names = suppliers(going)
    if names:
        value = str(worth_of(going[0].inside("value"))) if len(going) == 1 else ""
        start = london_day(stamp(going[0].inside("contractPeriod"), "startDate")) if len(going) == 1 else None
        return rendered.awarded(names, value, rendered.day(start) if start else "", size(release, names))
    if awards and not going:
        return rendered.UNSUCCESSFUL
    if code in WORDS:
        return WORDS[code]
    if code:
        tender.wrong(tender.at("status"), code, "a status that OCDS knows")
    return rendered.PLANNED if tags == ("planning",) else ""


def suppliers(awards: list[Fields]) -> list[str]:
    """The names of all suppliers, each once."""
    names = [supplier.line("name") for award in awards for supplier in award.each("suppliers")]
    return list(dict.fromkeys(filter(None, names)))


def size(release: Fields, names: list[str]) -> str:
    """The size of a lone supplier. Ids repeat among suppliers ("0"), so that they are known by their names."""
    if len(names) != 1:
        return ""
    for party in release.each("parties"):
        if party.line("name") == names[0] and "supplier" in party.words("roles"):
            return SIZES.get(party.inside("details").line("scale").lower(), "")
    return ""


def published(release: Fields, tender: Fields) -> str:
    """When the notice was first published: an amended one says that of its first release beside its own date."""
    if stamp(tender, "datePublished"):
        return tender.line("datePublished")
    for document in tender.each("documents"):
        if document.line("documentType") in NOTICE_KINDS and stamp(document, "datePublished"):
            return document.line("datePublished")
    return release.line("date") if stamp(release, "date") else ""


def award_sections(release: Fields, awards: list[Fields]) -> Iterator[Section]:
    """Each award: to whom, for how much, when and how long."""
    for position, award in enumerate(awards, 1):
        decided, value, length = stamp(award, "date"), str(worth_of(award.inside("value"))), term(award.inside("contractPeriod"))
        names = ", ".join(suppliers([award]))
        told = (
            ("Supplier", names),
            ("Value", value),
            ("Awarded on", rendered.day(decided.date()) if decided else ""),
            ("Contract", length),
            ("Status", award.line("status") if award.line("status") != "active" else ""),
        )
        lines = [f"{name}: {text}" for name, text in told if text]
        lines += [text for name in ("title", "description") if (text := award.text(name))]
        yield Section(label=f"Award {position}" if len(awards) > 1 else "Award", text="\n".join(lines), field="awards")
