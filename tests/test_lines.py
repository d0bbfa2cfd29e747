"""Lines: where the words of evidence stand in the file that they were read from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import MODEL, page
from pdfs import many
from reports.lines import Source, Spot
from tenders import readers
from tenders.document import Document, Section
from tenders.evidence import Evidence


def of(tmp_path: Path, text: str | bytes, name: str = "draft.md") -> tuple[Source, Document]:
    """A file with this in it, and what is read of it."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Source(path), readers.read(path.read_bytes())


def spot(source: Source, document: Document, words: str, label: str = "") -> Spot | None:
    """Where words stand that a section says."""
    for section in document.sections:
        at = section.text.find(words)
        if at >= 0 and label in section.label:
            return source.spot(document, section.cite(at, at + len(words)))
    raise AssertionError(f"{words!r} was not read")


def place(found: Spot | None) -> tuple[int, int, int, int] | None:
    return None if found is None else (found.line, found.column, found.end_line, found.end_column)


DRAFT = """# Bins

## Summary of the work
We want **fewer bins**, and see [our notes](https://example.org/fewer/bins) on
who pays for them, over two lines.

## Budget range
None

## Early market engagement
None

- One item
- Another item
"""


@pytest.mark.parametrize(
    ("words", "label", "wanted"),
    [
        ("fewer bins", "", (4, 11, 4, 21)),
        ("We want fewer bins", "", (4, 1, 4, 21)),
        ("None", "Budget", (8, 1, 8, 5)),
        ("None", "Early", (11, 1, 11, 5)),
        ("Another item", "", (14, 3, 14, 15)),
    ],
)
def test_words_are_found_in_markdown(tmp_path: Path, words: str, label: str, wanted: tuple[int, ...]) -> None:
    assert place(spot(*of(tmp_path, DRAFT), words, label)) == wanted


def test_words_over_two_lines_end_on_the_second(tmp_path: Path) -> None:
    source, document = of(tmp_path, DRAFT)
    text = next(section.text for section in document.sections if "who pays" in section.text)
    start = text.index("on")
    words = text[start : text.index("them") + 4]
    assert place(spot(source, document, words))[::2] == (4, 5)  # type: ignore[index]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_breaks_of_any_kind_count_once(tmp_path: Path, newline: str) -> None:
    source, document = of(tmp_path, DRAFT.replace("\n", newline).encode())
    assert place(spot(source, document, "Another item")) == (14, 3, 14, 15)


@pytest.mark.parametrize("generation", [1, 2])
def test_words_are_found_between_tags_and_behind_entities(tmp_path: Path, generation: int) -> None:
    answers = MODEL | {"Summary of the work": "Find “it” & don't\nstop at <b> caf\u00e9s", "Security clearance": "None needed."}
    raw = page(answers=answers, generation=generation).replace("é".encode(), b"&eacute;")  # type: ignore[arg-type]
    source, document = of(tmp_path, raw, "90001.html")
    found = spot(source, document, "don't\nstop at <b> cafés")
    assert found is not None
    assert found.text.startswith("don&#x27;t<br>stop at")
    assert found.text.endswith("caf&eacute;s")
    assert source.text.split("\n")[found.line - 1][found.column - 1 :].startswith("don&#x27;t")


def test_what_a_page_does_not_show_is_not_where_words_stand(tmp_path: Path) -> None:
    raw = page(title="Bins and lids").replace(b"<main", b"<!-- Bins and lids --><script>'Bins and lids'</script>\n<main", 1)
    found = spot(*of(tmp_path, raw, "90001.html"), "Bins and lids")
    assert found is not None
    assert found.line > raw.decode().split("<main")[0].count("\n")


def test_the_marks_around_a_quote_belong_to_it(tmp_path: Path) -> None:
    source, document = of(tmp_path, "# Bins\n\n## Budget range\nUp to (£60,000).\n")
    assert spot(source, document, "(£60,000).").text == "(£60,000)."  # type: ignore[union-attr]


def test_a_document_that_is_not_text_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(many(1))
    assert Source(path).text == ""


def test_a_file_that_is_gone_and_no_file_have_no_lines(tmp_path: Path) -> None:
    document = Document(source="file", notice_id=None, sections=(Section(label="A", text="b c"),))
    for source in (Source(tmp_path / "gone.md"), Source()):
        assert source.spot(document, document.sections[0].whole()) is None


def test_words_that_are_not_there_have_no_line(tmp_path: Path) -> None:
    source, document = of(tmp_path, DRAFT)
    assert source.spot(document, Evidence(section="A", start=0, end=4, quote="lids")) is None
    assert source.spot(document, Evidence(section="A", start=0, end=1, quote="–")) is None


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"), max_size=30)))
def test_a_spot_holds_the_words_wherever_it_is(lines: list[str]) -> None:
    text = "\n".join(lines)
    section = Section(label="x", text=text)
    source = Source()
    vars(source)["text"] = text
    found = source.spot(Document(source="file", notice_id=None, sections=(section,)), section.cite(0, len(text)))
    if found is not None:
        rows = text.split("\n")
        assert rows[found.line - 1][found.column - 1 :].startswith(found.text.split("\n")[0])
        assert found.text.count("\n") == found.end_line - found.line


def test_every_finding_in_the_captures_has_its_line(captures: tuple[Path, ...]) -> None:
    from reports.clock import moment
    from reports.formats import Checked
    from reports.run import from_paths
    from scoring.profile import Profile

    lost = []
    for one in from_paths(captures[::25], Profile(), moment(None)):
        assert isinstance(one, Checked)
        lost += [(one.place, e.quote) for f in one.assessment.lint.findings for e in f.evidence if one.spot(e) is None]
    assert lost == []
