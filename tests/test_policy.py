"""Settings of a check: rules chosen and set, overrides, and waivers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.assess import assess
from scoring.engine import rules
from scoring.finding import Finding
from scoring.policy import Policy, configured, options_of
from scoring.profile import Settings
from tenders.config import parse
from tenders.errors import SettingsError
from tests.command import run
from tests.pages import MODEL, page, save
from tests.rule_cases import options, tender

ANSWERS = {
    "Title": "Discovery into allotment plots",
    "Organisation the work is for": "Larkfield Borough Council",
    "Problem to be solved": "Deliver a new website.",
    "Expected contract length": "4 weeks",
    "Payment approach": "Fixed price",
    "Existing team": "4.1 A project manager and an analyst.",
}
WAIVER = '[[waivers]]\nrule = "T001"\nreason = "the owner starts in June"\nby = "A. Patel"\nuntil = 2026-06-01\n'


def policy(text: str) -> Policy:
    return parse(text, Settings).policy


def findings(text: str, *, path: str = "drafts/plots.docx", day: str = "2026-05-01", **changes: str) -> dict[str, Finding]:
    """What is found in the draft under these settings, by code; midnight in London is an hour before it in UTC."""
    as_of = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    settings = parse(text, Settings)
    return {one.code: one for one in assess(tender(ANSWERS | changes), settings, as_of, settings.policy, path).lint.findings}


def notes(text: str, day: str, **changes: str) -> tuple[str, ...]:
    as_of = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    settings = parse(text, Settings)
    result = assess(tender(ANSWERS | changes), settings, as_of, settings.policy, "plots.docx").lint
    return settings.policy.notes(result, "plots.docx", as_of.date())


class TestChosen:
    def test_without_settings_every_rule_speaks(self) -> None:
        assert {"C003", "S012", "T001", "W001"} <= set(findings(""))

    @pytest.mark.parametrize("name", ["T001", "t001", "no-product-owner", "No-Product-Owner"])
    def test_a_rule_is_chosen_by_code_or_name(self, name: str) -> None:
        assert set(findings(f'[check]\nselect = ["{name}"]')) == {"T001"}

    def test_a_group_is_chosen_by_its_letter(self) -> None:
        assert {code[0] for code in findings('[check]\nselect = ["t"]')} == {"T"}

    def test_what_is_ignored_is_left_out_even_where_it_was_chosen(self) -> None:
        chosen = findings('[check]\nselect = ["T", "C003"]\nignore = ["no-product-owner"]')
        assert "C003" in chosen
        assert "T001" not in chosen

    def test_passes_skips_and_good_signs_are_chosen_too(self) -> None:
        settings = parse('[check]\nselect = ["W"]', Settings)
        result = assess(tender(ANSWERS), settings, datetime(2026, 5, 1, tzinfo=UTC), settings.policy).lint
        codes = (
            *result.passes,
            *result.outside,
            *(skip.code for skip in result.skips),
            *(credit.code for credit in result.credits),
        )
        assert {code[0] for code in codes} == {"W"}

    def test_the_score_counts_what_is_not_shown(self) -> None:
        settings = parse('[check]\nignore = ["C003"]', Settings)
        as_of = datetime(2026, 5, 1, tzinfo=UTC)
        assert (
            assess(tender(ANSWERS), settings, as_of, settings.policy).waterfall
            == assess(tender(ANSWERS), settings, as_of).waterfall
        )


class TestSet:
    def test_a_rules_severity_is_as_set_for_each_of_its_findings(self) -> None:
        assert findings('[rules.T001]\nseverity = "error"')["T001"].severity.value == "error"
        assert findings('[rules.no-product-owner]\nseverity = "info"')["T001"].severity.value == "info"

    def test_a_rules_option_is_as_set(self) -> None:
        assert "W001" not in findings("[rules.W001]\nmax_weeks = 3")

    def test_a_table_by_code_and_one_by_name_are_of_one_rule(self) -> None:
        both = policy('[rules.W001]\nmax_weeks = 3\n[rules.discovery-short]\nseverity = "error"')
        assert both.rules == {"W001": {"max_weeks": 3, "severity": "error"}}

    def test_a_table_of_an_option_is_laid_over_the_rules_own(self) -> None:
        allowed = policy("[rules.C005.allowed]\nprice = [10, 90]").rules["C005"]["allowed"]
        assert allowed == {"technical": (10, 75), "cultural": (5, 20), "price": (10, 90)}

    @pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
    def test_every_rule_can_be_set_and_is_itself_by_default(self, rule: object) -> None:
        own = next(one for one in rules() if one is rule)
        given = options_of(own.code)()
        assert given.severity == own.severity.value
        assert configured(own, {name: getattr(given, name) for name in options(own)}) == own


class TestWrong:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[rules.W999]", "rules.W999 is for “W999”, which is no rule: did you mean W019?"),
            ("[rules.discovery-shrt]", "rules.discovery-shrt is for “discovery-shrt”, which is no rule: did you mean W001?"),
            ("[rules.W]", "rules.W is for a group of rules: give each its own table, such as [rules.W001]"),
            ("[rules]\nW001 = 3", "rules.W001 is not a table: make it one, [rules.W001]"),
            ("[rules.W001]\nmax_week = 3", "rules.W001.max_week is not a setting: did you mean “max_weeks”?"),
            ('[rules.W001]\nmax_weeks = "3"', "rules.W001.max_weeks is “3”: give a whole number, such as 70"),
            ('[rules.W001]\nseverity = "fatal"', "rules.W001.severity is “fatal”: use error, warning or info"),
            ('[check]\nignore = ["Q"]', "check select and ignore name “Q”, which is no rule: “riffle rules” lists them"),
            ("[check]\ncommon = 60", "check common 60.0 is a share: give a number from 0 to 1"),
            ("[check]\nheadlines = 0", "check headlines is below 1: give at least 1"),
            (
                "[[waivers]]",
                "waivers[1] lacks rule and reason and by and until: "
                "a waiver needs a rule, a reason, a person (by) and an end date (until)",
            ),
            (WAIVER.replace("T001", "T999"), "waivers[1] a waiver names “T999”, which is no rule: did you mean T009?"),
            (
                f'{WAIVER}words = "is to be"',
                "waivers[1] has no words that tell a clause from others, “is to be”: give more of the clause's own",
            ),
            ('[[overrides]]\nignore = ["W"]', "overrides[1] has neither path nor buyer: say what it is for"),
        ],
        ids=lambda text: None if " " in text.partition("\n")[0] else text.partition("\n")[0],
    )
    def test_a_wrong_setting_is_a_line_with_its_place_and_the_next_step(self, text: str, said: str) -> None:
        with pytest.raises(SettingsError) as raised:
            parse(text, Settings)
        assert str(raised.value) == f"riffle.toml: {said}"


class TestOverrides:
    @pytest.mark.parametrize("pattern", ["drafts/*", "*.docx", "plots.docx", "*/plots.*"])
    def test_by_path(self, pattern: str) -> None:
        text = f'[[overrides]]\npath = "{pattern}"\nignore = ["T001"]'
        assert "T001" not in findings(text)
        assert "T001" in findings(text, path="final/plot.odt")

    def test_a_path_with_backslashes_is_the_same(self) -> None:
        assert "T001" not in findings('[[overrides]]\npath = "drafts/*"\nignore = ["T001"]', path="C:\\work\\drafts\\plots.docx")

    @pytest.mark.parametrize("pattern", ["Larkfield Borough Council", "larkfield*", "*council"])
    def test_by_buyer(self, pattern: str) -> None:
        text = f'[[overrides]]\nbuyer = "{pattern}"\nselect = ["T001"]'
        assert set(findings(text)) == {"T001"}
        assert len(findings(text, **{"Organisation the work is for": "Wold District"})) > 1

    def test_by_both_means_both(self) -> None:
        text = '[[overrides]]\npath = "drafts/*"\nbuyer = "Wold*"\nignore = ["T001"]'
        assert "T001" in findings(text)

    def test_options_are_laid_over_those_for_all(self) -> None:
        text = """
            [rules.W001]
            max_weeks = 3
            severity = "error"
            [[overrides]]
            path = "drafts/*"
            [overrides.rules.W001]
            max_weeks = 5
        """
        assert findings(text)["W001"].severity.value == "error"
        assert "W001" not in findings(text, path="final/plots.docx")

    def test_what_is_ignored_for_all_stays_ignored_and_the_last_override_counts(self) -> None:
        text = """
            [check]
            ignore = ["T001"]
            [[overrides]]
            path = "*"
            [overrides.rules.C003]
            severity = "info"
            [[overrides]]
            path = "drafts/*"
            [overrides.rules.C003]
            severity = "error"
        """
        assert "T001" not in findings(text)
        assert findings(text)["C003"].severity.value == "error"
        assert findings(text, path="plots.docx")["C003"].severity.value == "info"


class TestWaivers:
    def test_a_waived_finding_is_shown_and_does_not_count(self) -> None:
        why = findings(WAIVER)["T001"].suppressed
        assert why is not None
        assert (why.kind, why.reason, why.by, str(why.until)) == ("waiver", "the owner starts in June", "A. Patel", "2026-06-01")
        assert findings(WAIVER)["C003"].suppressed is None

    @pytest.mark.parametrize(("day", "holds"), [("2026-05-31", True), ("2026-06-01", True), ("2026-06-02", False)])
    def test_it_holds_until_its_day_which_is_included(self, day: str, holds: bool) -> None:
        assert (findings(WAIVER, day=day)["T001"].suppressed is not None) is holds
        assert (notes(WAIVER, day) == ()) is holds

    def test_one_that_ended_is_said_and_the_finding_is_back(self) -> None:
        said = "the waiver of T001 by A. Patel ended on 2026-06-01: renew it or put the finding right"
        assert notes(WAIVER, "2026-06-02") == (said,)

    def test_one_that_ended_is_not_spoken_of_once_the_fault_is_gone(self) -> None:
        assert notes(WAIVER, "2026-06-02", **{"Existing team": "Our product owner decides what comes first."}) == ()

    def test_a_group_may_be_waived(self) -> None:
        assert all(one.suppressed for code, one in findings(WAIVER.replace("T001", "T")).items() if code[0] == "T")

    @pytest.mark.parametrize(
        ("words", "holds"),
        [
            ("a project manager", True),
            ("Project Manager and the Analyst", True),
            ("9.3 A project manager", True),
            ("project man", False),
            ("delivery manager", False),
        ],
    )
    def test_with_words_it_holds_while_they_stand_in_the_clause(self, words: str, holds: bool) -> None:
        assert (findings(f'{WAIVER}words = "{words}"')["T001"].suppressed is not None) is holds

    def test_a_clause_that_moves_or_is_reworded_around_the_words_stays_waived(self) -> None:
        text = f'{WAIVER}words = "project manager and an analyst"'
        moved = findings(text, **{"Existing team": "(c) The project manager and an analyst, both in Wick."})
        assert moved["T001"].suppressed is not None

    def test_a_clause_that_lost_the_words_is_found_again(self) -> None:
        text = f'{WAIVER}words = "project manager"'
        assert findings(text, **{"Existing team": "Two analysts."})["T001"].suppressed is None

    def test_a_waiver_may_be_for_some_files(self) -> None:
        text = f'{WAIVER}path = "drafts/*"'
        assert findings(text)["T001"].suppressed is not None
        assert findings(text, path="final/plots.docx")["T001"].suppressed is None


class TestCommand:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_a_waiver_is_in_the_json_until_it_ends_and_the_exit_code_follows(self, folder: Path) -> None:
        save(folder, "draft.html", page(answers=MODEL | {"Payment approach": "Fixed price"}))
        (folder / "riffle.toml").write_text(WAIVER.replace("T001", "C003") + '[check]\nselect = ["C"]\n', encoding="utf-8")
        ended = {day: run("check", "draft.html", "--format", "json", "--as-of", day) for day in ("2026-06-01", "2026-06-02")}
        why = [
            finding["suppressed"] and finding["suppressed"]["by"] for one in ended.values() for finding in one.json[0]["findings"]
        ]
        assert why == ["A. Patel", None]
        assert [one.code for one in ended.values()] == [0, 1]
