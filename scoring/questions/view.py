"""A tender as somebody sees it who looks for what to ask: what it calls the work, its names and figures, the words that leave
something open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import resources

from scoring.finding import Finding, LintResult
from scoring.words import clipped, listed, money, number
from tenders.document import Section
from tenders.evidence import Evidence
from tenders.fields import ARRANGED, CRITERIA, DESCRIBED, TOLD
from tenders.tender import PHASES, Length, Tender

PRODUCTS = "question_products.toml"
QUOTE = 140
LONGEST_ITEM = 120  # words: what is longer is prose, not a list's item
PER = {"day_rate": " a day", "per_year": " a year"}
LABEL = 2  # words: what is no longer than a label
LEAD_IN = re.compile(r"(?:[:,–-]|\b(?:of|are|is|be|include|includes|including|following|to|by|for|and|or))\s*$", re.IGNORECASE)
# How an item of a list begins: "- ", "+ ", "2) ", "a) ", "5% - ".
LIST_MARK = re.compile(r"^(?:[-–—+*•·>]+\s*|\(?(?:\d{1,2}|[a-z])[.)]\s+|\d{1,3} ?%\s*[-–:]\s*)+", re.IGNORECASE)
# Work that is ordered piece by piece; every contract of the framework is a call-off contract.
CALLED_OFF = re.compile(
    r"\b(?:call[- ]offs?(?![- ](?:contracts?|agreements?|terms|conditions|schedules?)\b)|statements? of work|SoWs?|work packages?"
    r"|draw[- ]?down)\b",
    re.IGNORECASE,
)
SAID = (*(field for field in DESCRIBED if field != "title"), *TOLD, *ARRANGED)


class View:
    """What sources read of a tender."""

    def __init__(self, tender: Tender, lint: LintResult) -> None:
        self.tender = tender
        self.findings: tuple[Finding, ...] = lint.active

    @cached_property
    def title(self) -> str:
        """The tender's title, "this opportunity" where it has none."""
        return f"“{clipped(self.tender.title.value, 90)}”" if self.tender.title else "this opportunity"

    @cached_property
    def of_participants(self) -> bool:
        """Whether participants for research are bought, who are found by the supplier."""
        return self.tender.lot is not None and self.tender.lot.value == "user-research-participants"

    @cached_property
    def of_specialist(self) -> bool:
        """Whether the days of a specialist are bought."""
        return self.tender.lot is not None and self.tender.lot.value == "digital-specialists"

    @cached_property
    def work(self) -> str:
        """The work as one would name it: the alpha; the alpha and beta; this contract."""
        phases = [phase for phase in PHASES if phase in self.tender.bought]
        return f"the {listed(phases)}" if phases and phases != ["live"] else "this contract"

    @cached_property
    def before(self) -> str:
        """The phase that came before what is bought, where the page says that it did: the discovery."""
        now = self.tender.current_phase.value.lower() if self.tender.current_phase else ""
        first = next((phase for phase in PHASES if phase in self.tender.bought), None)
        earlier = PHASES[: PHASES.index(first)] if first else PHASES[:3]
        return next((f"the {phase}" for phase in reversed(earlier) if phase in now), "")

    @cached_property
    def term(self) -> str:
        """How long it lasts: 8 weeks, 6 to 8 weeks, up to 2 years, or ""."""
        span = self.tender.duration
        return length_words(span.length) if span and span.length else ""

    @cached_property
    def over(self) -> str:
        """The same after a noun: " over 8 weeks", or ""."""
        return f" over {self.term.removeprefix('up to ')}" if self.term else ""

    @cached_property
    def budget(self) -> str:
        """What there is to spend: £60,000, £50,000 to £80,000, £650 a day, or ""."""
        found = self.tender.budget
        figures = [amount for amount in (found.min, found.max) if amount is not None] if found else []
        if not found or not figures:
            return ""
        return " to ".join(dict.fromkeys(money(amount, found.currency) for amount in figures)) + PER.get(found.basis, "")

    @cached_property
    def products(self) -> tuple[tuple[str, Evidence], ...]:
        """The products and platforms that the buyer names, in reading order, each with its sentence."""
        found: dict[str, Evidence] = {}
        for section in self.tender.document.having("title", *SAID, *CRITERIA):
            for hit in products().finditer(section.text):
                name = " ".join(hit[0].split())
                if not any(known.lower().startswith(name.lower()) for known in found):
                    found[name] = sentence(section, hit.start())
        return tuple(found.items())

    def named(self, most: int = 4) -> str:
        """The first products: Drupal, Azure and Salesforce."""
        return listed(name for name, _ in self.products[:most])

    def find(self, pattern: re.Pattern[str], *fields: str) -> Iterator[tuple[re.Match[str], Evidence]]:
        """Each place of a pattern in sections of these fields (else in what the buyer tells of the work), with its sentence."""
        for section in self.tender.document.having(*(fields or SAID)):
            for hit in pattern.finditer(section.prose):
                yield hit, sentence(section, hit.start())

    def first(self, pattern: re.Pattern[str], *fields: str) -> tuple[re.Match[str], Evidence] | None:
        """The first of them."""
        return next(self.find(pattern, *fields), None)

    def items(self, *fields: str) -> tuple[Evidence, ...]:
        """The items of these fields' lists, each as evidence; a label or a word alone is none."""
        found = []
        for section in self.tender.document.having(*fields):
            at = 0
            for line in section.text.split("\n"):
                if 1 < len(line.split()) <= LONGEST_ITEM and not line.rstrip().endswith(":"):
                    found.append(section.cite(at, at + len(line)))
                at += len(line) + 1
        return tuple(found)

    def says(self, pattern: re.Pattern[str], *fields: str) -> bool:
        """Whether the pattern is there at all."""
        return self.first(pattern, *(fields or ("title", *SAID, *CRITERIA))) is not None


def sentence(section: Section, at: int) -> Evidence:
    """The sentence at a place, as evidence."""
    extent = section.sentence_at(at)
    return section.cite(extent.start, extent.end)


def opening(section: Section) -> Evidence:
    """The first sentence that says something, as evidence: no number, label or word alone, and no lead-in without its list."""
    telling = [extent for extent in section.sentences if len(section.text[extent.start : extent.end].split()) > LABEL]
    first, after = [*telling, *section.sentences, section.sentence_at(0)][0], telling[1:2]
    leads_in = LEAD_IN.search(section.text, first.start, first.end)
    return section.cite(first.start, after[0].end if leads_in and after else first.end)


def said(evidence: Evidence, around: str = "") -> str:
    """The buyer's words in quotes, short enough to read; where they are cut, the words asked about stay in."""
    return f"“{clipped(LIST_MARK.sub('', evidence.quote), QUOTE, around)}”"


def length_words(length: Length) -> str:
    """6 to 8 weeks, up to 2 years."""
    figures = [number(amount) for amount in (length.min, length.max) if amount is not None]
    words = (
        f"up to {figures[0]}"
        if length.min is None
        else f"at least {figures[0]}"
        if length.max is None
        else " to ".join(dict.fromkeys(figures))
    )
    return f"{words} {length.unit.removesuffix('s') if figures[-1] == '1' else length.unit}"


@cache
def products() -> re.Pattern[str]:
    """The names of products and platforms, as they are written."""
    written = tomllib.loads(resources.files("scoring").joinpath("data", PRODUCTS).read_text(encoding="utf-8"))
    return re.compile(r"(?<!\w)(?:" + "|".join(written["products"]) + r")(?!\w)")
