"""A tender: what a notice asks for, as typed fields, each with the words it came from.

A field that the notice is silent on is None (or empty). Amounts are Decimal; times are aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal, cast

from tenders.cues import Cues
from tenders.document import Document, Section
from tenders.evidence import Evidence, Stated
from tenders.fields import DESCRIBED

Phase = Literal["discovery", "alpha", "beta", "live"]
PHASES: tuple[Phase, ...] = ("discovery", "alpha", "beta", "live")

Status = Literal["planned", "open", "closed", "awarded", "cancelled", "unsuccessful", "withdrawn"]
Basis = Literal["total", "initial", "per_year", "day_rate"]
Vat = Literal["excluded", "included", "unstated"]
Expenses = Literal["included", "excluded", "unstated"]
Unit = Literal["days", "weeks", "months", "years", "percent"]
ResearchAsk = Literal["activity", "skill_only", "none"]
Recruiter = Literal["buyer", "supplier", "shared", "not_stated", "not_applicable"]
TransferAsk = Literal["specific", "vague", "none"]
Level = Literal["BPSS", "CTC", "SC", "DV"]
LEVELS: tuple[Level, ...] = ("BPSS", "CTC", "SC", "DV")
Terms = Literal["held", "obtainable", "sponsored"]
By = Literal["application", "award", "start"]
Where = Literal["on_site", "mixed", "remote"]
Engagement = Literal["done", "planned", "none", "unclear"]
Seat = Literal["named", "exists", "none"]
HurdleKind = Literal["contracts", "years", "turnover", "value", "references", "insurance"]

# Days in a unit of time, for comparing lengths: a year of 365.25 days, a month of a twelfth of that.
DAYS: Mapping[str, Decimal] = {
    "days": Decimal(1),
    "weeks": Decimal(7),
    "months": Decimal("30.4375"),
    "years": Decimal("365.25"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A budget: `max` is the ceiling or the only figure, `min` the lower end of a range."""

    min: Decimal | None
    max: Decimal | None
    currency: str = "GBP"
    basis: Basis = "total"
    vat: Vat = "unstated"
    expenses: Expenses = "unstated"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time in the unit as written, or (of an extension) a share of the term in percent."""

    min: Decimal | None
    max: Decimal | None
    unit: Unit

    @property
    def weeks(self) -> Decimal | None:
        """The longest it may be, in weeks; None for a percentage or an open end."""
        if self.max is None or self.unit not in DAYS:
            return None
        return self.max * DAYS[self.unit] / 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The initial committed term: a length or, where only that is given, an end date."""

    length: Length | None
    end_date: date | None = None
    extension: Length | None = None
    first_piece: Length | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserResearch:
    """Whether research with users is asked for as work, only as a skill, or not; and who recruits."""

    ask: ResearchAsk
    who_recruits: Recruiter
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeTransfer:
    """Whether knowledge is to be handed over: specifically (how, to whom, when), vaguely, or not."""

    ask: TransferAsk
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferStanding:
    """What knowledge transfer counts for: whether it is marked, and whether it is only nice to have."""

    scored: bool
    nice_to_have_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: `min` is None for "up to 30", `max` is None for "at least 4"."""

    min: Decimal | None
    max: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Whom user research is to reach: how many (and in each what), in how many rounds, how often, and which groups."""

    number: Count | None = None
    per: str | None = None
    rounds: Count | None = None
    frequency: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceAsked:
    """The highest clearance asked for, on what terms and (of one to be held) by when; None where that is not said."""

    level: Level
    terms: Terms | None
    by: By | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSite:
    """Where people work and, of time at the buyer's place, how many days a week or what share of the time."""

    where: Where
    time: Count | None = None
    unit: Literal["days", "percent"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketEngagement:
    """Whether the market was asked before, is still to be, or was not (or the answer does not say); and its words, in short."""

    state: Engagement
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbent:
    """A supplier already there: named, said to exist, or said not to."""

    state: Seat
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """The least that bidders must show: contracts, references, years of experience or (in money) turnover, contract value, cover.

    `within_years` is how recent a contract must be, `cover` what an insurance is for.
    """

    kind: HurdleKind
    least: Decimal
    currency: str | None = None
    within_years: Decimal | None = None
    cover: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """How a notice ended: the supplier it went to, for how much (pounds), from when, and the supplier's size."""

    supplier: str | None = None
    value: Decimal | None = None
    start: date | None = None
    size: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """How many suppliers had applied when the page was captured."""

    total: int
    sme: int | None = None
    large: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A supplier's question and the buyer's published answer."""

    number: int | None
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Tender:
    """Everything that was read of one notice. `facts` holds what extractors beyond these fields found."""

    id: str
    source: str
    document: Document
    title: Stated[str] | None = None
    buyer: Stated[str] | None = None
    lot: Stated[str] | None = None
    status: Stated[Status] | None = None
    award: Stated[Award] | None = None
    published: Stated[datetime] | None = None
    questions_close: Stated[datetime] | None = None
    closes: Stated[datetime] | None = None
    start: Stated[date] | None = None
    location: Stated[tuple[str, ...]] | None = None
    budget: Money | None = None
    duration: Span | None = None
    phases: Stated[tuple[Phase, ...]] | None = None
    current_phase: Stated[str] | None = None
    user_research: UserResearch = field(default_factory=lambda: UserResearch(ask="none", who_recruits="not_applicable"))
    knowledge_transfer: KnowledgeTransfer = field(default_factory=lambda: KnowledgeTransfer(ask="none"))
    transfer_standing: Stated[TransferStanding] | None = None
    participants: Stated[Participants] | None = None
    payment_approach: Stated[str] | None = None
    weightings: Stated[Mapping[str, Decimal]] | None = None
    essential: Stated[tuple[str, ...]] | None = None
    nice_to_have: Stated[tuple[str, ...]] | None = None
    proposal_criteria: Stated[tuple[str, ...]] | None = None
    cultural_criteria: Stated[tuple[str, ...]] | None = None
    assessment_methods: Stated[tuple[str, ...]] | None = None
    suppliers_to_evaluate: Stated[int] | None = None
    clearance: Stated[str] | None = None
    clearance_asked: Stated[ClearanceAsked] | None = None
    on_site: Stated[OnSite] | None = None
    market_engagement: Stated[MarketEngagement] | None = None
    incumbent: Stated[Incumbent] | None = None
    roles: Stated[tuple[str, ...]] | None = None
    hurdles: Stated[tuple[Hurdle, ...]] | None = None
    existing_team: Stated[str] | None = None
    work_done: Stated[str] | None = None
    incomplete_applications: Stated[Applications] | None = None
    completed_applications: Stated[Applications] | None = None
    questions: tuple[Question, ...] = ()
    facts: Mapping[str, Stated[object]] = field(default_factory=dict)

    @cached_property
    def cues(self) -> Cues:
        """The cues found in the document."""
        return Cues(self.document)

    @cached_property
    def described(self) -> tuple[Section, ...]:
        """Where the buyer tells of the work beyond its title; none where the notice has no such text."""
        return tuple(self.document.having(*(field for field in DESCRIBED if field != "title")))

    @property
    def bought(self) -> tuple[Phase, ...]:
        """The lifecycle phases bought, none where no phase is."""
        return self.phases.value if self.phases else ()

    def states(self, name: str) -> bool:
        """Whether a field was stated: a field of this class, or one of the document's by its identifier."""
        if hasattr(self, name):
            value = cast(object, getattr(self, name))
            return value is not None and value != ()
        return self.document.get(name) is not None
