"""S013: abbreviations that only insiders know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.abbreviations import Spelling, uncommon
from scoring.finding import Severity
from scoring.rule import Clause, Rule
from scoring.words import listed
from tenders.tender import Tender

NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Jargon(Rule):
    """Looks for abbreviations that are neither common among bidders for digital work nor spelled out anywhere in the ask.

    A name whose capitals they are spells them out wherever it stands, and so do the words in or before a bracket.
    What all who bid know (scoring/data/abbreviations.toml) need not be spelled out, nor what holds a digit.

    Bad: "Migrate QXT feeds from ZVP to the new JKW, as agreed with the HRRB."
    Good: "Migrate feeds on quay traffic (QXT) from the old viewer to the new one, as agreed with the harbour board."
    """

    code = "S013"
    name = "jargon"
    severity = Severity.WARNING
    requires = ("described",)
    message = "Abbreviations are not spelled out."
    why = "Who does not know them cannot tell what is asked; the supplier who is there already can."
    fix = "Spell each out where it first stands, or do without it."
    question = "What do the abbreviations stand for?"
    sources = ("dxw: survey of suppliers on 31 opportunities, 2017",)

    unexplained: int = 4

    def check(self, tender: Tender) -> Iterator[Clause]:
        found = uncommon(tender.document)
        if len(found) <= self.unexplained:
            return
        spelling = Spelling(tender.document)
        left = {short: place for short, place in found.items() if not spelling.has(short)}
        if len(left) > self.unexplained:
            some = listed(left) if len(left) <= NAMED else f"{', '.join(list(left)[:NAMED])} and others"
            yield Clause(evidence=tuple(left.values())[:3], message=f"{len(left)} abbreviations are not spelled out: {some}.")
