"""Budget: the figure a bid manager would write in a "Budget" column.

The stated ceiling for the whole contract; failing that the figure for the first phase or statement of work; failing
that a yearly figure, not multiplied; failing that a day rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from tenders.document import Section
from tenders.evidence import in_order
from tenders.extractors import Extractor, Reading
from tenders.figures import Figure, read_figures
from tenders.patterns import any_of
from tenders.tender import Basis, Expenses, Money, Vat

FIELD = "budgetRange"
# Where a budget is looked for when its own field holds no figure, in the order that buyers use them.
ELSEWHERE = (
    "additionalTerms",
    "summary",
    "backgroundInformation",
    "outcome",
    "workAlreadyDone",
    "workingArrangements",
    "contractLength",
    "priceCriteria",
    "specialistWork",
    "text",
)
# Outside its own field a figure is a budget only in a sentence that says so.
SAYS_BUDGET = any_of(
    r"\bbudget",
    r"(?:maximum|total|overall|contract|estimated|expected|anticipated)\s+(?:contract\s+)?(?:spend|value|cost|charges?)\b",
    r"\bvalue of (?:this|the) (?:(?:task|call|delivery|work) order|order|contract|work|requirement|project)",
    r"\b(?:contract|order) (?:will|would|shall|may) not exceed",
    r"\bnot[- ]to[- ]exceed\b",
    r"\bNTE\b",
    r"\bceiling\b",
    r"\bcapped at\b",
    r"\bspend up to\b",
    r"\b(?:financial|spend(?:ing)?|budget(?:ary)?|upper) limit\b",
    r"\bday rates?\b",
)
# What every saying of it holds: a text without is passed over before the slower pattern is tried.
SPENDING = ("budget", "spend", "value", "cost", "charge", "exceed", "nte", "ceiling", "capped at", "limit", "day rate")
# Money in a sentence about budgets that is not this contract's: benefits, turnover, the buyer's whole programme.
NOT_THE_BUDGET = re.compile(
    r"\b(?:turnover|indemnity|liability|insurance|savings?|saved|fines?|revenue|income|grants?|fund(?:s|ing)? (?:of|worth)|worth of"
    r"|annual budget of (?:the|our)|programme budget|benefits?|penalt(?:y|ies)|limit of liability"
    r"|(?:travel|materials?|other direct costs?|ODCs?) (?:(?:NTE|not[- ]to[- ]exceed) )?ceiling|size standard|NAICS"
    r"|hourly|per hour)\b",
    re.IGNORECASE,
)

CEILING = re.compile(
    r"\bexcess of\b|\bmaximum\b|\bmax\b|\bnot exceed\b|\bup ?to\b|\bceiling\b|\bcapped?\b|\blimit\b", re.IGNORECASE
)
ABOUT = re.compile(r"\bregion of\b|\bcirca\b|\baround\b|\bapprox", re.IGNORECASE)

TAX = r"(?:VATE?\b|V\.A\.T\.?|value[\s-]added tax)"
VAT_EXCLUDED = any_of(
    rf"\bex(?:c|cl|clud(?:e|es|ed|ing)|clusive)?\b\.?[\s-]*(?:of\s+)?(?:\w+\s+(?:and|&)\s+)?{TAX}",
    r"\bexVAT\b",
    rf"\+\s*{TAX}",
    rf"\b(?:plus|net of|before|without|but not|not) {TAX}",
    rf"{TAX}[\s-]*(?:(?:&|and) \w+ )?(?:(?:is|are|to be|will be)\s+)?"
    r"(?:ex(?:c|cl|clusive|cluded|empt)?\b|extra\b|on top|additional|payable in addition|to be added|added)",
    rf"\bexclusive of (?:\w+ ){{0,3}}{TAX}",
    rf"\b(?:not|n['’]t) inc(?:l|luding|lusive|luded?)?\b\.?\s*(?:of\s+)?{TAX}",
    rf"{TAX} (?:is )?not inc",
)
VAT_INCLUDED = any_of(
    rf"\binc(?:l|lud(?:e|es|ed|ing)|lusive)?\b\.?[\s-]*(?:of\s+)?(?:all\s+)?(?:[\w&]+\s+(?:and|&)\s+)?{TAX}",
    rf"\b(?:with|gross of) {TAX}",
    rf"{TAX}[\s-]*(?:and \w+ )?(?:(?:is|are|both)\s+)*inc(?:l|lusive|luded)?\b",
    rf"\binclusive of (?:\w+ ){{0,3}}\(?{TAX}",
)
# What every saying of either kind holds: without it the slower patterns are not tried.
VAT = re.compile(r"VAT|V\.A\.T|value", re.IGNORECASE)
EXPENSES = r"(?:expenses|T&S|T & S|travel|subsistence)"
SPENT = re.compile(EXPENSES, re.IGNORECASE)
# What may stand between "including" and "expenses": not the word that turns it round ("excluding VAT but including expenses").
STILL = r"(?:(?!\b(?:inc|exc))[^.\n])"
EXPENSES_INCLUDED = re.compile(
    rf"\binc(?:l|luding|lusive|ludes?)?\b\.?{STILL}{{0,30}}{EXPENSES}|"
    rf"{EXPENSES}{STILL}{{0,40}}\b(?:includ(?!\w* VAT)|inclusive(?! of VAT)|should be included|covered)",
    re.IGNORECASE,
)
EXPENSES_EXCLUDED = re.compile(
    rf"\bexcl?(?:uding|usive|udes?)?\b{STILL}{{0,30}}{EXPENSES}|"
    rf"{EXPENSES}{STILL}{{0,40}}\bexclu(?!\w* (?:of )?VAT)|\bplus {EXPENSES}",
    re.IGNORECASE,
)

# Ranks of a figure as the contract's budget, best first.
RANKS: tuple[Basis, ...] = ("total", "initial", "per_year", "day_rate")


class Budget(Extractor):
    """Reads the budget field; where that holds no figure, sentences elsewhere that speak of the budget."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        budget = reading.once(budget_in)
        return {"budget": budget} if budget else {}


def budget_in(reading: Reading) -> Money | None:
    """The budget that a document states, or None."""
    figures = tuple(figure for section in reading.document.having(FIELD) for figure in read_figures(section))
    if not figures:
        figures = tuple(figure for section in reading.document.having(*ELSEWHERE) for figure in figures_elsewhere(section))
    budget = choose(figures)
    return with_terms(budget, figures, reading) if budget else None


def figures_elsewhere(section: Section) -> Iterator[Figure]:
    """Figures of sentences that speak of the budget, and of nothing else that costs money."""
    if not any(word in section.low for word in SPENDING) or not SAYS_BUDGET.search(section.text):
        return
    for figure in read_figures(section):
        sentence = section.sentence_at(figure.amount.start)
        said = section.text[sentence.start : sentence.end]
        if SAYS_BUDGET.search(said) and not NOT_THE_BUDGET.search(said):
            yield figure


def choose(figures: tuple[Figure, ...]) -> Money | None:
    """The figure that is the budget, joined with a stated minimum or a softer figure beside it."""
    whole = [figure for figure in figures if not figure.piece]
    usable = [figure for figure in whole if not figure.minimum and figure.amount.high >= 50]
    if not usable:
        return floor_alone(whole)
    best = min(enumerate(usable), key=lambda item: rank(item[0], item[1], usable))[1]
    if best.basis == "day_rate":
        return day_rates([figure for figure in usable if figure.basis == "day_rate"])
    best = next((figure for figure in usable if is_floor_of(best, figure)), best)
    low, quotes = best.amount.low, [best.section.cite(best.amount.start, best.amount.end)]
    for figure in figures if low is None else ():
        if is_floor_of(figure, best):
            low = figure.amount.high
            quotes.append(figure.section.cite(figure.amount.start, figure.amount.end))
    return Money(min=low, max=best.amount.high, currency=best.amount.currency, basis=best.basis, evidence=in_order(quotes))


def floor_alone(figures: list[Figure]) -> Money | None:
    """A budget of which only the least is stated ("at least £85,000"), or None."""
    floors = [figure for figure in figures if figure.minimum]
    if not floors:
        return None
    least, section = floors[0].amount, floors[0].section
    return Money(
        min=least.high, max=None, currency=least.currency, basis=floors[0].basis, evidence=(section.cite(least.start, least.end),)
    )


def is_floor_of(low: Figure, high: Figure) -> bool:
    """Whether one figure is the lower end of another: a stated minimum, or "in the region of X, at most Y"."""
    same_kind = low.section is high.section and low.basis == high.basis and not (low.part or low.extra or low.piece)
    softer = low.minimum or bool(ABOUT.search(low.said_before) and CEILING.search(high.said_before))
    return same_kind and softer and low.amount.low is None and high.amount.low is None and low.amount.high < high.amount.high


def rank(position: int, figure: Figure, figures: list[Figure]) -> tuple[bool, bool, int, bool, int]:
    """Smaller is better: what is no extra and no part, by basis, named as the total, and said first."""
    return (figure.extra, figure.part and len(figures) > 1, RANKS.index(figure.basis), not figure.named_total, position)


def day_rates(figures: list[Figure]) -> Money:
    """One span over all the day rates given."""
    lows = [figure.amount.low if figure.amount.low is not None else figure.amount.high for figure in figures]
    high = max(figure.amount.high for figure in figures)
    low: Decimal | None = min(lows)
    evidence = in_order(figure.section.cite(figure.amount.start, figure.amount.end) for figure in figures)
    return Money(
        min=None if low == high else low, max=high, currency=figures[0].amount.currency, basis="day_rate", evidence=evidence
    )


def with_terms(budget: Money, figures: tuple[Figure, ...], reading: Reading) -> Money:
    """The budget with VAT and expenses as the sections that hold its figures say."""
    sections = {evidence.section for evidence in budget.evidence}
    said = "\n".join(figure.section.text for figure in figures if figure.section.label in sections)
    vat: Vat = "unstated"
    if VAT.search(said):
        vat = "excluded" if VAT_EXCLUDED.search(said) else "included" if VAT_INCLUDED.search(said) else "unstated"
    if vat == "included" and any(is_with_vat(figure.amount.high, budget) for figure in figures):
        vat = "excluded"  # "£85,000 (£102,000 including VAT)"
    expenses: Expenses = "unstated"
    if SPENT.search(said):
        expenses = "excluded" if EXPENSES_EXCLUDED.search(said) else "included" if EXPENSES_INCLUDED.search(said) else "unstated"
    return Money(
        min=budget.min,
        max=budget.max,
        currency=budget.currency,
        basis=budget.basis,
        vat=vat,
        expenses=expenses,
        evidence=budget.evidence,
    )


def is_with_vat(amount: Decimal, budget: Money) -> bool:
    """Whether an amount is the budget with VAT at 20 % on top."""
    return budget.max is not None and abs(amount - budget.max * Decimal("1.2")) <= Decimal(1)
