"""Attachments: which are asked for, which answers are kept, and how they are read with their notice."""

from __future__ import annotations

from typing import Literal

import pytest
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from crawler.addresses import NOT_WEB, PRIVATE
from crawler.attachments import MIB, address_of, judged, next_hop, refusal, request_meta, room, unanswered
from crawler.guard import Refused
from tenders import attached, config
from tenders.attached import linked, name_of
from tenders.blocks import Heading, Paragraph
from tenders.config import Attachments
from tenders.document import Document, Section
from tenders.errors import SettingsError
from tenders.notice import Attachment, digest
from tenders.store import Attached
from tenders.worker import Limits
from tests.documents import docx, text
from tests.documents import html as web_page
from tests.pages import page

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOGIN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input type='password'></form></body></html>"
NOT_READ = "is a kind of file that Riffle does not read"


def wanted(url: str = "/spec.pdf", name: str = "", media_type: str = "") -> Attached:
    """An attachment that is to be fetched."""
    url = f"https://files.example{url}" if url.startswith("/") else url
    return Attached(url=url, name=name, media_type=media_type)


def answer(body: bytes, status: int = 200, head: str = "application/octet-stream", **headers: str) -> Response:
    """An answer to a request for an attachment."""
    return Response("https://files.example/spec.pdf", status=status, body=body, headers={"Content-Type": head, **headers})


def verdict(of: Attached, response: Response, bytes_left: int = MIB) -> str:
    """State and reason, or state and media type."""
    found = judged(of, response, bytes_left)
    return f"{found.state}: {found.why or found.media_type}"


# What a notice links to


def test_links_are_whole_addresses_each_once_and_the_notice_is_not_its_own_attachment() -> None:
    given = ["a.pdf", " /notices/a.pdf#page=2 ", "21", "#top", "https://files.example/b.pdf", "", "http://[::1"]
    found = linked("https://source.example/notices/21", [Attachment(url=url, name=url) for url in given])
    assert [(one.url, one.name) for one in found] == [
        ("https://source.example/notices/a.pdf", "a.pdf"),
        ("https://files.example/b.pdf", "https://files.example/b.pdf"),
        ("http://[::1", "http://[::1"),
    ]


def test_an_attachment_is_called_as_the_notice_calls_it_else_by_the_end_of_its_address() -> None:
    assert name_of(wanted(name=" The\n specification ")) == "The specification"
    assert name_of(wanted("/my%20file.pdf")) == "my%20file.pdf"
    assert name_of(wanted("https://files.example/")) == "https?//files.example/"
    assert len(name_of(wanted(name="a" * 300))) == 80


# What is asked for


def test_addresses_that_must_not_be_asked_are_refused() -> None:
    assert refusal(wanted("http://127.0.0.1/a.pdf"), 0, Attachments()) == PRIVATE
    assert refusal(wanted("ftp://files.example/a.pdf"), 0, Attachments()) == NOT_WEB
    assert refusal(wanted("http://[::1"), 0, Attachments()) == NOT_WEB
    assert refusal(wanted(), 0, Attachments()) is None


def test_an_address_is_asked_as_it_stands_on_the_wire() -> None:
    assert address_of(wanted("/the spec.pdf")) == "https://files.example/the%20spec.pdf"
    assert refusal(wanted("/the spec.pdf"), 0, Attachments()) is None


def test_no_more_are_asked_for_than_the_limit() -> None:
    limits = Attachments(count=2)
    said = "is past the first 2 of the notice: raise “count” under [attachments] in riffle.toml"
    assert [refusal(wanted(), before, limits) for before in range(4)] == [None, None, said, said]


@pytest.mark.parametrize(
    ("attachment", "asked"),
    [
        (wanted("/spec.pdf"), True),
        (wanted("/SPEC.DOCX"), True),
        (wanted("/download?id=7"), True),
        (wanted("/download.aspx?id=7"), True),
        (wanted("/7", media_type="application/pdf"), True),
        (wanted("/7", media_type="Application/PDF; charset=binary"), True),
        (wanted("/7", media_type="application/x-pdf"), True),
        (wanted("/7", media_type="application/octet-stream"), True),
        (wanted("/7", name="Specification.odt", media_type="application/octet-stream"), True),
        (wanted("/7", name="Specification.odt", media_type="application/msword"), True),
        (wanted("/prices.xlsx"), False),
        (wanted("/7", name="Prices.XLSX"), False),
        (wanted("/7", media_type="image/png"), False),
        (wanted("/plan.dwg", media_type="application/octet-stream"), False),
    ],
)
def test_kinds_that_no_reader_takes_are_not_asked_for(attachment: Attached, asked: bool) -> None:
    why = refusal(attachment, 0, Attachments())
    assert why is None if asked else why is not None and why.startswith(NOT_READ)


# Limits of size


def test_there_is_room_for_one_attachment_and_for_what_the_notice_has_left() -> None:
    limits = Attachments(each_mib=20, notice_mib=50)
    assert [room(limits, kept * MIB) // MIB for kept in (0, 20, 40, 50, 60)] == [20, 20, 10, 0, -10]


def test_scrapy_is_told_the_room_and_never_that_there_is_none() -> None:
    assert request_meta(5)["download_maxsize"] == 5
    with pytest.raises(ValueError, match="no room left"):
        request_meta(0)


def test_an_attachment_that_is_too_large_is_refused_with_the_setting_that_allows_it() -> None:
    assert verdict(wanted(), answer(PDF), bytes_left=len(PDF)) == "kept: application/pdf"
    assert verdict(wanted(), answer(PDF), bytes_left=len(PDF) - 1).startswith("refused: is larger than")
    said = "is larger than 20 MiB: raise the limits under [attachments] in riffle.toml"
    assert unanswered(wanted(), DownloadCancelledError("larger"), 20 * MIB, "").why == said
    assert unanswered(wanted(), IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (1 B)"), 20 * MIB, "").why == said


def test_an_attachment_that_there_is_no_room_for_is_refused() -> None:
    found = unanswered(wanted(), DownloadCancelledError("larger"), 0, "")
    assert found.why == "comes after as much as is taken of one notice: raise “notice_mib” under [attachments] in riffle.toml"


# What is kept


def test_a_file_that_a_reader_takes_is_kept_whatever_is_said_of_it() -> None:
    for head in ("application/pdf", "application/octet-stream", "text/html"):
        found = judged(wanted(name="Specification"), answer(PDF, head=head), MIB)
        assert found == Attached(
            url="https://files.example/spec.pdf",
            name="Specification",
            media_type="application/pdf",
            state="kept",
            sha256=digest(PDF),
        )
    assert verdict(wanted("/spec.pdf"), answer(docx([Paragraph("Bins.")]))) == f"kept: {WORD}"


@pytest.mark.parametrize("head", ["application/pdf", "text/html; charset=utf-8", "application/octet-stream"])
def test_a_page_that_asks_for_a_login_is_not_the_document_behind_it(head: str) -> None:
    assert verdict(wanted(), answer(LOGIN, head=head)) == "refused: asks for a login"
    assert verdict(wanted("/page.html"), answer(LOGIN, head=head)) == "refused: asks for a login"


def test_a_web_page_is_kept_only_where_one_was_promised() -> None:
    body = web_page([Heading("Scope"), Paragraph("Bins.")])
    assert verdict(wanted("/spec.html"), answer(body)) == "kept: text/html"
    assert verdict(wanted("/7", media_type="text/html"), answer(body)) == "kept: text/html"
    assert verdict(wanted("/spec.pdf"), answer(body)) == "refused: is a web page where a PDF should be: not kept"
    assert verdict(wanted("/7"), answer(body, head="text/html")) == "refused: is a web page where a document should be: not kept"


def test_a_text_is_kept_only_where_one_was_promised() -> None:
    body = text([Heading("Scope"), Paragraph("We need a service that tells people when their bins are collected.")])
    assert verdict(wanted("/spec.txt"), answer(body)).startswith("kept: text/")
    assert verdict(wanted("/7"), answer(body, head="text/plain; charset=utf-8")).startswith("kept: text/")
    assert verdict(wanted("/spec.pdf"), answer(body, head="text/plain")) == "refused: is a text where a PDF should be: not kept"
    assert verdict(wanted("/7"), answer(body, head="application/json")) == "refused: is a text where a document should be: not kept"


def test_bytes_that_no_reader_takes_are_refused() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(64)
    assert verdict(wanted(), answer(png, head="application/pdf")) == f"refused: {NOT_READ}: not kept"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "refused: asks for a login (401)"),
        (403, "refused: refused us (403)"),
        (404, "failed: answered with an error (404): try again later"),
        (503, "failed: answered with an error (503): try again later"),
        (206, "failed: answered with an error (206): try again later"),
    ],
)
def test_an_answer_other_than_200_is_not_kept(status: int, said: str) -> None:
    assert verdict(wanted(), answer(PDF, status=status)) == said


def test_an_empty_answer_failed() -> None:
    assert verdict(wanted(), answer(b" \n")) == "failed: is empty: try again later"


def test_what_was_refused_says_why() -> None:
    refused = unanswered(wanted(), Refused(PRIVATE), MIB, PRIVATE)
    assert (refused.state, refused.why) == ("refused", PRIVATE)


# Redirects


def test_an_answer_that_does_not_redirect_leads_nowhere() -> None:
    assert next_hop(answer(PDF), 0) is None
    assert next_hop(answer(PDF, status=304), 0) is None


def test_a_redirect_leads_to_a_whole_address_on_any_public_host() -> None:
    assert next_hop(answer(b"", status=302, Location="other one.pdf"), 0) == "https://files.example/other%20one.pdf"
    assert next_hop(answer(b"", status=307, Location="//cdn.example/a.pdf#top"), 0) == "https://cdn.example/a.pdf"


@pytest.mark.parametrize(
    ("location", "hops", "said"),
    [
        ("http://10.0.0.1/a.pdf", 0, f"redirects to an address that {PRIVATE}"),
        ("//127.0.0.1/a.pdf", 0, f"redirects to an address that {PRIVATE}"),
        ("http://[::1", 0, "redirects to an address that is not a plain web address: not fetched"),
        ("/sign-in?next=a.pdf", 0, "asks for a login"),
        ("/a.pdf", 5, "redirects more than 5 times: not followed"),
    ],
)
def test_a_redirect_is_refused(location: str, hops: int, said: str) -> None:
    with pytest.raises(Refused) as caught:
        next_hop(answer(b"", status=302, Location=location), hops)
    assert str(caught.value) == said


# Settings


def test_the_limits_are_settings() -> None:
    @config.dataclass(frozen=True, kw_only=True)
    class All:
        attachments: Attachments = Attachments()

    assert config.parse("[attachments]\ncount = 5", All).attachments == Attachments(count=5)
    with pytest.raises(SettingsError) as caught:
        config.parse("[attachments]\neach_mib = 0", All)
    assert str(caught.value) == "riffle.toml: attachments each_mib is too low: give 1 or more"


# Reading


State = Literal["wanted", "kept", "refused", "failed"]


def attachment(name: str, state: State = "kept", why: str = "", sha256: str | None = None) -> Attached:
    return Attached(url=f"https://files.example/{name}", name=name, state=state, why=why, sha256=sha256)


def document(**answers: str) -> Document:
    """A document with these answers."""
    return Document(
        source="contracts-finder",
        notice_id="21",
        sections=tuple(Section(label=label, text=said) for label, said in answers.items()),
    )


def test_attachments_are_sections_after_the_notice_s_own_labelled_with_their_name() -> None:
    joined = attached.joined(document(Scope="Bins."), [(attachment("a.pdf"), document(Scope="All bins.", Budget="£40,000"))])
    assert [section.label for section in joined.sections] == ["Scope", "a.pdf: Scope", "a.pdf: Budget"]
    assert (joined.source, joined.notice_id, joined.read_share, joined.not_read) == ("contracts-finder", "21", 1.0, ())


def test_two_attachments_of_one_name_have_labels_of_their_own() -> None:
    joined = attached.joined(document(), [(attachment("a.pdf"), document(Scope="One."))] * 2)
    assert len({section.label for section in joined.sections}) == 2


def test_what_was_not_read_is_named_and_lowers_the_share() -> None:
    joined = attached.joined(
        document(Scope="Bins."),
        [(attachment("a.pdf"), document(Scope="Bins.")), (attachment("b.pdf", "refused"), "asks for a login")],
    )
    assert joined.not_read == ("b.pdf: asks for a login",)
    assert joined.read_share == pytest.approx(2 / 3)


def test_what_was_not_read_of_an_attachment_is_named_with_it() -> None:
    part = Document(source="", notice_id=None, sections=(), read_share=0.5, not_read=("page 2: an image",))
    joined = attached.joined(document(Scope="Bins."), [(attachment("a.pdf"), part)])
    assert joined.not_read == ("a.pdf: page 2: an image",)
    assert joined.read_share == 0.75


def test_a_notice_without_attachments_is_the_document_that_it_was() -> None:
    assert attached.joined(document(Scope="Bins."), []) == document(Scope="Bins.")


def test_kept_attachments_are_read_and_the_others_say_why_not() -> None:
    kept, damaged = docx([Heading("Scope"), Paragraph("Bins.")]), b"%PDF-1.4 cut"
    bytes_of = {digest(raw): raw for raw in (kept, damaged)}
    found = {
        one.name: said
        for one, said in attached.read(
            [
                attachment("a.docx", sha256=digest(kept)),
                attachment("b.pdf", sha256=digest(damaged)),
                attachment("c.pdf", "failed", "is empty: try again later"),
                attachment("d.pdf", "wanted"),
            ],
            bytes_of.__getitem__,
            Limits(),
        )
    }
    assert isinstance(found["a.docx"], Document)
    assert [section.text for section in found["a.docx"].sections] == ["Bins."]
    assert isinstance(found["b.pdf"], str)
    assert found["c.pdf"] == "is empty: try again later"
    assert found["d.pdf"] == "not fetched: crawl again with --attachments"


def test_an_attachment_that_looks_like_an_opportunity_page_is_read_in_the_sandbox_too(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = page()
    asked: list[bytes] = []

    class Watched:
        def read(self, given: bytes) -> Document:
            asked.append(given)
            return document()

    monkeypatch.setattr(attached, "worker", lambda limits: Watched())
    list(attached.read([attachment("a.html", sha256="x")], lambda sha256: raw, Limits()))
    assert asked == [raw]
