"""P006: essentials longer than nine notices in ten need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.criteria import criteria
from scoring.finding import Severity
from scoring.rule import Clause, Route, Rule
from tenders.tender import Tender

# The lots of which enough notices were counted.
COUNTED: frozenset[Route] = frozenset({"digital-outcomes", "digital-specialists"})


@dataclass(frozen=True, kw_only=True)
class CriteriaLengthOutlier(Rule):
    """Looks for essentials that are longer, all together, than those of nine in ten opportunities of the same lot.

    The longer the conditions of taking part, the likelier a single bid: a study of contracts across Europe finds it a
    tenth likelier where the conditions are longer than usual. The limits are the 90th percentiles, rounded, of 90 outcomes
    and 50 specialists opportunities of the Digital Marketplace of 2019 and 2020. Of participants there are too few to tell.

    Bad: "Twenty essentials of thirty words each."
    Good: "Eight essentials of a line each."
    """

    code = "P006"
    name = "criteria-length-outlier"
    severity = Severity.INFO
    requires = ("essential",)
    routes = COUNTED
    message = "The essentials are longer than those of nine in ten notices of this lot."
    why = "Long conditions of taking part go with single bids: each sentence is one more reason not to bid."
    fix = "Cut what repeats, and what the assessment of proposals will show anyway."
    question = "Which of the essentials matter most to you?"
    sources = (
        "Corruption Risk Index: length of eligibility criteria",
        "Digital Marketplace: 140 opportunities of 2019 and 2020, counted for this rule",
    )

    outcomes_characters: int = 1900
    specialists_characters: int = 1400

    def check(self, tender: Tender) -> Iterator[Clause]:
        listed = criteria(tender, "essentialRequirements")
        length = sum(len(words.quote) for words in listed)
        specialists = tender.lot is not None and tender.lot.value == "digital-specialists"
        limit = self.specialists_characters if specialists else self.outcomes_characters
        if length > limit:
            message = f"The essentials run to {length:,} characters: nine in ten notices of this lot need fewer than {limit:,}."
            yield Clause(evidence=tuple(sorted(listed, key=lambda words: -len(words.quote))[:2]), message=message)
