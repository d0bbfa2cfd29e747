"""C007: terms beside the standard contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.rule import MARKETPLACE, Clause, Rule
from scoring.sayings import affirmed, asked, in_sentences
from tenders.cues import Hit
from tenders.fields import ARRANGED
from tenders.tender import Tender

# Standard terms are extra where somebody else than the framework is named as their owner: "the trust's standard terms".
OWNER = re.compile(r"(?:\b\w+['’]s?|\bour|\bNHS) $", re.IGNORECASE)
FRAMEWORK = re.compile(r"\b(?:framework|DOS|CCS|Crown Commercial|Cabinet Office|Government|marketplace)['’]?s? $", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ExtraTerms(Rule):
    """Looks for liability without a limit and, on the Digital Marketplace, for the buyer's own terms beside the framework's.

    The framework's contract is agreed already. Each set of terms on top costs lawyers' time on both sides, and small
    suppliers drop out. Few can insure liability that has no limit. That for death, injury and fraud is not counted, as
    the law lets nobody limit it.

    Bad: "Our supplementary terms apply. The supplier's liability is unlimited."
    Good: "The framework's standard contract applies. Liability is capped at 125% of the charges."
    """

    code = "C007"
    name = "extra-terms"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Terms are added to the framework's standard contract."
    why = "Terms on top of a contract that is agreed already cost both sides lawyers' time, and keep small suppliers out."
    fix = "Use the standard contract, or say in a sentence why each added term is needed, and cap liability."
    question = "May we see the added terms now, and is liability capped at the call-off contract's limit?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def check(self, tender: Tender) -> Iterator[Clause]:
        cues = tender.cues
        by_law = {hit.place for hit in cues.find("terms_of_contract.by_law")}
        uncapped = [hit for hit in asked(cues.find("terms_of_contract.uncapped")) if hit.place not in by_law]
        if uncapped:
            yield Clause(
                evidence=tuple(hit.clause for hit in in_sentences(uncapped))[:2],
                message="The supplier's liability has no limit.",
                severity=Severity.ERROR,
            )
        if tender.lot is not None and tender.lot.value in MARKETPLACE:
            own = affirmed(cues.find("terms_of_contract.own_terms", within=ARRANGED))
            whose = affirmed(hit for hit in cues.find("terms_of_contract.standard_terms", within=ARRANGED) if is_owned(hit))
            found = in_sentences((*own, *whose))
            if found:
                yield Clause(evidence=tuple(hit.clause for hit in found)[:3])


def is_owned(hit: Hit) -> bool:
    """Whether the standard terms are somebody's own and not the framework's."""
    before = hit.said[: hit.start - hit.sentence.start]
    return bool(OWNER.search(before)) and not FRAMEWORK.search(before)
