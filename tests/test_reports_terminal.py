"""What people see at a terminal: it fits, it is ranked as given, and it says what is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from rich.cells import cell_len

from judged import AS_OF, assessment, cite, finding, tender
from reports.brief import brief_budget, brief_money, brief_span, left
from reports.formats import Out, named
from reports.view import budget_words, glance, same, shortened, span_words
from scoring.assess import Assessment
from scoring.finding import Severity
from scoring.profile import Profile, Supplier
from tenders.tender import Length, Money, Span

LONG = "A national register of everything that has an extraordinarily long name 日本語 " * 2 + "antidisestablishmentarianism" * 4


def money(low: str | None, high: str | None, basis: str = "total", **terms: str) -> Money:
    least, most = (None if amount is None else Decimal(amount) for amount in (low, high))
    return Money(min=least, max=most, basis=basis, **terms)  # type: ignore[arg-type]


def length(low: str | None, high: str | None, unit: str) -> Length:
    least, most = (None if amount is None else Decimal(amount) for amount in (low, high))
    return Length(min=least, max=most, unit=unit)  # type: ignore[arg-type]


def a_long_one() -> Assessment:
    found = tender({"Payment approach": f"Fixed price {LONG}"}, title=LONG, buyer=LONG, number=999999999999)
    found = replace(found, budget=money("1250000", "12500000", "initial"), duration=Span(length=None, end_date=date(2021, 12, 31)))
    findings = [finding(f"W{n:03}", cite(found, "Payment approach", LONG.strip()), message=LONG, why=LONG) for n in range(12)]
    return assessment(found, [replace(findings[0], severity=Severity.ERROR), *findings])


@pytest.mark.parametrize("width", [80, 100, 119, 120, 160, 240])
@pytest.mark.parametrize("colour", [False, True])
def test_everything_fits_the_terminal(width: int, colour: bool) -> None:
    form, found = named("terminal"), [assessment(tender()), a_long_one()]
    out = Out(width=width, colour=colour)
    for text in (form.screen(found, out), form.show(found[1], out)):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert max(cell_len(line) for line in plain.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 160])
def test_nothing_of_a_long_title_is_cut_off(width: int) -> None:
    text = named("terminal").screen([a_long_one()], Out(width=width))
    assert "…" not in text
    if width == 80:
        assert "".join(LONG.split()) in "".join(text.split())


def test_the_screen_at_80_columns() -> None:
    found = [
        assessment(tender()),
        assessment(
            tender({"Budget range": "", "Expected contract length": ""}, title="Bins", number=7), as_of=AS_OF + timedelta(days=30)
        ),
    ]
    assert named("terminal").screen(found).splitlines()[:5] == [
        "Verdict  Score    Days  Budget      Length  Phases  Findings",
        f"{found[0].decision.verdict:8}    {found[0].decision.score}      10  £90k-£110k  10 wk   D       none",
        "  90001  Discovery for the allotment waiting list · Larkfield Borough Council",
        f"NO BID      {found[1].decision.score}  closed  -           -       D       none",
        "  7  Bins · Larkfield Borough Council",
    ]


def test_a_wide_screen_is_a_row_a_notice() -> None:
    lines = named("terminal").screen([assessment(tender())], Out(width=160)).splitlines()
    assert lines[1].split("  ")[0] in {"BID", "REVIEW"}
    assert lines[1].endswith("Larkfield Borough Council")


def test_the_order_given_is_kept() -> None:
    titles = ["First", "Second", "Third"]
    text = named("terminal").screen([assessment(tender(title=title)) for title in titles])
    assert sorted(titles, key=text.index) == titles


def test_an_empty_screen_says_that_nothing_is_open() -> None:
    assert named("terminal").screen([]) == "Nothing to list: no notice is open.\n"


def test_the_summary_says_that_no_profile_was_given() -> None:
    said = " ".join(named("terminal").show(assessment(tender())).split())
    assert "No profile was given, so neutral defaults stand in." in said
    ours = assessment(tender(), profile=Profile(supplier=Supplier(capabilities=("research",))))
    assert "Judged for the profile in your settings." in named("terminal").show(ours)


def test_the_summary_gives_each_finding_with_clause_reason_and_question() -> None:
    found = tender({"Payment approach": "Fixed price"})
    one = finding("C003", cite(found, "Payment approach", "Fixed price"), message="A fixed price.", why="Risk.", question="A cap?")
    text = named("terminal").show(assessment(found, [one]))
    assert "C003 warning: A fixed price.\n      “Fixed price” (Payment approach)\n  Why Risk.\n  Ask A cap?\n" in text


def test_the_summary_says_what_is_not_stated() -> None:
    text = named("terminal").show(assessment(tender({"Budget range": ""})))
    assert "Budget              Not stated\n" in text
    assert "Not known: " in text


def test_the_summary_says_what_was_read() -> None:
    found = tender()
    found = replace(found, document=replace(found.document, read_share=0.5, not_read=("page 2",)))
    text = named("terminal").show(assessment(found))
    assert "50% of the document was read" in text
    assert "Not read: page 2." in text


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("600", "£600"),
        ("1500", "£1.5k"),
        ("60000", "£60k"),
        ("74250", "£74k"),
        ("999600", "£1m"),
        ("1200000", "£1.2m"),
        ("25000000", "£25m"),
    ],
)
def test_brief_money(amount: str, shown: str) -> None:
    assert brief_money(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("budget", "shown"),
    [
        (None, "-"),
        (money(None, "60000"), "£60k"),
        (money("50000", "60000"), "£50k-£60k"),
        (money("60000", None), "£60k+"),
        (money("500", "600", "day_rate"), "£500-£600/day"),
        (money(None, "120000", "per_year"), "£120k/yr"),
        (money(None, "80000", "initial"), "£80k first"),
    ],
)
def test_brief_budget(budget: Money | None, shown: str) -> None:
    assert brief_budget(budget) == shown


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (None, "-"),
        (Span(length=length("6", "8", "weeks")), "6-8 wk"),
        (Span(length=length("2", "2", "years")), "2 yr"),
        (Span(length=length(None, "2", "years")), "≤2 yr"),
        (Span(length=length("1.5", "1.5", "months")), "1.5 mo"),
        (Span(length=None, end_date=date(2021, 3, 31)), "to 31 Mar 21"),
    ],
)
def test_brief_span(span: Span | None, shown: str) -> None:
    assert brief_span(span) == shown


def test_words_for_a_budget_and_a_term() -> None:
    assert (
        budget_words(money("50000", "60000", vat="excluded", expenses="included"))
        == "£50,000 to £60,000 in total, without VAT, with expenses"
    )
    assert budget_words(money(None, "60000")) == "up to £60,000 in total, VAT not stated, expenses not stated"
    term = Span(length=length(None, "2", "years"), extension=length("25", "25", "percent"), first_piece=length("1", "1", "months"))
    assert span_words(term) == "up to 2 years, the first piece 1 month, with an extension of 25%"


@pytest.mark.parametrize(("days", "shown"), [(0, "10"), (10, "<1"), (11, "closed")])
def test_days_left(days: int, shown: str) -> None:
    assert left(assessment(tender(), as_of=AS_OF + timedelta(days=days))) == shown


def test_a_glance_names_what_is_missing() -> None:
    bare = replace(tender(), budget=None, duration=None, phases=None)
    assert glance(assessment(bare)) == "Closes 19 May 2020, 10 days left · no budget stated · no length stated · no phase named"


def test_a_long_quote_is_cut_at_a_word() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("one\ntwo", 12) == "one · two"


def test_a_quote_that_says_no_more_than_the_value_is_the_same() -> None:
    assert same("digital-outcomes", "Digital outcomes")
    assert not same("£60,000", "£60,000 without VAT")
