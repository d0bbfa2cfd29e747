"""Real notices as two sources would print them: cards of the real material, and seeded changes of each.

    for number, (notice, seen) in enumerate(pairs(notices, seed=1)): ...

The changes are ways in which sources differ: short forms, slips, what a form adds. Notices are halved by a hash of their keys:
`tenders/sameness.py` was worked out on the half "developed" alone, the half "held" only measures it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from tenders.notice import Card
from tenders.sameness import Key, Listed, matches

Half = Literal["developed", "held"]
ELSEWHERE = "elsewhere"  # the source of the changed cards


# The real material


def half(listed: Listed) -> Half:
    """Which half a notice is in, by a hash of its key."""
    return "developed" if hashlib.sha256("/".join(listed.key).encode()).digest()[0] % 2 else "held"


def real(shared: Path) -> list[Listed]:
    """Every real notice once, in the order of their keys."""
    data = shared / "data"
    found = {
        listed.key: listed
        for source in (
            exported(data / "opportunity-data.csv"),
            *(rows(path) for path in sorted((data / "contracts-finder").glob("*.csv"))),
            *(released(path) for path in sorted((data / "ocds").iterdir())),
            captured(data / "digital-marketplace" / "opportunity"),
        )
        for listed in source
        if listed.card.title
    }
    return [found[key] for key in sorted(found)]


def exported(path: Path) -> Iterator[Listed]:
    """Rows of the marketplace's export."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            published = moment(row["Published At"])
            weeks = re.match(r"(\d+) week", row["Open For"])
            closes = published + timedelta(weeks=int(weeks[1])) if published and weeks else None
            card = Card(
                title=row["Opportunity"].strip() or None,
                buyer=row["Organisation Name"].strip() or None,
                published=published,
                closes=closes,
                value=amount(row["Contract amount"]),
            )
            yield Listed(source="digital-marketplace", notice_id=row["ID"], card=card)


def rows(path: Path) -> Iterator[Listed]:
    """Rows of Contracts Finder's CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            card = Card(
                title=row["Title"].strip() or None,
                buyer=row["Organisation Name"].strip() or None,
                published=moment(row["Published Date"]),
                closes=moment("-".join(reversed(row["Closing Date"].split("/")))),
                value=max(filter(None, (amount(row["Value Low"]), amount(row["Value High"]))), default=None),
            )
            yield Listed(source="contracts-finder", notice_id=row["Notice Identifier"], card=card)


def released(path: Path) -> Iterator[Listed]:
    """OCDS releases, of a package or one a line."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    documents = [json.loads(line) for line in raw.splitlines() if line.strip()] if ".jsonl" in path.name else [json.loads(raw)]
    for document in documents:
        for release in document.get("releases", [document]):
            tender: dict[str, Any] = release.get("tender") or {}
            card = Card(
                title=tender.get("title"),
                buyer=(release.get("buyer") or {}).get("name"),
                published=moment(release.get("date")),
                closes=moment((tender.get("tenderPeriod") or {}).get("endDate")),
                value=amount(str((tender.get("value") or {}).get("amount", ""))),
            )
            yield Listed(source=f"ocds-{path.stem}", notice_id=f"{release.get('ocid')}/{release.get('id')}", card=card)


def captured(folder: Path) -> Iterator[Listed]:
    """The latest capture of each page of the marketplace."""
    from tenders.intake import Read, latest

    for read in latest([folder]):
        if isinstance(read, Read):
            tender = read.tender
            card = Card(
                title=tender.title.value if tender.title else None,
                buyer=tender.buyer.value if tender.buyer else None,
                published=tender.published.value if tender.published else None,
                closes=tender.closes.value if tender.closes else None,
                value=tender.budget.max if tender.budget and tender.budget.basis == "total" else None,
            )
            yield Listed(source="digital-marketplace", notice_id=tender.id, card=card)


def moment(text: str | None) -> datetime | None:
    """An ISO date or time, aware."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def amount(text: str | None) -> Decimal | None:
    """A number, or None where there is none."""
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return found if found else None


# Ways in which sources differ

Change = Callable[[Card, random.Random], Card]
Words = Callable[[str, random.Random], str]


def titles(change: Words) -> Change:
    return lambda card, chance: replace(card, title=change(card.title or "", chance) or card.title)


def buyers(change: Words) -> Change:
    return lambda card, chance: replace(card, buyer=change(card.buyer, chance) or card.buyer) if card.buyer else card


def word_dropped(text: str, chance: random.Random) -> str:
    words = text.split()
    # A figure or what tells siblings apart is not lightly dropped by a person who copies a title.
    able = [n for n, word in enumerate(words) if word.isalpha() and len(word) > 2]
    if len(words) < 4 or not able:
        return text
    del words[chance.choice(able)]
    return " ".join(words)


def word_added(text: str, chance: random.Random) -> str:
    words = text.split()
    words.insert(
        chance.randint(0, len(words)), chance.choice(["Services", "Project", "New", "Digital", "Contract", "UK", "Tender"])
    )
    return " ".join(words)


def reordered(text: str, chance: random.Random) -> str:
    words = text.split()
    if len(words) < 3:
        return text
    at = chance.randint(1, len(words) - 1)
    return " ".join((*words[at:], *words[:at]))


def cut_short(text: str, chance: random.Random) -> str:
    at = chance.randint(50, 100)
    return text if len(text) <= at else text[:at].rstrip() + chance.choice(["", "...", "…"])


def slipped(text: str, chance: random.Random) -> str:
    """One slip of the pen in a longer word."""
    words = text.split(" ")
    able = [n for n, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not able:
        return text
    n = chance.choice(able)
    at = chance.randint(1, len(words[n]) - 2)
    word = words[n]
    slip = chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at] + word[at:])
    )
    words[n] = slip
    return " ".join(words)


def in_capitals(text: str, chance: random.Random) -> str:
    return chance.choice((str.upper, str.lower, str.title))(text)


def with_a_form(text: str, chance: random.Random) -> str:
    return (
        chance.choice(
            ["Provision of ", "Supply of ", "Tender for ", "ITT - ", "Invitation to Tender: ", "The Provision of ", "Contract for "]
        )
        + text
    )


def with_a_reference(text: str, chance: random.Random) -> str:
    number = chance.randint(1000, 99999)
    return chance.choice(
        [
            f"{text} (REF {number})",
            f"CN{number} - {text}",
            f"prj_{number} - {text}",
            f"{text} - {number}/2020",
            f"[{number}] {text}",
        ]
    )


def remarked(text: str, chance: random.Random) -> str:
    return text + chance.choice([" - closed", " (Closed)", " - CLOSED", " - Re-issue", " - extended"])


def marks_changed(text: str, chance: random.Random) -> str:
    return chance.choice(
        (text.replace(" - ", ": "), text.replace("-", " "), re.sub(r"[,.;:'’()]", "", text), text.replace("&", "and"))
    )


def initials(text: str, chance: random.Random) -> str:
    words = [
        word for word in re.findall(r"[A-Za-z']+", re.sub(r"\(.*?\)", "", text)) if word.lower() not in ("of", "the", "for", "and")
    ]
    return "".join(word[0] for word in words).upper() if 3 <= len(words) <= 6 else text


def without_the_rest(text: str, chance: random.Random) -> str:
    return re.split(r"\s*[,(;]|\s[-–]\s", text)[0].strip()


def named_otherwise(text: str, chance: random.Random) -> str:
    return chance.choice(
        (
            lambda name: name.removeprefix("The ") if name.startswith("The ") else f"The {name}",
            lambda name: re.sub(r"\b(?:Ltd|Limited|plc|LLP)\b\.?", "", name).strip(),
            lambda name: name + " Limited",
            str.upper,
            lambda name: name.replace("&", "and"),
            lambda name: name.replace("Her Majesty's", "HM").replace("Department", "Dept").replace("Borough Council", "BC"),
        )
    )(text)


def of_a_department(text: str, chance: random.Random) -> str:
    return f"{text}, {chance.choice(['Procurement Services', 'Commercial Directorate', 'Corporate Services'])}"


def buyer_in_front(card: Card, chance: random.Random) -> Card:
    if not card.buyer or not card.title:
        return card
    name = chance.choice((card.buyer, initials(card.buyer, chance), without_the_rest(card.buyer, chance)))
    return replace(card, title=f"{name}{chance.choice([' - ', ': ', ' '])}{card.title}")


def closing_moved(card: Card, chance: random.Random) -> Card:
    return replace(card, closes=card.closes + timedelta(days=chance.choice((-1, 1)))) if card.closes else card


def extended(card: Card, chance: random.Random) -> Card:
    return replace(card, closes=card.closes + timedelta(days=chance.randint(2, 21))) if card.closes else card


def published_later(card: Card, chance: random.Random) -> Card:
    return replace(card, published=card.published + timedelta(days=chance.randint(1, 6))) if card.published else card


def without(name: str) -> Change:
    return lambda card, chance: replace(card, **{name: None})


def with_vat(card: Card, chance: random.Random) -> Card:
    return replace(card, value=card.value * Decimal("1.2")) if card.value else card


TITLES: tuple[Change, ...] = (
    *(
        titles(change)
        for change in (word_dropped, word_added, reordered, cut_short, slipped, in_capitals, with_a_form, with_a_reference)
    ),
    *(titles(change) for change in (remarked, marks_changed)),
    buyer_in_front,
)
FACTS: tuple[Change, ...] = (
    *(buyers(change) for change in (initials, without_the_rest, named_otherwise, of_a_department)),
    closing_moved,
    extended,
    published_later,
    with_vat,
    without("value"),
    without("closes"),
    without("published"),
)


def changed(listed: Listed, seed: int, source: str = ELSEWHERE) -> Listed:
    """A notice as another source might print it: one or two changes of its title, up to two of its facts."""
    chance = random.Random(f"{seed}/{listed.key}")
    card = listed.card
    for change in (*chance.sample(TITLES, chance.choice((1, 1, 2))), *chance.sample(FACTS, chance.choice((0, 1, 1, 2)))):
        card = change(card, chance)
    return Listed(source=source, notice_id="/".join(listed.key), card=card)


# Measuring


def measured(notices: Sequence[Listed], seed: int, absent: float = 0.0) -> dict[Half, tuple[int, int, int]]:
    """For each half: how many of its notices were joined to their changed selves, how many wrongly, and how many there are.

    All notices are compared with the changed selves of all, so that each half's siblings are in each other's way. Of the notices
    a share may be absent: their changed selves should then be joined to nothing.
    """
    chance = random.Random(seed)
    there = [listed for listed in notices if chance.random() >= absent]
    copies = [changed(listed, seed) for listed in notices]
    halves: dict[Key, Half] = {listed.key: half(listed) for listed in there}
    right, wrong = Counter[Half](), Counter[Half]()
    for match in matches([*there, *copies]):
        known, *others = sorted((match.first, match.second), key=lambda key: key[0] == ELSEWHERE)
        if known[0] == ELSEWHERE:
            raise AssertionError("two cards of one source were joined")
        (right if others[0] == (ELSEWHERE, "/".join(known)) else wrong)[halves[known]] += 1
    return {name: (right[name], wrong[name], sum(part == name for part in halves.values())) for name in ("developed", "held")}
