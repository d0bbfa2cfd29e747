"""Every extractor against its fixture (fixtures/extractors/NAME.toml), and the promises that all of them make."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tenders.document import Document, Section
from tenders.evidence import Evidence, Stated
from tenders.extractors import Extractor, extractors
from tenders.labels import field_of
from tenders.parse import tender_from
from tenders.tender import Tender
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "extractors"
# What stands for a key that a case leaves out.
NO_MONEY = {"min": None, "max": None, "currency": "GBP", "basis": "total", "vat": "unstated", "expenses": "unstated"}
NO_SPAN = {"min": None, "max": None, "unit": None, "end_date": None, "extension": None, "first_piece": None}
# The answer that `said` is short for.
SAID = {
    "budget": "Budget range",
    "duration": "Expected contract length",
    "clearance": "Security clearance",
    "incumbent": "Existing team",
    "market_engagement": "Early market engagement",
    "on_site": "Working arrangements",
    "participants": "Summary of the work",
}
# The field of Tender that an extractor fills, where a case gives its `value` whole.
FILLS = {
    "clearance": "clearance_asked",
    "hurdles": "hurdles",
    "incumbent": "incumbent",
    "market_engagement": "market_engagement",
    "on_site": "on_site",
    "participants": "participants",
    "roles": "roles",
    "transfer_standing": "transfer_standing",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a buyer answers under these labels, and what is to be read in it."""

    name: str
    answers: Mapping[str, str] = field(default_factory=dict)
    said: str | None = None
    quotes: tuple[str, ...] | None = None
    known_wrong: bool = False
    budget: Mapping[str, Any] | None = None
    duration: Mapping[str, Any] | None = None
    phases: tuple[str, ...] = ()
    ask: str = "none"
    who_recruits: str = "not_applicable"
    value: Any = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    silent: tuple[str, ...] = ()

    def tender(self, extractor: str) -> Tender:
        """The tender whose notice gives these answers and nothing else."""
        answers = self.answers if self.said is None else {SAID[extractor]: self.said}
        sections = tuple(Section(label=label, text=text, field=field_of(label)) for label, text in answers.items())
        assert all(section.field for section in sections), f"no such label: {[s.label for s in sections if not s.field]}"
        return tender_from(Document(source="digital-marketplace", notice_id=None, sections=sections), "1")


@cache
def cases(extractor: str) -> tuple[Case, ...]:
    """The cases of an extractor's fixture. A key that is not one of Case's is an error."""
    written = tomllib.loads((FOLDER / f"{extractor}.toml").read_text(encoding="utf-8"))
    assert set(written) == {"case"}
    return tuple(read_case(entry) for entry in written["case"])


def read_case(entry: Mapping[str, Any]) -> Case:
    """A case as it is written."""
    lists = {name: tuple(entry[name]) for name in ("quotes", "phases", "silent") if name in entry}
    return Case(**{**entry, **lists})


def every_case(extractor: str) -> pytest.MarkDecorator:
    """The cases of an extractor; those known to be wrong must fail, so that a fix is noticed."""
    wrong = pytest.mark.xfail(raises=AssertionError, strict=True, reason="known to be read wrongly")
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=case.name, marks=[wrong] if case.known_wrong else []) for case in cases(extractor)]
    )


def plain(value: object) -> Any:
    """A value as a fixture writes it: decimals as numbers, days and times in ISO 8601, evidence left out."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        found = {each.name: plain(getattr(value, each.name)) for each in fields(value) if each.name != "evidence"}
        return {name: item for name, item in found.items() if item is not None}
    return value


def quoted(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The words of evidence."""
    return tuple(words.quote for words in evidence)


def without_silence(value: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping without the keys that stand for nothing."""
    return {name: item for name, item in value.items() if item is not None}


@every_case("budget")
def test_budget(case: Case) -> None:
    found = case.tender("budget").budget
    expected = None if case.budget is None else without_silence({**NO_MONEY, **case.budget})
    assert (None if found is None else plain(found)) == expected
    if case.quotes is not None:
        assert found is not None
        assert quoted(found.evidence) == case.quotes


@every_case("duration")
def test_duration(case: Case) -> None:
    found = case.tender("duration").duration
    expected = None if case.duration is None else without_silence({**NO_SPAN, **case.duration})
    told = None if found is None else plain(found)
    if told:
        told |= told.pop("length", {})
    assert told == expected
    if case.quotes is not None:
        assert found is not None
        assert quoted(found.evidence) == case.quotes


@every_case("phases")
def test_phases(case: Case) -> None:
    found = case.tender("phases")
    assert found.bought == case.phases
    if case.quotes is not None:
        assert found.phases is not None
        assert quoted(found.phases.evidence) == case.quotes


@every_case("user_research")
def test_user_research(case: Case) -> None:
    found = case.tender("user_research").user_research
    assert (found.ask, found.who_recruits) == (case.ask, case.who_recruits)
    if case.quotes is not None:
        assert quoted(found.evidence) == case.quotes


@every_case("knowledge_transfer")
def test_knowledge_transfer(case: Case) -> None:
    found = case.tender("knowledge_transfer").knowledge_transfer
    assert found.ask == case.ask
    if case.quotes is not None:
        assert quoted(found.evidence) == case.quotes


@every_case("context")
def test_context(case: Case) -> None:
    found = case.tender("context").facts
    assert {name: plain(stated.value) for name, stated in found.items() if name in case.facts} == case.facts
    assert [name for name in case.silent if name in found] == []


@pytest.mark.parametrize(
    ("extractor", "case"), [pytest.param(name, case, id=f"{name}: {case.name}") for name in FILLS for case in cases(name)]
)
def test_a_field_of_several_things(extractor: str, case: Case) -> None:
    found: Stated[Any] | None = getattr(case.tender(extractor), FILLS[extractor])
    assert (plain(found.value) if found else None) == case.value
    if case.quotes is not None:
        assert found is not None
        assert quoted(found.evidence) == case.quotes


@every_case("notice_facts")
def test_notice_facts(case: Case) -> None:
    tender = case.tender("notice_facts")
    found = {name: getattr(tender, name) for name in case.facts}
    assert {name: plain(stated.value) if stated else None for name, stated in found.items()} == case.facts
    assert [name for name in case.silent if getattr(tender, name) is not None] == []
    if case.quotes is not None:
        assert tuple(quote for stated in found.values() for quote in quoted(stated.evidence)) == case.quotes


def cited(tender: Tender) -> list[Evidence]:
    """All evidence of a tender's values."""
    values = [getattr(tender, each.name) for each in fields(tender)] + list(tender.facts.values())
    stated = [value for value in values if isinstance(value, Stated) or hasattr(value, "evidence")]
    return [words for value in stated for words in value.evidence]


FIXTURES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@pytest.mark.parametrize("extractor", FIXTURES)
def test_every_quote_is_the_text_at_its_place(extractor: str) -> None:
    for case in cases(extractor):
        tender = case.tender(extractor)
        said = {section.label: section.text for section in tender.document.sections}
        assert [words for words in cited(tender) if said[words.section][words.start : words.end] != words.quote] == [], case.name


@pytest.mark.parametrize("extractor", FIXTURES)
def test_every_value_has_evidence(extractor: str) -> None:
    for case in cases(extractor):
        tender = case.tender(extractor)
        values = [tender.budget, tender.duration, tender.phases]
        values += [getattr(tender, name) for name in FILLS.values()]
        assert [value for value in values if value is not None and not value.evidence] == [], case.name
        for ask in (tender.user_research, tender.knowledge_transfer):
            assert (ask.ask == "none") == (ask.evidence == ()), case.name


@pytest.mark.parametrize("extractor", FIXTURES)
def test_case_names_tell_cases_apart(extractor: str) -> None:
    names = [case.name for case in cases(extractor)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("extractor", extractors(), ids=lambda extractor: type(extractor).__module__.rpartition(".")[2])
def test_every_extractor_has_a_fixture(extractor: Extractor) -> None:
    assert Path(FOLDER / f"{type(extractor).__module__.rpartition('.')[2]}.toml").exists()


@pytest.mark.parametrize("extractor", extractors(), ids=lambda extractor: type(extractor).__module__.rpartition(".")[2])
def test_an_extractor_is_silent_on_a_document_that_says_nothing(extractor: Extractor) -> None:
    from tenders.extractors import Reading

    found = extractor.extract(Reading(Document(source="digital-marketplace", notice_id=None, sections=())))
    assert {name: value for name, value in found.items() if value != ()} == {}
