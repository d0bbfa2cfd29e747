"""Dates and sums as people read them: London time, £60,000, "3 days"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london(moment: datetime) -> datetime:
    """An aware moment on London's clocks."""
    return moment.astimezone(LONDON)


def day(when: date) -> str:
    """28 February 2019. A moment is taken in London."""
    local = london(when) if isinstance(when, datetime) else when
    return f"{local.day} {local:%B %Y}"


def moment(when: datetime) -> str:
    """28 February 2019 at 11:59pm, in London."""
    local = london(when)
    clock = f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
    return f"{day(when)} at {clock}"


SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}


def money(amount: Decimal, currency: str) -> str:
    """£60,000, $1,250.50: with pence or cents only where there are some."""
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{sign}{amount:,.0f}" if amount == amount.to_integral_value() else f"{sign}{amount:,.2f}"


def pounds(amount: Decimal) -> str:
    """£60,000."""
    return money(amount, "GBP")


def count(number: int, one: str, many: str = "") -> str:
    """ "1 day", "3 days"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    parts = list(words)
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def number(amount: Decimal) -> str:
    """6, 1.5."""
    return f"{amount.normalize():f}"


def clipped(text: str, most: int, around: str = "") -> str:
    """The text on one line in at most so many characters, cut at words; `around` are words of it that stay in."""
    flat = " ".join(text.split()).strip(' .;:,-–•*"“”')
    if len(flat) <= most:
        return flat
    at = flat.lower().find(" ".join(around.lower().split())) if around else -1
    start = 0 if at < 0 or at + len(around) <= most else max(0, at - (most - len(around)) // 2)
    if start:
        start = flat.find(" ", start) + 1
    cut = flat[start : start + most]
    if start + most < len(flat):
        cut = cut.rpartition(" ")[0] or cut
    return f"{'…' if start else ''}{cut.rstrip(' ,;:-–(')}{'…' if start + most < len(flat) else ''}"
