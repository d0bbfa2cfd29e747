"""P010: points for some criteria and not for others, or as many for a nice-to-have as for an essential."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.criteria import criteria
from scoring.finding import Severity
from scoring.rule import MARKETPLACE, Clause, Rule
from scoring.words import count
from scoring.words import listed as listed_words
from tenders.evidence import Evidence
from tenders.tender import Tender

# What a criterion is worth, where buyers print it: at the end, with its unit. A bare number may be anything.
POINTS = re.compile(
    r"[-–—:([,]?\s*(?:worth\s+|max(?:imum)?\s+(?:of\s+)?|weight(?:ing)?:?\s+)?(?P<worth>\d{1,3}(?:\.\d+)?)\s*"
    r"(?:points?|pts?|marks?|%)\s*(?:max(?:imum)?|weighting)?\s*[)\]]?[\s.,;]*$",
    re.IGNORECASE,
)
# A bare number at the end is taken for points where the others of its list print them.
BARE = re.compile(r"[-–—([]\s*\d{1,3}(?:\.\d+)?\s*[)\]]?[\s.,;]*$")
# The lists of the form. The first three are what it calls technical competence, and are given points together.
LISTS = {
    "essentialRequirements": "essential",
    "niceToHaveRequirements": "nice-to-have",
    "successCriteria": "proposal",
    "culturalFitCriteria": "cultural fit",
}
TECHNICAL = ("essentialRequirements", "niceToHaveRequirements", "successCriteria")


@dataclass(frozen=True, kw_only=True)
class PartialPoints(Rule):
    """Looks for points that are printed beside some criteria and not beside the others, and for a nice-to-have that is worth
    as much as an essential.

    A buyer who gives points to one criterion must give them to all, and fewer to a nice-to-have than to an essential.
    Where nobody prints points there is nothing to check, and a list of extras or of proposal criteria whose points add up
    to a hundred is marked by itself.

    Bad: "Experience of payments (10 points)", "Experience of maps", and a nice-to-have with 15 points.
    Good: "Experience of payments (10 points)", "Experience of maps (10 points)", and a nice-to-have with 5 points.
    """

    code = "P010"
    name = "partial-points"
    severity = Severity.ERROR
    requires = ("essential",)
    routes = MARKETPLACE
    message = "Points are given to some criteria and not to others."
    why = "A criterion without points among others that have them leaves bidders to guess what it is worth, and evaluators too."
    fix = "Give points to every criterion or to none, and fewer to a nice-to-have than to any essential."
    question = "How many points is each criterion worth?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def applies(self, tender: Tender) -> bool:
        return any(worth(words) is not None for words in criteria(tender, *LISTS))

    def check(self, tender: Tender) -> Iterator[Clause]:
        scored: dict[str, tuple[int, tuple[Evidence, ...]]] = {}
        for field, name in LISTS.items():
            listed = criteria(tender, field)
            without = tuple(words for words in listed if worth(words) is None)
            if listed:
                scored[field] = len(listed), without
            bare = tuple(words for words in without if not BARE.search(words.quote))
            if bare and len(without) < len(listed):
                message = f"{len(bare)} of {count(len(listed), f'{name} criterion', f'{name} criteria')} "
                message += f"{'has' if len(bare) == 1 else 'have'} no points, and the others do."
                yield Clause(evidence=bare[:3], message=message)
        technical = {field: scored[field] for field in TECHNICAL if field in scored and not is_whole(tender, field)}
        none = [field for field, (total, without) in technical.items() if len(without) == total]
        if none and len(none) < len(technical):
            some = listed_words(f"{LISTS[field]} criteria" for field in technical if field not in none)
            message = (
                f"Points are given to the {some}, and none to the {listed_words(f'{LISTS[field]} criteria' for field in none)}."
            )
            evidence = tuple(technical[field][1][0] for field in none)
            yield Clause(evidence=evidence, message=message, severity=Severity.WARNING)
        if not is_whole(tender, "niceToHaveRequirements"):
            yield from upside_down(criteria(tender, "essentialRequirements"), criteria(tender, "niceToHaveRequirements"))


def is_whole(tender: Tender, field: str) -> bool:
    """Whether a list is marked by itself: its points make a hundred or, in the proposal, what technical competence weighs."""
    if field not in ("successCriteria", "niceToHaveRequirements"):
        return False
    points = [worth(words) for words in criteria(tender, field)]
    weights = tender.weightings.value.values() if tender.weightings and field == "successCriteria" else ()
    return bool(points) and None not in points and sum(filter(None, points)) in {Decimal(100), *weights}


def upside_down(essential: Iterable[Evidence], nice: Iterable[Evidence]) -> Iterator[Clause]:
    """A nice-to-have that is worth as much as some essential, or more."""
    low = min(((points, words.start, words) for words in essential if (points := worth(words)) is not None), default=None)
    high = max(((points, words.start, words) for words in nice if (points := worth(words)) is not None), default=None)
    if low and high and high[0] >= low[0]:
        message = f"A nice-to-have is worth as much as an essential, or more: {high[0]:f} against {low[0]:f}."
        yield Clause(evidence=(high[2], low[2]), message=message)


def worth(words: Evidence) -> Decimal | None:
    """The points that a criterion prints at its end, or None."""
    found = POINTS.search(words.quote)
    return Decimal(found["worth"]) if found else None
