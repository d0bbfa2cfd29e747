"""Whom a tender is judged for: the supplier, what each factor weighs, and where the bands lie.

Everything here has a neutral default, so that a tender can be judged before anyone has written a profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import resources
from string import Template
from typing import Literal

from scoring.policy import Check, Override, Policy, RuleTable, Waiver
from tenders.config import Attachments, Crawl
from tenders.tender import LEVELS
from tenders.worker import Limits

Clearance = Literal["none", "BPSS", "CTC", "SC", "DV"]
# From least to most checked: holding one means holding those before it.
CLEARANCES: tuple[Clearance, ...] = ("none", *LEVELS)

# The marketplace's own list of locations. "Offsite" is work from anywhere.
Place = Literal[
    "Scotland",
    "North East England",
    "North West England",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "Wales",
    "London",
    "South East England",
    "South West England",
    "Northern Ireland",
    "International (outside the UK)",
    "Offsite",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """What a supplier can do. Values are pounds excluding VAT; None or empty means "not said", which fits everything."""

    name: str = ""
    capabilities: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    minimum_value: Decimal | None = None
    maximum_value: Decimal | None = None
    places: tuple[Place, ...] = ()
    clearance: Clearance | None = None
    capacity_from: date | None = None

    def __post_init__(self) -> None:
        low, high = self.minimum_value, self.maximum_value
        if (low is not None and low < 0) or (high is not None and high < 0):
            raise ValueError("minimum_value and maximum_value are pounds: give 0 or more")
        if low is not None and high is not None and low > high:
            raise ValueError(f"minimum_value {low} is above maximum_value {high}: swap them")
        if not all(phrase.strip() for phrase in (*self.capabilities, *self.roles)):
            raise ValueError("capabilities and roles hold an empty phrase: take it out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Scores from which the verdict is BID and REVIEW.

    70 and 50 of 100 are the bands that published bid/no-bid matrices gather around.
    """

    bid: int = 70
    review: int = 50

    def __post_init__(self) -> None:
        if not 0 <= self.review <= self.bid <= 100:
            raise ValueError(f"bid {self.bid} and review {self.review} are out of order: keep 0 <= review <= bid <= 100")


def default_weights() -> Mapping[str, float]:
    """What each factor weighs by its own declaration."""
    from scoring.factors import factors  # the factors are typed by this module

    return {factor.key: factor.weight for factor in factors()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A supplier, the weight of each factor (by its key; only their proportions matter) and the bands."""

    supplier: Supplier = field(default_factory=Supplier)
    weights: Mapping[str, float] = field(default_factory=default_weights)
    bands: Bands = field(default_factory=Bands)

    def __post_init__(self) -> None:
        if any(weight < 0 for weight in self.weights.values()):
            raise ValueError("weights has a number below 0: give 0 to leave a factor out")
        if not any(self.weights.values()):
            raise ValueError("weights are all 0: give at least one factor a weight")

    @property
    def policy(self) -> Policy:
        """What a check looks for: every rule as it comes."""
        return Policy()

    @property
    def given(self) -> bool:
        """Whether the supplier said anything of itself that a judgement can use."""
        return self.supplier != Supplier(name=self.supplier.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Profile):
    """Everything in riffle.toml: a profile, how to crawl and how much to fetch, what reading may cost, what `check` looks for."""

    crawl: Crawl = field(default_factory=Crawl)
    attachments: Attachments = field(default_factory=Attachments)
    limits: Limits = field(default_factory=Limits)
    check: Check = field(default_factory=Check)
    rules: RuleTable = field(default_factory=RuleTable)
    overrides: tuple[Override, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def policy(self) -> Policy:
        """What a check looks for."""
        return Policy(check=self.check, rules=self.rules, overrides=self.overrides, waivers=self.waivers)


def template() -> str:
    """The text of a commented riffle.toml that sets exactly the defaults."""
    from scoring.factors import factors

    text = resources.files("scoring").joinpath("data", "riffle.toml").read_text(encoding="utf-8")
    weights = "\n".join(f"# {factor.about}\n{factor.key} = {factor.weight}" for factor in factors())
    return Template(text).substitute(weights=weights, bid=Bands().bid, review=Bands().review)
