"""What a contract is worth, by a release: the procurement's own value, else its lots' together, else the planned budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenders.ocds.fields import Fields
from tenders.rendered import money, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """A sum without VAT, with VAT, or of which neither is said; and the least, where a range is given."""

    net: Decimal | None = None
    gross: Decimal | None = None
    unsaid: Decimal | None = None
    least: Decimal | None = None
    currency: str = "GBP"

    @property
    def most(self) -> Decimal | None:
        """The sum that a bid manager would write down: without VAT where that is known."""
        return self.net or self.unsaid or self.gross

    def __str__(self) -> str:
        if self.net and self.gross:
            return f"{self.ranged(self.net)}, excluding VAT ({money(self.gross, self.currency)} including VAT)"
        if self.gross and not self.unsaid:
            return f"{self.ranged(self.gross)}, including VAT"
        return self.ranged(self.unsaid) if self.unsaid else ""

    def ranged(self, most: Decimal) -> str:
        """A sum, with the least before it where there is one."""
        if self.least and self.least < most:
            return f"{money(self.least, self.currency)} to {money(most, self.currency)}"
        return money(most, self.currency)


def worth_of(value: Fields, least: Fields | None = None) -> Worth:
    """An OCDS value. Where amount and amountGross are both given, the first is without VAT and the second with it."""
    amount, gross = stated(value.number("amount")), stated(value.number("amountGross"))
    currency = value.line("currency").upper()[:3] or "GBP"
    floor = stated(least.number("amount")) if least and (least.line("currency").upper()[:3] or "GBP") == currency else None
    both = amount is not None and gross is not None
    return Worth(net=amount if both else None, unsaid=None if both else amount, gross=gross, least=floor, currency=currency)


def together(lots: Sequence[Worth]) -> Worth | None:
    """What lots are worth together; None where one of them does not say, or they do not agree on currency or VAT."""
    kinds = {(lot.currency, lot.net is None, lot.gross is None, lot.unsaid is None) for lot in lots}
    if not lots or len(kinds) > 1 or any(lot.most is None for lot in lots):
        return None

    def added(amounts: Sequence[Decimal | None]) -> Decimal | None:
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known else None

    return Worth(
        net=added([lot.net for lot in lots]),
        gross=added([lot.gross for lot in lots]),
        unsaid=added([lot.unsaid for lot in lots]),
        currency=lots[0].currency,
    )


def budget(tender: Fields, planning: Fields) -> str:
    """The budget in the words that the budget's extractor reads, "" where the release is silent."""
    whole = worth_of(tender.inside("value"), tender.inside("minValue"))
    if whole.most is not None:
        return str(whole)
    lots = [worth_of(lot.inside("value")) for lot in tender.each("lots")]
    found = together(lots)
    if found is not None:
        return f"{found} for {len(lots)} lots in total" if len(lots) > 1 else str(found)
    planned = planning.inside("budget")
    return str(worth_of(planned.inside("amount")))
