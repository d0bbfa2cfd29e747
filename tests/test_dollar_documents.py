"""The American documents of the real material: terms, ceilings and roles."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tenders.evidence import Stated
from tenders.parse import load, parse
from tenders.tender import Length, Span, Tender

NAMES = ("18F_*", "techfar_*")


def months(base: int, options: int | None = None) -> tuple[Length, Length | None]:
    """A term and its options."""
    extension = None if options is None else Length(min=None, max=Decimal(options), unit="months")
    return Length(min=Decimal(base), max=Decimal(base), unit="months"), extension


def named(shared: Path, name: str) -> Tender:
    return parse(load(shared / "data" / "documents" / name))


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("18F_DOL-WHD-14-c_RFQ.md", months(4)),
        ("techfar_Agile_Task_Order_Example.docx", months(6, 18)),
        ("techfar_Agile_Task_Order_IGCE_Example_Sec_508_Remediated.docx", months(12)),
        ("techfar_VA11816F10050003RTEP.pdf", months(12, 24)),
    ],
)
def test_a_period_of_performance_is_a_term_with_its_options(shared: Path, name: str, term: tuple[Length, Length | None]) -> None:
    found = named(shared, name).duration
    assert isinstance(found, Span)
    assert (found.length, found.extension) == term


@pytest.mark.parametrize("name", ["18F_fs-epermit-api_QASP.md", "techfar_USDS-BuildAnMVP_SOO.docx", "techfar_Sources_Sought.docx"])
def test_a_document_that_leaves_the_term_open_has_none(shared: Path, name: str) -> None:
    assert named(shared, name).duration is None


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("techfar_Agile_Task_Order_IGCE_Example_Sec_508_Remediated.docx", Decimal(1_252_370)),
        ("techfar_VA11816F10050003RTEP.pdf", Decimal("13946873.82")),
    ],
)
def test_a_ceiling_is_a_budget_in_dollars(shared: Path, name: str, amount: Decimal) -> None:
    budget = named(shared, name).budget
    assert budget is not None
    assert (budget.max, budget.currency, budget.basis) == (amount, "USD", "total")


@pytest.mark.parametrize(
    "name", ["18F_DOL-WHD-14-c_RFQ.md", "techfar_Agile_Task_Order_Example.docx", "techfar_NBSInstructionsandEvaluation.docx"]
)
def test_page_limits_and_size_standards_are_no_budget(shared: Path, name: str) -> None:
    assert named(shared, name).budget is None


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        (
            "18F_DOL-WHD-14-c_RFQ.md",
            (
                "Project Manager / Scrum Master",
                "Senior Fullstack Developer",
                "Interaction Designer / User Researcher / Usability Tester",
            ),
        ),
        ("techfar_Agile_Task_Order_Example.docx", ("Project Manager",)),
        ("techfar_NBSInstructionsandEvaluation.docx", ("UX Designer", "Technical Product Manager")),
        (
            "techfar_Agile_Task_Order_IGCE_Example_Sec_508_Remediated.docx",
            ("Project Manager", "Scrum Master", "Business Analyst", "Developer", "Technical Architect/Sr. Developer", "Designer"),
        ),
    ],
)
def test_roles_are_those_that_the_document_lists(shared: Path, name: str, roles: tuple[str, ...]) -> None:
    assert (stated := named(shared, name).roles)
    assert stated.value == roles


def test_every_quote_is_the_text_at_its_place(shared: Path) -> None:
    for path in sorted(path for name in NAMES for path in (shared / "data" / "documents").glob(name)):
        tender = parse(load(path))
        texts = {section.label: section.text for section in tender.document.sections}
        values = [value for value in vars(tender).values() if isinstance(value, Stated) or hasattr(value, "evidence")]
        quotes = [words for value in values for words in value.evidence]
        assert [words for words in quotes if texts[words.section][words.start : words.end] != words.quote] == [], path.name
