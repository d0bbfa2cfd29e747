"""How alike two notices are, fact by fact: points for and points against, each with its reason in plain words.

The points are set by hand, like those of a person who weighs the same facts: a title that says much, one buyer and one closing day
are enough together; a title that says little ("Developer") needs every other fact; and what tells siblings apart (a lot, a phase,
a role, a year, a reference) outweighs anything that siblings share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import exp
from zoneinfo import ZoneInfo

from tenders import naming
from tenders.alignment import Alignment, align, only_tells_apart
from tenders.notice import Card
from tenders.titling import GENERAL, MASS, OPPOSITES, PHASES, PLACES, ROLES, Title, mass, titled

ENOUGH = 7.5  # points from which two notices are one
STEEP = 1.0  # how quickly the score, 0 to 1, goes from "no" to "yes" around ENOUGH
LONDON = ZoneInfo("Europe/London")
# A source prints a day where another prints an instant, and one prints UTC as if it were London's time: up to a day and a half.
A_DAY = 1.6
PER_MASS = 1.6  # points for what a title tells
MOST_TOLD = 5.5  # mass of title words past which more of them prove no more
SHARED = 0.3  # of the words of the shorter title, letter for letter: with fewer, two titles are never one
# Points off a title that says little, by the mass that it says less than: it could be anybody's.
LITTLE_TOLD = ((1.0, 2.5), (1.5, 1.2))
BUYERS = {"same": 3.0, "initials": 2.5, "part": 2.5, "parent": 0.5, "unknown": 0.0, "different": -9.0}
NEVER = -40.0  # nothing else makes up for it
# Sums that stand for "not stated".
PLACEHOLDERS = (Decimal(0), Decimal("0.01"), Decimal(1))
VAT = Decimal("1.2")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Points for and against, and what the most telling facts are."""

    points: float
    why: str

    @property
    def score(self) -> float:
        """From 0 to 1; 0.5 is where two notices are as likely one as two."""
        return round(1 / (1 + exp(-STEEP * max(-30.0, min(30.0, self.points - ENOUGH)))), 3)


@dataclass(frozen=True, slots=True)
class Facts:
    """A card made ready for comparing: its title taken apart and what that may tell at most, and its value where it is one."""

    card: Card
    title: Title
    value: Decimal | None
    told: float


def facts(card: Card) -> Facts:
    """A card made ready."""
    value = card.value
    stated = value is not None and value.is_finite() and value not in PLACEHOLDERS and value > 0
    title = titled(card.title)
    return Facts(card=card, title=title, value=value if stated else None, told=sum(map(mass, {*title.words})))


def hopeless(one: Facts, other: Facts, least: float) -> bool:
    """Whether two notices cannot come to so many points, by what is quickly known of them: words are not yet looked into."""
    first, second = one.title, other.title
    if first.words and second.words:
        both = len({*first.words}.intersection(second.words))
        if both < SHARED * min(len(first.words), len(second.words)):
            return True
    most = PER_MASS * min(MOST_TOLD, one.told + 1, other.told + 1) + buyers(one.card, other.card)[0]
    most += sum(points for points, _ in dates(one.card, other.card)) + values(one.value, other.value)[0]
    return most + references(first.references, second.references)[0] < least


def weigh(one: Facts, other: Facts) -> Weighed:
    """How alike two notices are."""
    if not all(title.every or title.references for title in (one.title, other.title)):
        return Weighed(points=NEVER, why="a notice without a title")
    names = naming.words_of(one.card.buyer or "") | naming.words_of(other.card.buyer or "")
    titles = align(one.title, other.title, names)
    parts = [
        buyers(one.card, other.card),
        title(titles),
        *differences(one.title, other.title, titles),
        *dates(one.card, other.card),
        values(one.value, other.value),
    ]
    said = [why for _, why in parts if why]
    return Weighed(points=sum(points for points, _ in parts), why=", ".join(said))


Part = tuple[float, str]


def buyers(one: Card, other: Card) -> Part:
    """What the buyers' names say."""
    found = naming.likeness(one.buyer, other.buyer)
    words = {
        "same": "same buyer",
        "initials": "one buyer’s name is the other’s initials",
        "part": "one buyer is part of the other",
        "parent": "buyers of one department",
        "different": "two buyers",
        "unknown": "",
    }
    # A short word may be a name's initials that only its own people know.
    unsure = found == "different" and (naming.abbreviated(one.buyer) or naming.abbreviated(other.buyer))
    return -5.0 if unsure else BUYERS[found], words[found]


def title(titles: Alignment) -> Part:
    """What the titles' words say. A word that only one has may be left out by the other; where both have one, they differ."""
    left, right = titles.masses
    swapped, more = min(left, right), abs(left - right)
    told = PER_MASS * min(titles.shared, MOST_TOLD)
    told -= next((off for mass, off in LITTLE_TOLD if titles.shared < mass), 0.0)
    against = 7.0 * swapped + 1.1 * more
    if titles.left and titles.right:
        # A word of little mass may be all that tells siblings apart: "data architect", "business architect".
        against += 4.5 * min(sum(word in GENERAL for word in titles.left), sum(word in GENERAL for word in titles.right))
    if titles.alike < 0.7:
        against += 10 * (0.7 - titles.alike)
    if (
        titles.role
        and any(mass(word) > MASS["procedure"] for word in titles.left)
        and any(mass(word) > MASS["procedure"] for word in titles.right)
    ):
        against += 4.0  # words beside a role say which: a data architect is no business architect
    words = "one title is the other cut short" if titles.cut else f"titles {titles.alike:.0%} alike".replace("%", " %")
    return told - against, words


def differences(one: Title, other: Title, titles: Alignment) -> Iterator[Part]:
    """What tells siblings apart: figures, references, phases, roles and places that only one of the titles has."""
    left, right = one.figures - other.figures, other.figures - one.figures
    if titles.cut:  # maybe through a figure
        left, right = left - Counter(one.every[-1:]), right - Counter(other.every[-1:])
    if left and right:
        yield NEVER, "numbers differ"
    elif left or right:
        marked = one.cut or other.cut
        sibling = all(only_tells_apart(word) for word in (*titles.left, *titles.right))
        yield (0.0 if marked else -2.5) if titles.cut else -20.0 if sibling else -6.0, "a number in one title only"
    if OPPOSITES & {*titles.left, *titles.right}:
        yield NEVER, "one title says the opposite"
    yield references(one.references, other.references)
    for words, name in ((PHASES, "phases"), (ROLES, "roles"), (PLACES, "places")):
        mine, theirs = words & {*titles.left}, words & {*titles.right}
        if mine and theirs:
            yield NEVER, f"{name} differ"
        elif mine or theirs:
            yield -2.0, f"{name} in one title only"


def references(one: frozenset[str], other: frozenset[str]) -> Part:
    """One reference in both speaks for them; two of one make speak against; two sources' own numbers say nothing."""
    if any(a == b or (min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a))) for a in one for b in other):
        return 3.0, "same reference"
    if {make(mark) for mark in one} & {make(mark) for mark in other}:
        return NEVER, "references differ"
    return 0.0, ""


def make(reference: str) -> str:
    """What sort of reference it is: its letters with a nought for each run of figures, but for a letter after the last."""
    return re.sub(r"\d+", "0", reference).rstrip("abcdefghijklmnopqrstuvwxyz")


def dates(one: Card, other: Card) -> Iterator[Part]:
    """What closing and publishing say. A deadline is moved, and a second source publishes later; a year is another notice."""
    closing, publishing = apart(one.closes, other.closes), apart(one.published, other.published)
    if closing is not None and one.closes:
        if closing <= A_DAY:
            yield 3.0, f"both close on {day(one.closes)}"
        elif publishing is not None and (publishing <= A_DAY or (publishing <= 8 and 7 < closing <= 62)):
            # Put off: the notice is the same.
            yield (0.0 if publishing <= A_DAY else -1.5) if closing <= 62 else -2.0, f"closing {closing:.0f} days apart"
        else:
            yield -1.0 if closing <= 7 else -4.0 if closing <= 31 else -7.0, f"closing {closing:.0f} days apart"
    if publishing is not None and one.published:
        if publishing <= A_DAY:
            yield 2.0, f"both published on {day(one.published)}"
        elif closing is not None and closing <= A_DAY:
            yield 0.5 if publishing <= 8 else 0.0, ""
        else:
            yield (
                0.0 if publishing <= 8 else -3.0 if publishing <= 31 else -5.0 if publishing <= 100 else -8.0,
                f"published {publishing:.0f} days apart",
            )


def apart(one: datetime | None, other: datetime | None) -> float | None:
    """Days between two moments; None where either is not stated."""
    return None if one is None or other is None else abs((one - other).total_seconds()) / 86_400


def day(moment: datetime) -> str:
    """3 March, as London's calendar has it."""
    local = moment.astimezone(LONDON) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{local.day} {local:%B}"


def values(one: Decimal | None, other: Decimal | None) -> Part:
    """What the values say, with VAT or without."""
    if one is None or other is None:
        return 0.0, ""
    less, more = sorted((one, other))
    share = more / less
    if close(share, Decimal(1)) or close(share, VAT):
        exact = len(str(int(less)).rstrip("0")) >= 3  # £93,750 is no accident; £100,000 may be
        return (2.0 if exact else 1.0), "same value" if close(share, Decimal(1)) else "same value but for VAT"
    return (-0.5 if share <= Decimal("1.5") else -1.5 if share <= 4 else -2.5), "values differ"


def close(share: Decimal, wanted: Decimal) -> bool:
    """Whether a share is another to within one in a hundred."""
    return abs(share - wanted) <= wanted / 100
