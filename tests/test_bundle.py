"""Bundles: equal pages give equal bytes, and what is unpacked is what was packed, within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.bundle import MOST_PAGES, Page, is_bundle, pack, unpack
from tenders.errors import UnreadableError

ONE = Page(url="https://service.example/a?x=1&y=2", body=b"<html>\r\n\r\n--not a mark\r\n\xff\x00</html>")
TWO = Page(url="https://service.example/b", body=b"", media_type="text/csv")
pages = st.lists(
    st.builds(Page, url=st.from_regex(r"https://[a-z]{1,9}\.example/[!-~]{0,20}", fullmatch=True), body=st.binary(max_size=200)),
    min_size=1,
    max_size=5,
)


@given(pages)
def test_what_is_unpacked_is_what_was_packed(found: list[Page]) -> None:
    assert unpack(pack(found)) == tuple(found)


def test_bytes_that_no_text_has_and_empty_pages_come_back_as_they_were() -> None:
    assert unpack(pack([ONE, TWO])) == (ONE, TWO)


def test_equal_pages_give_equal_bytes() -> None:
    assert pack([ONE, TWO]) == pack([ONE, TWO])


def test_pages_in_another_order_give_other_bytes() -> None:
    assert pack([ONE, TWO]) != pack([TWO, ONE])


def test_a_page_that_holds_the_boundary_does_not_end_early() -> None:
    mark = pack([ONE]).partition(b'boundary="')[2][:64]
    page = Page(url="", body=b"\r\n--" + mark + b"--\r\n")
    assert unpack(pack([page])) == (page,)


def test_a_bundle_in_a_bundle_comes_back_whole() -> None:
    inner = Page(url="", body=pack([ONE]))
    assert unpack(pack([inner])) == (inner,)


def test_the_head_says_what_it_is() -> None:
    assert pack([ONE]).startswith(b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="')


def test_an_address_beyond_ascii_is_escaped() -> None:
    (page,) = unpack(pack([Page(url="https://service.example/a b/é", body=b"")]))
    assert page.url == "https://service.example/a%20b/%C3%A9"


SAVED = b"""From: <Saved by a browser>
Subject: =?utf-8?Q?A_page?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----Mark--1234----"

------Mark--1234----
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://service.example/a

<p class=3D"x">caf=C3=A9</p>
------Mark--1234----
Content-Type: image/png
Content-Transfer-Encoding: base64

AAEC
------Mark--1234------
"""


def test_a_page_that_a_browser_saved_is_unpacked() -> None:
    assert is_bundle(SAVED)
    assert [(page.url, page.media_type, page.body) for page in unpack(SAVED)] == [
        ("https://service.example/a", "text/html", '<p class="x">café</p>'.encode()),
        ("", "image/png", b"\x00\x01\x02"),
    ]


@pytest.mark.parametrize(
    "raw", [b"", b"<html></html>", b"Subject: multipart/related\n\nContent-Type: x", b"Content-Type: text/plain\n\n"]
)
def test_what_is_no_bundle_is_not_taken_for_one(raw: bytes) -> None:
    assert not is_bundle(raw)


@pytest.mark.parametrize("kept", [50, 90, 140, 200, 260])
def test_a_bundle_that_is_cut_off_is_refused_in_one_line(kept: int) -> None:
    with pytest.raises(UnreadableError, match=r"^is damaged or cut off: save it again$"):
        unpack(pack([ONE, ONE])[:kept])


def test_a_bundle_of_too_many_pages_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^is a bundle of more than 64 pages: "):
        unpack(pack([TWO] * (MOST_PAGES + 1)))
