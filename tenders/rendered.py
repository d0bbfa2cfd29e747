"""Structured facts in the words that extractors read: a publisher's figures and dates become answers like a buyer's own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
# Sums that publishers give where the form wants one and they have none: FORMATS, Contracts Finder.
NOT_STATED = frozenset({Decimal(0), Decimal("0.01"), Decimal(1)})
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WHOLE = Decimal(1)
# The Digital Marketplace's words for how a notice stands, which the extractors know.
OPEN = "This opportunity is open for applications"
PLANNED = "This opportunity is planned"
CLOSED = "This opportunity is closed for applications"
CANCELLED = "This opportunity was cancelled"
WITHDRAWN = "This opportunity was withdrawn"
UNSUCCESSFUL = "No suitable suppliers applied"


def money(amount: Decimal, currency: str = "GBP") -> str:
    """ "£33,721" and "£40,465.20"; a currency without a sign of its own by its letters."""
    pence = amount != amount.to_integral_value()
    figure = f"{abs(amount):,.2f}" if pence else f"{abs(amount):,.0f}"
    minus = "-" if amount < 0 else ""
    return f"{minus}{SIGNS[currency]}{figure}" if currency in SIGNS else f"{minus}{currency} {figure}"


def stated(amount: Decimal | None) -> Decimal | None:
    """An amount, or None where it is one of those that stand for "not stated" (or is below nothing)."""
    return None if amount is None or amount in NOT_STATED or amount < 0 else amount


def day(found: date) -> str:
    """ "7 March 2025"."""
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def number(amount: Decimal) -> str:
    """A number without needless zeros."""
    return f"{amount.normalize():f}"


def count(amount: int, unit: str) -> str:
    """ "1 month", "14 months"."""
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def length(start: date, end: date) -> str:
    """The time from one day to another, both counted: in years or months where it is whole ones, else in weeks or days.

    Publishers are not at one whether the last day counts ("1 April to 31 March", "1 April to 1 April"), so that a day
    more or less makes no difference to a whole month.
    """
    for last in (end + timedelta(days=1), end, end + timedelta(days=2)):
        months = (last.year - start.year) * 12 + last.month - start.month
        if months > 0 and last.day == min(start.day, monthrange(last.year, last.month)[1]):
            return count(months // 12, "year") if months % 12 == 0 else count(months, "month")
    days = (end - start).days + 1
    return count(days // 7, "week") if days % 7 == 0 else count(days, "day")


def period(start: date | None, end: date | None) -> str:
    """A term from its ends: "3 years, from 1 September 2025 to 31 August 2028"; "" where neither is known.

    One that ends before it starts, or lasts a lifetime, is told by its dates alone.
    """
    if start and end:
        dates = f"from {day(start)} to {day(end)}"
        return f"{length(start, end)}, {dates}" if start <= end and end.year - start.year <= 100 else dates
    return f"until {day(end)}" if end else f"from {day(start)}" if start else ""


def awarded(suppliers: Iterable[str], value: str = "", start: str = "", size: str = "") -> str:
    """How an award is told of on a page of the marketplace: "Awarded to …" and what is known beside."""
    lines = [f"Awarded to {', '.join(suppliers)}"]
    lines += [f"{name}: {told}" for name, told in (("Start date", start), ("Value", value), ("Company size", size)) if told]
    return "\n".join(lines)
