"""What `check` writes for people, hooks and build machines: each format's exact words, and that hostile text does nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from checked import HOSTILE, compared, flood, hostile, quiet, rate
from judged import assessment, finding, tender
from reports.formats import Checked, Out, named
from reports.formats.junit import clean
from reports.formats.markdown import text as as_markdown
from reports.margin import margin
from reports.remarks import common, folded
from reports.safe import no_command
from scoring.finding import Rate, Severity
from tenders.parse import Unread

EVERYTHING = Out(everything=True)
UNREAD = (Unread(path=Path("c.pdf"), error="is empty: save the page again"),)
# What a log of GitHub Actions would obey.
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
FORMATS = ("text", "concise", "github", "junit", "markdown")


def written(name: str, *results: Checked, out: Out | None = None) -> str:
    return named(name).check(results, out or Out())


# Of the flood's rules of one severity, what weighs most in the score comes first.
BY_WEIGHT = (5, 6, 7, 4, 8)


class TestRemarks:
    @pytest.mark.parametrize(
        ("found", "tested", "said"),
        [
            (0, 17, "none of 17 opportunities"),
            (17, 17, "all of 17 opportunities"),
            (2, 77, "2 of 77 opportunities"),
            (4, 24, "4 of 24 opportunities"),
            (20, 24, "20 of 24 opportunities"),
            (3, 77, "1 in 26 of 77 opportunities"),
            (13, 77, "1 in 6 of 77 opportunities"),
            (34, 77, "2 in 5 of 77 opportunities"),
            (39, 77, "1 in 2 of 77 opportunities"),
            (52, 77, "2 in 3 of 77 opportunities"),
            (70, 77, "9 in 10 of 77 opportunities"),
            (76, 77, "nearly all of 77 opportunities"),
        ],
    )
    def test_how_common_a_finding_is(self, found: int, tested: int, said: str) -> None:
        assert common(rate(found, tested)) == said

    @given(st.integers(1, 500), st.integers(0, 500))
    def test_the_share_said_is_near_the_share_found(self, tested: int, found: int) -> None:
        found = min(found, tested)
        part = re.match(r"(\d+) in (\d+) of", common(Rate(found=found, tested=tested, among="notices")))
        if part:
            assert abs(int(part[1]) / int(part[2]) - found / tested) <= 0.07

    def test_what_is_folded_is_counted(self, tmp_path: Path) -> None:
        from reports.checking import triage

        found = triage(flood(tmp_path))
        assert folded(found, 0.5) == "2 more findings, 2 that most notices have, 1 waived and 1 in the baseline"
        assert folded(found, 0.3) == "2 more findings, 2 that are common among notices, 1 waived and 1 in the baseline"
        assert folded(triage(quiet(tmp_path)), 0.5) == ""


class TestText:
    def test_a_quiet_file_is_a_few_lines(self, tmp_path: Path) -> None:
        assert written("text", quiet(tmp_path)) == (
            "b.html:\nwaterfall score 20 of 100, no findings\n"
            "Discovery for the allotment waiting list\n"
            "\n"
            "Rules: 1 passed, 0 failed, 0 not applicable, 0 could not be tested.\n"
            "\n"
            "1 file: no findings.\n"
            "The waterfall score: 0 is a model agile ask, 100 plainly waterfall.\n"
        )

    def test_no_file_is_said(self) -> None:
        assert written("text") == "Nothing was checked.\n"

    def test_a_finding_has_its_clause_reason_fix_and_rate(self, tmp_path: Path) -> None:
        assert "\n\n".join(written("text", flood(tmp_path)).split("\n\n")[:2]) == (
            "a.html:\nwaterfall score 71 of 100, 1 error, 7 warnings and 1 info\n"
            "Discovery for the allotment waiting list\n"
            "\n"
            "a.html:Payment approach:250 C003 error: A fixed price is asked for.\n"
            "   250 | Fixed price\n"
            "       | ^~~~~~~~~~~\n"
            "         Summary of the work:\n"
            "    50 | … why people give up on the allotment waiting list and what would help…\n"
            "       |              ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
            "  Why: Why C003 matters.\n"
            "  Fix: The fix of C003.\n"
            "  Seen in: 1 in 6 of 77 opportunities"
        )

    def test_what_comes_after_the_findings(self, tmp_path: Path) -> None:
        text = written("text", compared(tmp_path))
        assert text[text.index("2 more") :] == (
            "2 more findings, 2 that most notices have, 1 waived and 1 in the baseline: --all\n"
            "shows them.\n"
            "\n"
            "Note: the waiver of T001 by B. Jones ended on 2026-01-31: renew it or put the\n"
            "      finding right\n"
            "\n"
            "Against old.html: waterfall score 90 before, 71 now. 1 fixed, 1 brought in, 1\n"
            "kept.\n"
            "  fixed T002 the message of T002\n"
            "  new   C003 A fixed price is asked for.\n"
            "\n"
            "What would help most, each change on top of the one before:\n"
            "   71 to 50 Pay for time and materials with a cap.\n"
            "   50 to 38 Name who recruits.\n"
            "\n"
            "Rules: 1 passed, 9 failed, 2 not counted, 1 not applicable, 1 could not be\n"
            "tested (not stated: duration, phases).\n"
            "\n"
            "1 file: 1 error, 7 warnings and 1 info.\n"
            "The waterfall score: 0 is a model agile ask, 100 plainly waterfall.\n"
        )

    def test_a_flood_is_folded_to_its_headlines_and_unfolded_when_asked(self, tmp_path: Path) -> None:
        def heads(out: Out) -> list[str]:
            return re.findall(r"^a\.html:[^:]+(?::\d+)? ([A-Z]\d+) ", written("text", flood(tmp_path), out=out), re.MULTILINE)

        assert heads(Out()) == ["C003", "W005", "W006", "W007", "W004"]
        assert heads(EVERYTHING) == ["C003", "W005", "W006", "W007", "W004", "W008", "T002", "U001", "U005", "T006", "T007"]

    def test_what_does_not_count_is_shown_with_the_reason_person_and_end(self, tmp_path: Path) -> None:
        text = written("text", flood(tmp_path), out=EVERYTHING)
        assert "  Not counted: Waived by A. Patel until 31 March 2027: Held at a List X site.\n" in text
        assert "  Not counted: In the baseline\n" in text
        assert "  W009 not tested: the notice does not state duration, phases\n" in text

    def test_of_many_clauses_three_are_shown(self, tmp_path: Path) -> None:
        result = flood(tmp_path)
        words = result.assessment.lint.findings[0].evidence
        many = assessment(result.assessment.tender, [finding("W001", *words, *words, *words)])
        assert "and in 3 other places\n" in written("text", replace(result, assessment=many))

    def test_a_page_is_named_where_a_document_has_some(self, tmp_path: Path) -> None:
        result = flood(tmp_path)
        words = replace(result.assessment.lint.findings[0].evidence[0], page=7)
        paged = assessment(result.assessment.tender, [finding("W001", words)])
        assert "draft.pdf:Payment approach, page 7 W001" in written("text", Checked(place="draft.pdf", assessment=paged))

    def test_files_stand_one_after_another(self, tmp_path: Path) -> None:
        text = written("text", flood(tmp_path), quiet(tmp_path))
        assert text.index("a.html:\nwaterfall") < text.index("b.html:\nwaterfall") < text.index("2 files: 1 error")

    @pytest.mark.parametrize("width", [40, 60, 80, 120])
    @pytest.mark.parametrize("colour", [False, True])
    def test_it_fits_the_terminal(self, tmp_path: Path, width: int, colour: bool) -> None:
        text = written("text", compared(tmp_path), out=Out(width=width, colour=colour, everything=True))
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert max(cell_len(line) for line in plain.splitlines()) <= width
        assert colour == ("\x1b" in text)


class TestConcise:
    def test_a_line_a_finding_that_counts(self, tmp_path: Path) -> None:
        assert written("concise", flood(tmp_path), quiet(tmp_path)).splitlines() == [
            "a.html:250:3: C003 error A fixed price is asked for.",
            *[f"a.html:50:23: W00{n} warning the message of W00{n}" for n in BY_WEIGHT],
            "a.html:whole notice: T002 warning the message of T002",
            "a.html:50:23: U001 info the message of U001",
            "a.html:whole notice: U005 warning the message of U005",
            "a.html: note the waiver of T001 by B. Jones ended on 2026-01-31: renew it or put the finding right",
        ]

    def test_what_does_not_count_is_there_when_asked(self, tmp_path: Path) -> None:
        lines = written("concise", flood(tmp_path), out=EVERYTHING).splitlines()
        assert "a.html:250:3: T007 warning the message of T007 (in the baseline)" in lines

    def test_nothing_found_is_nothing(self, tmp_path: Path) -> None:
        assert written("concise", quiet(tmp_path)) == ""


class TestGitHub:
    def test_a_command_a_finding(self, tmp_path: Path) -> None:
        lines = written("github", flood(tmp_path)).splitlines()
        assert lines[0] == (
            "::error file=a.html,line=250,endLine=250,col=3,endColumn=14,title=C003 rule C003::"
            "A fixed price is asked for.%0AFix: The fix of C003."
        )
        assert lines[-3:] == [
            "::notice file=a.html,line=50,endLine=50,col=23,endColumn=60,title=U001 rule U001::the message of U001"
            "%0AFix: The fix of U001.",
            "::notice file=a.html,title=U005 rule U005::the message of U005%0AIn: whole notice.%0AFix: The fix of U005.",
            "::warning file=a.html,title=riffle.toml::the waiver of T001 by B. Jones ended on 2026-01-31: "
            "renew it or put the finding right",
        ]

    def test_nothing_ends_its_place(self, tmp_path: Path) -> None:
        result = replace(flood(tmp_path), place="a,b:c.md", notes=("100% sure, see: this",))
        last = written("github", result).splitlines()[-1]
        assert last == "::warning file=a%2Cb%3Ac.md,title=riffle.toml::100%25 sure, see: this"

    def test_hostile_text_starts_no_command_of_its_own(self) -> None:
        lines = written("github", hostile(), out=EVERYTHING).splitlines()
        assert len(lines) == 4
        assert all(re.match(r"::(error|warning|notice) file=[^:,\n]*,title=[^:,\n]*::", line) for line in lines)

    def test_nothing_found_is_nothing(self, tmp_path: Path) -> None:
        assert written("github", quiet(tmp_path)) == ""


class TestJUnit:
    def test_a_suite_a_file_and_a_case_a_rule(self, tmp_path: Path) -> None:
        root = ElementTree.fromstring(written("junit", flood(tmp_path), quiet(tmp_path)))
        assert root.attrib == {"name": "riffle check", "tests": "15", "failures": "8", "errors": "0", "skipped": "4"}
        assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
            ("a.html", "14", "8"),
            ("b.html", "1", "0"),
        ]
        outcomes = {str(case.get("name")).split()[0]: [(part.tag, part.get("message")) for part in case] for case in root[0]}
        assert outcomes["C003"] == [("failure", "A fixed price is asked for.")]
        assert outcomes["X001"] == []
        assert outcomes["W009"] == [("skipped", "The notice does not state: duration, phases")]
        assert outcomes["S001"] == [("skipped", "Not applicable to such work")]
        assert outcomes["T006"] == [("skipped", "Not counted, waived by A. Patel until 31 March 2027: Held at a List X site.")]
        assert outcomes["T007"] == [("skipped", "Not counted, in the baseline")]

    def test_a_failure_tells_where_why_and_what_to_do(self, tmp_path: Path) -> None:
        failure = ElementTree.fromstring(written("junit", flood(tmp_path))).find(".//failure")
        assert failure is not None
        assert (failure.get("type"), failure.text) == (
            "error",
            "a.html:250 (Payment approach): “Fixed price”\n"
            "a.html:50 (Summary of the work): “give up on the allotment waiting list”\n"
            "Why: Why C003 matters.\nFix: The fix of C003.\nSeen in: 1 in 6 of 77 opportunities",
        )

    @pytest.mark.parametrize(
        ("severity", "fails", "tag"),
        [
            ("info", "warning", "system-out"),
            ("info", "info", "failure"),
            ("warning", "error", "system-out"),
            ("error", "error", "failure"),
        ],
    )
    def test_a_case_fails_where_the_command_does(self, severity: str, fails: str, tag: str) -> None:
        found = Checked(
            place="a.md", assessment=assessment(tender(), [finding("W001", message="One.", severity=Severity(severity))])
        )
        case = ElementTree.fromstring(written("junit", found, out=Out(fails=Severity(fails)))).find(".//testcase")
        assert case is not None
        assert [part.tag for part in case] == [tag]
        assert "One." in ElementTree.tostring(case, encoding="unicode")

    def test_several_findings_of_a_rule_are_one_failure(self) -> None:
        found = assessment(tender(), [finding("W001", message="One."), finding("W001", message="Two.")])
        cases = ElementTree.fromstring(written("junit", Checked(place="a.md", assessment=found))).findall(".//failure")
        assert [case.get("message") for case in cases] == ["One."]
        assert "a.md (whole notice)" in (cases[0].text or "")

    def test_a_file_that_could_not_be_read_is_an_error(self) -> None:
        root = ElementTree.fromstring(written("junit", out=Out(unread=UNREAD)))
        error = root.find("testsuite[@name='c.pdf']/testcase/error")
        assert error is not None
        assert (root.get("errors"), error.get("message")) == ("1", "is empty: save the page again")

    @given(st.text())
    def test_any_text_is_well_formed(self, text: str) -> None:
        assert ElementTree.fromstring(f"<a>{clean(text).replace('&', '&amp;').replace('<', '&lt;')}</a>") is not None

    def test_hostile_text_reads_back(self) -> None:
        root = ElementTree.fromstring(written("junit", hostile()))
        failure = root.find(".//failure")
        assert failure is not None
        assert str(failure.get("message")).startswith("<script>alert(1)</script> ::error::boo <U+0023>#[error]boo ]]> %0A")
        assert {one.tag for one in root.iter()} == {"testsuites", "testsuite", "testcase", "failure", "skipped"}


class TestMarkdown:
    def test_a_table_of_the_headlines_and_what_follows(self, tmp_path: Path) -> None:
        assert written("markdown", compared(tmp_path)).split("\n\n") == [
            "## Riffle: 1 error, 7 warnings and 1 info in 1 file",
            "### a.html",
            "Discovery for the allotment waiting list. Waterfall score **71** of 100, 1 error, 7 warnings and 1 info.",
            "| Where | Finding | What to do | Seen in |\n| --- | --- | --- | --- |\n"
            "| Payment approach, line 250 | **C003** error: A fixed price is asked for.<br>“Fixed price”<br>“give up on the "
            "allotment waiting list” | The fix of C003. | 1 in 6 of 77 opportunities |\n"
            + "\n".join(
                f"| Summary of the work, line 50 | **W00{n}** warning: the message of W00{n}<br>“give up on the allotment "
                f"waiting list” | The fix of W00{n}. | 1 in {round(77 / n)} of 77 opportunities |"
                for n in BY_WEIGHT[:4]
            ),
            "2 more findings, 2 that most notices have, 1 waived and 1 in the baseline: `riffle check --all` shows all.",
            "- Note: the waiver of T001 by B. Jones ended on 2026-01-31: renew it or put the finding right",
            "**Against old.html**: waterfall score 90 before, 71 now.",
            "- Fixed: T002 the message of T002\n- New: C003 A fixed price is asked for.\n- Kept: 1",
            "**What would help most**, each change on top of the one before:",
            "- 71 to 50: Pay for time and materials with a cap.\n- 50 to 38: Name who recruits.",
            "Rules: 1 passed, 9 failed, 2 not counted, 1 not applicable, 1 could not be tested (not stated: duration, phases).\n",
        ]

    def test_everything_has_tables_for_the_rest(self, tmp_path: Path) -> None:
        text = written("markdown", flood(tmp_path), out=EVERYTHING)
        assert "**Common among real notices**\n\n| Where" in text
        assert "<br>*waived by A. Patel until 31 March 2027: Held at a List X site.*" in text

    def test_hostile_text_is_no_markup_mention_or_link(self) -> None:
        text = written("markdown", hostile(), out=EVERYTHING)
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
        tags = set(re.findall(r"</?([a-z0-9]+)", html))
        assert tags <= {"h2", "h3", "p", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "br", "ul", "li"}
        assert "<a" not in html
        assert html.count("<tr>") == 5  # two tables' heads and three findings
        assert re.search(r"@\w|#\d|\w://|www\.", text.replace("&#8203;", "|")) is None

    @given(st.text(alphabet="ab@#1:/w.`*_|[]()<>&~$\\ -!", max_size=40))
    def test_any_text_renders_as_itself(self, said: str) -> None:
        html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).renderInline(as_markdown(said))
        plain = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&").replace("\u200b", "")
        assert plain == " ".join(said.split())


class TestJson:
    def test_every_part_is_there(self, tmp_path: Path) -> None:
        (found,) = json.loads(written("json", compared(tmp_path)))
        kinds = {one["code"]: one["kind"] for one in found["findings"]}
        assert [kinds[code] for code in ("C003", "T002", "U001", "U005", "T006", "T007")] == [
            "headline",
            "more",
            "context",
            "context",
            "suppressed",
            "suppressed",
        ]
        first = found["findings"][0]
        assert first["rate"] == {"found": 13, "tested": 77, "among": "opportunities"}
        assert (first["evidence"][0]["line"], first["evidence"][0]["column"]) == (250, 3)
        waived = next(one["suppressed"] for one in found["findings"] if one["code"] == "T006")
        assert waived == {"kind": "waiver", "reason": "Held at a List X site.", "by": "A. Patel", "until": "2027-03-31"}
        assert found["notes"] == ["the waiver of T001 by B. Jones ended on 2026-01-31: renew it or put the finding right"]
        assert found["lifts"][0] == {
            "code": "C003",
            "words": "Pay for time and materials with a cap.",
            "before": 71,
            "after": 50,
        }
        against = found["compared"]
        assert (against["old"], against["before"], against["after"]) == ("old.html", 90, 71)
        assert [[one["code"] for one in against[name]] for name in ("fixed", "brought", "kept")] == [["T002"], ["C003"], ["W004"]]
        assert (found["passed"], found["not_applicable"]) == (["X001"], ["S001"])

    def test_a_file_without_lines_or_an_older_draft_says_so(self) -> None:
        result = hostile()
        (found,) = json.loads(written("json", replace(result, compared=None)))
        assert found["compared"] is None
        assert found["findings"][0]["evidence"][0]["line"] is None
        assert found["findings"][0]["message"] == HOSTILE


class TestHtml:
    def test_each_note_stands_beside_its_first_words(self, tmp_path: Path) -> None:
        result = flood(tmp_path)
        found = margin(result.assessment.tender.document, result.assessment.lint.findings[:7], result.assessment.lint.findings[7:8])
        beside = {
            block.part.starts.section.label: [note.of.code for note in block.notes]
            for block in found.blocks
            if block.part.starts and block.notes
        }
        assert beside == {"Payment approach": ["C003"], "Summary of the work": ["W004", "W005", "W006", "W007", "W008"]}
        assert [note.of.code for note in found.unplaced] == ["T002"]
        assert [evidence.section for _, evidence in found.notes[0].elsewhere] == ["Summary of the work"]

    def test_the_text_in_blocks_is_the_text(self, tmp_path: Path) -> None:
        result = flood(tmp_path)
        found = margin(result.assessment.tender.document, result.assessment.lint.findings, ())
        parts = [part for block in found.blocks for part in (block.part, *block.rest)]
        said = "".join(piece.text for part in parts for piece in part.pieces)
        assert said == "".join(section.text for section in result.assessment.tender.document.sections)

    def test_the_page_has_every_part(self, tmp_path: Path) -> None:
        text = written("html", compared(tmp_path), quiet(tmp_path))
        for words in (
            "<h1>Check of 2 files</h1>",
            "Waterfall score 71 of 100.",
            "<strong>Note:</strong> the waiver of T001",
            "2 more findings beside the text below.",
            '<td class="brief">71 to 50</td><td>Pay for time and materials with a cap.</td>',
            "<h4>Fixed (1)</h4>",
            "<summary>Kept (1)</summary>",
            "<h3>What the text does not say</h3>",
            "<summary>2 more that most notices have</summary>",
            "<summary>2 waived or in the baseline</summary>",
            "waived by A. Patel until 31 March 2027: Held at a List X site.",
            "<dt>Seen in</dt><dd>1 in 6 of 77 opportunities</dd>",
        ):
            assert words in text

    def test_every_name_on_the_page_is_used_once_and_every_link_leads_to_one(self, tmp_path: Path) -> None:
        text = written("html", compared(tmp_path), flood(tmp_path), hostile())
        names = re.findall(r'\bid="([^"]+)"', text)
        assert len(names) == len(set(names))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(names)

    def test_the_page_names_no_script_and_no_outside_address(self) -> None:
        text = written("html", hostile(), out=Out(unread=UNREAD))
        assert "<script" not in text
        assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"", text) == []
        assert "c.pdf is empty: save the page again" in text

    def test_no_file_is_said(self) -> None:
        assert "There is nothing to show." in written("html")


class TestEveryFormat:
    @pytest.mark.parametrize("name", FORMATS)
    def test_hostile_text_is_no_command_to_a_build_machine(self, name: str) -> None:
        for line in written(name, hostile(), out=EVERYTHING).splitlines():
            assert COMMAND.search(line.removeprefix("::") if name == "github" else line) is None

    @given(st.text(alphabet=":#[ \nab"))
    def test_no_text_holds_a_command_once_it_is_safe(self, text: str) -> None:
        assert COMMAND.search(no_command(text)) is None

    @pytest.mark.parametrize("name", FORMATS)
    def test_a_severity_is_always_named(self, name: str) -> None:
        found = assessment(tender(), [finding("W001", severity=Severity.ERROR)])
        assert "error" in written(name, Checked(place="a.md", assessment=found))
