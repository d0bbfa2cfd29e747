"""What tells which topics suppliers will ask about: signals of a notice, each from 0 to 1 (data/question_signals.toml).

They look at what the buyer wrote before anybody asked: not at the published questions, nor at how many applied.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from scoring.questions.view import products
from tenders.fields import ARRANGED, CRITERIA, DESCRIBED, SCORED, TOLD
from tenders.tender import PHASES, Tender

FILE = "question_signals.toml"
SEARCHED = (
    *(*DESCRIBED, *ARRANGED, *TOLD, *CRITERIA, *SCORED),
    *("securityClearance", "location", "startDate", "phase", "priceCriteria", "evaluationType"),
)
TIMES = 4  # how often a thing is said, at most, to count
# How long an answer is at most, to count: words by field.
LONG = {
    "existingTeam": 120,
    "workAlreadyDone": 160,
    "additionalTerms": 120,
    "backgroundInformation": 400,
    "outcome": 300,
    "endUsers": 240,
    "workingArrangements": 160,
}
BUYERS = {
    "health": re.compile(r"\bnhs|health|\bcare\b", re.IGNORECASE),
    "council": re.compile(r"council|borough|county", re.IGNORECASE),
    "defence, police or home": re.compile(r"defence|\bmod\b|police|\bhome\b", re.IGNORECASE),
    "department": re.compile(r"department|ministry|office", re.IGNORECASE),
}


@cache
def written() -> dict[str, Any]:
    """The data file."""
    return tomllib.loads(resources.files("scoring").joinpath("data", FILE).read_text(encoding="utf-8"))


@cache
def words() -> Mapping[str, re.Pattern[str]]:
    """The signals that are words, as patterns."""
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in written()["words"].items()}


@cache
def signs() -> Mapping[str, Mapping[str, int]]:
    """For each topic its signals, each with 1 where it raises the chance and -1 where it lowers it."""
    return {
        topic: {**dict.fromkeys(ways["more"], 1), **dict.fromkeys(ways["less"], -1)} for topic, ways in written()["topics"].items()
    }


def features(tender: Tender) -> dict[str, float]:
    """Every signal of a tender."""
    text = said(tender, *SEARCHED)
    found = {name: min(len(pattern.findall(text)), TIMES) / TIMES for name, pattern in words().items()}
    names = {hit.lower() for hit in products().findall(text)}
    found |= {
        "products": min(len(names), 12) / 12,
        "no product": float(not names),
        "words in all": share(len(text.split()), 2500),
    }
    for part in (of_work(tender), of_money(tender), of_people(tender), of_criteria(tender), of_dates(tender)):
        found |= {name: float(value) for name, value in part.items()}
    return found


def said(tender: Tender, *fields: str) -> str:
    """What the buyer wrote in these fields."""
    return "\n".join(section.text for section in tender.document.having(*fields))


def share(number: float, most: float) -> float:
    """A number from 0 to 1."""
    return max(0.0, min(number / most, 1.0))


def of_work(tender: Tender) -> dict[str, float]:
    """Phases, length, and how much is told of the work."""
    now = tender.current_phase.value.lower() if tender.current_phase else ""
    span = tender.duration
    weeks = float(span.length.weeks) if span and span.length and span.length.weeks else None
    return {
        **{f"buys {phase}": phase in tender.bought for phase in PHASES},
        "no phase bought": not tender.bought,
        "only discovery": tender.bought == ("discovery",),
        **{f"now {name}": name in now for name in ("not started", "alpha", "beta", "live", "not applicable")},
        "later phase": bool({"alpha", "beta", "live"} & set(tender.bought)) and any(phase in now for phase in PHASES[:3]),
        "title phase": bool(re.search("discovery|alpha|beta", tender.title.value if tender.title else "", re.IGNORECASE)),
        "weeks": share(weeks or 30, 104),
        "a quarter or less": weeks is not None and weeks <= 13,
        "a year or more": weeks is not None and weeks >= 52,
        "extension": bool(span and span.extension),
        "research activity": tender.user_research.ask == "activity",
        "recruit not stated": tender.user_research.ask == "activity" and tender.user_research.who_recruits == "not_stated",
        "specific transfer": tender.knowledge_transfer.ask == "specific",
        "no transfer": tender.knowledge_transfer.ask == "none",
        **{f"words of {field}": share(len(said(tender, field).split()), most) for field, most in LONG.items()},
    }


def of_money(tender: Tender) -> dict[str, float]:
    """Budget and payment."""
    budget = tender.budget
    most = (budget.max or budget.min) if budget and budget.basis != "day_rate" else None
    way = tender.payment_approach.value.lower() if tender.payment_approach else ""
    return {
        "budget stated": budget is not None,
        "budget size": share(math.log10(float(most) + 1) - 4, 3) if most else 0.4,
        "VAT unstated": budget is not None and budget.vat == "unstated",
        "expenses unstated": budget is not None and budget.expenses == "unstated",
        "fixed price": "fixed" in way,
        "capped": "capped" in way,
        "time and materials": "time and" in way and "capped" not in way,
    }


def of_people(tender: Tender) -> dict[str, float]:
    """Place, clearance, suppliers there already, the market, roles and who buys."""
    places = " ".join(tender.location.value).lower() if tender.location else ""
    where = tender.on_site.value.where if tender.on_site else None
    asked = tender.clearance_asked.value if tender.clearance_asked else None
    seat = tender.incumbent.value.state if tender.incumbent else None
    market = tender.market_engagement.value.state if tender.market_engagement else None
    by = {name: bool(tender.buyer and pattern.search(tender.buyer.value)) for name, pattern in BUYERS.items()}
    return {
        **by,
        "london": "london" in places,
        "off site": "off" in places or "no specific" in places,
        "site on_site": where == "on_site",
        "site mixed": where == "mixed",
        "place unsaid": where is None,
        "clearance answered": tender.clearance is not None,
        "no clearance level": asked is None,
        "clearance above BPSS": bool(asked and asked.level != "BPSS"),
        "clearance BPSS": bool(asked and asked.level == "BPSS"),
        "clearance terms unsaid": bool(asked and asked.terms is None),
        "defence and no clearance": by["defence, police or home"] and asked is None,
        "incumbent named": seat == "named",
        "incumbent not named": seat == "exists",
        "no incumbent": seat == "none",
        "market done": market == "done",
        "market planned": market == "planned",
        "roles": share(len(tender.roles.value) if tender.roles else 0, 8),
        "no roles": tender.roles is None,
    }


def of_criteria(tender: Tender) -> dict[str, float]:
    """What bidders must show, and how it is marked."""
    needs = tender.essential.value if tender.essential else ()
    total = len(" ".join(needs).split())
    weights = tender.weightings.value if tender.weightings else {}
    methods = " ".join(tender.assessment_methods.value).lower() if tender.assessment_methods else ""
    return {
        "essential skills": share(len(needs), 20),
        "words per essential skill": share(total / max(len(needs), 1), 50),
        "words of essential skills": share(total, 600),
        **{
            f"weight {name}": share(float(weights.get(name, Decimal(0))), 100)
            for name in ("Technical competence", "Cultural fit", "Price")
        },
        **{f"assess {name}": name in methods for name in ("work history", "reference")},
        "suppliers to evaluate": share(tender.suppliers_to_evaluate.value if tender.suppliers_to_evaluate else 4, 10),
    }


def of_dates(tender: Tender) -> dict[str, float]:
    """Time to apply and to start."""
    published, closes, start = tender.published, tender.closes, tender.start
    return {
        "days to apply": share((closes.value - published.value).days, 21) if published and closes else 0.6,
        "days to the start": share((start.value - closes.value.date()).days, 90) if closes and start else 0.4,
        "year": share(published.value.year - 2017, 4) if published else 0.5,
    }
