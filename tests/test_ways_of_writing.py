"""Amounts and terms come back equal, however people write them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tenders.document import Document, Section
from tenders.labels import field_of
from tenders.parse import tender_from
from tenders.tender import Money, Span

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS = {
    "days": ["days", "working days", "Days"],
    "weeks": ["weeks", "wks", "Weeks", "calendar weeks"],
    "months": ["months", "mnths", "mths", "Months", "calendar months"],
    "years": ["years", "yrs", "Years"],
}
ONE_UNIT = {"days": ["day"], "weeks": ["week", "wk"], "months": ["month", "mth"], "years": ["year", "yr"]}


def read(label: str, text: str) -> tuple[Money | None, Span | None]:
    """The budget and the term of a notice with one answer."""
    section = Section(label=label, text=text, field=field_of(label))
    tender = tender_from(Document(source="test", notice_id="1", sections=(section,)), "1")
    return tender.budget, tender.duration


def grouped(pounds: int) -> str:
    return f"{pounds:,}"


# Ways to write one amount of whole thousands, without its sign.
def figures(thousands: int) -> list[str]:
    pounds = thousands * 1000
    ways = [str(pounds), grouped(pounds), f"{grouped(pounds)}.00", f"{thousands}k", f"{thousands}K", f"{thousands} k"]
    ways += [f"{thousands} thousand", grouped(pounds).replace(",", " ,", 1), grouped(pounds).replace(",", ", ", 1)]
    if thousands >= 1000 and thousands % 100 == 0:
        millions = str(Decimal(thousands) / 1000)
        ways += [f"{millions}m", f"{millions}M", f"{millions} million", f"{millions} Million", f"{millions}mil", f"{millions}mn"]
    return ways


CEILING = [
    "Up to {}",
    "upto {}",
    "Maximum {}",
    "Max. {}",
    "Max {}",
    "A maximum of {}",
    "No more than {}",
    "Not to exceed {}",
    "Circa {}",
    "c. {}",
    "c.{}",
    "Approx. {}",
    "Approximately {}",
    "Around {}",
    "{}",
    "{}.",
    "The budget is {}",
    "Budget: {}",
    "Budget of {}",
    "{} in total",
    "{} maximum",
    "Capped at {}",
    "We have {} set aside",
    "An upper limit of {}",
    "The total contract value is {}",
    "The work will cost no more than {}",
    "{} for the whole of the work",
    "We anticipate spending {}",
    "{} is available",
    "The maximum spend under this contract will be {}",
    "Our ceiling is {}",
    "{} (fixed)",
    "Between us and the board: {}",
]
VAT = {
    "": "unstated",
    " excluding VAT": "excluded",
    " ex VAT": "excluded",
    " (ex. VAT)": "excluded",
    " exc VAT": "excluded",
    " excl. VAT": "excluded",
    " + VAT": "excluded",
    " plus VAT": "excluded",
    " exclusive of VAT": "excluded",
    " net of VAT": "excluded",
    " including VAT": "included",
    " inc VAT": "included",
    " incl. VAT": "included",
    " inc. VAT": "included",
    " (inclusive of VAT)": "included",
}

thousands = st.one_of(st.integers(5, 999), st.integers(10, 99).map(lambda n: n * 100))


@settings(max_examples=300)
@given(data=st.data(), amount=thousands)
def test_an_amount_comes_back_however_it_is_written(data: st.DataObject, amount: int) -> None:
    figure = "£" + data.draw(st.sampled_from(["", " "])) + data.draw(st.sampled_from(figures(amount)))
    vat = data.draw(st.sampled_from(sorted(VAT)))
    text = data.draw(st.sampled_from(CEILING)).format(figure + vat)
    budget, _ = read("Budget range", text)
    assert budget is not None, text
    assert (budget.min, budget.max, budget.currency, budget.vat) == (None, amount * 1000, "GBP", VAT[vat]), text


@settings(max_examples=300)
@given(data=st.data(), low=st.integers(5, 400), more=st.integers(5, 500))
def test_a_range_of_money_comes_back_however_it_is_written(data: st.DataObject, low: int, more: int) -> None:
    high = low + more
    pairs = [(f"£{a}", f"£{b}") for a, b in zip(figures(low), figures(high), strict=False)]
    pairs += [
        (f"£{low}", f"{high}k"),
        (f"£{low}", f"{high}K"),
        (f"£{low}", f"{high},000"),
        (f"£{grouped(low * 1000)}", grouped(high * 1000)),
    ]
    first, second = data.draw(st.sampled_from(pairs))
    shape = data.draw(
        st.sampled_from(
            ["{}-{}", "{} - {}", "{} – {}", "{} to {}", "between {} and {}", "from {} to {}", "{} up to {}", "in the range {} - {}"]
        )
    )
    budget, _ = read("Budget range", shape.format(first, second))
    assert budget is not None, shape.format(first, second)
    assert (budget.min, budget.max) == (low * 1000, high * 1000), shape.format(first, second)


@settings(max_examples=300)
@given(data=st.data(), unit=st.sampled_from(sorted(UNITS)), count=st.integers(2, 40))
def test_a_length_comes_back_however_it_is_written(data: st.DataObject, unit: str, count: int) -> None:
    numbers = [str(count)] + (
        [ONES[count], ONES[count].capitalize(), f"{ONES[count]} ({count})", f"{count} ({ONES[count]})"] if count <= 12 else []
    )
    joint = data.draw(st.sampled_from([" ", "", "-", "  ", " - "]))
    number = data.draw(st.sampled_from(numbers))
    if joint == "" and not number.isdecimal():
        joint = " "
    length = number + joint + data.draw(st.sampled_from(UNITS[unit]))
    shapes = {
        "{}": True,
        "{}.": True,
        "Approx. {}": True,
        "Around {}": True,
        "The contract is for {}": True,
        "An initial {}": True,
        "{} from award": True,
        "Expected to take {}": True,
        "{} in total": True,
        "{} (to be confirmed)": True,
        "A period of {}": True,
        "Up to {}": False,
        "upto {}": False,
        "Maximum {}": False,
        "Max {}": False,
        "No more than {}": False,
        "No longer than {}": False,
        "{} maximum": False,
        "{} max": False,
        "Not to exceed {}": False,
        "A maximum of {}": False,
        "Within {}": False,
        "{} or less": False,
    }
    shape = data.draw(st.sampled_from(sorted(shapes)))
    _, span = read("Expected contract length", shape.format(length))
    assert span is not None, shape.format(length)
    assert span.length is not None, shape.format(length)
    assert (span.length.min, span.length.max, span.length.unit) == (count if shapes[shape] else None, count, unit), shape.format(
        length
    )


@settings(max_examples=200)
@given(data=st.data(), unit=st.sampled_from(sorted(UNITS)), low=st.integers(2, 20), more=st.integers(1, 10))
def test_a_range_of_time_comes_back_however_it_is_written(data: st.DataObject, unit: str, low: int, more: int) -> None:
    high = low + more
    said = data.draw(st.sampled_from(UNITS[unit]))
    shapes = [
        "{l}-{h} {u}",
        "{l} - {h} {u}",
        "{l} – {h} {u}",
        "{l} to {h} {u}",
        "{l} {u} to {h} {u}",
        "between {l} and {h} {u}",
        "{l}/{h} {u}",
        "{l} or {h} {u}",
    ]
    text = data.draw(st.sampled_from(shapes)).format(l=low, h=high, u=said)
    _, span = read("Expected contract length", text)
    assert span is not None, text
    assert span.length is not None, text
    assert (span.length.min, span.length.max, span.length.unit) == (low, high, unit), text


@settings(max_examples=200)
@given(data=st.data(), unit=st.sampled_from(["weeks", "months", "years"]), term=st.integers(2, 24), more=st.integers(1, 12))
def test_an_extension_comes_back_beside_the_term(data: st.DataObject, unit: str, term: int, more: int) -> None:
    said = (ONE_UNIT if more == 1 else UNITS)[unit][0]
    shapes = [
        "{t} with an option to extend by {m}",
        "{t} plus an option to extend for a further {m}",
        "{t} + {m} extension",
        "{t} with a {m} extension",
        "{t} (plus optional extension of {m})",
        "{t}, with the option to extend for up to {m}",
        "{t} plus {m} optional extension",
        "{t} with a possible extension of up to {m}",
        "{t} and an optional {m} extension",
        "{t} plus the option of a further {m}",
    ]
    text = data.draw(st.sampled_from(shapes)).format(t=f"{term} {UNITS[unit][0]}", m=f"{more} {said}")
    _, span = read("Expected contract length", text)
    assert span is not None, text
    assert span.length is not None, text
    assert (span.length.max, span.length.unit) == (term, unit), text
    assert span.extension is not None, text
    assert (span.extension.max, span.extension.unit) == (more, unit), text
