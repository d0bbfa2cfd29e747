"""C005: weightings that the framework does not allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.finding import Severity
from scoring.rule import OUTCOMES, Clause, Rule
from tenders.tender import Tender

# What each weighting may be on the outcomes lot, by a word of its name; all of them together make 100.
ALLOWED: Mapping[str, tuple[int, int]] = {"technical": (10, 75), "cultural": (5, 20), "price": (20, 85)}
WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class WeightsInvalid(Rule):
    """Looks for weightings on the outcomes lot that do not add up to 100, or of which one is outside what is allowed.

    The framework allows 10 to 75% for technical competence, 5 to 20% for cultural fit and 20 to 85% for price. An award
    on other weightings can be challenged.

    Bad: "Technical competence 80%, cultural fit 5%, price 15%."
    Good: "Technical competence 65%, cultural fit 10%, price 25%."
    """

    code = "C005"
    name = "weights-invalid"
    severity = Severity.ERROR
    requires = ("weightings",)
    routes = OUTCOMES
    message = "The weightings are not what the framework allows."
    why = "An award on weightings that the framework does not allow, or that do not add up, can be challenged."
    fix = "Correct the weightings: they add up to 100%, and each is in its range."
    question = "Please would you confirm the weightings, as those published are not what the framework allows?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    allowed: Mapping[str, tuple[int, int]] = field(default_factory=lambda: ALLOWED)

    def check(self, tender: Tender) -> Iterator[Clause]:
        weights = tender.weightings
        if weights is None or not all(any(word in name.lower() for name in weights.value) for word in self.allowed):
            return  # not the three that the lot weighs: they were not read whole
        for name, weight in weights.value.items():
            for word, (low, high) in self.allowed.items():
                if word in name.lower() and not low <= weight <= high:
                    yield Clause(evidence=weights.evidence, message=f"{name} weighs {weight:f}%: it has to be {low} to {high}%.")
        total = sum(weights.value.values(), Decimal(0))
        if total != WHOLE:
            yield Clause(evidence=weights.evidence, message=f"The weightings add up to {total:f}%, not to 100%.")
